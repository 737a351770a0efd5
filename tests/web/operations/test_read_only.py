"""A view that says that it reads cannot write: the database refuses, on SQLite and on PostgreSQL."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from maillage.web.methods import writes
from maillage.web.readonly import WroteWhileReadingError, reading_only
from maillage.web.urls import urlpatterns as real


def _write() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE session_key = 'none'")


@login_not_required
@writes("POST")
def page(request: HttpRequest) -> HttpResponse:
    _write()
    return HttpResponse("written")


@login_not_required
@writes()
def reads(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = request.session.get("seen", 0) + 1
    return HttpResponse(str(request.session["seen"]))


@login_not_required
@writes()
def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@login_not_required
@writes()
def streams(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(str(Session.objects.count()) for _ in range(3))


urlpatterns = [
    path("ecrit/", page),
    path("lit/", reads),
    path("manque/", missing),
    path("coule/", streams),
    *real,
]
handler500 = "maillage.web.pages.broken"

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_page_that_writes_while_it_reads_is_a_mistake_that_tests_see(client: Client) -> None:
    with pytest.raises(WroteWhileReadingError, match=r"test_read_only\.page wrote while it answered GET"):
        client.get("/ecrit/")


def test_in_production_it_is_an_error_that_the_log_names(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR):
        assert client.get("/ecrit/").status_code == 500
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert isinstance(record.exc_info[1], WroteWhileReadingError)


def test_with_the_method_that_it_declares_it_writes(client: Client) -> None:
    assert client.post("/ecrit/").content == b"written"
    with pytest.raises(WroteWhileReadingError):
        client.head("/ecrit/")


@pytest.mark.parametrize("address", ["/lit/", "/manque/", "/coule/", "/"])
def test_whatever_it_answered_the_next_may_write(client: Client, address: str) -> None:
    answer = client.get(address)
    answer.close()
    _write()
    assert client.post("/ecrit/").status_code == 200


def test_after_a_write_that_was_refused_the_next_may_write(client: Client) -> None:
    client.raise_request_exception = False
    client.get("/ecrit/")
    _write()


def test_a_reading_page_may_keep_something_in_the_session(client: Client) -> None:
    assert [client.get("/lit/").content for _ in range(3)] == [b"1", b"2", b"3"]


def test_it_may_stand_within_a_transaction_and_within_itself() -> None:
    with transaction.atomic():
        _write()
        with reading_only():
            with pytest.raises(DatabaseError), transaction.atomic(), reading_only():
                _write()
            with pytest.raises(DatabaseError), transaction.atomic():
                _write()
        _write()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_is_used_again_has_forgotten_it(client: Client) -> None:
    """Outside any transaction, as in production."""
    with pytest.raises(DatabaseError), reading_only():
        _write()
    _write()
    with pytest.raises(WroteWhileReadingError):
        client.get("/ecrit/")
    _write()
