"""Which cards are one place together: what holds for pairs, without gluing distinct places by a chain of likenesses.

Cards are joined pair by pair, the surest first. Two groups are joined only if no card of one contradicts one of the
other: a person parted them; or the same source has both and does not itself repeat the place; or, compared directly,
they are clearly two places. The order in which cards are given does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from ..sources.directory.card import Card
from .matching import SAME, compared

Two = tuple[int, int]
# Under this score, two cards of one group would contradict each other.
CONTRADICTED = 0.1
# Groups of more cards are joined without comparing all with all.
MOST = 200


def clusters(
    cards: Sequence[Card],
    sources: Sequence[str],
    likely: Mapping[Two, float],
    *,
    held: Sequence[Two] = (),
    apart: Iterable[Two] = (),
) -> list[list[int]]:
    """Ranks of the cards of each place, in order, the place of the first card first.

    ``likely``: scores of pairs, of which those from SAME on join. ``held``: pairs that are one place whatever their
    score, those that matter most first. ``apart``: pairs that are two.
    """
    parted = {frozenset(two) for two in apart}
    joining = [two for two in likely if likely[two] >= SAME]
    scores = _compared(cards, sources, [*held, *joining]) | {frozenset(two): score for two, score in likely.items()}
    groups = {rank: [rank] for rank in range(len(cards))}
    for one, other in held:
        if not any(frozenset(two) in parted for two in _across(groups, one, other)):
            _join(groups, one, other)
    surest = sorted(joining, key=lambda two: (-likely[two], *sorted(_name(cards[rank], sources[rank]) for rank in two)))
    for one, other in surest:
        across = _across(groups, one, other)
        if all(_agree(frozenset(two), sources, scores, parted) for two in across):
            _join(groups, one, other)
    return sorted({id(group): sorted(group) for group in groups.values()}.values())


def _across(groups: Mapping[int, list[int]], one: int, other: int) -> list[Two]:
    """Every two cards that would come together; none if they are together already."""
    mine, theirs = groups[one], groups[other]
    return [] if mine is theirs else [(each, another) for each in mine for another in theirs]


def _agree(
    two: frozenset[int], sources: Sequence[str], scores: Mapping[frozenset[int], float], parted: set[frozenset[int]]
) -> bool:
    one, other = two
    least = SAME if sources[one] == sources[other] else CONTRADICTED
    return two not in parted and scores.get(two, 0.0 if sources[one] == sources[other] else SAME) >= least


def _join(groups: dict[int, list[int]], one: int, other: int) -> None:
    mine, theirs = groups[one], groups[other]
    if mine is not theirs:
        mine += theirs
        groups.update(dict.fromkeys(theirs, mine))


def _compared(cards: Sequence[Card], sources: Sequence[str], linked: Sequence[Two]) -> dict[frozenset[int], float]:
    """Scores of every two cards that a chain brings together."""
    chains = [chain for chain in _chains(linked) if 2 < len(chain) <= MOST]
    ranks = sorted({rank for chain in chains for rank in chain})
    place = {rank: number for number, rank in enumerate(ranks)}
    wanted = [(place[one], place[other]) for chain in chains for one, other in combinations(sorted(chain), 2)]
    found = compared([cards[rank] for rank in ranks], wanted, sources=[sources[rank] for rank in ranks])
    return {frozenset((ranks[match.one], ranks[match.other])): match.score for match in found}


def _chains(linked: Sequence[Two]) -> list[set[int]]:
    chains: dict[int, set[int]] = defaultdict(set)
    for one, other in linked:
        together = (chains[one] or {one}) | (chains[other] or {other})
        for rank in together:
            chains[rank] = together
    return list({id(chain): chain for chain in chains.values()}.values())


def _name(card: Card, source: str) -> tuple[str, str]:
    return source, card.key
