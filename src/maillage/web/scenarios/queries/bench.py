"""Everything that the workbench shows of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from maillage.engine.siting.effects import Effects
from maillage.engine.siting.goals import GOALS, Terms
from maillage.engine.siting.why_here import next_best
from maillage.outputs.drawing.palette import APL_SCALE, Scale
from maillage.planning.question import HORIZON_MINUTES
from maillage.web.accounts.models import User
from maillage.web.studies.queries.words import spoken

from ..models import Computation, Scenario
from ..rules.goals import AIMS, COST, TOLD_BY
from ..rules.settings import Settings, settings_of
from ..rules.sites import EXISTING, FORBIDDEN, Site, sites_of
from ..rules.wishes import Kept, checked
from . import maps, scenarios
from .answers import asked, possible
from .computations import Told, latest, told, why_none
from .fronts import Front, front_of
from .indicators import Line, lines, measures, value_of
from .terrain import Terrain, terrain_of


@dataclass(frozen=True)
class Row:
    """A site in the list. ``people``: for whom it is the nearest; ``shape`` of its mark on the map."""

    site: Site
    commune: str
    shape: str
    people: float | None


@dataclass(frozen=True)
class Card:
    """One site: what it does. ``alone``: people who are close to it alone; ``without``: how many more would be under
    the threshold if it went; ``instead``: the best in its place, None where none keeps the wishes."""

    row: Row
    alone: float
    without: float
    instead: Instead | None


@dataclass(frozen=True)
class Instead:
    """The place that would best take over from a site; ``line``: the goal with the site, then with that place."""

    site: Site
    line: Line


@dataclass(frozen=True)
class View:
    """The figures of a scenario, whoever looks: its pages, its comparison, its files."""

    scenario: Scenario
    settings: Settings
    sites: Mapping[str, Site]
    terrain: Terrain
    effects: Effects
    lines: list[Line]
    rows: list[Row]
    wishes: list[Kept]

    @property
    def opened(self) -> list[Row]:
        return [row for row in self.rows if row.site.open]

    @property
    def broken(self) -> list[Kept]:
        return [wish for wish in self.wishes if not wish.holds]

    @property
    def scale(self) -> Scale:
        return APL_SCALE

    @property
    def classes(self) -> list[tuple[str, str]]:
        """Label and colour of each class of the map."""
        tick = spoken().axis_number
        ends = [_("moins de %(apl)s") % {"apl": tick(APL_SCALE.breaks[0])}, *map(tick, APL_SCALE.breaks)]
        return list(zip(ends, APL_SCALE.colours, strict=True))

    @property
    def communes(self) -> dict[str, Any]:
        """Class and APL of each commune, for the map."""
        return communes(self.effects, self.terrain)

    @property
    def values(self) -> dict[str, float | None]:
        """What the scenario has, by measure."""
        return {line.measure.key: line.after for line in self.lines}

    @property
    def within(self) -> str:
        return spoken().axis_number(self.settings.within_minutes)

    @property
    def threshold(self) -> str:
        return spoken().axis_number(self.settings.threshold)

    @property
    def horizon(self) -> float:
        return HORIZON_MINUTES

    @property
    def approximate(self) -> bool:
        return self.terrain.ground.router.approximate


@dataclass(frozen=True)
class Bench:
    """What only those who work on it see."""

    view: View
    card: Card | None
    others: list[str]
    choices: list[scenarios.Choice]
    history: list[scenarios.Told]
    can_undo: bool
    can_redo: bool
    siblings: list[Scenario]
    proposal: Computation | None
    told_proposal: Told | None
    front: Computation | None
    told_front: Front | None
    front_message: str
    possible: list[Site]

    @property
    def aims(self) -> list[tuple[str, str]]:
        return [(key, _(label)) for key, label in AIMS.items()]

    @property
    def chosen_aims(self) -> list[str]:
        """Those of the last front, else the scenario's goal and its cost."""
        return self.front.asked["goals"] if self.front else [self.view.settings.goal, COST]


def view(scenario: Scenario, values: Mapping[str, Any] | None = None) -> View:
    """As it is now, or with other ``values``: those that were published. Raises a MaillageError."""
    values = scenario.values if values is None else values
    settings, sites = settings_of(values), sites_of(values)
    terrain = terrain_of(scenario.diagnosis)
    found = terrain.effects(list(sites.values()), settings)
    return View(
        scenario=scenario,
        settings=settings,
        sites=sites,
        terrain=terrain,
        effects=found,
        lines=lines(found, settings, terrain),
        rows=_rows(sites, found, terrain),
        wishes=checked(
            sites.values(),
            settings,
            epci=terrain.epci,
            every_epci=_every_epci(possible(sites, terrain, settings), terrain),
        ),
    )


