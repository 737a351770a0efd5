"""Somebody for whom nothing is free yet: what they wait for, where and when they can come, how to reach them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.messages.forms import PhoneField
from maillage.web.places.rules.weeks import DAYS

from ..rules.person import Person
from .arrangements import arrangements
from .counter import CHOICE, TEXT, WAYS

LONGEST = timedelta(days=365)


class WaitForm(forms.Form):
    """``key``: of this very form; sent twice, it puts one person on the list."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.TypedChoiceField(label=gettext_lazy("Pour quoi ?"), coerce=int, widget=forms.Select(attrs=CHOICE))
    places = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Dans quels lieux ?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez au moins un lieu.")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quels jours ?"),
        help_text=gettext_lazy("Rien de coché : n’importe quel jour."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    begins = forms.TimeField(
        label=gettext_lazy("Pas avant"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "form-control"}),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Pas après"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "form-control"}),
    )
    until = forms.DateField(
        label=gettext_lazy("Attend jusqu’au"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    name = forms.CharField(label=gettext_lazy("Nom"), max_length=120, widget=forms.TextInput(attrs=TEXT))
    phone = PhoneField(label=gettext_lazy("Téléphone"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs=TEXT)
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("Prévenir la personne"), choices=WAYS, required=False, widget=forms.Select(attrs=CHOICE)
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue"), choices=settings.LANGUAGES, required=False, widget=forms.Select(attrs=CHOICE)
    )
    arrangements = arrangements(gettext_lazy("Prévoir"))

    def __init__(
        self,
        *args: Any,
        reasons: list[tuple[int, str]] = (),
        places: list[tuple[int, str]] = (),
        today: date = date.min,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"].choices = reasons
        self.fields["places"].choices = places
        self.fields["weekdays"].choices = [(number, _(name)) for number, name in DAYS]

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("Ce jour est passé."))
        if until - self.today > LONGEST:
            raise forms.ValidationError(_("Au plus un an."))
        return until

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        begins, ends = said.get("begins"), said.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("La fin est avant le début."))
        if not any(said.get(name) or name in self.errors for name in ("phone", "email")):
            self.add_error("phone", _("Pour proposer un moment, il faut un téléphone ou une adresse e-mail."))
        return said

    def person(self) -> Person:
        said = self.cleaned_data
        return Person(
            name=" ".join(said["name"].split()),
            phone=said["phone"],
            email=said["email"],
            language=said["language"] or settings.LANGUAGE_CODE,
            wish=said["wish"],
            arrangements=tuple(said["arrangements"]),
        )
