"""What a search of the directory gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.web.bookings.queries.slots import Origin

from ..models import Entry


@dataclass(frozen=True)
class Understood:
    """How a part of what was typed was taken.

    ``typed``: that part. ``how``: ``town`` (``words`` is its name, and the search is near it), ``meaning`` (``codes``
    are topics, ``kinds`` kinds of places, of the engine's lists), ``corrected`` (to ``words``, which may have a meaning
    too), ``word`` (sought as it is) or ``unknown`` (no entry has it: it was left out).
    """

    typed: str
    how: str
    words: str = ""
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """``minutes`` by car from where somebody comes, None if that is not known; ``approximate``: by a model of roads,
    not by roads. The services of the entry are prefetched; ``matching``: numbers of those that the filters let pass."""

    entry: Entry
    minutes: float | None = None
    approximate: bool = True
    matching: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Found:
    """``lines``: best first. ``total``: entries in all. ``near``: from where minutes count. ``towns``: (code, name,
    context) of the communes that may be meant, if a town was named that is not the only one of its name.

    ``counts``: for ``topics``, ``kinds``, ``audiences``, ``conditions``, ``languages``, ``fees``, ``ways`` and
    ``step_free``, how many entries there would be with each code, given everything else that is asked.

    ``loosely``: nothing had all of the words; these have most of them. ``after``: give it to ``find`` for the lines
    that follow; empty at the end.
    """

    lines: tuple[Line, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    understood: tuple[Understood, ...] = ()
    near: Origin | None = None
    towns: tuple[tuple[str, str, str], ...] = ()
    loosely: bool = False
    after: str = ""
