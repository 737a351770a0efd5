"""Records of one place come under one entry; a record whose place is its own goes back to the entry made for it.

A record's home is the entry that was made for it. Records that are one place stand under the oldest of their homes, and
the other homes lead there. So an address that was given out leads somewhere for ever, and undoing a merge gives each
record the entry that it had.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched, pairwise

from django.db.models import Q, QuerySet

from maillage.engine.directory.clusters import clusters
from maillage.engine.directory.matching import SAME

from ..models import Entry, Pair, Record
from ..rules.cards import of_plain

# A database takes so many values in one question.
PORTION = 2_000
# An update names every row in a case of its own, for each column: the cost grows with the square of their number.
UPDATED = 100

Two = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """Where a record stands. ``home``: where it stands if it is with no other."""

    entry: int
    home: int
    source: str


def settle(numbers: Iterable[int]) -> set[int]:
    """In the caller's transaction: these records, and all that are or may be together with them, come under their
    entries. Returns the entries that others moved to or from."""
    standing = _reached(set(numbers))
    pairs = list(portions(standing, lambda some: Pair.objects.filter(one__in=some)))
    groups = _groups(standing, pairs)
    touched = _move(standing, groups)
    _say_which_are_together(pairs, groups)
    return touched


def portions[Row](numbers: Iterable[int], rows: Callable[[Sequence[int]], Iterable[Row]]) -> Iterator[Row]:
    """What is asked of many numbers, some at a time."""
    for some in batched(numbers, PORTION):
        yield from rows(some)


def _reached(numbers: set[int]) -> dict[int, Standing]:
    """These records and, step by step, those that a likeness, a decision, an entry or a home brings together."""
    reached: dict[int, Standing] = {}
    while numbers:
        found = {pk: Standing(entry, home or entry, slug) for pk, entry, home, slug in portions(numbers, _standing)}
        reached |= found
        entries = {number for each in found.values() for number in (each.entry, each.home)}
        near = {number for two in portions(found, _linked) for number in two}
        near |= set(portions(entries, _under))
        numbers = near - reached.keys()
    return reached


def _standing(numbers: Sequence[int]) -> Iterable[tuple[int, int, int | None, str]]:
    return Record.objects.filter(pk__in=numbers).values_list("pk", "entry", "home", "source__slug")


def _linked(numbers: Sequence[int]) -> QuerySet[Pair, Two]:
    joining = Q(score__gte=SAME) | Q(state=Pair.State.SAME)
    return Pair.objects.filter(joining, Q(one__in=numbers) | Q(other__in=numbers)).values_list("one", "other")


def _under(entries: Sequence[int]) -> QuerySet[Record, int]:
    return Record.objects.filter(Q(entry__in=entries) | Q(home__in=entries)).values_list("pk", flat=True)


def _groups(standing: Mapping[int, Standing], pairs: Collection[Pair]) -> list[list[int]]:
    """Numbers of the records of each place. Cards are read of those only that are not alone."""
    known = [each for each in pairs if each.other_id in standing]
    likely = {(each.one_id, each.other_id): each.score for each in known if not each.decided_by_id}
    decided = sorted((each for each in known if each.decided_by_id), key=lambda each: each.decided_at, reverse=True)
    held = [*_at_home(standing), *_two(decided, Pair.State.SAME)]
    joining = [two for two, score in likely.items() if score >= SAME]
    numbers = sorted({number for two in (*joining, *held) for number in two})
    rank = {number: place for place, number in enumerate(numbers)}
    apart = [two for two in _two(decided, Pair.State.APART) if rank.keys() >= {*two}]
    cards = dict(portions(numbers, lambda some: Record.objects.filter(pk__in=some).values_list("pk", "card")))
    together = clusters(
        [of_plain(cards[number], offers=False) for number in numbers],
        [standing[number].source for number in numbers],
        {(rank[one], rank[other]): likely[one, other] for one, other in joining},
        held=[(rank[one], rank[other]) for one, other in held],
        apart=[(rank[one], rank[other]) for one, other in apart],
    )
    alone = [[number] for number in standing if number not in rank]
    return [[numbers[place] for place in group] for group in together] + alone


def _at_home(standing: Mapping[int, Standing]) -> Iterator[Two]:
    """Records with one home are always one place."""
    at_home: dict[int, list[int]] = defaultdict(list)
    for number in sorted(standing):
        at_home[standing[number].home].append(number)
    for several in at_home.values():
        yield from pairwise(several)


def _two(pairs: Iterable[Pair], state: str) -> Iterator[Two]:
    return ((each.one_id, each.other_id) for each in pairs if each.state == state)


def _move(standing: Mapping[int, Standing], groups: Iterable[Sequence[int]]) -> set[int]:
    records: list[Record] = []
    leads: dict[int, int | None] = {}
    for group in groups:
        homes = {standing[number].home for number in group}
        entry = min(homes)
        moved = [number for number in group if standing[number].entry != entry]
        records += [Record(pk=number, entry_id=entry, home_id=standing[number].home) for number in moved]
        if moved or len(homes) > 1:
            leads |= {home: None if home == entry else entry for home in homes}
    Record.objects.bulk_update(records, ["entry", "home"], batch_size=UPDATED)
    left = {standing[each.pk].entry for each in records}
    return left | {each.entry_id for each in records} | _lead(leads)


def _lead(leads: Mapping[int, int | None]) -> set[int]:
    """Says where people who have an address are led. Returns the entries for which that changed."""
    known = portions(leads, lambda some: Entry.objects.filter(pk__in=some).values_list("pk", "merged_into"))
    changed = [Entry(pk=number, merged_into_id=leads[number]) for number, into in known if into != leads[number]]
    Entry.objects.bulk_update(changed, ["merged_into"], batch_size=UPDATED)
    return {each.pk for each in changed}


def _say_which_are_together(pairs: Iterable[Pair], groups: Iterable[Sequence[int]]) -> None:
    """What nobody decided: the same if they came together, however that was; else a person is asked."""
    group_of = {number: rank for rank, group in enumerate(groups) for number in group}
    changed = []
    for pair in pairs:
        state = Pair.State.SAME if group_of[pair.one_id] == group_of.get(pair.other_id) else Pair.State.DOUBTFUL
        if pair.decided_by_id is None and pair.state != state:
            pair.state = state
            changed.append(pair)
    Pair.objects.bulk_update(changed, ["state"], batch_size=UPDATED)
