"""The card of a place: what one may know before one comes, who says so, and how old it is."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.directory.models import Entry, ResourcePerson
from maillage.web.directory.queries.cards import card_of
from maillage.web.directory.queries.opening import hours_of
from maillage.web.directory.rules.freshness import MONTHS_OF_TRUST, freshness, whole_months
from maillage.web.directory.rules.trust import PLACES
from maillage.web.directory.rules.vcard import LINE_BYTES, escaped, folded, vcard

from ..given import a_mediator, a_place, a_reason, a_room
from .given_entries import a_list, an_entry

# A Monday; 10:30 in Paris.
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WEEK = "Mo-Fr 09:00-12:30,13:30-17:00; PH off"
database = pytest.mark.django_db


def page_of(client: Client, entry: Entry) -> str:
    return unescape(client.get(f"/annuaire/{entry.pk}/").content.decode())


@database
def test_each_field_names_its_source_and_each_source_what_was_taken_from_it() -> None:
    provider = a_list("provider", title="Le lieu", rank=10)
    official = a_list("finess", title="FINESS", rank=60)
    entry = an_entry(
        "CMP",
        {"topics": ["mental-health"]},
        source=official,
        phone="+33130000000",
        hours=WEEK,
        origins={"name": "finess", "phone": "provider", "hours": "provider", "website": "finess"},
    )
    card = card_of(entry, now=MORNING)
    assert (card.notes["phone"], card.notes["name"], card.notes["website"], card.notes["email"]) == (1, 2, 2, 0)
    said = {each.source: each.fields for each in card.sources}
    assert said[provider] == ("téléphone", "horaires")
    assert said[official] == ("nom", "services"), "what is empty was taken from nobody"


@database
def test_the_page_says_source_vintage_and_licence_one_click_away(client: Client) -> None:
    source = a_list("fs", title="Liste FS", publisher="ANCT", licence="Licence Ouverte 2.0", vintage="2026-03")
    entry = an_entry("FS", source=source, phone="+33130000000", origins={"phone": "fs"})
    page = page_of(client, entry)
    assert 'href="#source-1"' in page
    assert re.search(r'id="source-1">.*Liste FS.*ANCT, 2026-03 \(Licence Ouverte 2\.0\) : téléphone', page)


@database
def test_what_its_services_say_is_told_once() -> None:
    entry = an_entry(
        "Lieu",
        {"topics": ["rights"], "fees": "free", "audiences": ["young"], "languages": ["fr", "xx"], "name": "Aide"},
        {"topics": ["rights", "work"], "fees": "free", "audiences": ["young"], "access": ["walk-in"]},
    )
    card = card_of(entry, now=MORNING)
    assert [topic.code for topic in card.topics] == ["rights", "work"]
    assert (card.fees, card.audiences, card.languages) == (("gratuit",), ("jeunes",), ("français", "xx"))
    assert [each.name for each in card.helps] == ["Aide"]


@database
def test_hours_say_now_and_the_holidays_that_come() -> None:
    # 30 March is a Monday; 6 April 2026 is Easter Monday.
    hours = hours_of(WEEK, "78517", datetime(2026, 4, 1, 8, 0, tzinfo=UTC))
    assert hours.state.words == "Ouvert, ferme à 12\u00a0h\u00a030"
    assert [(day.hours, day.why) for day in hours.days if day.why] == [("fermé", "jour férié")]
    assert len(hours.days) == 7
    assert hours.days[0].is_today


@database
def test_hours_are_those_of_the_clocks_of_the_place() -> None:
    assert hours_of("Mo-Fr 08:00-12:00", "97411", datetime(2026, 3, 2, 5, 0, tzinfo=UTC)).state.is_open
    assert not hours_of("Mo-Fr 08:00-12:00", "78517", datetime(2026, 3, 2, 5, 0, tzinfo=UTC)).state.is_open


@pytest.mark.parametrize("typed", ["du lundi au vendredi", "Mo-Fr 25:00-26:00", "((("])
def test_hours_that_cannot_be_read_are_shown_as_they_were_written(typed: str) -> None:
    assert hours_of(typed, "78517", MORNING).typed == typed


@database
def test_who_has_an_old_address_is_led_to_what_it_became(client: Client) -> None:
    last = an_entry("Dernier")
    middle = an_entry("Milieu", merged_into=last, listed=False)
    first = an_entry("Premier", merged_into=middle, listed=False)
    answer = client.get(f"/annuaire/{first.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/annuaire/{last.pk}/")
    Entry.objects.filter(pk=last.pk).update(merged_into=first)
    assert client.get(f"/annuaire/{middle.pk}/").status_code in {302, 410}, "a circle ends"


@database
def test_what_was_taken_off_is_gone_and_leads_on(client: Client) -> None:
    entry = an_entry("Fermé", listed=False, unlisted_because="closed", person="Claire Morel")
    answer = client.get(f"/annuaire/{entry.pk}/")
    assert answer.status_code == 410
    page = unescape(answer.content.decode())
    assert "Ce lieu a fermé." in page
    assert "Claire" not in page
    assert f"/annuaire/?commune={entry.commune}" in page
    assert client.get(f"/annuaire/{entry.pk}/contact.vcf").status_code == 410


@database
def test_a_card_has_one_address_for_search_engines(client: Client, settings) -> None:
    settings.URL = "https://annuaire.example"
    entry = an_entry("Lieu")
    assert f'<link rel="canonical" href="https://annuaire.example/annuaire/{entry.pk}/">' in page_of(client, entry)
    assert "noindex" not in page_of(client, entry)


@database
def test_search_engines_read_a_place_that_no_field_can_break_out_of(client: Client) -> None:
    entry = an_entry("Lieu </script><script>alert(1)</script>", phone="+33130000000", hours=WEEK)
    page = client.get(f"/annuaire/{entry.pk}/").content.decode()
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(found)
    assert told["@type"] == "Place"
    assert told["name"] == entry.name
    assert told["url"].endswith(f"/annuaire/{entry.pk}/")
    assert told["openingHoursSpecification"][0]["dayOfWeek"] == "Monday"
    assert "geo" in told
    assert "sameAs" not in told, "what is not known is not said"


@database
def test_search_engines_are_told_of_places_and_not_of_persons(client: Client) -> None:
    person = ResourcePerson.objects.create(name="Rose Noël", entered_at=MORNING)
    entry = an_entry("Rose Noël", resource_person=person)
    assert "ld+json" not in page_of(client, entry)


@database
def test_the_next_free_moment_is_told_where_the_place_is_one_of_ours(client: Client) -> None:
    place = a_place()
    a_room(place)
    a_mediator(place)
    a_reason(title="Aide en ligne")
    entry = an_entry(place.name)
    assert card_of(entry, now=MORNING).next_free is None
    entry.records.create(
        source=a_list(PLACES, rank=30), key=str(place.pk), card={}, digest="", first_seen_at=MORNING,
        last_seen_at=MORNING,
    )  # fmt: skip
    told = card_of(entry, now=MORNING).next_free
    assert told is not None
    assert told.place == place.pk
    assert "lundi 2 mars" in told.when or "mardi 3 mars" in told.when


@pytest.mark.parametrize(
    ("confirmed", "updated", "how", "months"),
    [
        (date(2026, 1, 20), None, "confirmed", 0),
        (date(2026, 1, 20), date(2026, 2, 1), "confirmed", 0),
        (date(2025, 1, 20), date(2026, 2, 1), "updated", 0),
        (date(2025, 6, 30), None, "old", 8),
        (None, date(2025, 6, 30), "old", 8),
        (None, None, "unknown", 0),
    ],
)
def test_how_far_a_card_can_be_trusted(confirmed: date | None, updated: date | None, how: str, months: int) -> None:
    told = freshness(confirmed_on=confirmed, updated_on=updated, today=date(2026, 3, 2))
    assert (told.how, told.months) == (how, months)


days = st.dates(date(2015, 1, 1), date(2035, 1, 1))


@given(days | st.none(), days | st.none(), days)
def test_what_is_old_is_never_said_to_be_good(confirmed: date | None, updated: date | None, today: date) -> None:
    told = freshness(confirmed_on=confirmed, updated_on=updated, today=today)
    said = [day for day in (confirmed, updated) if day]
    fresh = any(whole_months(day, today) < MONTHS_OF_TRUST for day in said)
    assert told.is_good == fresh
    assert (told.how == "unknown") == (not said)


@database
def test_a_card_is_written_for_the_contacts_of_a_telephone(client: Client) -> None:
    entry = an_entry("Mairie; annexe, « Sud »", phone="+33130000000", address="1 rue\\Haute")
    answer = client.get(f"/annuaire/{entry.pk}/contact.vcf")
    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    text = answer.content.decode()
    assert "FN:Mairie\\; annexe\\, « Sud »\r\n" in text
    assert "ADR;TYPE=WORK:;;1 rue\\\\Haute;Rambouillet;;78120;France\r\n" in text
    assert f"/annuaire/{entry.pk}/" in text.replace("\r\n ", "")


@given(st.text())
def test_no_word_begins_a_line_of_its_own_and_none_is_lost(text: str) -> None:
    written = vcard(name="Lieu", note=text)
    lines = written.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= LINE_BYTES for line in lines)
    whole = written.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0] for line in whole[:5]] == ["BEGIN", "VERSION", "FN", "N", "ORG"]
    assert len(whole) == 7 + bool(escaped(text))
    assert folded("x" * 200).replace("\r\n ", "") == "x" * 200
