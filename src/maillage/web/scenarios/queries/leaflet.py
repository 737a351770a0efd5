"""What the public page of a scenario says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maillage.outputs.drawing.svg import Svg
from maillage.web.studies.queries.words import number, place_named, printed

from . import maps
from .bench import View

# What the figures of a scenario come from, among all that a diagnosis is made of.
FROM = ("apl_2023", "standardised_population_2023", "population", "lat", "apl")


@dataclass(frozen=True)
class Leaflet:
    """``lead``: the whole in one sentence. ``minutes``: how times are known; ``errors``: of a model, by band."""

    view: View
    lead: str
    place: str
    drawing: Svg
    minutes: str
    errors: list[Any]
    sources: list[Any]


def leaflet(shown: View) -> Leaflet:
    diagnosis, ground = shown.scenario.diagnosis, shown.terrain.ground
    place = place_named(diagnosis.kind, diagnosis.address, diagnosis.name)
    return Leaflet(
        view=shown,
        lead=_lead(shown, place.of),
        place=printed(place.of),
        drawing=maps.drawn(shown.terrain, shown.effects, shown.sites.values(), title=shown.settings.name),
        minutes=ground.router.label,
        errors=list(ground.router.errors),
        sources=_sources(shown),
    )


def _lead(shown: View, of: str) -> str:
    """What a councillor can say aloud."""
    before, after = shown.effects.before, shown.effects.after
    told = {
        "sites": number(shown.effects.new_sites),
        "fewer": number(abs(before.people_under - after.people_under)),
        "threshold": shown.threshold,
        "within": shown.within,
        "share": number(100 * after.share_within),
        "of": of,
    }
    return printed(
        _(
            "Avec %(sites)s cabines à ouvrir, %(fewer)s habitants %(of)s de moins auraient un accès inférieur à "
            "%(threshold)s consultations par an, et %(share)s habitants sur 100 seraient à moins de %(within)s minutes "
            "d’une cabine."
        )
        % told
    )


def _sources(shown: View) -> list[Any]:
    """Lines of provenance, each source once."""
    told = shown.scenario.diagnosis.figures().facts["provenance"]
    found = {(each["source"], each["vintage"]): each for each in told if each["column"] in FROM}
    return list(found.values())
