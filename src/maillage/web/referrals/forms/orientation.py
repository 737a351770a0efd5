"""The questions of the public page: what for, what is hard, for whom, where. Nothing of it is kept.

The names of the fields stand in the address, where people read them.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.lists import NEEDS, OBSTACLES, WHOM, known


class AskForm(forms.Form):
    """``besoin``: what for; ``obstacle``: what is hard, any of them; ``pour``: for whom; ``ou``: where they live, or
    ``commune``, its code; ``etape``: which question is next; ``key``: of this very form, sent twice it counts once."""

    besoin = forms.ChoiceField(choices=tuple(NEEDS.items()), required=False, widget=forms.HiddenInput)
    obstacle = forms.MultipleChoiceField(
        label=gettext_lazy("Qu’est-ce qui est difficile ?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pour = forms.ChoiceField(label=gettext_lazy("C’est pour qui ?"), required=False, widget=forms.RadioSelect)
    ou = forms.CharField(
        label=gettext_lazy("Dans quelle commune ?"),
        help_text=gettext_lazy("Le nom de la commune, ou son code postal."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "postal-code"}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    etape = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obstacle"].choices = [(code, _(words).capitalize()) for code, words in OBSTACLES.items()]
        self.fields["pour"].choices = [(code, _(words)) for code, words in WHOM.items()]
        self.fields["pour"].initial = "me"

    def said(self, name: str) -> Any:
        """What was understood; whatever else stands in an address is as if it were not there."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Those that exist, also where others were named."""
        named = self.data.getlist("obstacle") if hasattr(self.data, "getlist") else ()
        return known(named, OBSTACLES)

    @property
    def whom(self) -> str:
        return self.said("pour") or "me"
