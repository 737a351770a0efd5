"""What somebody says who books for themselves: as little as will do."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.messages.forms import PhoneField
from maillage.web.messages.rules.phone import normal_phone
from maillage.web.places.rules.weeks import DAYS

from ..rules.codes import LENGTH, typed
from ..rules.person import Person
from .arrangements import arrangements

TEXT = {"class": "form-control"}
NOON = time(12)


class PersonForm(forms.Form):
    """Who comes, as far as they want to say. ``key``: of this very form; sent twice, it does its work once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=gettext_lazy("Comment vous appeler ?"),
        help_text=gettext_lazy("Un prénom suffit. Sans nom, on vous appellera par le code de votre rendez-vous."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=gettext_lazy("Votre téléphone"),
        autocomplete="tel",
        help_text=gettext_lazy("Pour vous prévenir si le lieu doit fermer."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"),
        help_text=gettext_lazy("Pour vous envoyer la confirmation."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("La langue de nos messages"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    arrangements = arrangements(gettext_lazy("Pour bien vous accueillir, prévoir"))

    def person(self, *, commune: str) -> Person:
        said = self.cleaned_data
        return Person(
            name=" ".join(said["name"].split()),
            phone=said["phone"],
            email=said["email"],
            language=said["language"],
            reminded=said.get("reminded", False),
            commune=commune,
            arrangements=tuple(said["arrangements"]),
        )

    def _gave_no_contact(self) -> bool:
        """A contact that is wrong has its own error, and is not asked for again."""
        fields = ("phone", "email")
        return not any(self.cleaned_data.get(name) or name in self.errors for name in fields)


class BookForm(PersonForm):
    """Neither telephone nor e-mail is needed: the page that answers is then the slip."""

    reminded = forms.BooleanField(
        label=gettext_lazy("Me le rappeler la veille, et par SMS deux heures avant"), required=False
    )

    field_order = ("key", "name", "phone", "email", "reminded", "language", "arrangements")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("reminded") and self._gave_no_contact():
            self.add_error("reminded", _("Pour vous le rappeler, il nous faut un téléphone ou une adresse e-mail."))
        return self.cleaned_data


class WaitForm(PersonForm):
    """For whoever found nothing. ``when``: a part of the day."""

    WHEN = (
        ("", gettext_lazy("à toute heure")),
        ("morning", gettext_lazy("le matin")),
        ("afternoon", gettext_lazy("l’après-midi")),
    )
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Où pouvez-vous venir ?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins un lieu.")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quels jours ?"),
        help_text=gettext_lazy("Si vous ne cochez rien : n’importe quel jour."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    when = forms.ChoiceField(
        label=gettext_lazy("À quel moment ?"),
        choices=WHEN,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    field_order = ("key", "places", "weekdays", "when", "name", "phone", "email", "language", "arrangements")

    def __init__(self, *args: Any, places: list[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required, self.fields["name"].help_text = True, _("Un prénom suffit.")
        self.fields["places"].choices = list(places)
        self.fields["weekdays"].choices = [(number, _(name)) for number, name in DAYS]
        self.fields["phone"].help_text = _("Pour vous proposer un moment qui se libère.")
        self.fields["email"].help_text = ""

    def hours(self) -> dict[str, time | None]:
        """Between which times of the day."""
        when = self.cleaned_data["when"]
        return {"begins": NOON if when == "afternoon" else None, "ends": NOON if when == "morning" else None}

    def clean(self) -> dict[str, Any]:
        if self._gave_no_contact():
            self.add_error("phone", _("Pour vous proposer un moment, il nous faut un téléphone ou une adresse e-mail."))
        return self.cleaned_data


class LostForm(forms.Form):
    """A slip of paper in hand, and no link."""

    code = forms.CharField(
        label=gettext_lazy("Le code de votre rendez-vous"),
        help_text=gettext_lazy("Huit lettres et chiffres, sur votre papier ou dans nos messages."),
        max_length=40,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "autocapitalize": "characters"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Le téléphone ou l’adresse e-mail que vous aviez donné"),
        help_text=gettext_lazy("Laissez vide si vous n’aviez donné ni l’un ni l’autre."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        code = typed(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise forms.ValidationError(_("Ce code n’est pas complet : il a huit lettres et chiffres."))
        return code

    def clean_contact(self) -> str:
        said = self.cleaned_data["contact"].strip()
        if "@" in said:
            return said
        try:
            return normal_phone(said)
        except ValueError:
            raise forms.ValidationError(
                _("Ce n’est ni une adresse e-mail ni un numéro de téléphone : dix chiffres.")
            ) from None
