"""Which day, and of which places."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

# Rooms and mediators of more places than that are side by side on no screen.
MOST_PLACES = 6
# A calendar ends somewhere; these days have all the weeks around them.
FIRST_DAY, LAST_DAY = date(2020, 1, 6), date(2099, 12, 27)


class DayForm(forms.Form):
    """``jour``: nothing for today."""

    jour = forms.DateField(
        label=_("Jour"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
    )
    lieu = forms.TypedMultipleChoiceField(
        label=_("Lieux"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, places: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lieu"].choices = places

    def clean_jour(self) -> date | None:
        day = self.cleaned_data["jour"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("L’agenda va de 2020 à 2099."))
        return day

    def clean_lieu(self) -> list[int]:
        chosen = self.cleaned_data["lieu"]
        if len(chosen) > MOST_PLACES:
            raise forms.ValidationError(_("Choisissez au plus six lieux à la fois."))
        return chosen
