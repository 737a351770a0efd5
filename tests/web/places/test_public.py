"""What anybody sees of places: the list, by distance or by name, what is open now, the card."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.test import Client

from maillage.web.places.models import Closing, Place
from maillage.web.places.queries.card import coming_days, usual_hours
from maillage.web.places.queries.listing import Listing, listing, state_of
from maillage.web.places.queries.places import public

from ..given import a_place, a_reason

pytestmark = pytest.mark.django_db
# A Monday; 10:30 and 19:30 in Paris.
MORNING, EVENING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC), datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def found(text: str = "", *, now: datetime = MORNING, open_only: bool = False, step_free: bool = False) -> Listing:
    return listing(public(), text=text, now=now, open_only=open_only, step_free=step_free)


def names(listed: Listing) -> list[str]:
    return [line.place.name for line in listed.lines]


def test_the_nearest_to_a_commune_come_first_with_their_distance() -> None:
    a_place(name="Versailles", commune="78646", lat=48.8047, lon=2.1341)
    a_place(name="Rambouillet")
    a_place(name="Poissy", commune="78498", lat=48.9293, lon=2.0453)
    listed = found("Rambouillet")
    assert names(listed) == ["Rambouillet", "Versailles", "Poissy"]
    assert listed.lines[0].km == pytest.approx(0, abs=1)
    # 28.5 km, as maps measure it.
    assert listed.lines[1].km == pytest.approx(28.5, abs=1)
    assert names(found("78646"))[0] == "Versailles", "by its code"
    assert names(found("78000"))[0] == "Versailles", "by its postcode"


def test_a_name_that_is_no_commune_looks_in_names_and_addresses() -> None:
    a_place(name="Maison du lien", address="3 rue Haute")
    a_place(name="Médiathèque")
    assert names(found("maison lien")) == ["Maison du lien"]
    assert names(found("rue haute")) == ["Maison du lien"]
    assert names(found("mediatheque")) == ["Médiathèque"]
    assert names(found("rien de tel")) == []


def test_several_communes_of_one_name_are_asked_about() -> None:
    a_place()
    listed = found("Saint-Martin")
    assert listed.near is None
    assert len(listed.others) > 1
    assert all("Saint-Martin" in commune.name for commune in listed.others)


def test_only_what_is_open_and_only_without_a_step() -> None:
    a_place(name="Ouvert")
    a_place(name="Le soir", hours="Mo 19:00-21:00", step_free="no")
    assert names(found(open_only=True)) == ["Ouvert"]
    assert names(found(open_only=True, now=EVENING)) == ["Le soir"]
    assert names(found(step_free=True)) == ["Ouvert"]


@pytest.mark.parametrize(
    ("hours", "now", "words"),
    [
        ("Mo-Fr 09:00-12:30", MORNING, "Ouvert, ferme à 12 h 30"),
        ("Mo-Fr 09:00-12:30", EVENING, "Fermé, ouvre demain à 9 h"),
        ("Mo 14:00-18:00", MORNING, "Fermé, ouvre à 14 h"),
        ("Fr 09:05-12:00", MORNING, "Fermé, ouvre vendredi 6 mars à 9 h 05"),
        ("24/7", MORNING, "Ouvert"),
        ("Dec 09:00-12:00", MORNING, "Fermé"),
        ("", MORNING, "Fermé"),
    ],
)
def test_whether_it_is_open_is_said_in_words(hours: str, now: datetime, words: str) -> None:
    assert state_of(a_place(hours=hours), now)[1].replace("\u00a0", " ") == words


def test_overseas_its_own_clocks_count() -> None:
    """10:30 in Paris is 13:30 in La Réunion."""
    there = a_place(commune="97411", lat=-20.88, lon=55.45, hours="Mo-Fr 13:00-14:00")
    state, words = state_of(there, MORNING)
    assert state.is_open
    assert words.replace("\u00a0", " ") == "Ouvert, ferme à 14 h"


def test_the_coming_days_say_holidays_and_closings() -> None:
    place = a_place(hours="Mo-Su 09:00-12:00; PH off")
    Closing.objects.create(place=place, first_day=date(2026, 12, 27), last_day=date(2026, 12, 27), why="travaux")
    days = coming_days(place, date(2026, 12, 24))
    told = {day.day.day: (day.hours, day.why) for day in days[:4]}
    assert told[25] == ("fermé", "jour férié")
    assert told[27] == ("fermé", "travaux")
    assert told[26][0].startswith("9")
    assert [day.is_today for day in days] == [True] + [False] * 6


def test_an_ordinary_week_in_words() -> None:
    told = usual_hours("Mo-We,Fr 09:00-12:30,13:30-18:00; Th 14:00-18:00; PH off")
    plain = [(days, hours.replace("\u00a0", " ").replace("\u2060", "")) for days, hours in told]
    assert plain[0] == ("lundi à mercredi", "9 h – 12 h 30, 13 h 30 – 18 h")
    assert plain[1] == ("jeudi", "14 h – 18 h")
    assert plain[3:] == [("samedi et dimanche", "fermé"), ("jours fériés", "fermé")]
    assert usual_hours("week 02-52/2 Tu 09:00-12:00") == []


def test_strangers_see_what_is_open_to_residents_and_nothing_else(client: Client) -> None:
    shown = a_place(name="Vu", getting_there="Bus 12")
    hidden = a_place(name="Caché", is_public=False)
    closed = a_place(name="Clos", closed_at=MORNING)
    page = client.get("/lieux/").content.decode()
    assert ("Vu" in page, "Caché" in page, "Clos" in page) == (True, False, False)
    assert [client.get(f"/lieux/{place.pk}/").status_code for place in (shown, hidden, closed)] == [200, 404, 404]
    card = client.get(f"/lieux/{shown.pk}/").content.decode()
    assert "Bus 12" in card
    assert "Gérer ce lieu" not in card


def test_the_card_says_what_one_may_come_for_in_both_languages(client: Client) -> None:
    place = a_place()
    a_reason(title="Aide en ligne", title_en="Help online", bring="carte Vitale", bring_en="health card")
    a_reason(title="Réservé aux agents", is_public=False)
    a_reason(title="Ailleurs").places.add(a_place())
    french, english = (unescape(client.get(f"{start}/lieux/{place.pk}/").content.decode()) for start in ("", "/en"))
    assert "Aide en ligne" in french
    assert "À apporter : carte Vitale" in french
    assert "Help online" in english
    assert "To bring: health card" in english
    assert [word for word in ("Réservé aux agents", "Ailleurs") if word in french] == []


def test_a_list_of_many_costs_a_few_questions(client: Client, django_assert_max_num_queries) -> None:
    for _each in range(12):
        a_place()
    with django_assert_max_num_queries(6):
        client.get("/lieux/")
    assert Place.objects.count() == 12
