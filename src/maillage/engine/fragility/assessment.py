"""The whole chain on one page: figures of France and points of help in, who is left out of a territory out.

>>> from maillage.engine.fragility.assessment import Question, assess, france
>>> from maillage.engine.sources.reference import load_reference
>>> from maillage.engine.fragility.shipped_points import shipped_points
>>> reference = load_reference()
>>> found = assess(Question(), france(reference, shipped_points(reference)), reference.communes.index[:5])
>>> len(found.communes), [axis.name for axis in found.missing]
(5, ['diploma', 'equipment', 'mobile'])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ..access.priority import urgency
from ..errors import IndicatorError
from ..sources.local_axes import LocalAxes
from ..sources.provenance import Provenance
from ..sources.reference import Reference
from ..travel.crow_flight import CrowFlight
from ..travel.router import Router
from .axes import Axis, axis_values, known_axes, missing_axes
from .crossing import FEWEST, accompaniment, classes, not_reached, order, thirds
from .difficulty import Rates, people_in_difficulty
from .help_points import minutes_to_help
from .index import index, ranks
from .mediation import Mediation
from .published import PUBLISHED, Agreement, agreement
from .sensitivity import rank_range
from .weights import Weights

APL_YEAR = 2023


@dataclass(frozen=True)
class France:
    """What does not depend on the question: every commune's axes, their ranks, and where help is."""

    reference: Reference
    points: pd.DataFrame
    local: LocalAxes
    router: Router
    values: pd.DataFrame
    ranked: pd.DataFrame
    nearest: pd.Series

    @property
    def communes(self) -> pd.DataFrame:
        return self.reference.communes


def france(
    reference: Reference, points: pd.DataFrame, local: LocalAxes | None = None, router: Router | None = None
) -> France:
    """``points``: of :func:`~.help_points.point_table`; ``router``: the crow-flight model unless another is given."""
    router, local = router or CrowFlight(), local or LocalAxes()
    communes = reference.communes
    help_ = minutes_to_help(communes, points, router)
    values = axis_values(communes, help_["minutes"], local.communes)
    return France(reference, points, local, router, values, ranks(values, values, communes["population"]), help_["key"])


@dataclass(frozen=True)
class Question:
    """What may be chosen. ``threshold``: under it, doctors are lacking (2.5 acts, Insee). ``fewest``: with fewer people
    concerned, a commune is not one where hours would be opened."""

    weights: Weights = field(default_factory=Weights)
    rates: Rates = field(default_factory=Rates)
    mediation: Mediation = field(default_factory=Mediation)
    threshold: float = 2.5
    fewest: float = FEWEST

    def __post_init__(self) -> None:
        if not 0 < self.threshold < np.inf:
            raise IndicatorError(
                f"The threshold {self.threshold:g} is not a number of consultations a year.",
                hint="Give one above zero, for example 2.5.",
            )


@dataclass(frozen=True)
class Assessment:
    """The answer. ``communes``: one row a commune, the columns of :mod:`.columns`; ``known`` and ``missing`` axes;
    ``breaks``: of the thirds of France by people; ``iris``: finer figures of the user's files, in the territory;
    ``nearby``: the points of help that are the nearest of some commune."""

    question: Question
    communes: pd.DataFrame
    known: tuple[Axis, ...]
    missing: tuple[Axis, ...]
    breaks: tuple[float, float]
    iris: pd.DataFrame
    score_of_france: pd.Series
    reference: Reference
    provenance: tuple[Provenance, ...]
    travel_label: str
    nearby: pd.DataFrame

    @cached_property
    def agreement(self) -> Agreement:
        """With the published index, over all of France: computed when it is asked for."""
        every = self.reference.communes
        published = every[list(PUBLISHED)].mean(axis=1)
        return agreement(self.score_of_france, published, every["region"], every["population"])

    def total(self, column: str) -> float:
        """Over the communes where it is known."""
        return float(self.communes[column].sum())


