"""What an agent says of whom they send: a name, one way to reach them, and that they agree."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.web.bookings.rules.person import Person
from maillage.web.messages.forms import PhoneField
from maillage.web.privacy.models import Means

from ..rules.lists import NEEDS, NOTES, OBSTACLES
from ..rules.said import Consent, Said

TEXT = {"class": "form-control", "autocomplete": "off"}
CHOICE = {"class": "form-select"}
GIVEN = (
    (Means.COUNTER.value, gettext_lazy("de vive voix, ici")),
    (Means.PHONE.value, gettext_lazy("au téléphone")),
    (Means.PAPER.value, gettext_lazy("par écrit, signé")),
)


class ConsentForm(forms.Form):
    """``key``: of this very form; sent twice, it does its work once. ``given``: how the person said yes."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    given = forms.ChoiceField(
        label=gettext_lazy("La personne a dit oui"),
        choices=GIVEN,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites comment la personne a donné son accord.")},
    )

    def consent(self) -> Consent:
        return Consent(self.cleaned_data["given"], get_language() or settings.LANGUAGE_CODE)


class ReferralForm(ConsentForm):
    """No field takes a text about the person: what is said of their situation is ticked."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=120, widget=forms.TextInput(attrs=TEXT))
    phone = PhoneField(label=gettext_lazy("Téléphone"))
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"), max_length=254, required=False, widget=forms.EmailInput(attrs=TEXT)
    )
    address = forms.CharField(
        label=gettext_lazy("Adresse postale"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=TEXT | {"rows": 2}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue de nos messages"), choices=settings.LANGUAGES, widget=forms.Select(attrs=CHOICE)
    )
    need = forms.ChoiceField(label=gettext_lazy("Ce que la personne cherche"), widget=forms.Select(attrs=CHOICE))
    obstacles = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui est difficile"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.MultipleChoiceField(
        label=gettext_lazy("Pour bien la joindre"), required=False, widget=forms.CheckboxSelectMultiple
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    tells_person = forms.BooleanField(
        label=gettext_lazy("La personne veut être prévenue de la réponse"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"].choices = [(code, _(words)) for code, words in NEEDS.items()]
        self.fields["obstacles"].choices = [(code, _(words)) for code, words in OBSTACLES.items()]
        self.fields["notes"].choices = [(code, _(words)) for code, words in NOTES.items()]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not any(said.get(name) or name in self.errors for name in ("phone", "email", "address")):
            self.add_error("phone", _("Donnez au moins un moyen de joindre la personne."))
        return said

    def said(self) -> Said:
        told = self.cleaned_data
        person = Person(
            name=told["name"],
            phone=told["phone"],
            email=told["email"],
            address=told["address"],
            language=told["language"],
            commune=told["commune"],
        )
        return Said(
            key=told["key"],
            person=person,
            need=told["need"],
            obstacles=tuple(told["obstacles"]),
            notes=tuple(told["notes"]),
            tells_person=told["tells_person"],
        )
