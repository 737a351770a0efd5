"""A territory, its people and its possible sites, as the models of siting take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..engine.access.apl import official_decay
from ..engine.access.need import need_index
from ..engine.diagnosis.columns import LATEST_YEAR
from ..engine.diagnosis.figures import figures
from ..engine.errors import SitingError
from ..engine.siting import sites
from ..engine.siting.access_gain import AccessGain, access_gain
from ..engine.siting.problem import Candidates, Demand, Problem
from ..engine.siting.question import Ground, Question
from ..engine.siting.sites import Cabin
from ..engine.siting.wishes import Wishes
from ..engine.sources.reference import Reference
from ..engine.territory.gazetteer import gazetteer
from ..engine.territory.places import Places
from ..engine.territory.ring import located, ring
from ..engine.territory.territory import find_territory
from ..engine.travel.pairs import Pairs
from ..engine.travel.router import Router

# Who has no site within it counts for it: minutes beyond are all alike "too far".
HORIZON_MINUTES = 45.0
WEIGHTS = ("people", "need")


def ground_of(words: Sequence[str], reference: Reference, router: Router, *, year: int = LATEST_YEAR) -> Ground:
    """The territory that the words name, with neighbours as far as a new site's supply is shared.

    Raises TerritoryError for words that name none, SitingError where the APL of none of its communes is published.
    """
    territory = find_territory(tuple(words), gazetteer(reference))
    if territory.kind == "france":
        raise SitingError("France is no territory that one plans for.", hint="Choose a département, an EPCI, communes.")
    decay = official_decay(reference.apl_parameters(LATEST_YEAR))
    reach_km = router.reach_km(decay.within_minutes)
    # A site stands in a commune, up to one reach from its people; another reach holds those it is shared with.
    near = ring(reference.communes, territory.codes, km=2 * reach_km)
    known = figures(reference.communes.loc[sorted({*territory.codes, *near})], reference.epci["name"], year=year)
    usable = located(known.dropna(subset=["apl", "standardised_population", "total_population"]))
    own = usable.index.isin(territory.codes)
    if not own.any():
        raise SitingError(
            f"The APL of no commune of {territory.name} is published for {year}.", hint="Choose another territory."
        )
    left_out = known.loc[known.index.isin(territory.codes) & ~known.index.isin(usable.index), "name"]
    return Ground(territory, year, usable[own], usable[~own], tuple(left_out), decay, router)


def possible_sites(
    ground: Ground,
    reference: Reference,
    kinds: Sequence[str],
    *,
    finess: pd.DataFrame | None = None,
    listed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table of :mod:`~..engine.siting.sites`: kinds are town_halls, france_services, or one of FINESS.

    Raises SitingError for an unknown kind, a kind whose file was not imported, or no site at all.
    """
    codes, parts = list(ground.inside.index), []
    for kind in kinds:
        if kind == "town_halls":
            parts.append(sites.town_halls(ground.inside))
        elif kind == "france_services":
            parts.append(sites.counters(reference.france_services, codes))
        elif kind in FINESS_KINDS:
            if finess is None:
                raise SitingError(
                    f"There are no {kind} here yet.",
                    hint="Import an extraction of FINESS: maillage sources import FILE.",
                )
            parts.append(sites.establishments(finess, FINESS_KINDS[kind], codes))
        else:
            raise SitingError(f"No candidates are called {kind!r}.", hint="Choose among " + ", ".join(KINDS) + ".")
    if listed is not None:
        parts.append(sites.own_sites(listed, ground.communes))
    return sites.joined(parts)


FINESS_KINDS = {
    "pharmacies": "pharmacy",
    "health_houses": "health_house",
    "health_centres": "health_centre",
    "hospitals": "hospital",
}
KINDS = ("town_halls", "france_services", *FINESS_KINDS)


def question(
    ground: Ground, table: pd.DataFrame, wishes: Wishes, *, cabin: Cabin, weigh_by: str = "people"
) -> Question:
    """The problem. What the table's column ``status`` says is added to the wishes.

    People are those of the published APL, so that a diagnosis and a plan count alike.

    ``weigh_by``: a person counts for one (people), or for what people of the place need compared with the average of
    France (need: standardised over plain population). Raises SitingError.
    """
    communes, inside = ground.communes, ground.inside
    candidates = sites.candidates_of(table, communes, cabin)
    pairs = minutes_to(ground, candidates)
    people = inside["total_population"].to_numpy(float)
    demand = Demand(
        codes=inside.index.to_numpy(dtype=str),
        people=people,
        weight=people * _need(inside, weigh_by),
        epci=inside["epci"].fillna("").to_numpy(dtype=str),
    )
    problem = Problem(demand, candidates, _first_rows(pairs, len(inside)), with_statuses(wishes, table["status"]))
    return Question(ground, table, problem, gain_of(ground, pairs, candidates), cabin)


def minutes_to(ground: Ground, candidates: Candidates) -> Pairs:
    """Minutes from every commune of the territory, then of its neighbours, to the candidates."""
    communes = ground.communes
    density = Places.of_communes(communes).density
    position = communes.index.get_indexer(candidates.commune)
    places = Places(candidates.keys, candidates.lat, candidates.lon, density[position])
    return ground.router.pairs(Places.of_communes(communes), places, within_minutes=HORIZON_MINUTES)


def gain_of(ground: Ground, pairs: Pairs, candidates: Candidates) -> AccessGain:
    """What each candidate adds to the published APL, shared with the neighbours as well."""
    weights, n_inside = pairs.weights(ground.decay), len(ground.inside)
    beyond = weights[n_inside:].T @ ground.around["standardised_population"].to_numpy(float)
    return access_gain(
        weights[:n_inside],
        today=ground.inside["apl"],
        standardised=ground.inside["standardised_population"],
        acts=candidates.acts,
        beyond=beyond,
    )


def with_statuses(wishes: Wishes, status: pd.Series) -> Wishes:
    """The wishes, and those that the list of sites states."""
    stated = {
        name: tuple(dict.fromkeys((*getattr(wishes, name), *status.index[status == name])))
        for name in ("existing", "locked", "forbidden")
    }
    return replace(wishes, **stated)


def _need(inside: pd.DataFrame, weigh_by: str) -> np.ndarray:
    if weigh_by not in WEIGHTS:
        raise SitingError(f"People cannot be weighed by {weigh_by!r}.", hint="Choose " + " or ".join(WEIGHTS) + ".")
    if weigh_by == "people":
        return np.ones(len(inside))
    return np.asarray(need_index(inside["standardised_population"], inside["total_population"]), dtype=float)


def _first_rows(pairs: Pairs, rows: int) -> Pairs:
    indptr, end, shape = pairs.indptr[: rows + 1], pairs.indptr[rows], (rows, pairs.shape[1])
    return Pairs(indptr, pairs.destination[:end], pairs.minutes[:end], shape, pairs.within_minutes)
