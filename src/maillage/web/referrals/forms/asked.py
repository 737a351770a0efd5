"""What pages of figures and lists are asked for. The names of the fields stand in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.activity.rules.periods import PERIODS, USUAL

from ..models import Referral
from ..rules.lists import NEEDS

CHOICE = {"class": "form-select"}


class ListForm(forms.Form):
    """``etat``: of which state; ``miennes``: mine alone; ``avant``: earlier than that number."""

    etat = forms.ChoiceField(label=gettext_lazy("État"), required=False, widget=forms.Select(attrs=CHOICE))
    miennes = forms.BooleanField(label=gettext_lazy("Seulement les miennes"), required=False)
    avant = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["etat"].choices = [("", _("tous")), *Referral.State.choices]

    def said(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)


class MissingForm(forms.Form):
    """``periode``: over which months; ``besoin``: one need, or all."""

    periode = forms.ChoiceField(label=gettext_lazy("Période"), required=False, widget=forms.Select(attrs=CHOICE))
    besoin = forms.ChoiceField(label=gettext_lazy("Besoin"), required=False, widget=forms.Select(attrs=CHOICE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"].choices = [(code, _(words)) for code, words in PERIODS.items()]
        self.fields["besoin"].choices = [("", _("tous")), *((code, _(words)) for code, words in NEEDS.items())]

    @property
    def period(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("periode") or USUAL

    @property
    def need(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("besoin") or ""
