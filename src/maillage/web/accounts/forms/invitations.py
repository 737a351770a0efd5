"""What somebody says who was invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Invitation
from ..rules.logins import normal_email
from ..rules.paper import RESET_LENGTH, typed

TEXT = {"class": "form-control"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code de l’invitation"),
        help_text=gettext_lazy("Seize lettres et chiffres, imprimés sur votre invitation."),
        max_length=40,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}),
    )

    def clean_code(self) -> str:
        code = typed(self.cleaned_data["code"])
        if len(code) != RESET_LENGTH:
            raise forms.ValidationError(_("Ce code n’est pas complet : il a seize lettres et chiffres."))
        return code


class JoinForm(forms.Form):
    """Asks for an address only if the invitation was not sent to one."""

    name = forms.CharField(
        label=gettext_lazy("Votre nom"), max_length=120, widget=forms.TextInput(attrs=TEXT | {"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"),
        help_text=gettext_lazy("Elle sert à vous connecter."),
        max_length=254,
        widget=forms.EmailInput(attrs=TEXT | {"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Choisissez un mot de passe"),
        help_text=gettext_lazy("Douze caractères au moins : une phrase se retient bien."),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs=TEXT | {"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        if invitation.email:
            del self.fields["email"]

    def clean_email(self) -> str:
        return normal_email(self.cleaned_data["email"])
