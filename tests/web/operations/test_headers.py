"""Every answer is guarded, whoever asks and whatever came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.web import request_size
from maillage.web.headers import HEADERS, permissions

VALUES = {"str": "78", "int": 1, "uuid": "6f0a4a3c-3c2f-4d0a-9a39-0c3b5ad8c9ff", "slug": "x", "path": "x"}


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """One of every view, its arguments filled with whatever fits."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            kinds = pattern.pattern.converters.items()
            told = {
                name: VALUES.get(type(kind).__name__.removesuffix("Converter").lower(), "x") for name, kind in kinds
            }
            yield reverse(space + pattern.name, kwargs=told)


EVERYWHERE = HEADERS | {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
AROUND_ME = {"Permissions-Policy": permissions("geolocation")}
# A page that offers to look around where one is; the one that a town's own site may show; the one that tells nobody
# where one comes from.
OTHERWISE = {
    "/annuaire/": AROUND_ME,
    "/annuaire/cadre/": AROUND_ME | {"Cross-Origin-Resource-Policy": "cross-origin", "X-Frame-Options": None},
    "/besoin-de-parler/": {"Referrer-Policy": "no-referrer"},
}


def check(answer: HttpResponse, address: str = "") -> None:
    wanted = EVERYWHERE | (OTHERWISE.get(address, {}) if answer.status_code == 200 else {})
    assert {name: answer.headers.get(name) for name in wanted} == wanted, address
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-ID"]
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_of_every_view_with_every_method(client: Client) -> None:
    client.raise_request_exception = False
    seen = set()
    for address in addresses():
        for method in ("GET", "POST", "TRACE"):
            answer = client.generic(method, address)
            check(answer, address)
            answer.close()
            seen.add(answer.status_code)
    assert {200, 302, 404, 405} <= seen


@pytest.mark.django_db
def test_also_where_no_view_answers(client: Client, settings) -> None:
    for answer in (
        client.get("/rien/"),
        client.get("/static/css/frame.css"),
        client.get("/", headers={"Host": "ailleurs.example"}),
        Client(enforce_csrf_checks=True).post("/connexion/", {}),
    ):
        assert answer.headers["Permissions-Policy"] == HEADERS["Permissions-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()


@pytest.mark.django_db
def test_over_tls_the_browser_is_told_to_stay_there(client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    answer = client.get("/connexion/", secure=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert all(cookie["secure"] for cookie in answer.cookies.values())


def test_what_is_too_long_is_refused_unread(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_size, "BYTES_AT_MOST", 1_000_000)
    answer = client.generic("POST", "/connexion/", b"x" * 1_000_001, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert "trop lourd" in answer.content.decode()
