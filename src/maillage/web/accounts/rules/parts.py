"""The parts of the platform in the order of the flow, and the pages that each begins with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Page:
    """``name`` of its address; ``ability`` that opens it, empty for everybody."""

    name: str
    title: str
    ability: str = ""


@dataclass(frozen=True)
class Part:
    """``modules``: all of whose pages are in it, beside what one reaches from its own ``pages``. It leads to the first
    of these that one may open."""

    title: str
    modules: frozenset[str]
    pages: tuple[Page, ...]


PARTS = (
    Part(
        _("Mesurer"),
        frozenset({"studies", "territories", "isochrones", "fragility"}),
        (Page("studies:desk", _("Diagnostics")), Page("fragility:home", _("Fragilité numérique"))),
    ),
    Part(_("Décider"), frozenset({"scenarios"}), (Page("scenarios:scenarios", _("Scénarios")),)),
    Part(
        _("Ouvrir"),
        frozenset({"activity", "bookings", "places"}),
        (
            Page("bookings:day", _("Agenda"), "bookings.read"),
            Page("bookings:counter", _("Guichet"), "bookings.book"),
            Page("bookings:waiting_list", _("Liste d’attente"), "bookings.read"),
            Page("bookings:to_settle", _("À régler"), "bookings.read"),
            Page("bookings:find", _("Prendre rendez-vous")),
            Page("places:places", _("Lieux")),
            Page("places:places_desk", _("Gestion des lieux"), "places.read"),
            Page("places:teams", _("Équipes"), "places.read"),
            Page("partners:own", _("Disponibilités"), "partners.own"),
            Page("activity:dashboard", _("Activité"), "activity.read"),
        ),
    ),
    Part(
        _("Guider"),
        frozenset({"directory", "distress", "referrals"}),
        (
            Page("directory:directory", _("Annuaire")),
            Page("referrals:orientation", _("Orientation")),
            Page("distress:someone_to_talk_to", _("Besoin de parler")),
            Page("referrals:referrals", _("Personnes orientées"), "referrals.make"),
            Page("referrals:missing", _("Ce qui manque"), "activity.read"),
            Page("directory:entries", _("Tenir l’annuaire"), "directory.edit"),
        ),
    ),
    Part(
        _("Accompagner"),
        frozenset({"mediation"}),
        (
            Page("mediation:workshops", _("Ateliers")),
            Page("mediation:lessons", _("Fiches")),
            Page("mediation:organise", _("Organiser les ateliers"), "mediation.workshops"),
            Page("mediation:accompaniments", _("Accompagnements"), "mediation.report"),
        ),
    ),
)


def pages_for(part: Part, may: Callable[[str], bool]) -> list[Page]:
    """The pages of a part that one may open, by the abilities that one has."""
    return [page for page in part.pages if not page.ability or may(page.ability)]


def nearest_above(path: str, paths: Sequence[str]) -> int | None:
    """Which of ``paths`` leads to ``path``, by number: the longest that it begins with. None if none does.

    >>> nearest_above("/lieux/12/", ["/agenda/", "/lieux/", "/lieux/gestion/"])
    1
    """
    above = [number for number, each in enumerate(paths) if path.startswith(each)]
    return max(above, key=lambda number: len(paths[number]), default=None)
