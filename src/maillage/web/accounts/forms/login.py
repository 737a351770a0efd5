"""The login form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.logins import normal_email


class LoginForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"])