def bench(scenario: Scenario, reader: User, *, chosen: str | None, now: datetime) -> Bench:
    """``chosen``: key of the site whose card is open."""
    shown = view(scenario)
    can_undo, can_redo = scenarios.what_can_be_taken_back(scenario, reader)
    proposal = latest(scenario, Computation.Kind.PROPOSAL, now=now)
    front = latest(scenario, Computation.Kind.FRONT, now=now)
    return Bench(
        view=shown,
        card=card(shown, chosen) if chosen else None,
        others=scenarios.others_there(scenario, reader, now=now),
        choices=scenarios.choices(scenario),
        history=scenarios.history(scenario),
        can_undo=can_undo,
        can_redo=can_redo,
        siblings=scenarios.siblings(scenario),
        proposal=proposal,
        told_proposal=told(proposal, shown.sites) if proposal else None,
        front=front,
        told_front=front_of(front, shown.values) if front else None,
        front_message=why_none(front) if front else "",
        possible=[
            *(site for site in shown.sites.values() if site.listed and not site.open and not site.rule),
            *(site for key, site in shown.terrain.possible(shown.settings).items() if key not in shown.sites),
        ],
    )


def card(shown: View, key: str) -> Card | None:
    """What is known of one site: of the scenario, or a candidate that it does not open. None if there is none such."""
    site = shown.sites.get(key) or shown.terrain.candidates.get(key)
    if site is None:
        return None
    terrain, settings = shown.terrain, shown.settings
    others = [each for each in shown.sites.values() if each.key != key]
    with_it = terrain.effects([*others, replace(site, open=True)], settings)
    without = terrain.effects(others, settings)
    people = terrain.demand.people
    close_now = with_it.after.minutes <= settings.within_minutes
    close_then = without.after.minutes <= settings.within_minutes
    row = next((each for each in shown.rows if each.site.key == key), None)
    return Card(
        row=row or Row(site, _commune(site, terrain), maps.shape_of(site), None),
        alone=float(people @ (close_now & ~close_then)),
        without=without.after.people_under - with_it.after.people_under,
        instead=_instead(shown, site) if site.open and site.rule != EXISTING else None,
    )


def _instead(shown: View, site: Site) -> Instead | None:
    terrain, settings = shown.terrain, shown.settings
    places = possible(shown.sites, terrain, settings)
    opened = np.array([number for number, each in enumerate(places) if each.open], dtype=np.intp)
    problem, access = asked(terrain, places, settings)
    terms = Terms(problem, access, settings.within_minutes, settings.threshold)
    found = next_best(terms, GOALS[settings.goal], opened, places.index(site))
    if found is None:
        return None
    others = [each for each in shown.sites.values() if each.key != site.key]
    then = terrain.effects([*others, replace(places[found], open=True)], settings)
    measure = next(each for each in measures(settings) if each.key == TOLD_BY[settings.goal])
    return Instead(places[found], Line(measure, value_of(measure, shown.effects.after), value_of(measure, then.after)))


def tried(scenario: Scenario, site: Site, to: Site) -> tuple[list[Line], dict[str, Any]]:
    """Every indicator with a site elsewhere, or one more: what is shown while it is dragged. Nothing is written."""
    settings, sites = scenario.settings, scenario.sites
    terrain = terrain_of(scenario.diagnosis)
    others = [each for each in sites.values() if each.key not in (site.key, to.key)]
    found = terrain.effects([*others, replace(to, open=True)], settings)
    return lines(found, settings, terrain), communes(found, terrain)


def communes(found: Effects, terrain: Terrain) -> dict[str, Any]:
    """``bands`` and ``apl`` of the communes, in the order of ``codes``."""
    return {
        "codes": [str(code) for code in terrain.communes.index],
        "bands": APL_SCALE.classify(found.after.apl).tolist(),
        "apl": np.round(found.after.apl, 2).tolist(),
    }


def _rows(sites: Mapping[str, Site], found: Effects, terrain: Terrain) -> list[Row]:
    opened = [site for site in sites.values() if site.open]
    reached = found.after.site
    people = np.bincount(reached[reached >= 0], terrain.demand.people[reached >= 0], minlength=len(opened))
    nearest = {site.key: float(count) for site, count in zip(opened, people, strict=True)}
    rows = [Row(site, _commune(site, terrain), maps.shape_of(site), nearest.get(site.key)) for site in sites.values()]
    # Those that are open first, by the people who depend on them.
    return sorted(rows, key=lambda row: (row.site.rule == FORBIDDEN, -(row.people or 0), row.site.name))


def _commune(site: Site, terrain: Terrain) -> str:
    return terrain.names.get(site.commune, "")


def _every_epci(places: Iterable[Site], terrain: Terrain) -> dict[str, str]:
    """Name of each intercommunality in which a site could be."""
    has_one = {terrain.epci.get(site.commune) for site in places}
    named = terrain.communes[terrain.communes["epci"].isin(has_one)]
    return dict(zip(named["epci"].astype(str), named["epci_name"].astype(str), strict=True))
