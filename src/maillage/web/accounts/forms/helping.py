"""Forms of who helps others in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.abilities import ROLES
from ..rules.second_factor import CHOICE


class SecondFactorForm(forms.Form):
    """Roles whose holders show two factors, beside those that always do."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rôles qui demandent une seconde étape"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(role, _(ROLES[role].name)) for role in CHOICE],
    )
