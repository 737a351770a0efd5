"""Nothing is taken twice: the database says so, however it is written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from maillage.web.bookings.models import Occupation
from maillage.web.bookings.models.exclusion import NAME, guard, missing_guards, refused, unguard
from maillage.web.operations.checks import bookings
from tests.web.given import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def taken(begins: float = 0, ends: float = 1, **said: object) -> Occupation:
    known = {"kind": Occupation.Kind.ROOM, "resource": 7, "holder": "a test"}
    return Occupation(starts_at=NOW + begins * HOUR, ends_at=NOW + ends * HOUR, **known | said)


@pytest.mark.parametrize(("begins", "ends"), [(0, 1), (0.5, 2), (-1, 0.5), (0.25, 0.5), (-1, 2)])
def test_what_overlaps_is_refused_however_it_is_written(begins: float, ends: float) -> None:
    Occupation.objects.bulk_create([taken()])
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Occupation.objects.bulk_create([taken(begins, ends)])
    assert refused(error.value)
    other = taken(begins, ends, resource=8)
    other.save()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Occupation.objects.filter(pk=other.pk).update(resource=7)
    assert refused(error.value)
    copied = "kind, resource, starts_at, ends_at, holder"
    raw = f"INSERT INTO bookings_occupation ({copied}) SELECT {copied} FROM bookings_occupation"
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(raw)
    assert refused(error.value)


def test_what_follows_and_what_is_of_another_kind_is_not() -> None:
    Occupation.objects.bulk_create(
        [taken(), taken(1, 2), taken(-1, 0), taken(kind=Occupation.Kind.MEDIATOR), taken(resource=8)]
    )
    # A row is no obstacle to itself.
    Occupation.objects.filter(resource=8).update(ends_at=NOW + 3 * HOUR)
    assert Occupation.objects.count() == 5


def test_a_guard_that_is_gone_is_told_and_put_back() -> None:
    assert not list(bookings.check(NOW))
    unguard(connection)
    (problem,) = bookings.check(NOW)
    assert NAME in problem.what
    guard(connection)
    assert missing_guards(connection) == []
    Occupation.objects.bulk_create([taken()])
    with pytest.raises(IntegrityError), transaction.atomic():
        Occupation.objects.bulk_create([taken()])
