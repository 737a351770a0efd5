"""A row that is inserted stands in the database as one that was saved."""

from __future__ import annotations

from threading import Thread

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models
from django.db.models.functions import Now
from django.test.utils import isolate_apps

from maillage.web.accounts.models import Organisation
from maillage.web.inserting import insert
from maillage.web.jobs.models import QueuedJob
from maillage.web.messages.models import Message
from maillage.web.privacy.fields.sealed import is_sealed

from ..conftest import NOW

# What each row has for itself.
OWN = ("key", "name", "task_path", "enqueued_at")


def organisation(name: str = "CCAS", **more: object) -> Organisation:
    return Organisation(kind="ccas", name=name, created_at=NOW, **more)


def message(key: str = "k") -> Message:
    told = {"subject": "Rendez-vous", "text": "À 9 h, 100 %.", "email": "rose@exemple.fr"}
    return Message(
        key=key, template="t", purpose="service", channel="email", language="fr", written_at=NOW, due_at=NOW, **told
    )


def job(path: str = "a.b") -> QueuedJob:
    return QueuedJob(
        args_kwargs={"args": [1], "kwargs": {}},
        task_path=path,
        queue_name="default",
        backend_name="default",
        run_after=NOW,
    )


def stored(row: models.Model) -> dict[str, object]:
    """As the database has it, but for its number and what is sealed anew each time."""
    columns = {each.column: each for each in row._meta.concrete_fields if not each.primary_key}
    with connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in columns)
        pk = row._meta.pk
        key = pk.get_db_prep_value(row.pk, connection)
        cursor.execute(f'SELECT {names} FROM "{row._meta.db_table}" WHERE "{pk.column}" = %s', [key])
        values = cursor.fetchone()
    found = dict(zip(columns, values, strict=True))
    return {name: "sealed" if isinstance(value, str) and is_sealed(value) else value for name, value in found.items()}


@pytest.mark.parametrize("make", [organisation, message, job])
@pytest.mark.django_db
def test_it_stands_there_as_if_it_had_been_saved(make) -> None:
    saved, *inserted = (make(name) for name in "abc")
    saved.save()
    assert [insert(row) for row in inserted] == [True, True]
    for row in inserted:
        assert stored(row) | dict.fromkeys(OWN) == stored(saved) | dict.fromkeys(OWN)
    assert len({saved.pk, *(row.pk for row in inserted)}) == 3


@pytest.mark.django_db
def test_what_was_inserted_can_be_changed_and_saved() -> None:
    row = organisation()
    insert(row)
    row.name = "Mairie"
    row.save()
    assert Organisation.objects.values_list("pk", "name").get(name="Mairie") == (row.pk, "Mairie")


@pytest.mark.django_db
def test_a_text_is_sealed_and_found_by_its_index() -> None:
    row = message()
    insert(row)
    assert stored(row)["text"] == "sealed"
    assert Message.objects.get(email_index="rose@exemple.fr").text == "À 9 h, 100 %."


@pytest.mark.django_db
def test_what_is_there_already_stays_as_it_is() -> None:
    first, second = message(), message()
    second.text = "Autre chose."
    assert insert(first, unless_there=True)
    assert not insert(second, unless_there=True)
    assert second.pk is None
    assert [each.text for each in Message.objects.all()] == [first.text]


@pytest.mark.django_db
def test_what_may_not_be_there_twice_is_refused() -> None:
    insert(message())
    with pytest.raises(IntegrityError):
        insert(message())


@pytest.mark.django_db
def test_each_is_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        assert [insert(organisation(name)) for name in "abc"] == [True] * 3


@isolate_apps("maillage.web.accounts")
def test_a_row_that_the_database_fills_in_is_refused() -> None:
    class Stamped(models.Model):  # noqa: DJ008
        at = models.DateTimeField(db_default=Now())

        class Meta:
            app_label = "accounts"

    with pytest.raises(FieldError, match=r"accounts\.Stamped is more than one row of plain values"):
        insert(Stamped())


@pytest.mark.django_db(transaction=True)
def test_each_thread_writes_by_its_own_connection() -> None:
    insert(organisation("ici"))

    def elsewhere() -> None:
        insert(organisation("ailleurs"))
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert set(Organisation.objects.filter(kind="ccas").values_list("name", flat=True)) >= {"ici", "ailleurs"}
