"""What the dashboard is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.web.accounts.models import Organisation

from .rules.periods import PERIODS, USUAL


class AskedForm(forms.Form):
    """Of which organisation, over which months."""

    periode = forms.ChoiceField(label=gettext_lazy("Période"), required=False)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["periode"].choices = [(code, _(words)) for code, words in PERIODS.items()]
        if organisations is not None:
            self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = _("toutes")
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def period(self) -> str:
        return (self.cleaned_data.get("periode") if self.is_valid() else "") or USUAL

    @property
    def chosen(self) -> Organisation | None:
        return self.cleaned_data.get("organisation") if self.is_valid() else None
