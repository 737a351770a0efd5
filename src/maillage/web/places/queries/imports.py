"""What a list of places would bring: the new ones, those that are here already, everything that is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from django.utils.translation import gettext as _

from maillage.web.scenarios.models import Scenario
from maillage.web.scenarios.queries.scenarios import open_sites

from ..models import Place
from ..rules.communes import Commune
from ..rules.distances import km_between
from ..rules.imports.drafts import FAULTS, Draft, Fault, Format, read_drafts
from ..rules.imports.mednum import MEDNUM
from ..rules.imports.own import EXAMPLE, OWN
from ..rules.imports.table import read_table
from .communes import communes_called, find_commune

FAULTS_SHOWN = 50
FARTHEST_KM = 60
FORMATS: dict[str, Format] = {"own": OWN, "mednum": MEDNUM}


@dataclass(frozen=True)
class Told:
    """A fault in words."""

    line: int
    column: str
    value: str
    says: str


@dataclass(frozen=True)
class Preview:
    """``drafts``: what would come, with commune and point, by origin; ``known``: how many came before; ``faults``: the
    first of ``wrong``; ``lines``: how many cannot come; ``ignored``: titles that mean nothing here."""

    drafts: dict[str, Draft]
    known: int
    faults: list[Told]
    wrong: int
    lines: int
    ignored: list[str]


def preview(content: bytes, *, form: str, organisation: int) -> Preview:
    """Of a file. Raises FileError if nothing of it can be read."""
    table = read_table(content)
    drafts, faults = read_drafts(table, FORMATS[form])
    placed, misplaced = _placed(
        drafts, {name: table.titles.get(title, title) for name, title in FORMATS[form].columns.items()}
    )
    meant = set(FORMATS[form].columns.values())
    ignored = [
        title for folded, title in table.titles.items() if form == "own" and folded not in meant and title.strip()
    ]
    prefix = f"csv {organisation}" if form == "own" else "mednum"
    return _preview({f"{prefix}:{each.key}": each for each in placed}, [*faults, *misplaced], ignored)


def preview_of(scenario: Scenario) -> Preview:
    """Of the sites that a published scenario opens."""
    drafts = [
        Draft(key=site.key, name=site.name, commune=site.commune, code=site.commune, lat=site.lat, lon=site.lon)
        for site in open_sites(scenario)
    ]
    placed, faults = _placed(drafts, {})
    return _preview({f"scenario {scenario.pk} site:{each.key}": each for each in placed}, faults, [])


def model() -> str:
    """The file to fill in: its titles, and one line as an example."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows((EXAMPLE.keys(), EXAMPLE.values()))
    return "\ufeff" + text.getvalue()


def _preview(drafts: dict[str, Draft], faults: Sequence[Fault], ignored: list[str]) -> Preview:
    known = set(Place.objects.filter(origin__in=drafts).values_list("origin", flat=True))
    in_order = sorted(faults, key=lambda fault: fault.line)
    return Preview(
        drafts={origin: draft for origin, draft in drafts.items() if origin not in known},
        known=len(known),
        faults=[_told(fault) for fault in in_order[:FAULTS_SHOWN]],
        wrong=len(faults),
        lines=len({fault.line for fault in faults}),
        ignored=ignored,
    )


def _placed(drafts: Iterable[Draft], titles: dict[str, str]) -> tuple[list[Draft], list[Fault]]:
    """With the code of the commune and a point."""
    placed: list[Draft] = []
    faults: list[Fault] = []
    for draft in drafts:
        commune = _commune_of(draft)
        wrong = "commune" if commune is None else _misplaced(draft, commune)
        if wrong or commune is None:
            name = "commune" if wrong == "commune" else "lat"
            faults.append(Fault(draft.line, titles.get(name, name), wrong, draft.commune))
        else:
            lat, lon = (commune.lat, commune.lon) if draft.lat is None else (draft.lat, draft.lon)
            placed.append(replace(draft, code=commune.code, lat=lat, lon=lon))
    return placed, faults


def _commune_of(draft: Draft) -> Commune | None:
    if draft.code:
        return find_commune(draft.code)
    found = communes_called(draft.commune, draft.postcode)
    return found[0] if len(found) == 1 else None


def _misplaced(draft: Draft, commune: Commune) -> str:
    if commune.lat is None:
        return "point" if draft.lat is None else ""
    if draft.lat is None:
        return ""
    return "far" if km_between((draft.lat, draft.lon), (commune.lat, commune.lon)) > FARTHEST_KM else ""


def _told(fault: Fault) -> Told:
    return Told(fault.line, fault.column, fault.value[:60], _(FAULTS[fault.code]))
