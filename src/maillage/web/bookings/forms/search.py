"""What somebody looks for. The names of the fields stand in the address, where people read them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """``motif``: the reason; ``ou``: where they live, or ``commune``, its code; ``lieu``: one place; ``des``: from
    which day on; ``acces``: without steps; ``loin``: farther than most would go."""

    motif = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    lieu = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    ou = forms.CharField(
        label=_("Où habitez-vous ?"),
        help_text=_("Votre commune ou son code postal."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "postal-code"}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    acces = forms.BooleanField(label=_("J’ai besoin d’un accès sans marche"), required=False)
    des = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    loin = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def said(self, name: str) -> object:
        """What was understood; whatever else stands in an address is as if it were not there."""
        self.is_valid()
        return self.cleaned_data.get(name)

    def words(self) -> dict[str, object]:
        """All that was understood, for links to the pages before and after."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
