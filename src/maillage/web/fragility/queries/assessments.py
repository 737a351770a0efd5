"""The assessment behind the pages of a territory: computed when it is first asked for, then kept by this process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import pandas as pd
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from maillage.engine.fragility.assessment import Assessment, France, Question, assess, france
from maillage.engine.fragility.axes import Axis, known_axes
from maillage.engine.fragility.weights import Weights
from maillage.engine.sources.local_axes import local_axes
from maillage.web.accounts.models import User
from maillage.web.studies.queries.diagnoses import Sheet, figures_version, find_sheet
from maillage.web.territories.queries import reference

from .points import help_points, help_version

_computing = Lock()
# Assessments that this process keeps, the oldest given up first.
KEPT = 24
_kept: dict[tuple[object, ...], Assessment] = {}


@dataclass(frozen=True)
class Assessed:
    """A territory as one reader may see it: ``sheet`` of its diagnosis, what was found, and of which France."""

    sheet: Sheet
    found: Assessment
    of: France

    @property
    def communes(self) -> pd.DataFrame:
        return self.found.communes


def find_assessed(address: str, reader: User | AnonymousUser, weights: Weights) -> Assessed | None:
    """None if the reader may see no diagnosis of the territory. Raises TerritoryError for no known territory."""
    sheet = find_sheet(address, reader)
    if sheet is None:
        return None
    return Assessed(sheet, _found(sheet, weights), _everywhere())


def axes_known() -> tuple[Axis, ...]:
    """Those of which anything is known here: what one may weigh."""
    return known_axes(_everywhere().values)


def version() -> str:
    """Changes whenever an assessment may: part of the key of every cached page."""
    return f"{figures_version()}-{help_version()}"


def _everywhere() -> France:
    with _computing:
        return _france(version())


@lru_cache(maxsize=1)
def _france(_version: str) -> France:
    """By the version of all that it is made from."""
    tables = reference()
    local = local_axes(settings.DATA / "sources", tables.communes.index, tables.successions)
    return france(tables, help_points(), local)


def _found(sheet: Sheet, weights: Weights) -> Assessment:
    """Kept by the revision of the diagnosis, whose access to doctors it takes."""
    figures = (version(), sheet.address, str(sheet.diagnosis.folder), sheet.facts["threshold"])
    key = (*figures, *weights.by_axis.items())
    kept = _kept.get(key)
    if kept is None:
        question = Question(weights=weights, threshold=sheet.facts["threshold"])
        kept = assess(question, _everywhere(), sheet.communes.index, apl=sheet.communes["apl"])
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = kept
    return kept
