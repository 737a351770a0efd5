"""The parts of the platform in the order of the flow, and the pages that each begins with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Page:
    """``name`` of its address; ``ability`` that opens it, empty for everybody; ``around``: names of the pages that one
    reaches from it and that belong to it."""

    name: str
    title: str
    ability: str = ""
    around: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """``modules``: whose pages it is made of. It leads to the first of its pages that one may open."""

    title: str
    modules: frozenset[str]
    pages: tuple[Page, ...]


PARTS = (
    Part(_("Mesurer"), frozenset({"studies", "territories", "isochrones"}), (Page("studies:desk", _("Diagnostics")),)),
    Part(_("Décider"), frozenset({"scenarios"}), (Page("scenarios:scenarios", _("Scénarios")),)),
)


def pages_for(part: Part, may: Callable[[str], bool]) -> list[Page]:
    """The pages of a part that one may open, by the abilities that one has."""
    return [page for page in part.pages if not page.ability or may(page.ability)]


def is_at(page: Page, name: str) -> bool:
    """Whether the page of that name is this one, or belongs to it."""
    return name == page.name or name in page.around
