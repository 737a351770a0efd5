"""What a place prepares for somebody, as forms ask for it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from ..rules.arrangements import ARRANGEMENTS


def arrangements(label: object) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(code, gettext_lazy(words)) for code, words in ARRANGEMENTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
