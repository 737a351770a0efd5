"""What does not change while one plans: people, minutes, possible sites. Read once a process for a diagnosis, then
kept, so that every indicator can be computed anew while a site is dragged."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

import numpy as np
import pandas as pd
import shapely

from maillage.engine.siting.access_gain import AccessGain
from maillage.engine.siting.effects import Effects, effects
from maillage.engine.siting.problem import Candidates, Demand, Problem
from maillage.engine.siting.question import Ground
from maillage.engine.siting.sites import Cabin
from maillage.engine.siting.wishes import Wishes
from maillage.engine.territory.places import Places
from maillage.engine.travel.pairs import Pairs
from maillage.planning.question import (
    FINESS_KINDS,
    HORIZON_MINUTES,
    KINDS,
    gain_of,
    ground_of,
    possible_sites,
    question,
)
from maillage.planning.site import last_finess, read_finess
from maillage.web.studies.models import Diagnosis
from maillage.web.studies.models.roads import study_of
from maillage.web.territories.queries import outlines, reference

from ..rules.settings import Settings
from ..rules.sites import EXISTING, Site
from .minutes import Remembering

COLUMNS = [
    "name",
    "epci",
    "epci_name",
    "apl",
    "population",
    "standardised_population",
    "total_population",
    "lat",
    "lon",
    "density_class",
]
# Each holds some megabytes: the territories that people plan for at the same time.
KEPT = 6
_opening = Lock()


@dataclass(frozen=True)
class Terrain:
    """``candidates``: possible sites by key, none of them open, and ``kind`` of each; ``density`` class and ``epci`` of
    every commune, by code; ``shapes``: outlines of the territory's communes, by code, and ``tree`` to find one;
    ``names``: of the communes, by code. ``ways`` remembers minutes."""

    ground: Ground
    candidates: Mapping[str, Site]
    kind: Mapping[str, str]
    demand: Demand
    ways: Remembering
    density: Mapping[str, int]
    epci: Mapping[str, str]
    shapes: pd.Series
    tree: shapely.STRtree
    names: Mapping[str, str]

    @property
    def communes(self) -> pd.DataFrame:
        """Of the territory, by code: name, epci, epci_name, apl, population ..."""
        return self.ground.inside

    @property
    def kinds(self) -> Counter[str]:
        """How many places there are of each kind."""
        return Counter(self.kind.values())

    @property
    def has_finess(self) -> bool:
        """Whether an extraction of FINESS was imported, and has places here."""
        return not {"town_hall", "france_services"}.issuperset(self.kinds)

    def possible(self, settings: Settings) -> dict[str, Site]:
        """The candidates of the kinds that the scenario wants, by key."""
        wanted = settings.kinds.split(",")
        return {key: site for key, site in self.candidates.items() if self.kind[key] in wanted}

    def commune_at(self, lat: float, lon: float) -> str | None:
        """Code of the commune in which a point is; None outside the territory."""
        here = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        return str(self.shapes.index[here[0]]) if len(here) else None

    def problem(self, sites: Sequence[Site], settings: Settings) -> tuple[Problem, AccessGain]:
        """Only these sites, which may be anywhere; what they do not say is as the settings assume."""
        candidates = Candidates(
            keys=np.array([site.key for site in sites], dtype=str),
            lat=np.array([site.lat for site in sites], dtype=float),
            lon=np.array([site.lon for site in sites], dtype=float),
            owner=np.array([site.owner for site in sites], dtype=str),
            commune=np.array([site.commune for site in sites], dtype=str),
            epci=np.array([self.epci.get(site.commune, "") for site in sites], dtype=str),
            cost=np.array([settings.cost if site.cost is None else site.cost for site in sites], dtype=float),
            capacity=np.full(len(sites), np.inf),
            acts=np.array([settings.acts if site.acts is None else site.acts for site in sites], dtype=float),
        )
        density = np.array([self.density[site.commune] for site in sites], dtype=np.int8)
        points = Places(candidates.keys, candidates.lat, candidates.lon, density)
        pairs = self.ways.pairs(self.ways.origins, points, within_minutes=HORIZON_MINUTES)
        existing = tuple(site.key for site in sites if site.rule == EXISTING)
        inside = _first_rows(pairs, len(self.demand))
        return Problem(self.demand, candidates, inside, Wishes(existing=existing)), gain_of(
            self.ground, pairs, candidates
        )

    def effects(self, sites: Sequence[Site], settings: Settings) -> Effects:
        """What the open ones of these sites change."""
        opened = [site for site in sites if site.open]
        problem, access = self.problem(opened, settings)
        return effects(
            problem,
            access,
            np.arange(len(opened)),
            within_minutes=settings.within_minutes,
            threshold=settings.threshold,
        )


def terrain_of(diagnosis: Diagnosis) -> Terrain:
    """Raises a MaillageError where nothing can be planned: all of France, no published APL, a network that is gone."""
    finess = last_finess()
    with _opening:
        return _terrain(
            tuple(diagnosis.words), json.dumps(diagnosis.parameters, sort_keys=True), finess.stem if finess else ""
        )


@lru_cache(maxsize=KEPT)
def _terrain(words: tuple[str, ...], parameters: str, finess: str) -> Terrain:
    whole = ground_of(words, reference(), study_of(words, json.loads(parameters)).router)
    ground = replace(whole, inside=whole.inside[COLUMNS], around=whole.around[COLUMNS])
    kinds = [kind for kind in KINDS if finess or kind not in FINESS_KINDS]
    table = possible_sites(ground, reference(), kinds, finess=read_finess(last_finess()))
    communes = ground.communes
    places = Places.of_communes(communes)
    drawn = outlines().reindex(ground.inside.index)
    shapes = pd.Series(drawn.to_numpy(), index=drawn.index)[~shapely.is_missing(drawn.to_numpy())]
    return Terrain(
        ground=ground,
        candidates={site.key: site for site in map(_candidate, table.reset_index().to_dict("records"))},
        kind=dict(zip(table.index.astype(str), table["kind"].astype(str), strict=True)),
        demand=question(ground, table, Wishes(), cabin=Cabin()).problem.demand,
        ways=Remembering(ground.router, places),
        density=dict(zip(communes.index.astype(str), places.density.tolist(), strict=True)),
        epci=communes["epci"].fillna("").astype(str).to_dict(),
        shapes=shapes,
        tree=shapely.STRtree(shapes.to_numpy()),
        names=ground.inside["name"].astype(str).to_dict(),
    )


def _candidate(row: Mapping[str, object]) -> Site:
    return Site(
        key=str(row["key"]),
        name=str(row["name"]),
        commune=str(row["commune"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        owner=str(row["owner"]),
        open=False,
    )


def _first_rows(pairs: Pairs, rows: int) -> Pairs:
    indptr, end = pairs.indptr[: rows + 1], pairs.indptr[rows]
    shape = (rows, pairs.shape[1])
    return Pairs(indptr, pairs.destination[:end], pairs.minutes[:end], shape, pairs.within_minutes)
