"""What people say on the pages of messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Message, OptOut
from .rules.phone import normal_phone

# As people write them, with spaces and dots.
LONGEST = 30


class PhoneField(forms.CharField):
    """A telephone number, as messages know it; empty if there is none."""

    default_error_messages = {  # noqa: RUF012 - Django's own manner
        "invalid": _("Ce n’est pas un numéro de téléphone : dix chiffres, ou + et l’indicatif du pays."),
    }

    def __init__(self, *, label: object = _("Téléphone"), autocomplete: str = "off", **more: Any) -> None:
        """``autocomplete``: "tel" where the number is that of who fills in the form."""
        widget = forms.TextInput({"class": "form-control", "autocomplete": autocomplete, "type": "tel"})
        super().__init__(label=label, widget=widget, max_length=LONGEST, required=False, **more)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return normal_phone(typed)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class FilterForm(forms.Form):
    """Which messages the list shows."""

    etat = forms.ChoiceField(label=_("État"), required=False)
    canal = forms.ChoiceField(label=_("Moyen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [("troubled", _("à regarder")), *Message._meta.get_field("state").flatchoices]
        self.fields["etat"].choices = [("", _("tous")), *states]
        self.fields["canal"].choices = [("", _("tous")), *Message._meta.get_field("channel").flatchoices]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"


class ResendForm(forms.Form):
    """By which channel a message is sent anew: one of those it can go by."""

    channel = forms.ChoiceField(label=_("Moyen"))

    def __init__(self, channels: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = list(channels)
        self.fields["channel"].widget.attrs["class"] = "form-select"


class OptOutForm(forms.Form):
    """Somebody answered STOP, or said no at the counter."""

    contact = forms.CharField(
        label=_("Adresse e-mail ou numéro de téléphone"),
        max_length=254,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    purposes = forms.MultipleChoiceField(
        label=_("Genres de messages"),
        choices=OptOut._meta.get_field("purpose").flatchoices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Dites au moins un genre de messages.")},
    )

    def clean_contact(self) -> str:
        said = self.cleaned_data["contact"].strip()
        if "@" in said:
            return forms.EmailField().clean(said)
        try:
            return normal_phone(said)
        except ValueError:
            raise forms.ValidationError(
                _("Ce n’est ni une adresse e-mail ni un numéro : dix chiffres, ou + et l’indicatif du pays.")
            ) from None
