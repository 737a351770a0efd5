"""Cards of every kind, as hypothesis draws them: what a source may say, in the one spelling that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from maillage.engine.sources.directory import codes_data_inclusion, codes_mednum
from maillage.engine.sources.directory.card import Card, Offer
from maillage.engine.sources.directory.france import france
from maillage.engine.sources.directory.identifiers import luhn
from maillage.engine.sources.directory.plain import plain
from maillage.engine.sources.directory.themes import THEMES

PLACES = ("78551", "2A004", "97302", "97411", "33063", "59350")
PHONES = ("", "+33139000000", "+262262123456", "+596596123456")
PAGES = ("", "https://ville.fr", "https://ville.fr/aide?x=1#la", "http://été.fr:8080/a_b")
EMAILS = ("", "accueil@ville.fr", "o.aide+lieu@sous.domaine.fr")
HOURS = ("", "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", "24/7", 'We 14:00-18:00 "sur rendez-vous"; PH off')
DAYS = st.dates(date(2001, 1, 1), date(2025, 12, 31))


def text(*, least: int = 0, most: int = 60, breaks: bool = False) -> SearchStrategy[str]:
    """Text that is plain already, with the signs that files stumble over."""
    signs = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
    some = st.text(st.one_of(signs, st.sampled_from("\n|;,'\"éÀœ’ ")), min_size=least, max_size=most)
    kept = some.map(lambda said: plain(said, breaks=breaks).text)
    return kept.filter(lambda said: len(said) >= least and plain(said, breaks=breaks).text == said)


def siret(thirteen: str) -> str:
    return next(thirteen + digit for digit in "0123456789" if luhn(thirteen + digit))


SIRETS = st.from_regex(r"[1-8][0-9]{12}", fullmatch=True).map(siret)


def some_of(codes: Iterable[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(set(codes) - {""})), unique=True, max_size=4).map(tuple)


def typed() -> SearchStrategy[Card]:
    """Whatever people may have typed into the fields of a card."""
    traps = ["=1+1", "+33", "a@b.test", "http://x", "\x00", "-", "@a.fr"]
    said = st.one_of(st.text(max_size=30), st.sampled_from(traps))
    offered = dict.fromkeys(("key", "name", "description", "hours", "website"), said)
    texts = dict.fromkeys(field.name for field in fields(Card) if field.type == "str")
    return st.builds(
        Card,
        **dict.fromkeys(texts, said),
        lat=st.none() | st.floats(),
        lon=st.none() | st.floats(),
        updated_on=st.none() | DAYS,
        offers=st.lists(st.builds(Offer, **offered)).map(tuple),
    )


@st.composite
def places(draw: st.DrawFn) -> dict[str, object]:
    commune = france().communes[draw(st.sampled_from(PLACES))]
    at = draw(st.booleans())
    postcode = next(code for code, codes in france().by_postcode.items() if commune.code in codes)
    near = st.floats(-0.05, 0.05).map(lambda off: round(off, 6))
    return {
        "commune": commune.code,
        "city": commune.name,
        "postcode": postcode,
        "lat": round((commune.lat or 0) + draw(near), 6) if at else None,
        "lon": round((commune.lon or 0) + draw(near), 6) if at else None,
    }


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A place without offers, with all that both standards require."""
    return Card(
        key=draw(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)),
        name=draw(text(least=3, most=80)),
        address=draw(text(least=1)),
        more_address=draw(text()),
        phone=draw(st.sampled_from(PHONES)),
        email=draw(st.sampled_from(EMAILS)),
        website=draw(st.sampled_from(PAGES)),
        hours=draw(st.sampled_from(HOURS)),
        step_free_page=draw(st.sampled_from(PAGES)),
        description=draw(st.one_of(st.just(""), text(least=5, most=400, breaks=True))),
        siret=draw(SIRETS),
        updated_on=draw(DAYS),
        **draw(places()),
    )


@st.composite
def mednum_offers(draw: st.DrawFn) -> Offer:
    """What a place of digital mediation does, in the codes that the standard has."""
    services = draw(st.lists(st.sampled_from(sorted(codes_mednum.SERVICES)), unique=True, max_size=4))
    conditions = draw(some_of(codes_mednum.CONDITIONS.values()))
    topics = dict.fromkeys(topic for each in services for topic in codes_mednum.TOPICS_OF_SERVICE[each])
    return Offer(
        topics=tuple(topics),
        themes=tuple(codes_mednum.THEME + codes_mednum.SERVICES[service] for service in services),
        audiences=draw(some_of(codes_mednum.AUDIENCES.values())),
        conditions=conditions,
        languages=draw(st.sampled_from([(), ("en",)])) if "foreign-languages" in conditions else (),
        fees=draw(st.sampled_from(["", "free", "partly", "paid"])),
        ways=draw(some_of((*codes_mednum.ASSISTANCE.values(), "travelling"))),
        access=draw(some_of(codes_mednum.ACCESS.values())),
    )


@st.composite
def services(draw: st.DrawFn) -> Offer:
    """A service of data·inclusion, in the codes that it has."""
    themes = tuple(draw(st.lists(st.sampled_from(sorted(THEMES)), unique=True, max_size=3)))
    return Offer(
        key=draw(st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)),
        name=draw(text(least=3, most=80)),
        description=draw(text(least=5, most=200, breaks=True)),
        topics=codes_data_inclusion.topics_of(themes),
        themes=themes,
        audiences=draw(some_of(codes_data_inclusion.AUDIENCES.values())),
        fees=draw(st.sampled_from(["", "free", "partly", "paid"])),
        ways=draw(some_of(codes_data_inclusion.WAYS.values())),
        access=draw(some_of(codes_data_inclusion.ACCESS.values())),
        hours=draw(st.sampled_from(HOURS)),
        phone=draw(st.sampled_from(PHONES)),
        email=draw(st.sampled_from(EMAILS)),
        website=draw(st.sampled_from(PAGES)),
        updated_on=draw(DAYS),
    )
