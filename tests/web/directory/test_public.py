"""What residents find: tiles, a list that says how their words were taken, and what to do when nothing is there."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape
from threading import Event

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.engine.sources.directory.lists import TOPICS
from maillage.web.accounts.models import User
from maillage.web.directory.forms.search import SearchForm
from maillage.web.directory.queries.results import results
from maillage.web.directory.rules.asked import Asked, is_sensitive
from maillage.web.directory.rules.tiles import FIRST, GROUPS
from maillage.web.directory.views import kept

from .given_entries import VERSAILLES, an_entry

pytestmark = pytest.mark.django_db
# A Monday; 10:30 in Paris.
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OPEN = "Mo-Fr 09:00-17:00; PH off"


def read(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return unescape(answer.content.decode())


def found(page: str) -> list[str]:
    return re.findall(r'<li class="result".*?data-name="([^"]*)"', page)


def test_every_topic_has_a_tile_once_and_its_picture(client: Client, root) -> None:
    offered = [*FIRST, *(code for codes in GROUPS.values() for code in codes)]
    assert sorted(offered) == sorted(TOPICS)
    page = read(client, "/annuaire/")
    assert all(f'href="/annuaire/?sujet={code}"' in page for code in TOPICS)
    drawn = (root / "src/maillage/web/static/topics.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', drawn) == sorted(TOPICS, key=drawn.index)
    assert all(f'id="{code}"' in drawn for code in TOPICS)


def test_a_tile_leads_to_what_it_names(client: Client) -> None:
    an_entry("Cabinet", {"topics": ["dentist"]})
    an_entry("Médiathèque", {"topics": ["internet-access"]})
    page = read(client, "/annuaire/?sujet=dentist")
    assert found(page) == ["Cabinet"]
    assert "<h1>Dentiste</h1>" in page


def test_the_nearest_come_first_with_minutes_that_say_how_they_were_made(client: Client) -> None:
    an_entry("Loin", **VERSAILLES)
    an_entry("Près")
    page = read(client, "/annuaire/?ou=Rambouillet")
    assert found(page) == ["Près", "Loin"]
    assert "<h1>Aide et soins près de Rambouillet</h1>" in page
    assert re.search(r"environ \d+ min en voiture", page)
    assert "sans les vraies routes" in page


def test_several_communes_of_one_name_are_asked_about_and_one_is_kept(client: Client) -> None:
    an_entry("Lieu")
    page = read(client, "/annuaire/?q=lieu&ou=Saint-Martin")
    assert "Laquelle de ces communes ?" in page
    code = re.findall(r'href="\?q=lieu&commune=(\w+)"', page)[-1]
    page = read(client, f"/annuaire/?q=lieu&commune={code}")
    assert f'<input type="hidden" name="commune" value="{code}">' in page


def test_of_the_communes_of_a_postcode_the_largest_is_meant(client: Client) -> None:
    an_entry("Lieu")
    page = read(client, "/annuaire/?q=lieu&ou=78120")
    assert "près de Rambouillet</h1>" in page
    assert 'href="?q=lieu&commune=78601">Sonchamp</a>' in page


def test_a_commune_that_nobody_knows_is_said_beside_its_field(client: Client) -> None:
    page = read(client, "/annuaire/?ou=Zzyzx", status=422)
    assert "Nous ne connaissons pas cette commune." in page
    assert 'aria-invalid="true"' in page


def test_how_words_were_taken_is_said(client: Client) -> None:
    an_entry("Cabinet dentaire", {"topics": ["dentist"]})
    page = read(client, "/annuaire/?q=dantiste")
    assert found(page) == ["Cabinet dentaire"]
    assert "Nous avons cherché « dentiste » à la place de « dantiste »." in page
    assert "<h1>Dentiste</h1>" in page
    assert "sans ce mot" in read(client, "/annuaire/?q=dentiste+xylographe")


def test_where_nothing_is_found_one_is_told_what_to_do(client: Client, settings) -> None:
    settings.CONTACT = "01 39 07 78 78"
    an_entry("Lieu")
    page = read(client, "/annuaire/?q=xylographe&ou=Rambouillet&gratuit=1&minutes=10")
    for way in ("Chercher sans les filtres", "Chercher plus loin", "images et les mots", "01 39 07 78 78"):
        assert way in page, way
    assert 'href="/orientation/"' in page
    assert "sans ce mot" not in page
    wider = re.search(r'href="(\?[^"]*)">Chercher sans les filtres', page)[1]
    assert "gratuit" not in wider
    assert "minutes" not in wider
    assert "q=xylographe" in wider


def test_filters_narrow_together(client: Client) -> None:
    an_entry("Ouvert", {"topics": ["rights"], "fees": "free", "languages": ["ar"]}, hours="24/7", step_free="yes")
    an_entry("Payant", {"topics": ["rights"], "fees": "paid"}, hours="24/7", step_free="yes")
    an_entry("Marches", {"topics": ["rights"], "fees": "free", "languages": ["ar"]}, hours="24/7", step_free="no")
    asked = "/annuaire/?sujet=rights&ouvert=1&acces=1&gratuit=1&langue=ar"
    assert found(read(client, asked)) == ["Ouvert"]
    assert len(found(read(client, "/annuaire/?sujet=rights"))) == 3


def test_a_line_says_whether_it_is_open_and_until_when() -> None:
    an_entry("Ouvert", hours=OPEN)
    an_entry("Sans horaires")
    lines = {line.entry.name: line for line in results(Asked(), now=MORNING).lines}
    assert lines["Ouvert"].state.words == "Ouvert, ferme à 17\u00a0h"
    assert lines["Ouvert"].usual == [("lundi à vendredi", "9\u00a0h\u00a0–\u2060\u00a017\u00a0h")]
    assert lines["Sans horaires"].state.words == ""


def test_a_place_whose_point_nobody_knows_has_its_number_and_is_on_no_map(client: Client) -> None:
    an_entry("Sans point", lat=None, lon=None)
    an_entry("Avec un point")
    page = read(client, "/annuaire/?ou=Rambouillet")
    lines = {name: line for line in re.findall(r'<li class="result"[^>]*>', page) for name in found(line)}
    assert ("data-lat" in lines["Sans point"], "data-lat" in lines["Avec un point"]) == (False, True)
    assert sorted(re.findall(r'data-number="(.)"', page)) == ["1", "2"]


def test_hours_that_nobody_can_read_break_no_page(client: Client) -> None:
    an_entry("Bizarre", hours="du lundi au vendredi")
    assert found(read(client, "/annuaire/?q=bizarre")) == ["Bizarre"]
    assert found(read(client, "/annuaire/?q=bizarre&papier=1")) == []
    assert "Bizarre" in read(client, "/annuaire/?q=bizarre&papier=1")


def test_all_is_reached_page_by_page(client: Client) -> None:
    for number in range(23):
        an_entry(f"Lieu {number:02}")
    seen, path = [], "/annuaire/?q=lieu"
    while path:
        page = read(client, path)
        seen += found(page)
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        path = f"/annuaire/{following[1]}" if following else ""
    assert sorted(seen) == [f"Lieu {number:02}" for number in range(23)]


def test_where_there_may_be_distress_emergency_numbers_go_first(client: Client) -> None:
    an_entry("CMP", {"topics": ["mental-health"]}, kind="mental-health-centre")
    for path in ("/annuaire/?sujet=mental-health", "/annuaire/?q=psy", "/annuaire/?sujet=violence"):
        page = read(client, path)
        assert page.index("3114") < page.index("<h1>"), path
    assert "3114" not in read(client, "/annuaire/?sujet=dentist")
    assert is_sensitive(kinds=["mutual-help-group"])
    assert not is_sensitive(["dentist"], ["library"])


@pytest.mark.parametrize("path", ["/annuaire/", "/annuaire/?q=lieu&ou=Rambouillet", "/annuaire/cadre/?q=lieu"])
def test_a_page_is_drawn_once_and_then_asks_only_whether_the_directory_changed(client: Client, path: str) -> None:
    an_entry("Lieu")
    first = client.get(path)
    with CaptureQueriesContext(connection) as statements:
        again = client.get(path)
    assert sum("FROM" in line["sql"] for line in statements) == 1
    assert again.content == first.content
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert not again.cookies
    assert {"Accept-Encoding", "Cookie"} <= set(re.split(r",\s*", again.headers["Vary"]))
    assert client.get(f"/en{path}").content != first.content


def test_what_changes_is_seen_at_once_and_what_does_not_is_not_sent_again(client: Client) -> None:
    an_entry("Lieu")
    first = client.get("/annuaire/?q=lieu")
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/annuaire/?q=lieu", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    an_entry("Lieu nouveau")
    changed = client.get("/annuaire/?q=lieu", headers=known)
    assert changed.status_code == 200
    assert "Lieu nouveau" in changed.content.decode()


def test_a_door_that_opens_is_seen_open(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    an_entry("Lieu", hours=OPEN)
    for minute, said in ((59, "Fermé, ouvre à 9\xa0h"), (60, "Ouvert, ferme à 17\xa0h")):
        moment = datetime(2026, 3, 2, 7, tzinfo=UTC) + timedelta(minutes=minute)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        assert said in read(client, "/annuaire/?q=lieu")


def test_what_is_said_to_one_reader_is_kept_for_none(client: Client) -> None:
    client.cookies["messages"] = "anything"
    assert client.get("/annuaire/").headers["Cache-Control"] == "private, no-store"
    del client.cookies["messages"]
    assert client.get("/annuaire/").headers["Cache-Control"] == "public, max-age=60"


def test_while_one_draws_a_page_anew_others_are_answered_as_it_was(rf, monkeypatch: pytest.MonkeyPatch) -> None:
    """And who has nothing to be shown waits: one drawing a state."""
    state, drawn, begun, go_on = ["first"], [], Event(), Event()
    monkeypatch.setattr(kept, "_state", lambda: (state[0],))

    @kept.kept_until_changed
    def view(_request: HttpRequest) -> HttpResponse:
        drawn.append(state[0])
        begun.set()
        assert go_on.wait(10)
        return HttpResponse(state[0])

    def ask() -> str:
        return view(rf.get("/annuaire/")).content.decode()

    with ThreadPoolExecutor(3) as readers:
        first = [readers.submit(ask) for _ in range(2)]
        go_on.set()
        assert [each.result(10) for each in first] == ["first", "first"]
        state[0] = "second"
        begun.clear()
        go_on.clear()
        drawing = readers.submit(ask)
        assert begun.wait(10)
        assert ask() == "first"
        go_on.set()
        assert drawing.result(10) == "second"
    assert ask() == "second"
    assert drawn == ["first", "second"]


def test_however_many_lines_the_statements_are_few(client: Client) -> None:
    for number in range(12):
        an_entry(f"Lieu {number}", {"topics": ["rights"]}, hours=OPEN)
    client.get("/annuaire/?q=lieu")
    caches["directory"].clear()
    with CaptureQueriesContext(connection) as statements:
        client.get("/annuaire/?q=lieu")
    # Whether the directory changed, of the page and of the index; entries, services.
    assert sum("FROM" in line["sql"] for line in statements) == 4


def test_who_is_logged_in_gets_no_page_of_the_public(client: Client, agent: User) -> None:
    read(client, "/annuaire/")
    client.force_login(agent)
    answer = client.get("/annuaire/")
    assert agent.name in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_where_somebody_is_stays_nowhere(client: Client) -> None:
    an_entry("Lieu")
    answer = client.get("/annuaire/", {"ou": "48.64, 1.83"})
    assert "près de Rambouillet" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


def test_a_search_is_not_indexed_and_the_start_is(client: Client) -> None:
    assert client.get("/annuaire/?q=psy").headers["X-Robots-Tag"] == "noindex, follow"
    assert "X-Robots-Tag" not in client.get("/annuaire/").headers


def test_what_no_field_offers_is_as_if_it_were_not_there() -> None:
    form = SearchForm({"sujet": "mécanique", "minutes": "7", "pour": "x' OR 1=1", "suite": "nimporte", "q": " a\tb "})
    asked = form.asked()
    assert (asked.topics, asked.minutes, asked.who, asked.words) == ((), None, "", "a\tb")


def test_an_address_that_somebody_changed_still_finds(client: Client) -> None:
    an_entry("Lieu")
    assert found(read(client, "/annuaire/?q=lieu&sujet=rien&minutes=7&commune=trop-long&suite=%00&langue=")) == ["Lieu"]
    page = read(client, f"/annuaire/?q={'x' * 200}", status=422)
    assert 'id="id_q_error"' in page


def test_choices_lead_somewhere_and_say_how_many() -> None:
    form = SearchForm({"langue": "tr"})
    form.offer({"languages": {"ar": 3, "de": 0}})
    assert [str(label) for _code, label in form.fields["langue"].choices] == ["toutes les langues", "arabe (3)", "turc"]


def test_words_of_people_are_shown_as_text(client: Client) -> None:
    an_entry("<script>alert(1)</script>", {"topics": ["rights"]}, address="<b>rue</b>", website="https://exemple.fr")
    for path in ("/annuaire/?q=script", "/annuaire/?q=<script>", "/annuaire/?papier=1&sujet=rights"):
        answer = client.get(path).content.decode()
        assert "<script>alert" not in answer
        assert "<b>rue" not in answer
