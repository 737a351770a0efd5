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
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from .access.apl import official_decay
from .access.priority import PriorityWeights
from .diagnosis.agreement import agreement
from .diagnosis.columns import COLUMNS, LATEST_YEAR
from .diagnosis.computed import REACH_MINUTES, gp_access, mean_acts_per_gp, service_access
from .diagnosis.figures import check_year, columns_of, figures
from .diagnosis.need import need, priorities
from .diagnosis.notes import Note, notes
from .diagnosis.result import Result, Travel
from .diagnosis.summary import lorenz, published, summary
from .diagnosis.trend import departements, trend
from .diagnosis.why import ranks, reasons
from .errors import IndicatorError
from .sources.additions import NONE, Additions
from .sources.reference import Reference, load_reference
from .territory.names import Gazetteer
from .territory.places import Places
from .territory.ring import located, ring
from .territory.territory import Territory, find_territory
from .travel.crow_flight import CrowFlight
from .travel.router import Router

# The farthest that an indicator looks: the nearest ordinary service.
WITHIN_MINUTES = 30.0
# Supply is one reach away, the demand on it two, what else that demand can choose three: with all of them, an
# indicator inside the territory equals that of the national computation.
RING_REACHES = 3

Progress = Callable[[str, float], None]


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
    progress: Progress = lambda *_: None,
) -> Result:
    """The diagnosis of a territory. ``progress`` is told each step and the share done before it.

    ``additions``: columns of imported files, which follow the diagnosis' own, with their provenance.

    Raises an error of the :class:`~.errors.MaillageError` family for a territory, times or figures that cannot be used.
    """
    reference = reference or load_reference()
    territory = territory_of(study, reference)

    progress("figures", 0.0)
    france = figures(reference.communes, reference.epci["name"], year=study.year)
    inside = france.loc[list(territory.codes)]

    progress("travel", 0.1)
    region = _region(reference.communes, territory, study.router)
    places = Places.of_communes(region)
    pairs = study.router.pairs(places, places, within_minutes=WITHIN_MINUTES)

    progress("access", 0.4)
    decay = official_decay(reference.apl_parameters(LATEST_YEAR))
    acts_per_gp = mean_acts_per_gp(reference.communes)
    computed = pd.concat(
        [
            gp_access(region, pairs, decay=decay, acts_per_gp=acts_per_gp),
            service_access(reference.communes, region, pairs, study.router),
            reasons(region, pairs, decay=decay, acts_per_gp=acts_per_gp),
        ],
        axis=1,
    )

    progress("need", 0.7)
    columns = [
        inside,
        computed.reindex(inside.index),
        need(inside, france),
        priorities(inside, france, study.priority_weights),
        ranks(inside, france),
    ]
    table = pd.concat(columns, axis=1)[[column.name for column in COLUMNS]]
    table = table.join(additions.frame)

    progress("summary", 0.8)
    outlines = reference.outlines(None if territory.kind == "france" else [*territory.codes, *region.index])
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
        ring=_with_outlines(_neighbours(france, region, territory, study.router), outlines),
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
        acts_per_gp=acts_per_gp,
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


def gazetteer(reference: Reference) -> Gazetteer:
    """Names and codes of the reference."""
    return Gazetteer(reference.communes, reference.departements, reference.epci, reference.successions)


def _region(communes: pd.DataFrame, territory: Territory, router: Router) -> pd.DataFrame:
    """Located communes of the territory and of its ring."""
    if territory.kind == "france":
        return located(communes)
    km = RING_REACHES * router.reach_km(REACH_MINUTES)
    around = ring(communes, territory.codes, km=km)
    return located(communes.loc[sorted({*territory.codes, *around})])


def _neighbours(france: pd.DataFrame, region: pd.DataFrame, territory: Territory, router: Router) -> pd.DataFrame:
    """The part of the ring that people of the territory can reach."""
    near = ring(region, territory.codes, km=router.reach_km(REACH_MINUTES))
    return france.loc[near, ["name", "departement", "population", "apl"]]


def _with_outlines(table: pd.DataFrame, outlines: pd.DataFrame):
    import geopandas as gpd

    geometry = outlines.geometry.reindex(table.index)
    return gpd.GeoDataFrame(table, geometry=geometry, crs="EPSG:4326")