def assess(question: Question, of: France, codes: Sequence[str], *, apl: pd.Series | None = None) -> Assessment:
    """Of the communes ``codes``. ``apl``: their access to doctors if a diagnosis has it, the published one otherwise.

    Raises IndicatorError for weights that leave no known axis.
    """
    here = pd.Index(list(codes), name="code")
    every = of.communes
    known = known_axes(of.values)
    if not any(question.weights.of(axis.name) for axis in known):
        raise IndicatorError(
            "No axis that is known has any weight.",
            hint="Give some to " + ", ".join(axis.name for axis in known) + ".",
        )
    everywhere = index(of.ranked, question.weights)
    score = pd.Series(everywhere.score, index=every.index)
    breaks = thirds(score, every["population"].fillna(0))
    inside, ranked = every.loc[here], of.ranked.loc[here]
    own = index(ranked, question.weights)
    published_apl = every[f"apl_{APL_YEAR}"]
    access = published_apl.loc[here] if apl is None else apl.reindex(here)
    people = people_in_difficulty(inside, ranked["income"], question.rates)
    unreached = not_reached(people, access, threshold=question.threshold)
    first = accompaniment(score.loc[here], access, published_apl, every["population"])
    places = rank_range(ranked, question.weights)
    table = pd.concat(
        [
            inside[["name", "departement", "epci", "population", "lat", "lon"]],
            pd.DataFrame({"fragility": own.score, "weight_known": own.known}, index=here),
            pd.DataFrame({"rank": places.rank, "rank_first": places.first, "rank_last": places.last}, index=here),
            pd.Series(places.first_tenth, index=here, name="first_tenth"),
            pd.DataFrame(own.points, index=here, columns=[f"points_{axis}" for axis in ranked]),
            of.values.loc[here].add_prefix("value_"),
            ranked.add_prefix("rank_of_"),
            of.nearest.loc[here].rename("nearest_help"),
            access.rename("apl"),
            people,
            unreached,
            classes(score.loc[here], access, breaks=breaks, threshold=question.threshold),
            first.rename("accompaniment"),
            order(first, unreached["not_reached"], of.values.loc[here, "help"], fewest=question.fewest),
        ],
        axis=1,
    )
    for part in ("", "_low", "_high"):
        table[f"hours{part}"] = question.mediation.hours(1.0) * table[f"not_reached{part}"]
    return Assessment(
        question=question,
        communes=table.rename(columns={"place": "accompaniment_place", "tied": "accompaniment_tied"}),
        known=known,
        missing=missing_axes(of.values),
        breaks=breaks,
        iris=_iris(of, here),
        score_of_france=score,
        reference=of.reference,
        provenance=_provenance(of, known),
        travel_label=of.router.label,
        nearby=of.points[of.points.index.isin(of.nearest.loc[here].dropna().unique())],
    )


def _iris(of: France, codes: pd.Index) -> pd.DataFrame:
    """What the files say of the IRIS of the territory, each axis with its rank among the people of all communes."""
    if of.local.iris.empty:
        return of.local.iris
    inside = of.local.iris[of.local.iris["code"].isin(codes)]
    ranked = {
        f"rank_of_{axis}": urgency(inside[axis], of.values[axis], of.communes["population"].fillna(0), urgent="high")
        for axis in inside
        if axis != "code"
    }
    return inside.assign(**ranked)


def _provenance(of: France, known: Sequence[Axis]) -> tuple[Provenance, ...]:
    told: Mapping[str, Provenance] = of.local.provenance
    columns = [column for axis in known if axis.name not in told for column in axis.columns]
    estimated = ("population", "share_under_18_2016", f"apl_{APL_YEAR}", *PUBLISHED)
    lines = of.reference.provenance_of(dict.fromkeys([*columns, *estimated]))
    places = (
        line
        for table in ("france_services", "conseillers_numeriques")
        for line in of.reference.provenance_of(("lat",), table=table)
    )
    return (*lines, *places, *told.values())
