"""Fields that several forms of this module share, as browsers show them best."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

TEXT = {"class": "form-control"}
SELECT = {"class": "form-select"}
CHECK = {"class": "form-check-input"}

# Nobody means a day beyond these, and arithmetic with it would end in nothing.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
OUT_OF_REACH = _("Choisissez un jour entre 2000 et 2099.")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **more: Any) -> None:
        super().__init__(attrs=TEXT | more, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **more: Any) -> None:
        super().__init__(attrs=TEXT | more, format="%H:%M")


def day(label: object, **more: Any) -> forms.DateField:
    bounds = [MinValueValidator(FIRST_DAY, OUT_OF_REACH), MaxValueValidator(LAST_DAY, OUT_OF_REACH)]
    return forms.DateField(label=label, widget=DateInput(), validators=bounds, **more)


def clock(label: object, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=TimeInput(), **more)


def with_others(form: forms.ModelForm, name: str) -> list[Model]:
    """What was ticked, and what the row has beside it that this form offers to nobody: it stays."""
    chosen = list(form.cleaned_data[name])
    if form.instance.pk is None:
        return chosen
    others = getattr(form.instance, name).exclude(pk__in=form.fields[name].queryset)
    return [*chosen, *others]
