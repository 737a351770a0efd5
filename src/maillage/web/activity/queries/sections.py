"""The dashboard, section by section: each a table, most with a drawing above it, all with their definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outputs.drawing.bars import Row, horizontal_bars
from maillage.outputs.drawing.columns import Step, columns
from maillage.outputs.drawing.svg import Svg
from maillage.outputs.spreadsheet import Cell
from maillage.outputs.words import numbers
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.slots import third_next
from maillage.web.bookings.rules.cancelling import BECAUSE
from maillage.web.mediation.rules import lists
from maillage.web.places.models import Reason
from maillage.web.studies.queries.words import spoken

from ..rules import definitions
from ..rules.definitions import Definition
from ..rules.measures import Occupancy, by_week, share_of
from .rows import Rows

State = Appointment.State
# Under it a decimal says more than a whole number.
SMALL_SHARE = 0.1
WIDE = 760


@dataclass(frozen=True)
class Column:
    """``unit``: how its values are written: text, count, share (0 to 1), hours or days."""

    title: str
    unit: str = "count"

    @property
    def is_number(self) -> bool:
        return self.unit != "text"

    def written(self, value: Cell) -> str:
        if self.unit == "text":
            return str(value or "")
        language = spoken().code
        number = value if isinstance(value, int | float) else None
        if self.unit == "share":
            return numbers.percent(number, 1 if number and number < SMALL_SHARE else 0, language=language)
        return numbers.number(number, {"hours": 0, "days": 1}.get(self.unit, 0), language=language)


@dataclass(frozen=True)
class Section:
    """``drawing`` None where there is nothing to draw; ``said``: the figure in one sentence; ``legend``: of a
    drawing that is a map, beside which the table stands."""

    about: Definition
    columns: list[Column]
    rows: list[Sequence[Cell]]
    drawing: Svg | None = None
    said: str = ""
    legend: Svg | None = None

    @property
    def shown(self) -> list[list[tuple[str, bool]]]:
        """The table as it is read: (text, whether it is a number)."""
        return [
            [(column.written(cell), column.is_number) for column, cell in zip(self.columns, row, strict=True)]
            for row in self.rows
        ]


def received(rows: Rows) -> Section:
    days = [localtime(at).date() for at, _commune in rows.received()]
    weeks = by_week(days, first=rows.first_day, last=rows.period.last)
    steps = [
        Step(
            date_format(monday, "j M"),
            count,
            _("semaine du %(day)s : %(count)s") % {"day": date_format(monday), "count": count},
        )
        for monday, count in weeks
    ]
    said = ngettext(
        "%(count)s personne reçue sur la période.", "%(count)s personnes reçues sur la période.", len(days)
    ) % {"count": spoken().number(len(days), 0)}
    drawing = columns(steps, title=_(definitions.RECEIVED.title), format_tick=_whole, description=said, width=WIDE)
    table = [(monday.isoformat(), count) for monday, count in weeks]
    return Section(
        definitions.RECEIVED,
        [Column(_("Semaine du"), "text"), Column(_("Personnes"))],
        table,
        drawing if days else None,
        said,
    )


def occupied(rows: Rows) -> Section:
    table = [
        (place.name, *_told(use.rooms), *_told(use.stations), *_told(use.mediators))
        for place in rows.places
        for use in [rows.use[place.pk]]
    ]
    kinds = (_("Salles"), _("Stations"), _("Médiateurs"))
    heads = [Column(_("Lieu"), "text")]
    for kind in kinds:
        heads += [
            Column(kind, "share"),
            Column(_("%(kind)s : heures prises") % {"kind": kind}, "hours"),
            Column(_("%(kind)s : heures ouvertes") % {"kind": kind}, "hours"),
        ]
    bars = [Row(str(row[0]), (float(row[1]),)) for row in table if row[1] is not None]
    drawing = _bars(bars, definitions.OCCUPANCY, Column("", "share").written, width=WIDE)
    return Section(definitions.OCCUPANCY, heads, table, drawing)


def delays(rows: Rows, *, now: datetime) -> Section:
    places = [place for place in rows.places if place.is_open]
    reasons = list(Reason.objects.filter(ended_at=None))
    found = {reason: third_next(reason=reason, places=[place.pk for place in places], now=now) for reason in reasons}
    offered = [reason for reason in reasons if any(days is not None for days in found[reason].values())]
    table = [(place.name, *(found[reason].get(place.pk) for reason in offered)) for place in places]
    heads = [Column(_("Lieu"), "text"), *(Column(reason.said, "days") for reason in offered)]
    return Section(definitions.DELAY, heads, table if offered else [])


def outcomes(rows: Rows) -> Section:
    counts = Counter(visit.state for visit in rows.visits)
    came = counts[State.ARRIVED] + counts[State.DONE]
    table = [
        (_("La personne est venue"), came),
        (_("La personne n’est pas venue"), counts[State.NO_SHOW]),
        (_("Annulé"), counts[State.CANCELLED]),
        (_("Passé, et rien n’a été noté"), counts[State.BOOKED]),
    ]
    missed = share_of(counts[State.NO_SHOW], came + counts[State.NO_SHOW])
    said = _("Part des absents : %(share)s.") % {"share": spoken().percent(missed, 0)} if missed is not None else ""
    return _counted(definitions.OUTCOMES, _("Issue"), table, said)


def cancelled(rows: Rows) -> Section:
    counts = Counter(visit.because for visit in rows.visits if visit.state == State.CANCELLED)
    table = [(_(BECAUSE[code][1]) if code in BECAUSE else code, count) for code, count in counts.most_common()]
    return _counted(definitions.CANCELLED, _("Raison"), table)


def reasons(rows: Rows) -> Section:
    counts = Counter(visit.reason for visit in rows.visits if visit.came)
    names = {reason.pk: reason.said for reason in Reason.objects.filter(pk__in=counts)}
    return _counted(definitions.REASONS, _("Motif"), [(names[pk], count) for pk, count in counts.most_common()])


def via(rows: Rows) -> Section:
    counts = Counter(visit.via for visit in rows.visits)
    table = [(str(Appointment.Via(code).label), count) for code, count in counts.most_common()]
    return _counted(definitions.VIA, _("Moyen"), table)


def themes(rows: Rows) -> Section:
    return _counted(
        definitions.THEMES, _("Thème"), _listed((code for each in rows.helps for code in each.themes), lists.THEMES)
    )


def autonomy(rows: Rows) -> Section:
    return _counted(
        definitions.AUTONOMY, _("La personne"), _listed((each.autonomy for each in rows.helps), lists.AUTONOMY)
    )


def workshops(rows: Rows) -> Section:
    """Trainings apart: a theme may be taught to residents and to professionals."""
    counts = Counter((each.theme, each.audience) for each in rows.attendances)
    table = [(_workshop_said(theme, audience), count) for (theme, audience), count in counts.most_common()]
    return _counted(definitions.WORKSHOPS, _("Atelier"), table)


def _workshop_said(theme: str, audience: str) -> str:
    said = _(lists.WORKSHOPS.get(theme, theme))
    if audience == lists.RESIDENTS:
        return said
    return _("%(theme)s, pour %(audience)s") % {"theme": said, "audience": _(lists.AUDIENCES.get(audience, audience))}


def _listed(codes: Iterable[str], words: Mapping[str, str]) -> list[tuple[str, int]]:
    return [(_(words.get(code, code)), count) for code, count in Counter(codes).most_common()]


def _counted(about: Definition, head: str, table: Sequence[tuple[str, int]], said: str = "") -> Section:
    """How many of each, the most first, as bars and as a table with shares."""
    whole = sum(count for _name, count in table)
    rows = [(name, count, share_of(count, whole)) for name, count in table]
    heads = [Column(head, "text"), Column(_("Nombre")), Column(_("Part"), "share")]
    drawing = _bars([Row(name, (float(count),)) for name, count in table], about, _whole) if whole else None
    return Section(about, heads, rows if whole else [], drawing, said)


def _bars(rows: Sequence[Row], about: Definition, written: Callable[[float], str], *, width: float = 500) -> Svg | None:
    return horizontal_bars(rows, title=_(about.title), format_value=written, width=width) if rows else None


def _told(use: Occupancy) -> tuple[Cell, Cell, Cell]:
    return use.share, round(use.taken, 2), round(use.available, 2)


def _whole(value: float) -> str:
    return spoken().number(value, 0)
