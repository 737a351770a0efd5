"""What a person may correct of oneself."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "form-control"}),
    )
    language = forms.ChoiceField(
        label=_("Langue des messages"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
