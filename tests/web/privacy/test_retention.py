"""What has had its time goes, nothing else does; the dry run says the same; an authority stays within the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.jobs.rules.schedule import Daily
from maillage.web.jobs.schedule import get_job
from maillage.web.privacy.actions import retention as actions
from maillage.web.privacy.actions.persons import close_request, receive_request
from maillage.web.privacy.models import Entry, Request
from maillage.web.privacy.models.classification import classification
from maillage.web.privacy.queries.retention import Kind, retention_kinds
from maillage.web.privacy.rules.classification import Label, Retention
from maillage.web.privacy.rules.retention import days_of, gone_before

NOW = datetime(2026, 3, 2, 3, 30, tzinfo=UTC)


@pytest.fixture
def answered(agent: User, dpo: User) -> Callable[[datetime], Request]:
    """``answered(moment)``: a request that was closed then."""

    def made(moment: datetime) -> Request:
        request = receive_request(person=agent, kind=Request.Kind.ACCESS, by=agent, now=moment)
        close_request(request=request, person=agent, by=dpo, now=moment)
        return request

    return made


def kind(name: str, now: datetime = NOW) -> Kind:
    return next(each for each in retention_kinds(now=now) if each.name == name)


bounds = st.tuples(st.integers(1, 4000), st.integers(1, 4000), st.integers(1, 4000)).map(sorted)


@given(bounds, st.none() | st.integers(0, 5000))
def test_whatever_was_chosen_stays_within_the_bounds(numbers: list[int], chosen: int | None) -> None:
    least, usual, most = numbers
    days = days_of(Retention("x", Label("X", "X"), usual, least, most), chosen)
    assert days is not None
    assert least <= days <= most
    assert days == (usual if chosen is None else sorted([least, chosen, most])[1])


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_who_keeps_longer_removes_less(one: int, other: int) -> None:
    shorter, longer = sorted([one, other])
    assert gone_before(longer, now=NOW) <= gone_before(shorter, now=NOW)


def test_exactly_what_is_older_goes(answered: Callable[[datetime], Request]) -> None:
    days = timedelta(days=kind("requests").days)
    old, edge, young = (answered(NOW - days - timedelta(seconds=late)) for late in (1, 0, -1))
    assert kind("requests").count == 1
    gone = actions.apply_retention(now=NOW)
    assert gone["privacy_request"] == 1
    assert set(Request.objects.all()) == {edge, young}
    assert not Request.objects.filter(pk=old.pk).exists()


def test_what_is_still_open_never_goes(agent: User) -> None:
    receive_request(person=agent, kind=Request.Kind.ERASURE, by=agent, now=NOW - timedelta(days=9000))
    actions.apply_retention(now=NOW)
    assert Request.objects.count() == 1


def test_the_dry_run_removes_nothing_and_says_what_goes(answered: Callable[[datetime], Request]) -> None:
    first = NOW - timedelta(days=3000)
    for day in range(3):
        answered(first + timedelta(days=day))
    before = kind("requests")
    assert (before.count, before.oldest) == (3, first)
    assert Request.objects.count() == 3
    assert actions.apply_retention(now=NOW)["privacy_request"] == before.count
    assert kind("requests").count == 0
    assert "privacy_request" not in actions.apply_retention(now=NOW)


def test_batches_remove_all_and_are_counted_in_the_journal(
    answered: Callable[[datetime], Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for day in range(5):
        answered(NOW - timedelta(days=3000 + day))
    assert actions.apply_retention(now=NOW)["privacy_request"] == 5
    rows = Entry.objects.filter(verb="privacy.retention_applied", why__startswith="privacy_request").order_by("number")
    assert [row.why for row in rows] == ["privacy_request : 2", "privacy_request : 2", "privacy_request : 1"]
    assert {row.by_id for row in rows} == {None}


def test_an_authority_chooses_and_goes_back(answered: Callable[[datetime], Request], dpo: User) -> None:
    answered(NOW - timedelta(days=400))
    assert kind("requests").count == 0
    actions.choose_days(name="requests", days=365, by=dpo, now=NOW)
    assert (kind("requests").count, kind("requests").chosen) == (1, 365)
    actions.choose_days(name="requests", days=None, by=dpo, now=NOW)
    assert (kind("requests").count, kind("requests").chosen) == (0, None)
    assert Entry.objects.filter(verb="privacy.retention_chosen").count() == 2


@pytest.mark.parametrize(("name", "days"), [("requests", 364), ("requests", 2191), ("journal", 30)])
def test_what_the_law_does_not_allow_is_refused(dpo: User, name: str, days: int) -> None:
    with pytest.raises(ValueError):
        actions.choose_days(name=name, days=days, by=dpo, now=NOW)


def test_the_page_says_beside_the_field_what_is_allowed(client: Client, dpo: User) -> None:
    client.force_login(dpo)
    where = "/administration/donnees/conservation/"
    assert "3 h 30" in client.get(where).content.decode()
    for wrong in ("1", "99999999999999999999", "deux"):
        answer = client.post(f"{where}requests/", {"days": wrong})
        assert answer.status_code == 422
        assert "field-error" in answer.content.decode()
    assert client.post(f"{where}requests/", {"days": "400"}).status_code == 302
    assert kind("requests").chosen == 400
    assert client.post(f"{where}journal/", {"days": "400"}).status_code == 404


def test_every_night_at_half_past_three(answered: Callable[[datetime], Request]) -> None:
    answered(datetime(2015, 1, 1, tzinfo=UTC))
    job = get_job("privacy.forget_what_is_old")
    assert job.when == Daily(time(3, 30))
    assert job.task.call() >= 1
    assert not Request.objects.exists()


def test_everything_about_people_ends_with_a_number_of_days_or_with_a_cause() -> None:
    for table in classification().tables.values():
        if table.concerns_people:
            assert table.retention.days is not None or table.retention.label
