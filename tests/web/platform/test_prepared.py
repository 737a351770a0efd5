"""Questions whose SQL is written once answer what their QuerySets would."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower

from maillage.web.accounts.models import Organisation
from maillage.web.database import PREPARING
from maillage.web.prepared import Prepared

from ..conftest import NOW


@pytest.fixture
def organisations(db) -> list[Organisation]:
    ages = enumerate(("Mairie", "CCAS", "50 % des aidants"))
    kinds = [Organisation(kind="ccas", name=name, created_at=NOW - timedelta(days=days)) for days, name in ages]
    return Organisation.objects.bulk_create(kinds)


def since(moment: object) -> QuerySet:
    return Organisation.objects.filter(created_at__gte=moment, closed_at=None).order_by("name")


@pytest.mark.parametrize("days", [0, 1, 5])
@pytest.mark.parametrize(
    "question",
    [
        since,
        lambda moment: since(moment).values_list("pk", "created_at", "is_own"),
        lambda moment: since(moment).values_list(Lower("name")),
        lambda moment: since(moment).only("name"),
    ],
)
@pytest.mark.usefixtures("organisations")
def test_it_answers_what_the_queryset_does(question, days: int) -> None:
    prepared, moment = Prepared(question), NOW - timedelta(days=days)
    for _ in range(2):
        assert prepared.ask(moment) == list(question(moment))


@pytest.mark.usefixtures("organisations")
def test_rows_are_whole_and_can_be_saved() -> None:
    [found] = Prepared(lambda name: Organisation.objects.filter(name=name)).ask("50 % des aidants")
    found.kind = "msp"
    found.save()
    assert Organisation.objects.get(pk=found.pk).kind == "msp"
    assert not found.get_deferred_fields()


def test_the_queryset_is_made_once(organisations: list[Organisation], django_assert_num_queries) -> None:
    made = []

    def question(number: object) -> QuerySet:
        made.append(number)
        return Organisation.objects.filter(pk=number)

    prepared = Prepared(question)
    with django_assert_num_queries(len(organisations)):
        assert [found for each in organisations for found in prepared.ask(each.pk)] == organisations
    assert len(made) == 1


@pytest.mark.parametrize("many", [1, 3, 2])
def test_as_many_values_as_one_likes(organisations: list[Organisation], many: int) -> None:
    prepared = Prepared(lambda *numbers: Organisation.objects.filter(pk__in=numbers).order_by("pk"))
    wanted = [each.pk for each in organisations[:many]]
    assert prepared.ask(*wanted, -1) == organisations[:many]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    prepared, heard = Prepared(lambda name: Organisation.objects.filter(name=name).values_list("name")), []
    Organisation.objects.create(kind="ccas", name="CCAS", created_at=NOW)
    assert prepared.ask("CCAS") == [("CCAS",)]

    def elsewhere() -> None:
        heard.extend(prepared.ask("CCAS"))
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert heard == [("CCAS",)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is no server")
@pytest.mark.usefixtures("organisations")
def test_the_server_plans_once_what_it_is_asked_often() -> None:
    for day in range(PREPARING["prepare_threshold"] + 1):
        assert list(since(NOW - timedelta(days=day)).values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%created_at%>=%"])
        assert cursor.fetchone() == (1,)
