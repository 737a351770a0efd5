"""When a place is open: a week of seven lines, the text of OpenStreetMap, days on which it is shut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.hours import REFUSALS, SPANS_A_DAY, HoursError, Span, Week, normal_hours, written
from ..rules.weeks import DAYS
from .fields import CHECK, TEXT, TimeInput, day
from .mediators import refuse_reversed

LONGEST = 500


class Line(NamedTuple):
    """A day of the week: the fields « de … à … » of each of its spans."""

    day: str
    spans: list[tuple[forms.BoundField, forms.BoundField]]


class WeekForm(forms.Form):
    """``hours``: what the lines come to, in OpenStreetMap's syntax."""

    holidays_off = forms.BooleanField(
        label=gettext_lazy("Fermé les jours fériés"), required=False, widget=forms.CheckboxInput(attrs=CHECK)
    )

    def __init__(self, *args: Any, week: Week | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week = week or Week()
        self.fields["holidays_off"].initial = not week.on_holidays
        for number, name in DAYS:
            for at in range(SPANS_A_DAY):
                span = week.days[number][at] if at < len(week.days[number]) else (None, None)
                for end, initial, label in zip(("begins", "ends"), span, self._labels(name, at), strict=True):
                    self.fields[f"{end}_{number}_{at}"] = forms.TimeField(
                        label=label, required=False, initial=initial, widget=TimeInput(**{"aria-label": label})
                    )

    def lines(self) -> Iterator[Line]:
        for number, name in DAYS:
            spans = [(self[f"begins_{number}_{at}"], self[f"ends_{number}_{at}"]) for at in range(SPANS_A_DAY)]
            yield Line(_(name), spans)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for number, _name in DAYS:
            latest: time | None = None
            for at in range(SPANS_A_DAY):
                latest = self._check(f"begins_{number}_{at}", f"ends_{number}_{at}", latest)
        return said

    @property
    def hours(self) -> str:
        return written(
            Week(tuple(self._spans(number) for number, _name in DAYS), not self.cleaned_data["holidays_off"])
        )

    def _check(self, first: str, second: str, latest: time | None) -> time | None:
        """Refuses a span that cannot be right; until when one is open so far."""
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if first in self.errors or second in self.errors or (begins is None and ends is None):
            return latest
        if begins is None or ends is None:
            self.add_error(first if begins is None else second, _("Il manque l’heure."))
            return latest
        if ends <= begins:
            self.add_error(second, _("Ferme avant d’ouvrir."))
        elif latest is not None and begins < latest:
            self.add_error(first, _("Commence avant la fin de la plage précédente."))
        return ends

    def _spans(self, number: int) -> tuple[Span, ...]:
        """Two that touch are one."""
        found: list[Span] = []
        for at in range(SPANS_A_DAY):
            begins, ends = (self.cleaned_data[f"{end}_{number}_{at}"] for end in ("begins", "ends"))
            if begins is None:
                continue
            if found and found[-1][1] == begins:
                found[-1] = found[-1][0], ends
            else:
                found.append((begins, ends))
        return tuple(found)

    @staticmethod
    def _labels(name: str, at: int) -> tuple[str, str]:
        told = {"day": capfirst(_(name))}
        if at == 0:
            return _("%(day)s, de") % told, _("%(day)s, à") % told
        return _("%(day)s, puis de") % told, _("%(day)s, puis à") % told


class OsmForm(forms.Form):
    osm = forms.CharField(
        label=gettext_lazy("Horaires en syntaxe OpenStreetMap"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs=TEXT | {"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_osm(self) -> str:
        try:
            return normal_hours(self.cleaned_data["osm"])
        except HoursError as error:
            raise forms.ValidationError(_(REFUSALS[error.reason]) % {"part": error.part}) from None

    @property
    def hours(self) -> str:
        return self.cleaned_data["osm"]


class ClosingForm(forms.Form):
    first_day = day(gettext_lazy("Premier jour"))
    last_day = day(gettext_lazy("Dernier jour"), help_text=gettext_lazy("Ce jour compris."))
    why = forms.CharField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("Facultatif, lu par les habitants : congés, travaux."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=TEXT),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day", _("Ce jour est avant le premier."), same=True)
        if said.get("last_day") and said["last_day"] < self.today and "last_day" not in self.errors:
            self.add_error("last_day", _("Ces jours sont passés."))
        return said
