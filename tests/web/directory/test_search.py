"""The directory is searched: what is entered is found at once, by every process, and nothing that was taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from maillage.web.bookings.queries.slots import Origin, origin_of
from maillage.web.directory.actions.index import reindex
from maillage.web.directory.models import Entry, Indexed, Revision
from maillage.web.directory.queries.index import current
from maillage.web.directory.queries.search import Filters, find, matching

from ..given import NOW
from .given_entries import VERSAILLES, an_entry

pytestmark = pytest.mark.django_db


def names(**asked: object) -> list[str]:
    return [line.entry.name for line in find(**asked).lines]


def test_what_is_entered_changed_and_unlisted_is_searched_as_it_is_now() -> None:
    entry = an_entry("Médiathèque Florian")
    assert names(words="mediatheque") == ["Médiathèque Florian"]
    Entry.objects.filter(pk=entry.pk).update(name="Ludothèque Florian")
    reindex([entry.pk], now=NOW)
    assert names(words="mediatheque") == []
    assert names(words="ludotheque") == ["Ludothèque Florian"]
    Entry.objects.filter(pk=entry.pk).update(listed=False)
    reindex([entry.pk], now=NOW)
    found = find(words="ludotheque")
    assert (found.total, found.lines) == (0, ())


def test_what_was_taken_back_is_not_found() -> None:
    an_entry("Centre social")
    with transaction.atomic():
        an_entry("Fantôme")
        assert names(words="fantome") == ["Fantôme"]
        transaction.set_rollback(True)
    assert names(words="fantome") == []
    assert names() == ["Centre social"]
    an_entry("Maison")
    assert names() == ["Centre social", "Maison"]


def test_one_change_is_read_alone_and_nothing_where_nothing_changed() -> None:
    for number in range(5):
        an_entry(f"Lieu {number}")
    find()
    an_entry("Autre")
    with CaptureQueriesContext(connection) as statements:
        before = current().index
    assert [line["sql"].count("directory_indexed") > 0 for line in statements] == [False, True]
    with CaptureQueriesContext(connection) as statements:
        assert current().index is before
    assert len(statements) == 1
    assert (len(before), before.dead) == (6, 0)


def test_an_index_that_knows_more_than_there_is_is_read_anew_once() -> None:
    """As after a backup was restored."""
    an_entry("Lieu")
    find()
    Revision.objects.filter(number__gt=0).delete()
    Indexed.objects.all().delete()
    an_entry("Autre")
    before = current().index
    assert before.revision == Revision.objects.latest("number").number
    assert current().index is before
    assert names() == ["Autre"]


def test_an_index_that_is_worn_is_read_anew() -> None:
    entry = an_entry("Lieu")
    for _ in range(4):
        find()
        reindex([entry.pk], now=NOW)
    find()
    assert len(current().index) <= 3


def test_however_many_are_found_the_statements_are_as_many() -> None:
    for number in range(30):
        an_entry(f"Pharmacie {number}", {"topics": ["pharmacy"]}, kind="pharmacy")
    find()
    with CaptureQueriesContext(connection) as statements:
        found = find(words="pharmacie", near=origin_of("78517"), at_most=20)
    assert (len(found.lines), found.total) == (20, 30)
    # What is new, the entries, their services.
    assert len(statements) == 3


def test_the_rows_of_an_index_are_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.web.directory.actions.index.PORTION", 3)
    entries = [an_entry(f"Lieu {number}") for number in range(8)]
    before = Revision.objects.count()
    reindex([entry.pk for entry in entries], now=NOW)
    assert Revision.objects.count() == before + 3
    assert Indexed.objects.count() == 8


def test_what_nobody_can_have_missed_is_not_kept() -> None:
    entry = an_entry("Lieu")
    later = NOW.replace(month=4)
    reindex([entry.pk], now=later)
    reindex([entry.pk], now=later)
    assert list(Revision.objects.filter(number__gt=0).values_list("made_at", flat=True)) == [later, later]


def test_an_entry_that_is_gone_is_not_shown_even_before_it_is_said() -> None:
    entry = an_entry("Lieu")
    find()
    Entry.objects.filter(pk=entry.pk).update(listed=False)
    assert find().lines == ()


class TestWords:
    def test_a_correction_is_said_and_what_the_word_means(self) -> None:
        an_entry("Cabinet du Parc", {"topics": ["dentist"]})
        found = find(words="dentsite")
        assert [line.entry.name for line in found.lines] == ["Cabinet du Parc"]
        [part] = found.understood
        assert (part.typed, part.how, part.words, part.topics) == ("dentsite", "corrected", "dentiste", ("dentist",))

    def test_a_correction_has_its_accents(self) -> None:
        an_entry("Épicerie Solidarité")
        [part] = find(words="solidarrite").understood
        assert (part.how, part.words) == ("corrected", "solidarité")

    def test_the_meaning_of_a_word_is_said(self) -> None:
        [part] = find(words="psy").understood
        assert (part.how, part.topics, part.kinds) == ("meaning", ("mental-health",), ("mental-health-centre",))

    def test_a_word_that_nothing_has_is_left_out_and_said(self) -> None:
        an_entry("Cabinet", {"topics": ["dentist"]})
        found = find(words="dentiste xyzzyq")
        assert found.total == 1
        assert [(part.typed, part.how) for part in found.understood] == [("dentiste", "meaning"), ("xyzzyq", "unknown")]

    def test_words_of_which_none_is_known_find_nothing(self) -> None:
        an_entry("Lieu")
        found = find(words="xyzzyq")
        assert (found.total, found.lines, found.counts["topics"]) == (0, (), {})

    def test_the_beginning_of_a_word_is_enough(self) -> None:
        an_entry("Ludothèque")
        assert names(words="ludoth") == ["Ludothèque"]

    def test_a_kind_stands_for_what_one_comes_for(self) -> None:
        an_entry("Officine du Parc", kind="pharmacy")
        assert names(topics=["pharmacy"]) == ["Officine du Parc"]

    @pytest.mark.parametrize("words", ["\0", "%", "'; DROP TABLE", "🙂", "a" * 5_000, "-", "œ", "l'", "1_2"])
    def test_whatever_is_typed_is_answered(self, words: str) -> None:
        an_entry("Lieu")
        assert find(words=words, after=words).total in {0, 1}


class TestTowns:
    def test_a_town_among_the_words_is_where_one_comes_from(self) -> None:
        an_entry("Pharmacie A", kind="pharmacy", **VERSAILLES)
        an_entry("Pharmacie B", kind="pharmacy")
        found = find(words="pharmacie rambouillet")
        assert [line.entry.name for line in found.lines] == ["Pharmacie B", "Pharmacie A"]
        assert found.near is not None
        assert (found.near.commune, found.understood[-1].how) == ("78517", "town")
        assert [line.minutes for line in found.lines] == sorted(line.minutes or 0 for line in found.lines)
        assert all(line.approximate for line in found.lines)

    def test_so_is_a_postcode(self) -> None:
        an_entry("Pharmacie", kind="pharmacy")
        found = find(words="78120")
        assert found.near is not None
        assert found.near.commune == "78517"

    def test_of_towns_of_one_name_that_which_has_entries_is_meant(self) -> None:
        """There are Saint-Denis in many départements."""
        an_entry("Mairie", city="Saint-Denis", commune="97411", lat=-20.9, lon=55.4)
        found = find(words="mairie saint-denis")
        assert found.near is not None
        assert found.near.commune == "97411"

    def test_where_several_may_be_meant_they_are_asked_for(self) -> None:
        found = find(words="mairie sainte-colombe")
        assert found.near is None
        assert len(found.towns) > 5
        assert all(name == "Sainte-Colombe" and context for _code, name, context in found.towns)

    def test_who_said_where_they_come_from_is_not_moved(self) -> None:
        an_entry("Mairie de Versailles", **VERSAILLES)
        found = find(words="mairie versailles", near=origin_of("78517"))
        assert found.near is not None
        assert (found.near.commune, found.lines[0].entry.name) == ("78517", "Mairie de Versailles")


class TestMinutes:
    def test_what_is_too_far_is_left_out(self) -> None:
        an_entry("Ici")
        an_entry("Là-bas", **VERSAILLES)
        assert names(near=origin_of("78517"), within_minutes=15) == ["Ici"]
        assert find(near=origin_of("78517"), within_minutes=15).total == 1

    def test_a_place_without_coordinates_is_at_the_town_hall(self) -> None:
        an_entry("Ici", lat=None, lon=None)
        [line] = find(near=origin_of("78517")).lines
        assert line.minutes == 0

    def test_one_that_is_nowhere_comes_last_and_has_no_minutes(self) -> None:
        an_entry("Nulle part", commune="", lat=None, lon=None)
        an_entry("Là-bas", **VERSAILLES)
        lines = find(near=origin_of("78517")).lines
        assert [line.entry.name for line in lines] == ["Là-bas", "Nulle part"]
        assert lines[1].minutes is None

    def test_roads_are_asked_where_a_network_holds_both(self, roads: Path) -> None:
        here = Origin(48.8986, 2.0936, "78551", "Saint-Germain-en-Laye")
        an_entry("Au bout de la rue", commune="78551", lat=48.8986, lon=2.1046)
        an_entry("Ailleurs")
        lines = find(near=here).lines
        assert [line.approximate for line in lines] == [False, True]
        assert lines[0].minutes == pytest.approx(0.8 / 30 * 60, rel=0.3)


class TestFilters:
    def test_the_services_that_pass_are_named(self) -> None:
        entry = an_entry("Maison", {"topics": ["dentist"], "fees": "free"}, {"topics": ["food"]})
        dentist = entry.services.order_by("pk")[0]
        [line] = find(topics=["dentist"]).lines
        assert line.matching == {dentist.pk}

    def test_what_is_open(self) -> None:
        an_entry("Matin", hours="Mo-Fr 09:00-12:00; PH off")
        an_entry("Soir", hours="Mo-Fr 18:00-20:00")
        an_entry("Une semaine sur deux", hours="week 2-53/2 Mo 09:00-12:00")
        an_entry("Sait-on ?")
        assert names(open_at=NOW) == ["Matin", "Une semaine sur deux"]
        assert names(open_at=NOW.replace(month=7, day=14)) == []

    def test_unreadable_hours_are_those_of_a_closed_place(self) -> None:
        an_entry("Lieu", hours="sur rendez-vous le lundi")
        assert names(open_at=NOW) == []

    def test_counts_are_how_many_each_would_leave(self) -> None:
        an_entry("Un", {"topics": ["dentist"], "fees": "free"}, kind="health-centre", step_free="yes")
        an_entry("Deux", {"topics": ["dentist"]}, {"topics": ["dentist", "food"]}, kind="association")
        counts = find(topics=["dentist"]).counts
        assert counts["topics"] == {"dentist": 2, "food": 1}
        assert counts["kinds"] == {"association": 1, "health-centre": 1}
        assert (counts["fees"], counts["step_free"]) == ({"free": 1}, {"yes": 1})
        assert find(topics=["dentist"], kinds=["association"]).counts["kinds"] == counts["kinds"]

    def test_a_service_that_names_nobody_is_for_everybody(self) -> None:
        an_entry("Jeunes", {"audiences": ["young"]})
        an_entry("Tous", {"topics": ["food"]})
        assert names(audiences=["women"]) == ["Tous"]
        assert find().counts["audiences"]["young"] == 2

    def test_codes_that_do_not_exist_find_nothing(self) -> None:
        an_entry("Lieu", {"topics": ["food"]})
        assert find(topics=["xyz"]).total == 0
        assert find(kinds=["xyz"]).total == 0


def test_pages_follow_each_other() -> None:
    for number in range(7):
        an_entry(f"Lieu {number}")
    pages: list[str] = []
    after = ""
    while True:
        found = find(at_most=3, after=after)
        pages += [line.entry.name for line in found.lines]
        after = found.after
        if not after:
            break
    assert pages == [f"Lieu {number}" for number in range(7)]
    numbers = [Entry.objects.get(name=name).pk for name in pages]
    assert matching(Filters()) == numbers
