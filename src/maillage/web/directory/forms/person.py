"""A resource person, who agreed to be named."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from maillage.web.messages.forms import PhoneField
from maillage.web.places.forms.fields import TEXT
from maillage.web.privacy.models import Means

from .entry import HelpForm
from .where import WhereForm

# By which somebody can agree who has no account here.
MEANS = (Means.COUNTER, Means.PAPER, Means.PHONE)


class PersonForm(HelpForm, WhereForm):
    person = forms.CharField(
        label=gettext_lazy("Nom de la personne"),
        help_text=gettext_lazy("Tel qu’elle veut être appelée : un prénom suffit."),
        max_length=120,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off"}),
    )
    description = forms.CharField(
        label=gettext_lazy("Ce qu’elle fait pour les autres"),
        max_length=500,
        widget=forms.Textarea(attrs=TEXT | {"rows": 3}),
    )
    phone = PhoneField(label=gettext_lazy("Téléphone montré à tous"))
    shown_email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail montrée à tous"),
        required=False,
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail pour son lien"),
        help_text=gettext_lazy("Montrée à personne : elle y reçoit le lien pour relire sa fiche ou la retirer."),
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "off"}),
    )
    means = forms.ChoiceField(
        label=gettext_lazy("Comment a-t-elle donné son accord ?"),
        choices=[(means.value, means.label) for means in MEANS],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Elle a lu la notice d’information et accepte d’être nommée dans l’annuaire")
    )

    @property
    def said(self) -> dict[str, Any]:
        names = ("person", "description", "phone", "postcode", "commune", "city", "lat", "lon")
        return {name: self.cleaned_data[name] for name in names} | {"email": self.cleaned_data["shown_email"]}
