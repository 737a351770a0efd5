"""What the authority decides for all: durations, notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.notices import LONGEST, normal_text

TEN_YEARS = 3650


class DaysForm(forms.Form):
    """Days between the bounds of a retention; empty: as the classification says."""

    days = forms.IntegerField(
        required=False,
        widget=forms.NumberInput({"class": "form-control form-control-sm", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, at_least: int, at_most: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_least, self.at_most = at_least, at_most or TEN_YEARS
        field = self.fields["days"]
        field.widget.attrs |= {"min": self.at_least, "max": self.at_most}
        field.validators.append(MaxValueValidator(10 * TEN_YEARS))

    def clean_days(self) -> int | None:
        days = self.cleaned_data["days"]
        if days is not None and not self.at_least <= days <= self.at_most:
            raise forms.ValidationError(
                _("Donnez un nombre de jours de %(least)d à %(most)d.") % {"least": self.at_least, "most": self.at_most}
            )
        return days


class NoticeForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Texte de la notice"),
        help_text=gettext_lazy(
            "En français simple, des paragraphes séparés par une ligne vide. Une nouvelle version s’ajoute, les "
            "précédentes restent."
        ),
        max_length=LONGEST,
        widget=forms.Textarea({"class": "form-control", "rows": 16}),
    )

    def clean_text(self) -> str:
        return normal_text(self.cleaned_data["text"])
