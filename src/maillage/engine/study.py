"""The whole chain on one page: a territory and the figures of France in, a diagnosis out.

>>> from maillage.engine.study import Study, run
>>> result = run(Study(("78",)))
>>> len(result.communes), round(result.summary["apl_mean"], 3)
(259, 2.577)
>>> result.communes.nsmallest(1, "apl")["name"].item()
'Moisson'
"""

from __future__ import annotations

import math
from concurrent.futures import Executor
from dataclasses import dataclass, field

import pandas as pd

from .access.priority import PriorityWeights
from .diagnosis.agreement import agreement
from .diagnosis.columns import COLUMNS, LATEST_YEAR
from .diagnosis.computed import REACH_MINUTES, mean_acts_per_gp
from .diagnosis.figures import check_year, columns_of, figures
from .diagnosis.need import need, priorities
from .diagnosis.notes import Note, notes
from .diagnosis.result import Result, Travel
from .diagnosis.summary import lorenz, published, summary
from .diagnosis.trend import departements, trend
from .diagnosis.why import ranks
from .diagnosis.with_ring import Progress, computed, computed_apart
from .errors import IndicatorError
from .sources.additions import NONE, Additions
from .sources.reference import Reference, load_reference
from .territory.gazetteer import gazetteer
from .territory.ring import ring
from .territory.territory import Territory, find_territory
from .travel.crow_flight import CrowFlight
from .travel.router import Router


@dataclass(frozen=True)
class Study:
    """The question. ``territory``: codes or names (:func:`~.territory.territory.find_territory`).

    ``year``: vintage of the published APL. ``threshold``: under it, a commune is under-served (2.5 acts, Insee).
    Raises IndicatorError for an unknown year, or a threshold that is not above zero.
    """

    territory: tuple[str, ...]
    year: int = LATEST_YEAR
    threshold: float = 2.5
    priority_weights: PriorityWeights = field(default_factory=PriorityWeights)
    router: Router = field(default_factory=CrowFlight)

    def __post_init__(self) -> None:
        check_year(self.year)
        if not 0 < self.threshold < math.inf:
            raise IndicatorError(
                f"The threshold {self.threshold:g} is not a number of consultations a year.",
                hint="Give one above zero, for example 2.5.",
            )


def run(
    study: Study,
    *,
    reference: Reference | None = None,
    additions: Additions = NONE,
    executor: Executor | None = None,
    progress: Progress = lambda *_: None,
) -> Result:
    """The diagnosis of a territory. ``progress`` is told each step and the share done before it.

    ``additions``: columns of imported files, which follow the diagnosis' own, with their provenance. ``executor``: the
    départements are computed apart, each with its ring, by the processes of it; the answer is the same, to the byte.

    Raises an error of the :class:`~.errors.MaillageError` family for a territory, times or figures that cannot be used.
    """
    reference = reference or load_reference()
    territory = territory_of(study, reference)

    progress("figures", 0.0)
    france = figures(reference.communes, reference.epci["name"], year=study.year)
    inside = france.loc[list(territory.codes)]

    def tell(step: str, done: float) -> None:
        progress(step, 0.1 + 0.6 * done)

    if executor is None:
        access = computed(territory.codes, study.router, reference, tell)
    else:
        access = computed_apart(territory.codes, study.router, reference, executor, tell)

    progress("need", 0.7)
    columns = [
        inside,
        access.reindex(inside.index),
        need(inside, france),
        priorities(inside, france, study.priority_weights),
        ranks(inside, france),
    ]
    table = pd.concat(columns, axis=1)[[column.name for column in COLUMNS]]
    table = table.join(additions.frame)

    progress("summary", 0.8)
    # The neighbours that people of the territory can reach.
    near = ring(reference.communes, territory.codes, km=study.router.reach_km(REACH_MINUTES))
    outlines = reference.outlines(None if territory.kind == "france" else [*territory.codes, *near])
    communes = _with_outlines(table, outlines)
    main = inside.groupby("departement")["population"].sum().idxmax()
    by_departement = departements(
        reference.communes, reference.departements["name"], year=study.year, threshold=study.threshold
    )
    known = france[["apl", "total_population"]].dropna().sort_values("apl")
    result = Result(
        territory=territory,
        year=study.year,
        threshold=study.threshold,
        priority_weights=study.priority_weights,
        communes=communes,
        ring=_with_outlines(france.loc[near, ["name", "departement", "population", "apl"]], outlines),
        summary=summary(table, threshold=study.threshold),
        benchmarks={
            "france": published(france, threshold=study.threshold),
            "departement": published(france[france["departement"] == main], threshold=study.threshold),
        },
        main_departement=str(main),
        trend=trend(reference.communes.loc[table.index], reference.communes, threshold=study.threshold),
        departements=by_departement,
        lorenz=lorenz(table),
        histogram=known.to_numpy(),
        agreement=agreement(table, scope=territory.name),
        travel=Travel(study.router.label, study.router.approximate, study.router.errors),
        acts_per_gp=mean_acts_per_gp(reference.communes),
        provenance=(
            *reference.provenance_of({source: None for column in columns_of(study.year) for source in column.sources}),
            *additions.provenance,
        ),
        notes=(*notes(communes), *(Note(text, 0, (), ()) for text in additions.notes)),
    )
    progress("done", 1.0)
    return result


def territory_of(study: Study, reference: Reference) -> Territory:
    """The territory that a study is about."""
    return find_territory(study.territory, gazetteer(reference))


def _with_outlines(table: pd.DataFrame, outlines: pd.DataFrame):
    import geopandas as gpd

    geometry = outlines.geometry.reindex(table.index)
    return gpd.GeoDataFrame(table, geometry=geometry, crs="EPSG:4326")
