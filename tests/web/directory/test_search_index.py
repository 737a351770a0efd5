"""The index in memory, held against a slow and obvious search through a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.engine.territory.time_zone import time_zone
from maillage.web.directory.queries.clocks import PlaceClocks
from maillage.web.directory.rules.answer import Start, answer, minutes_from
from maillage.web.directory.rules.documents import Commune, Document, document_of
from maillage.web.directory.rules.filters import Filters, passes
from maillage.web.directory.rules.index import Index
from maillage.web.directory.rules.order import Position, foremost, read_position
from maillage.web.directory.rules.question import Term
from maillage.web.directory.rules.synonyms import Meaning
from maillage.web.directory.rules.tokens import STOP_WORDS, stem, words_of
from maillage.web.directory.rules.usual_week import minute_of_week, usual_week
from maillage.web.places.rules.openings import open_intervals

NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
CLOCKS = PlaceClocks()
HOURS = (
    "",
    "Mo-Fr 09:00-12:30,13:30-18:00; PH off",
    "Mo-Su 09:00-12:00",
    "We 11:00-13:00",
    "24/7",
    "Mo-Fr 22:00-02:00",
    "week 1-53/2 We 09:00-18:00",
)
WORDS = ("maison", "accueil", "écoute", "papiers", "ateliers", "quartier", "horizon", "jardin")


def an_entry(number: int, **said: Any) -> dict[str, Any]:
    return {
        "pk": number, "name": "Lieu", "kind": "association", "person": "", "city": "", "postcode": "", "commune": "",
        "address": "", "description": "", "networks": [], "lat": None, "lon": None, "hours": "", "step_free": "",
    } | said  # fmt: skip


def a_service(number: int, **said: Any) -> dict[str, Any]:
    return {
        "pk": number, "name": "", "description": "", "topics": [], "audiences": [], "conditions": [], "languages": [],
        "ways": [], "fees": "",
    } | said  # fmt: skip


def some(*codes: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), unique=True, max_size=2)


SERVICES = st.fixed_dictionaries(
    {
        "topics": some("dentist", "doctor", "food"),
        "audiences": some("young", "women"),
        "conditions": some("deaf", "blind"),
        "languages": some("fr", "ar", "en"),
        "ways": some("on-site", "remote"),
        "fees": st.sampled_from(["", "free", "paid"]),
    }
)
ENTRIES = st.fixed_dictionaries(
    {
        "name": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "kind": st.sampled_from(["association", "ccas", "library"]),
        "lat": st.sampled_from([None, 48.6, 48.7, 44.1]),
        "hours": st.sampled_from(HOURS),
        "step_free": st.sampled_from(["", "yes", "no"]),
    }
)
PLACES = st.lists(st.tuples(ENTRIES, st.lists(SERVICES, max_size=3)), max_size=8)
FILTERS = st.builds(
    Filters,
    topics=some("dentist", "doctor", "food"),
    kinds=some("association", "ccas"),
    audiences=some("young", "women"),
    conditions=some("deaf", "blind"),
    languages=some("ar", "en"),
    fees=some("free", "paid"),
    ways=some("on-site", "remote"),
    step_free=st.booleans(),
    open_at=st.sampled_from([None, NOON, NOON + timedelta(days=3)]),
    within_minutes=st.sampled_from([None, 20.0]),
)
START = Start(48.61, 1.9, 3)


def documents(places: Sequence[tuple[dict, list[dict]]], first: int = 1) -> list[Document]:
    found, service = [], first * 1_000
    for number, (said, services) in enumerate(places, first):
        lon = None if said["lat"] is None else 1.9
        rows = [a_service(service := service + 1, **each) for each in services]
        found.append(document_of(an_entry(number, **said, lon=lon), rows, Commune(departement="78", density=3)))
    return found


def slowly(documents: Sequence[Document], filters: Filters) -> set[int]:
    """One entry after the other."""
    return {each.entry for each in documents if _fits(each, filters)}


def _fits(document: Document, filters: Filters) -> bool:
    if filters.kinds and document.kind not in filters.kinds:
        return False
    if filters.step_free and document.step_free != "yes":
        return False
    if filters.open_at and not CLOCKS.open_at(document.hours, document.departement, filters.open_at):
        return False
    if filters.within_minutes is not None and not _minutes(document) <= filters.within_minutes:
        return False
    return any(passes(line.split()[1:], filters) for line in document.services.split("\n"))


def _minutes(document: Document) -> float:
    return minutes_from(Index().changed([document], revision=1), START, np.array([True]))[0]


def ask(index: Index, filters: Filters, **said: Any) -> Any:
    return answer(index, (), filters, **{"clocks": CLOCKS, "start": START, "at_most": 100} | said)


@given(places=PLACES, filters=FILTERS)
def test_filters_give_what_a_slow_search_gives(places: list, filters: Filters) -> None:
    """Never what they exclude, and all the others."""
    known = documents(places)
    found = ask(Index().changed(known, revision=1), filters)
    assert set(found.entries) == slowly(known, filters)
    assert found.total == len(found.entries)


@given(places=PLACES, filters=FILTERS)
def test_a_count_is_how_many_there_would_be(places: list, filters: Filters) -> None:
    """With this code alone in its group; of conditions, with this one too."""
    known = documents(places)
    counts = ask(Index().changed(known, revision=1), filters).counts
    for group, codes in {
        "topics": ("dentist", "food"), "audiences": ("young",), "languages": ("ar",), "fees": ("free",),
        "ways": ("remote",), "conditions": ("deaf",), "kinds": ("ccas",),
    }.items():  # fmt: skip
        for code in codes:
            asked = {name: getattr(filters, name) for name in Filters.__slots__}
            asked[group] = [*filters.conditions, code] if group == "conditions" else [code]
            assert counts[group].get(code, 0) == len(slowly(known, Filters(**asked)))
    asked = {name: getattr(filters, name) for name in Filters.__slots__} | {"step_free": True}
    assert counts["step_free"].get("yes", 0) == len(slowly(known, Filters(**asked)))


@given(before=PLACES, after=PLACES, gone=st.sets(st.integers(1, 8)), filters=FILTERS)
def test_an_index_that_followed_is_as_one_made_anew(before: list, after: list, gone: set, filters: Filters) -> None:
    """Entries that changed, new ones, and some that are no longer listed."""
    old, new = documents(before), documents(after, first=4)
    index = Index().changed(old, revision=1).changed(new, revision=2)
    index = index.changed([Document(entry=number) for number in gone], revision=3)
    left = {each.entry: each for each in (*old, *new) if each.entry not in gone}
    fresh = Index().changed(left.values(), revision=3)
    followed, anew = ask(index, filters), ask(fresh, filters)
    assert followed.entries == anew.entries
    assert followed.counts == anew.counts
    assert len(index) - index.dead == len(left)


@given(places=PLACES, size=st.integers(1, 3), near=st.booleans())
def test_pages_follow_each_other_without_a_gap(places: list, size: int, near: bool) -> None:
    index = Index().changed(documents(places), revision=1)
    start = START if near else None
    whole = ask(index, Filters(), start=start)
    pages, after = [], None
    while True:
        page = ask(index, Filters(), start=start, at_most=size, after=after)
        pages += page.entries
        if page.last is None:
            break
        after = read_position(page.last.written())
        assert after == page.last
    assert pages == whole.entries


@given(places=PLACES)
def test_the_nearest_come_first_and_what_is_nowhere_last(places: list) -> None:
    known = documents(places)
    found = ask(Index().changed(known, revision=1), Filters()).entries
    minutes = {each.entry: _minutes(each) for each in known}
    assert [minutes[number] for number in found] == sorted(minutes.values())


@given(
    cost=st.lists(st.floats(-5, 5), max_size=30),
    at_most=st.integers(1, 8),
    names=st.lists(st.integers(0, 3), min_size=30, max_size=30),
)
def test_the_first_are_those_of_a_sorted_list(cost: list[float], names: list[int], at_most: int) -> None:
    many = len(cost)
    keys = (np.array(cost), np.array(names[:many], dtype=np.uint64), np.arange(many)[::-1].copy())
    found = foremost(np.arange(many), *keys, at_most=at_most, after=None)
    rows = sorted(range(many), key=lambda row: (round(cost[row], 6), names[row], many - row))
    assert found.tolist() == rows[:at_most]


@pytest.mark.parametrize(
    "text", ["", "x", "1_2", "1.0_2_3_4", "nan_1_1", "1.0_99999999999999999999_1", "1e5_1_1", "\0"]
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_position(text) is None


def test_a_position_is_read_as_it_was_written() -> None:
    position = Position(-12.345678, 2**64 - 1, 7)
    assert read_position(position.written()) == position


def term(*words: str, needed: bool = True, **meaning: tuple[str, ...]) -> Term:
    return Term(" ".join(words), tuple(((stem(word), 1.0),) for word in words), Meaning(**meaning), needed=needed)


def entries(*said: dict[str, Any], services: Sequence[dict] = ()) -> Index:
    rows = [document_of(an_entry(number, **each), services, Commune()) for number, each in enumerate(said, 1)]
    return Index().changed(rows, revision=1)


def found(index: Index, *terms: Term, **said: Any) -> list[int]:
    return answer(index, terms, Filters(), **{"clocks": CLOCKS, "at_most": 10} | said).entries


class TestOrder:
    def test_a_word_of_the_name_counts_more_than_one_of_the_text(self) -> None:
        index = entries({"name": "Foyer", "description": "près de la mairie"}, {"name": "Mairie"})
        assert found(index, term("mairie")) == [2, 1]

    def test_a_place_of_the_kind_that_is_meant_comes_before_one_that_is_called_so(self) -> None:
        index = entries({"name": "Pharmacie de la mairie", "kind": "pharmacy"}, {"name": "Mairie", "kind": "town-hall"})
        assert found(index, term("mairie", kinds=("town-hall",))) == [2, 1]

    def test_all_words_are_needed(self) -> None:
        index = entries({"name": "Maison des jeunes"}, {"name": "Maison de santé"})
        assert found(index, term("maison"), term("santé")) == [2]

    def test_where_nothing_has_all_words_most_of_them_will_do_and_it_is_said(self) -> None:
        index = entries({"name": "Maison des jeunes"}, {"name": "Jardin"})
        told = answer(index, [term("maison"), term("piscine")], Filters(), clocks=CLOCKS, at_most=10)
        assert (told.entries, told.loosely) == ([1], True)

    def test_a_weak_word_only_helps_to_choose(self) -> None:
        index = entries({"name": "Mairie annexe"}, {"name": "Mairie accueil"})
        assert found(index, term("mairie"), term("accueil", needed=False)) == [2, 1]

    def test_what_lacks_much_must_be_nearer(self) -> None:
        here = {"lat": 48.61, "lon": 1.9}
        index = entries(
            {"name": "Foyer", "description": "ateliers"} | here, {"name": "Ateliers", "lat": 48.63, "lon": 1.9},
            {"name": "Ateliers", "lat": 44.0, "lon": 1.9},
        )  # fmt: skip
        assert found(index, term("ateliers"), start=START) == [2, 1, 3]

    def test_without_words_and_place_it_is_the_alphabet(self) -> None:
        index = entries({"name": "Zèbre"}, {"name": "Âne"}, {"name": "Élan"})
        assert found(index) == [2, 3, 1]


def test_a_service_must_be_everything_that_is_asked() -> None:
    """One is free, another is a dentist's: no service is a free dentist's."""
    services = [a_service(1, topics=["dentist"], fees="paid"), a_service(2, topics=["food"], fees="free")]
    index = entries({}, services=services)
    assert ask(index, Filters(topics=["dentist"], fees=["free"]), start=None).entries == []
    assert ask(index, Filters(topics=["dentist"], fees=["paid"]), start=None).entries == [1]


CLOCK = st.integers(0, 24 * 12).map(lambda each: f"{each // 12:02}:{each % 12 * 5:02}")
SPAN = st.tuples(CLOCK, CLOCK).filter(lambda span: span[0] < span[1]).map("-".join)
DAYS = st.sampled_from(["", "Mo ", "Mo-Fr ", "Sa,Su ", "PH ", "Tu-We,PH ", "Su "])
RULE = st.tuples(DAYS, st.one_of(st.just("off"), SPAN)).map("".join)


@given(hours=st.lists(RULE, min_size=1, max_size=3).map("; ".join), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_usual_week_is_what_the_library_reads(hours: str, day: date) -> None:
    """On any day of a year, holidays too, at every quarter of an hour."""
    week, zone = usual_week(hours), time_zone("78")
    assert week is not None
    intervals = open_intervals(hours, departement="78", first_day=day, last_day=day)
    begin = datetime.combine(day, time.min, tzinfo=zone)
    for quarter in range(96):
        moment = begin + timedelta(minutes=15 * quarter)
        minute = CLOCKS.minute(moment, "78")
        assert any(since <= minute < until for since, until in week) == any(
            since <= moment < until for since, until in intervals
        )


@pytest.mark.parametrize(
    "hours",
    ["Mo-Fr 22:00-02:00", "week 1-53/2 Mo 09:00-12:00", "2026 Jul 01-Aug 31 09:00-12:00", "Mo[1] 09:00-10:00",
     "sunrise-sunset", "Fr-Mo 09:00-12:00", "Mo 09:00-12:00 || 14:00-15:00", "n'importe quoi"],
)  # fmt: skip
def test_what_is_not_the_same_every_week_has_no_usual_one(hours: str) -> None:
    assert usual_week(hours) is None


def test_overseas_it_is_another_hour() -> None:
    """Noon in Paris is three in the afternoon in Réunion, and its own holiday."""
    assert CLOCKS.minute(NOON, "974") - CLOCKS.minute(NOON, "78") == 180
    abolition = datetime(2026, 12, 20, 8, 0, tzinfo=UTC)
    assert CLOCKS.minute(abolition, "974") == minute_of_week(abolition + timedelta(hours=4), holiday=True)


LETTERS = "abcdefghijklmnopqrstuvwxyz"
TOLD = "conseiller numerique bibliotheque municipale infirmiere liberale secours populaire emmaus solidarite jardin"


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with one letter changed, left out, doubled or swapped with the next."""
    word = draw(st.sampled_from([stem(each) for each in TOLD.split()]))
    at = draw(st.integers(0, len(word) - 2))
    wrong = draw(
        st.sampled_from(
            [
                word[:at] + draw(st.sampled_from(LETTERS)) + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    return word, wrong


@given(mistyped())
def test_a_word_with_one_letter_wrong_is_found(pair: tuple[str, str]) -> None:
    from maillage.web.directory.queries.index import Kept
    from maillage.web.directory.queries.lexicon import EntriesLexicon
    from maillage.web.directory.rules.alike import Spellings
    from maillage.web.directory.rules.question import read_question
    from maillage.web.directory.rules.synonyms import words_that_mean

    word, wrong = pair
    index = entries(*({"name": each} for each in TOLD.split()))
    spellings = Spellings()
    spellings.add([*words_that_mean(), *index.stems.since(0)])
    lexicon = EntriesLexicon(Kept(index, spellings))
    [typed] = words_of(wrong)
    assume(not lexicon.knows(stem(typed)) and stem(typed) not in STOP_WORDS)
    question = read_question(wrong, lexicon, towns=False)
    own = [stem(each) for each in TOLD.split()].index(word) + 1
    assert own in found(index, *question.terms)
