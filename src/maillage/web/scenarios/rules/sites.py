"""The sites of a scenario, and what may be done with one: each verb gives the changes that it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from maillage.web.marking import _

from .edits import Change, Value

LOCKED, FORBIDDEN, EXISTING = "locked", "forbidden", "existing"
OWN, PARTNER = "own", "partner"
PREFIX = "site:"

REASONS = {
    "open": _("Ce site est déjà ouvert dans ce scénario."),
    "closed": _("Ce site n’est pas ouvert dans ce scénario."),
    "locked": _("Ce site est verrouillé : déverrouillez-le d’abord."),
    "forbidden": _("Ce site est exclu : rendez-le possible d’abord."),
    "existing": _("Ce site existe déjà : il ne se retire ni ne se déplace."),
    "listed": _("Ce site n’est pas de votre liste."),
    "free": _("Ce site n’est ni verrouillé ni exclu."),
}


class RefusedError(Exception):
    """What was asked cannot be done with this site as it is. ``reason``: a key of REASONS."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(REASONS[reason])


@dataclass(frozen=True)
class Site:
    """Where a cabin is, or could be.

    ``key``: of the candidate, or made up for a point that was put anywhere; ``commune``: code of where it stands;
    ``cost`` and ``acts`` (consultations) a year, None for the usual ones; ``rule``: LOCKED, FORBIDDEN, EXISTING or
    empty; ``listed``: of the authority's own list, kept among the possible sites of the scenario until it is taken off.
    """

    key: str
    name: str
    commune: str
    lat: float
    lon: float
    owner: str = PARTNER
    cost: float | None = None
    open: bool = True
    rule: str = ""
    acts: float | None = None
    listed: bool = False

    @property
    def register(self) -> str:
        return PREFIX + self.key

    @property
    def value(self) -> Value:
        """As it is kept; None for a candidate of which nothing is said."""
        if not self.open and not self.rule and not self.listed:
            return None
        return asdict(self)


def sites_of(values: Mapping[str, Value]) -> dict[str, Site]:
    """Every site of which something is said, by key, in the order of their names."""
    found = [Site(**value) for name, value in values.items() if name.startswith(PREFIX)]
    return {site.key: site for site in sorted(found, key=lambda site: (site.name, site.key))}


def is_open(sites: Iterable[Site]) -> list[Site]:
    return [site for site in sites if site.open]


def add(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """Opens a candidate or a point that was put anywhere."""
    known = _find(values, site)
    if known.rule == FORBIDDEN:
        raise RefusedError("forbidden")
    if known.open and site.register in values:
        raise RefusedError("open")
    return (_changed(values, replace(known, open=True)),)


def remove(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    return (_changed(values, replace(_movable(values, site), open=False)),)


def move(values: Mapping[str, Value], site: Site, *, to: Site) -> tuple[Change, ...]:
    """Closes one site and opens another in the same edit. A point that stands anywhere stays the same site."""
    moved = _movable(values, site)
    if to.key == moved.key:
        return (_changed(values, to),)
    return (_changed(values, replace(moved, open=False)), *add(values, to))


def lock(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """Must be open, whatever is proposed."""
    known = _find(values, site)
    if known.rule:
        raise RefusedError(known.rule)
    return (_changed(values, replace(known, open=True, rule=LOCKED)),)


def forbid(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """Must not be open, whatever is proposed."""
    known = _find(values, site)
    if known.rule:
        raise RefusedError(known.rule)
    return (_changed(values, replace(known, open=False, rule=FORBIDDEN)),)


def declare_existing(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """Open today: it counts before as well as after, and costs nothing new."""
    known = _find(values, site)
    if known.rule:
        raise RefusedError(known.rule)
    return (_changed(values, replace(known, open=True, rule=EXISTING)),)


def release(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """Neither locked, forbidden nor existing any more. What was open stays open."""
    known = _find(values, site)
    if not known.rule:
        raise RefusedError("free")
    return (_changed(values, replace(known, rule="")),)


def describe(values: Mapping[str, Value], site: Site, **said: Any) -> tuple[Change, ...]:
    """Another name, owner, cost or number of consultations of an open site."""
    known = _find(values, site)
    if not known.open:
        raise RefusedError("closed")
    return (_changed(values, replace(known, **said)),)


def bring(values: Mapping[str, Value], listed: Iterable[Site]) -> tuple[Change, ...]:
    """A list of the authority's own. A site that an earlier list named takes what this one says; it stays open, and
    keeps its rule, where this one says nothing of it."""
    known = sites_of(values)
    found = [_brought(site, known.get(site.key)) for site in listed]
    return tuple(change for change in (_changed(values, site) for site in found) if change.before != change.after)


def _brought(site: Site, known: Site | None) -> Site:
    if known is None or site.rule:
        return site
    return replace(site, open=known.open, rule=known.rule)


def take_off(values: Mapping[str, Value], site: Site) -> tuple[Change, ...]:
    """No longer among the authority's own possible sites."""
    known = _find(values, site)
    if not known.listed:
        raise RefusedError("listed")
    if known.rule or known.open:
        raise RefusedError(known.rule or "open")
    return (_changed(values, replace(known, listed=False)),)


def adopt(values: Mapping[str, Value], plan: Iterable[Site]) -> tuple[Change, ...]:
    """A proposal: opens its sites, closes the others; what is locked, forbidden or existing stays as it is."""
    wanted, known = {site.key: site for site in plan}, sites_of(values)
    closed = [
        _changed(values, replace(site, open=False))
        for key, site in known.items()
        if site.open and not site.rule and key not in wanted
    ]
    opened = [
        _changed(values, replace(site, open=True))
        for key, site in wanted.items()
        if key not in known or not (known[key].open or known[key].rule)
    ]
    return tuple(closed + opened)


def _find(values: Mapping[str, Value], site: Site) -> Site:
    """The site as the scenario has it; else as it was given: a candidate of which nothing is said."""
    kept = values.get(site.register)
    return Site(**kept) if kept else replace(site, open=False, rule="")


def _movable(values: Mapping[str, Value], site: Site) -> Site:
    known = _find(values, site)
    if known.rule:
        raise RefusedError(known.rule)
    if not known.open:
        raise RefusedError("closed")
    return known


def _changed(values: Mapping[str, Value], site: Site) -> Change:
    return Change(site.register, values.get(site.register), site.value)
