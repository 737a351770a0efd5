"""What holds for every page: closed unless it says otherwise, honest about its methods, guarded by its headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.web.accounts.rules.abilities import ABILITIES
from maillage.web.studies.models import Diagnosis

# The public reads these without an account. A new page is closed until it is written here, and open in its view.
OPEN = {
    "home", "accessibility", "login",
    "search", "suggestions", "departements", "communes",
    "desk", "atlas", "map", "drawing", "outlines", "bands", "card", "method", "download", "compare",
    "page", "areas", "health", "api-page", "openapi-json", "networks",
    "scenarios", "side_by_side",
    "places", "directory", "framed", "embed", "downloads", "api-directory",
    "informations", "notice",
    "forgotten", "reset", "reset_by_paper", "invitation_code",
    "orientation", "workshops", "someone_to_talk_to", "lessons",
    "find", "lost",
    "accompany", "open_help",
}  # fmt: skip
# They have a form, which needs a cookie.
FORMS = {"login", "forgotten", "reset", "reset_by_paper", "invitation_code", "lost"}
# Open too, but with this status when nothing more is asked.
OPEN_WITH = {
    "isochrone": 422, "api-root": 404, "nowhere": 404,
    "partner-practitioners": 401, "partner-availabilities": 401, "partner-publish": 401, "partner-appointments": 401,
    "linked": 404, "new_link": 405, "feed": 404,
    "partner-cancel": 405, "partner-device": 405, "partner-events": 405,
    "opt_out": 404, "receipt": 405,
    "place": 404, "entry": 404, "vcard": 404, "tint": 404, "directory_file": 404, "api-directory-entry": 404,
    "leaflet": 404, "leaflet_map": 404, "leaflet_file": 404,
    # For who is half in: a stranger is sent to the first door.
    "second_step": 302, "factors": 302, "application": 302, "application_qr": 302,
    "remove_application": 405, "print_card": 405, "print_recovery_codes": 405,
    "join": 410, "appearance": 404, "logo": 404,
    "depart": 404, "arrive": 404, "left_provider": 404,
    "workshop": 404, "enrolment": 404, "lesson": 404, "lesson_file": 404, "guide_file": 404,
    "opinion": 404, "opinion_given": 404,
    "report": 404, "provider": 404, "correct_own": 404, "end_own": 404, "new_own_link": 405,
    "answer": 302, "paper": 302, "reply": 404,
    "reserve": 404, "join_waiting": 302, "my_wait": 404,
    "mine": 404, "my_calendar": 404, "my_move": 404, "my_cancel": 405, "my_reminders": 405, "answer_offer": 405,
}  # fmt: skip
CLOSED = {
    "logout", "account", "change_password", "close_session", "close_other_sessions", "unlink",
    "helping", "choose_second_factor", "unlock", "help_card", "help_password", "help_forget",
    "administration", "people", "person",
    "give_role", "hand_over", "change_role", "suspend_role", "reinstate_role", "end_role",
    "invitations", "withdraw_invitation", "organisations", "enter_organisation", "organisation", "close_organisation",
    "authority", "my_roles", "leave_role",
    "make", "publish", "unpublish",
    "begin", "copy", "bench", "bench_map", "effects", "news", "site", "settings", "reasons",
    "own_list", "own_list_model", "bring_places", "undo", "redo", "settle",
    "compute", "computation", "cancel", "adopt", "front", "publish_scenario", "unpublish_scenario",
    "board", "retry_job",
    "outbox", "try_out", "refusals", "message", "read_message", "act_on_message",
    "batches", "gather", "batch", "batch_file", "end_batch", "outcome",
    "journal", "journal_file", "verify_journal",
    "data", "persons", "consult", "person_file", "rectify", "receive", "close", "consent", "erase",
    "own", "seat", "applications", "make_key", "revoke_key",
    "enter_endpoint", "endpoint", "renew_endpoint", "remove_endpoint", "send_again", "act_on_endpoint",
    "enter_source", "renew_source", "close_source",
    "retention", "choose_days", "register", "register_file", "notices", "write_notice",
    "teams", "mediator", "enter_mediator", "correct_mediator", "leave_team", "rejoin_team", "import_roster",
    "add_hours", "end_hours", "add_absence", "remove_absence",
    "practitioners", "practitioner", "enter_practitioner", "correct_practitioner", "leave_practice",
    "rejoin_practice", "renew_link", "add_availabilities", "withdraw_availabilities",
    "visit_reasons", "reason", "enter_reason", "correct_reason", "end_reason",
    "own_data", "own_file", "own_ask", "agree", "withdraw",
    "day", "day_file", "week", "find_appointment", "counter", "waiting_list", "add_waiting", "answer_waiting",
    "to_settle",
    "organise", "plan", "hold", "change", "call_off", "enrol", "mark", "sheet", "unenrol",
    "programmes", "certificates", "opinions", "opinion_qr", "opinion_cards", "opinion_results",
    "accompaniments", "note", "accompaniments_file", "correct", "take_back",
    "sources", "take_shipped", "source", "move_source", "delivery", "decide_delivery", "delivery_problems",
    "entries", "describe_entry", "enter_person", "keep_entry", "correct_entry", "unlist_entry", "relist_entry",
    "take_back_entry", "ask_entry", "notes", "settle_note",
    "doubles", "double", "decide_double", "entry_history", "take_out_record",
    "dashboard", "workbook", "supply", "table",
    "referrals", "refer", "referral", "note_reply", "take_back_referral", "refer_on", "missing", "missing_file",
    "appointment", "slip", "cancel_appointment", "correct_appointment", "move_appointment", "note_appointment",
    "places_desk", "describe_place", "import_places", "import_model",
    "manage_place", "correct_place", "close_place", "reopen_place", "checklist",
    "place_hours", "shut_place", "open_on",
    "add_room", "room", "remove_room", "add_station", "station", "remove_station",
    "devices", "enter_device", "device", "correct_device", "device_ready", "calibrate_device", "remove_device",
    "note_device",
}  # fmt: skip
ANSWERS = {
    "address": "78", "code": "78410", "departement": "78", "form": "csv", "version": "v", "drawing": "legende",
    "rest": "nothing", "number": 1, "pk": 1, "revision": 1, "ticket": "nothing",
    "serial": "nothing", "provider": "nobody", "secret": "nothing",
    "job": "6f1d7f4e-0000-4000-8000-000000000000",
    "token": "nothing", "claim": "6f1d7f4e-0000-4000-8000-000000000000", "act": "cancel", "how": "faits",
    "kind": "accounts.user", "purpose": "news", "language": "fr", "name": "sessions",
    "slug": "nothing", "moment": "before",
}  # fmt: skip
ASKED = {"isochrones:map": {"lieu": "48.8986, 2.0936"}, "isochrones:areas": {"lieu": "48.8986, 2.0936"}}


def views(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(full name, pattern) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield space + pattern.name, pattern


VIEWS = dict(views())
OPEN_VIEWS = [name for name in VIEWS if name.rpartition(":")[2] in OPEN | set(OPEN_WITH)]
CLOSED_VIEWS = [name for name in VIEWS if name.rpartition(":")[2] in CLOSED]


def arguments(name: str) -> dict[str, str | int]:
    return {argument: ANSWERS[argument] for argument in VIEWS[name].pattern.converters}


def test_every_view_is_known_to_be_open_or_closed() -> None:
    assert {name.rpartition(":")[2] for name in VIEWS} == OPEN | CLOSED | set(OPEN_WITH)


@pytest.mark.parametrize("name", list(VIEWS))
def test_a_view_declares_the_methods_with_which_it_writes(name: str) -> None:
    view = VIEWS[name].callback
    assert isinstance(getattr(view, "writes", None), frozenset)
    for method in {"POST", "PUT", "PATCH", "DELETE"} - view.writes:
        assert view(RequestFactory().generic(method, "/"), **arguments(name)).status_code == 405


@pytest.mark.parametrize("name", CLOSED_VIEWS)
def test_a_closed_view_says_what_one_must_be_able_to_do(name: str) -> None:
    """``@needs("")``: whoever is logged in."""
    assert getattr(VIEWS[name].callback, "needs", "") in {"", *ABILITIES}
    assert hasattr(VIEWS[name].callback, "needs")


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED_VIEWS)
def test_a_closed_view_sends_a_stranger_to_the_login_page(client: Client, name: str) -> None:
    for method in (client.get, client.post):
        answer = method(reverse(name, kwargs=arguments(name)))
        assert answer.status_code == 302
        assert answer.url.startswith("/connexion/?next=")


@pytest.mark.parametrize("name", OPEN_VIEWS)
def test_an_open_view_answers_a_stranger_and_sets_no_cookie(client: Client, yvelines: Diagnosis, name: str) -> None:
    answer = client.get(reverse(name, kwargs=arguments(name)), ASKED.get(name))
    assert answer.status_code == OPEN_WITH.get(name.rpartition(":")[2], 200)
    assert name.rpartition(":")[2] in FORMS or not answer.cookies
    answer.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/diagnostics/78/",
        "/diagnostics/999/",
        "/connexion/",
        "/rien/",
        "/autour/?lieu=Moisson",
        "/api/v1/networks",
    ],
)
def test_every_answer_is_guarded(client: Client, yvelines: Diagnosis, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "blob:" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_read_page_is_not_sent_twice(client: Client, yvelines: Diagnosis) -> None:
    first = client.get("/diagnostics/78/", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get("/diagnostics/78/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_agent_never_gets_nor_leaves_a_page_of_the_public(as_agent: Client, make: Callable[..., Diagnosis]) -> None:
    make("78", published=True)
    Client().get("/diagnostics/78/")
    assert "Dépublier" in as_agent.get("/diagnostics/78/").content.decode()
    assert "Dépublier" not in Client().get("/diagnostics/78/").content.decode()


def test_the_first_view_is_light(client: Client, yvelines: Diagnosis) -> None:
    """Page, drawn map and outlines, as they travel; style, fonts and scripts have another 110 kB."""
    sent = 0
    for path in ("/", "/diagnostics/78/carte.svg", "/diagnostics/78/contours-v.json"):
        sent += len(client.get(path, headers={"Accept-Encoding": "gzip"}).content)
    assert sent < 190_000


def test_each_language_has_its_address(client: Client, yvelines: Diagnosis) -> None:
    french, english = (
        client.get("/diagnostics/78/").content.decode(),
        client.get("/en/diagnostics/78/").content.decode(),
    )
    assert '<html lang="fr">' in french
    assert '<html lang="en">' in english
    assert 'href="/en/diagnostics/78/"' in french
    assert 'href="/diagnostics/78/"' in english
    assert "An inhabitant of Yvelines has" in english
    assert "2.58 consultations a year" in english
