"""The directory is searched: words as people type them, filters, minutes from where somebody comes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings

from maillage.web.bookings.queries.slots import Origin, UnknownOriginError, origin_of
from maillage.web.bookings.queries.travel import density_of, minutes_to
from maillage.web.territories import queries as territories

from ..models import Entry
from ..rules.answer import Answer, Start, answer
from ..rules.filters import Filters
from ..rules.index import Index
from ..rules.masks import ServiceMasks
from ..rules.order import read_position
from ..rules.question import Question, Term, Town, read_question
from .clocks import PlaceClocks
from .found import Found, Line, Understood
from .index import current
from .lexicon import EntriesLexicon

__all__ = ["Filters", "Found", "Line", "Origin", "Understood", "find", "matching", "read_position"]

TEXT_AT_MOST = 200
ALL = 10_000_000


def find(
    *,
    words: str = "",
    near: Origin | None = None,
    within_minutes: float | None = None,
    topics: Collection[str] = (),
    kinds: Collection[str] = (),
    audiences: Collection[str] = (),
    conditions: Collection[str] = (),
    languages: Collection[str] = (),
    fees: str = "",
    ways: Collection[str] = (),
    step_free: bool = False,
    open_at: datetime | None = None,
    at_most: int = 20,
    after: str = "",
) -> Found:
    """Listed entries, the best first: by words and minutes if there are any, else by name.

    One service of the entry must pass all filters together: any of ``topics``, ``audiences`` (a service that names none
    is for everybody), ``languages`` and ``ways``, every one of ``conditions``, and ``fees``. ``near``: from
    ``bookings.queries.slots.origin_of``; a town among the words stands in for it. ``open_at``: by the clocks and the
    public holidays of each place; one whose hours are not known is left out. ``after``: of the answer before; anything
    else begins anew.
    """
    filters = Filters(
        topics,
        kinds,
        audiences,
        conditions,
        languages,
        (fees,) if fees else (),
        ways,
        step_free,
        open_at,
        within_minutes,
    )
    asked = _ask(words, near, filters, at_most=at_most, after=after)
    lines = _lines(asked.answer, asked.index, filters, asked.near)
    return Found(
        lines=tuple(lines),
        total=asked.answer.total,
        counts=asked.answer.counts,
        understood=asked.understood,
        near=asked.near,
        towns=asked.towns,
        loosely=asked.answer.loosely,
        after=asked.answer.last.written() if asked.answer.last else "",
    )


def matching(filters: Filters, *, words: str = "", near: Origin | None = None) -> list[int]:
    """The numbers of all entries that ``find`` would give, in its order."""
    return _ask(words, near, filters, at_most=ALL, after="").answer.entries


@dataclass(frozen=True, slots=True)
class _Asked:
    answer: Answer
    index: Index
    near: Origin | None
    understood: tuple[Understood, ...]
    towns: tuple[tuple[str, str, str], ...]


def _ask(words: str, near: Origin | None, filters: Filters, *, at_most: int, after: str) -> _Asked:
    kept = current()
    lexicon, text = EntriesLexicon(kept), words.strip()[:TEXT_AT_MOST]
    question = read_question(text, lexicon, towns=near is None)
    towns: tuple[tuple[str, str, str], ...] = ()
    if question.town:
        near, towns = _town(question.town[1])
        if near is None:
            question = read_question(text, lexicon, towns=False)
    # Nothing that was typed is known: nothing is found, rather than everything.
    index = kept.index if question.terms or not question.unknown or near else Index()
    found = answer(
        index,
        question.terms,
        filters,
        clocks=PlaceClocks(),
        start=Start(near.lat, near.lon, density_of(near.commune)) if near else None,
        at_most=at_most,
        after=read_position(after),
    )
    return _Asked(found, index, near, tuple(_understood(question, lexicon, near)), towns)


def _town(town: Town) -> tuple[Origin | None, tuple[tuple[str, str, str], ...]]:
    """The commune that is meant, or else those that may be."""
    codes = town.codes
    if len(codes) > 1 and not town.postcode:
        own = set(territories.get_territory([settings.TERRITORY]).codes)
        codes = tuple(code for code in codes if code in own) or codes
    if len(codes) > 1 and not town.postcode:
        communes = territories.gazetteer().communes
        departements = territories.gazetteer().departements["name"]
        rows = communes.loc[list(codes)]
        return None, tuple(
            (str(code), str(name), f"{departements.get(departement, '')} ({departement})")
            for code, name, departement in zip(rows.index, rows["name"], rows["departement"], strict=True)
        )
    try:
        return origin_of(codes[0]), ()
    except UnknownOriginError:
        return None, ()


def _understood(question: Question, lexicon: EntriesLexicon, near: Origin | None) -> list[Understood]:
    found = [_understood_term(term, lexicon) for term in question.terms if term.needed]
    if question.town and near:
        found.append(Understood(question.town[0], "town", words=near.name))
    return found + [Understood(word, "unknown") for word in question.unknown]


def _understood_term(term: Term, lexicon: EntriesLexicon) -> Understood:
    meant = {"topics": term.meaning.topics, "kinds": term.meaning.kinds}
    if term.corrected:
        words = " ".join(lexicon.shown(spellings[0][0]) for spellings in term.spellings)
        return Understood(term.typed, "corrected", words=words, **meant)
    return Understood(term.typed, "meaning" if any(meant.values()) else "word", **meant)


def _lines(found: Answer, index: Index, filters: Filters, near: Origin | None) -> list[Line]:
    """The nearest first as roads have it, where a network is installed."""
    rows = Entry.objects.filter(listed=True).prefetch_related("services").in_bulk(found.entries)
    here = [(row, rows[number]) for row, number in zip(found.rows, found.entries, strict=True) if number in rows]
    passing = _passing(index, filters, [row for row, _ in here])
    if near is None:
        return [Line(entry, matching=passing[row]) for row, entry in here]
    ways = _ways(index, near, [row for row, _ in here], [entry.commune for _, entry in here])
    lines = [
        Line(entry, minutes, approximate, passing[row])
        for (row, entry), (minutes, approximate) in zip(here, ways, strict=True)
    ]
    bound = filters.within_minutes
    return [line for line in lines if bound is None or (line.minutes is not None and line.minutes <= bound)]


def _ways(index: Index, near: Origin, rows: Sequence[int], communes: Sequence[str]) -> list[tuple[float | None, bool]]:
    """Minutes, None where nobody knows them, and whether they are approximate."""
    if not rows:
        return []
    placed = index.rows["placed"][list(rows)]
    lat, lon = index.rows["lat"][list(rows)], index.rows["lon"][list(rows)]
    minutes, on_roads = minutes_to(near, lat, lon, communes)
    known = placed & np.isfinite(minutes)
    return [
        (float(way) if is_known else None, not real)
        for way, is_known, real in zip(minutes, known, on_roads, strict=True)
    ]


def _passing(index: Index, filters: Filters, rows: Sequence[int]) -> dict[int, frozenset[int]]:
    """For each row, the numbers of its services that pass."""
    passing = ServiceMasks(index, filters).passing()
    found = {}
    for row in rows:
        own = slice(*np.searchsorted(index.owner, np.array([row, row + 1], dtype=index.owner.dtype)))
        found[row] = frozenset(index.service[own][passing[own]].tolist()) - {0}
    return found
