"""What the directory answers to somebody: lines in words, how what they typed was taken, and what to do if nothing is
there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from maillage.web.bookings.queries.offers import where
from maillage.web.bookings.queries.slots import UnknownOriginError
from maillage.web.bookings.queries.words import way_words
from maillage.web.isochrones.rules import point_of
from maillage.web.messages.rules.phone import readable_phone
from maillage.web.places.queries.card import usual_hours
from maillage.web.territories.queries import gazetteer

from ..models import Entry, Service
from ..rules import words
from ..rules.asked import Asked, is_sensitive
from ..rules.tiles import picture_of
from .opening import State, state_of
from .search import Found, Line, Origin, Understood, find

LINES = 20
# For a counter: what fits on one sheet.
LINES_ON_PAPER = 12
TOWNS_KEPT = 2_000
TOPICS_ON_A_LINE = 3


@dataclass(frozen=True)
class Shown:
    """An entry as a list has it. ``icon``: the topic whose picture stands for it; ``way``: how long it takes to get
    there, empty if that is not known."""

    entry: Entry
    icon: str
    kind: str
    topics: tuple[str, ...]
    address: str
    phone: str
    way: str
    state: State
    marks: tuple[str, ...]

    @property
    def unsaid(self) -> str:
        """The topics, if the kind of place does not say them already."""
        return "" if self.topics[:1] == (self.kind,) else ", ".join(self.topics)

    @property
    def call(self) -> str:
        return _("Appeler %(name)s :") % {"name": self.entry.name}

    @property
    def usual(self) -> list[tuple[str, str]]:
        """Days of an ordinary week on which it is open, and the hours, in words."""
        try:
            return [(days, hours) for days, hours in usual_hours(self.entry.hours) if hours != _("fermé")]
        except ValueError:
            return []


@dataclass(frozen=True)
class Results:
    """``heading``: what was looked for, as a title; ``instead``: (code, name, context) of the other communes of the
    postcode; ``notes``: how what was typed was taken, a sentence each. ``sensitive``: emergency numbers go first."""

    asked: Asked
    found: Found
    heading: str
    lines: tuple[Shown, ...]
    instead: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    sensitive: bool

    @property
    def near(self) -> Origin | None:
        return self.found.near

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        return self.found.counts

    @property
    def approximate(self) -> bool:
        return any(line.minutes is not None and line.approximate for line in self.found.lines)


def results(asked: Asked, *, now: datetime, at_most: int = LINES) -> Results:
    """Raises UnknownOriginError for a commune that is unknown, or may be one of several."""
    near, instead = _origin(asked)
    found = find(
        words=asked.words,
        near=near,
        within_minutes=asked.minutes,
        topics=asked.topics,
        kinds=(asked.kind,) if asked.kind else (),
        audiences=(asked.who,) if asked.who in words.AUDIENCES else (),
        conditions=(asked.who,) if asked.who in words.CONDITIONS else (),
        languages=(asked.language,) if asked.language else (),
        fees="free" if asked.free else "",
        step_free=asked.step_free,
        open_at=now if asked.open_now else None,
        at_most=at_most,
        after=asked.after,
    )
    meant = [code for part in found.understood for code in part.topics]
    kinds = [code for part in found.understood for code in part.kinds]
    return Results(
        asked=asked,
        found=found,
        heading=heading_of(asked, found),
        lines=tuple(shown(line, now) for line in found.lines),
        instead=instead,
        notes=tuple(_notes(found)),
        sensitive=is_sensitive({*asked.topics, *meant}, {asked.kind, *kinds}),
    )


def shown(line: Line, now: datetime) -> Shown:
    entry = line.entry
    services = [each for each in entry.services.all() if not line.matching or each.pk in line.matching]
    topics = [code for code in dict.fromkeys(code for each in services for code in each.topics) if code in words.TOPICS]
    return Shown(
        entry=entry,
        icon=picture_of(entry.kind, topics),
        kind=_(words.KINDS.get(entry.kind, words.KINDS["other"])),
        topics=tuple(_(words.TOPICS[code].title) for code in topics[:TOPICS_ON_A_LINE]),
        address=address_of(entry),
        phone=readable_phone(entry.phone),
        way=way_words(line.minutes, approximate=line.approximate),
        state=state_of(entry.hours, entry.commune, now),
        marks=_marks(entry, services),
    )


def address_of(entry: Entry) -> str:
    """« 12 rue des Écoles, 78120 Rambouillet »."""
    return ", ".join(part for part in (entry.address, f"{entry.postcode} {entry.city}".strip()) if part)


def _origin(asked: Asked) -> tuple[Origin | None, tuple[tuple[str, str, str], ...]]:
    """Of the communes of a postcode the most populous is meant, and the others may be chosen instead."""
    if not asked.is_somewhere:
        return None, ()
    try:
        # Where somebody is stays nowhere; a town is asked for again and again.
        is_point = point_of(asked.where) is not None
        return where(asked.where) if is_point else _town(asked.where, asked.commune), ()
    except UnknownOriginError as unknown:
        if not (asked.where.isdecimal() and unknown.suggestions):
            raise
        people = gazetteer().communes["population"]
        meant, *others = sorted(unknown.suggestions, key=lambda one: -people[one[0]])
        return _town("", meant[0]), tuple(others)


@lru_cache(maxsize=TOWNS_KEPT)
def _town(text: str, commune: str) -> Origin:
    return where(text, commune)


def heading_of(asked: Asked, found: Found) -> str:
    """« Dentiste près de Poissy »."""
    sought = " ".join(part.words or part.typed for part in found.understood if part.how not in {"town", "unknown"})
    if asked.topics:
        what = _(words.TOPICS[asked.topics[0]].title)
    elif asked.kind:
        what = _(words.KINDS[asked.kind])
    else:
        what = sought[:1].upper() + sought[1:] or _("Aide et soins")
    town = found.near.name if found.near else ""
    return _("%(what)s près de %(town)s") % {"what": what, "town": town} if town else what


def _marks(entry: Entry, services: Sequence[Service]) -> tuple[str, ...]:
    fees = {each.fees for each in services if each.fees}
    found = []
    if fees == {"free"}:
        found.append(_("gratuit"))
    if entry.step_free == Entry.StepFree.YES:
        found.append(_("sans marche"))
    return tuple(found)


def _notes(found: Found) -> list[str]:
    taken = [part for part in found.understood if found.lines or part.how != "unknown"]
    notes = [note for part in taken if (note := _note(part))]
    if found.loosely:
        notes.append(_("Aucun lieu n’a tous ces mots : voici ceux qui en ont le plus."))
    return notes


def _note(part: Understood) -> str:
    said = {"typed": part.typed, "words": part.words}
    if part.how == "corrected":
        return _("Nous avons cherché « %(words)s » à la place de « %(typed)s ».") % said
    if part.how == "unknown":
        return _("Aucun lieu ne parle de « %(typed)s » : nous avons cherché sans ce mot.") % said
    if part.how == "meaning" and part.topics:
        topics = ", ".join(_(words.TOPICS[code].title) for code in part.topics if code in words.TOPICS)
        return _("« %(typed)s » : %(topics)s.") % (said | {"topics": topics})
    return ""
