"""What is done to an appointment."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Appointment
from ..rules.cancelling import BECAUSE, FOR_AGENTS
from .counter import PersonForm


class VersionForm(forms.Form):
    """``version``: of the appointment as the page showed it; empty: whatever it is now."""

    version = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class CorrectForm(VersionForm, PersonForm):
    """Who comes, as it was said so far."""

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        said = {name: getattr(appointment, name) for name in cls.base_fields}
        return cls(initial=said)


class CancelForm(VersionForm):
    """Why: a closed list, in which nobody's health can be told."""

    because = forms.ChoiceField(
        label=gettext_lazy("Pourquoi ?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez une raison."),
            "invalid_choice": gettext_lazy("Choisissez une raison."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = [(code, _(BECAUSE[code][1])) for code in FOR_AGENTS]
