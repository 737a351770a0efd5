"""Several cards of one place become one: each field from the source that is trusted most among those that say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..sources.directory.card import FIELDS, Card, Offer
from .addresses import same_address

# Where a place is comes from one source, so that no address of one stands beside the town or the point of another.
WHERE = ("address", "more_address", "postcode", "city", "commune")
POINT = ("lat", "lon")
APART = {*WHERE, *POINT, "networks", "kind"}
UNKNOWN_KIND = "other"

Said = tuple[str, Card]


@dataclass(frozen=True)
class Merged:
    """``origins``: for each field that is filled, the source that it was taken from. Several lists may each know of
    other networks: their fields are ``networks.<code>``. ``offers``: each with the rank, in what was said, of the card
    that it was taken from; the same offer of two cards stands once."""

    card: Card
    origins: dict[str, str]
    offers: tuple[tuple[int, Offer], ...]


def merged(said: Sequence[Said]) -> Merged:
    """``said``: what each source says, in order of trust; at least one. Of two cards that one source has of the same
    place, the one that changed last is believed, wherever it stands."""
    ranked = _by_trust(said)
    trusted = [said[rank] for rank in ranked]
    values, origins = {}, {}
    for found, source in (_where(trusted), _point(trusted), _kind(trusted), *_single(trusted)):
        values |= found
        origins |= dict.fromkeys(found, source)
    networks = _networks(trusted)
    offers = _offers((rank, said[rank][1]) for rank in ranked)
    card = replace(
        trusted[0][1],
        **{name: getattr(_NOTHING, name) for name in FIELDS if name not in {"name", "networks"}} | values,
        networks=tuple(networks),
        updated_on=max((card.updated_on for _source, card in said if card.updated_on), default=None),
        offers=tuple(offer for _rank, offer in offers),
    )
    return Merged(card, origins | {f"networks.{code}": source for code, source in networks.items()}, offers)


_NOTHING = Card(key="", name="")


def _by_trust(said: Sequence[Said]) -> list[int]:
    """Ranks in ``said``; neighbours of one source, the one that changed last first."""
    order: list[int] = []
    for _source, several in groupby(range(len(said)), key=lambda rank: said[rank][0]):
        order += sorted(several, key=lambda rank: _freshness(said[rank][1]))
    return order


def _freshness(card: Card) -> tuple[int, str]:
    return (-card.updated_on.toordinal() if card.updated_on else 0, card.key)


def _where(trusted: Sequence[Said]) -> tuple[dict[str, str], str]:
    """Of the first that has an address; if none has, of the first that knows the commune or the town."""
    for wanted in (("address",), WHERE):
        for source, card in trusted:
            if any(getattr(card, name) for name in wanted):
                return {name: getattr(card, name) for name in WHERE if getattr(card, name)}, source
    return {}, ""


def _point(trusted: Sequence[Said]) -> tuple[dict[str, float | None], str]:
    """Of the card that gives the address; else of the first whose own address, if it has one, is the same."""
    addressed = next((card for _source, card in trusted if card.address), None)
    for source, card in sorted(trusted, key=lambda each: each[1] is not addressed):
        agrees = addressed is None or not card.address or same_address(card.address, addressed.address)
        if card.lat is not None and card.lon is not None and agrees:
            return {"lat": card.lat, "lon": card.lon}, source
    return {}, ""


def _kind(trusted: Sequence[Said]) -> tuple[dict[str, str], str]:
    """What a place is, if any source knows; that it is something else only if nobody knows better."""
    known = [(card.kind, source) for source, card in trusted if card.kind]
    known.sort(key=lambda each: each[0] == UNKNOWN_KIND)
    return ({"kind": known[0][0]}, known[0][1]) if known else ({}, "")


def _single(trusted: Sequence[Said]) -> Iterable[tuple[dict[str, str], str]]:
    for name in FIELDS:
        if name not in APART:
            source, card = next((each for each in trusted if getattr(each[1], name)), ("", _NOTHING))
            if source:
                yield {name: getattr(card, name)}, source


def _networks(trusted: Sequence[Said]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source, card in trusted:
        for code in card.networks:
            found.setdefault(code, source)
    return dict(sorted(found.items()))


def _offers(said: Iterable[tuple[int, Card]]) -> tuple[tuple[int, Offer], ...]:
    """Without those that an earlier card has too: the same but for the number and the day that a source gives them."""
    found: dict[Offer, tuple[int, Offer]] = {}
    for rank, card in said:
        for offer in card.offers:
            found.setdefault(replace(offer, key="", updated_on=None), (rank, offer))
    return tuple(found.values())
