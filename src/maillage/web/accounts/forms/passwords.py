"""Forms for a new password."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.logins import normal_email

LONGEST_PASSWORD = 1024


def _password(label: str, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "form-control"}),
    )


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control", "autofocus": True}),
    )

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"])


class NewPasswordForm(forms.Form):
    """Through a link: the new password alone."""

    password = _password(_("Nouveau mot de passe"), "new-password")


class PaperResetForm(NewPasswordForm):
    """Through a code on paper."""

    code = forms.CharField(
        label=_("Code imprimé"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "form-control",
            }
        ),
    )
    field_order = ("code", "password")


class ChangePasswordForm(NewPasswordForm):
    """By who knows the present one."""

    present = _password(_("Mot de passe actuel"), "current-password")
    field_order = ("present", "password")
