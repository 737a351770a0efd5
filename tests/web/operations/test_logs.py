"""The log says what happened, and of nobody: names and words that are sent are looked for in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from maillage.web.accounts.models import User
from maillage.web.logs import JsonLines, TextLines
from maillage.web.methods import writes
from maillage.web.urls import urlpatterns as real

Written = Callable[[], tuple[str, ...]]
SECRETS = ("Zoé", "Zo%C3%A9", "Quatremer", "zoe.quatremer@exemple.fr", "0612345678", "jeton-secret-abcdef")


@login_not_required
@writes("POST")
def breaks(request: HttpRequest, token: str = "") -> HttpResponse:
    values = request.POST.get("name", "")
    raise IntegrityError(f"DETAIL: Key (email)=(zoe.quatremer@exemple.fr) already exists: {values}")


urlpatterns = [path("casse/<token>/", breaks, name="breaks"), *real]
handler404 = "maillage.web.pages.not_found"
handler500 = "maillage.web.pages.broken"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def written() -> Iterator[Callable[[], tuple[str, ...]]]:
    """All that the two forms of the log write."""
    root, handlers = logging.getLogger(), []
    for form in (JsonLines(), TextLines()):
        handlers.append(logging.StreamHandler(io.StringIO()))
        handlers[-1].setFormatter(form)
        root.addHandler(handlers[-1])
    level = root.level
    root.setLevel(logging.INFO)
    yield lambda: tuple(handler.stream.getvalue() for handler in handlers)
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


def test_nobody_is_named(client: Client, written: Written) -> None:
    client.raise_request_exception = False
    sent = {"email": SECRETS[3], "password": "x", "name": "Zoé Quatremer", "phone": SECRETS[4]}
    client.post("/connexion/?next=/Zoé/", sent)
    client.post("/casse/jeton-secret-abcdef/", sent)
    client.get("/casse/jeton-secret-abcdef/?name=Zoé+Quatremer")
    client.get("/territoires/?q=Quatremer")
    client.get("/rien/zoe.quatremer@exemple.fr/", headers={"User-Agent": "Quatremer/1.0", "Referer": "/?q=Zoé"})
    client.get("/", headers={"Host": "zoe-quatremer.exemple.fr"})
    Client(enforce_csrf_checks=True).post("/connexion/", sent)
    json_lines, text_lines = written()
    for secret in SECRETS:
        assert secret.casefold() not in json_lines.casefold()
        assert secret.casefold() not in text_lines.casefold()


def test_a_line_says_view_status_time_and_person(client: Client, reader: User, written: Written) -> None:
    client.force_login(reader)
    answer = client.get("/accessibilite/")
    line = next(each for each in map(json.loads, written()[0].splitlines()) if each["logger"] == "maillage.requests")
    assert (line["method"], line["view"], line["status"], line["person"]) == ("GET", "accessibility", 200, reader.pk)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert line["milliseconds"] >= 0


def test_an_error_says_its_kind_and_its_place(client: Client, written: Written) -> None:
    client.raise_request_exception = False
    answer = client.post("/casse/x/")
    lines = [json.loads(each) for each in written()[0].splitlines()]
    (line,) = [each for each in lines if "error" in each]
    assert line["error"] == "IntegrityError"
    assert line["at"][-1].endswith("breaks")
    assert line["message"] == "Internal Server Error"
    assert line["request"] == answer.headers["X-Request-ID"]
    assert lines[-1]["view"] == "breaks"


def test_the_number_of_a_request_is_ours_unless_our_proxy_gave_one(client: Client, settings) -> None:
    given = "0123456789abcdef-proxy"
    assert client.get("/", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given
    settings.PROXIES = 1
    assert client.get("/", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given
    assert "Quatremer " not in client.get("/", headers={"X-Request-ID": "Quatremer <b>"}).headers["X-Request-ID"]
