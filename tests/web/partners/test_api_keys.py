"""Who asks the API with a key, how often, and how it is described."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.web.accounts.models import User
from maillage.web.api import partner_key
from maillage.web.partners.models import ApiKey

from .operator import Operator
from .program import AT, PROBLEM, Program

Token = Callable[..., str]


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer nothing", "Basic bWxnOm1sZw==", "Bearer mlg_AAAAAAAA_" + "a" * 43]
)
def test_without_a_key_that_counts_nothing_is_answered(db: None, header: str) -> None:
    answer = Client().get(AT + "appointments", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, PROBLEM)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_opens_what_it_says_until_it_is_over(operator: Operator, token: Token, agent: User) -> None:
    reads = Program(token(operator.organisation, "appointments.read"))
    assert reads.get("appointments").status_code == 200
    refused = reads.publish(operator, [])
    assert (refused.status_code, "availabilities.write" in refused.json()["detail"]) == (403, True)
    old = Program(token(operator.organisation, expires_at=timezone.now() - timedelta(seconds=1)))
    assert old.get("appointments").status_code == 401
    ApiKey.objects.update(revoked_at=timezone.now())
    assert reads.get("appointments").status_code == 401


def test_a_changed_key_is_no_key(operator: Operator, token: Token) -> None:
    text = token(operator.organisation)
    for place in range(0, len(text), 5):
        other = "B" if text[place] == "A" else "A"
        assert Program(text[:place] + other + text[place + 1 :]).get("appointments").status_code == 401


def test_that_a_key_served_is_noted_once_an_hour(program: Program) -> None:
    program.get("appointments")
    (key,) = ApiKey.objects.all()
    assert key.used_at is not None
    program.get("appointments")
    assert ApiKey.objects.get().used_at == key.used_at


def test_the_text_of_a_key_is_kept_nowhere(operator: Operator, token: Token) -> None:
    text = token(operator.organisation)
    (kept,) = ApiKey.objects.values()
    assert text.rpartition("_")[2] not in str(kept)
    assert kept["prefix"] in text


def test_who_asks_too_often_waits(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["turns"].clear()
    monkeypatch.setattr(partner_key, "REQUESTS", 2)
    assert [program.get("appointments").status_code for _ in range(3)] == [200, 200, 429]
    assert int(program.get("appointments").headers["Retry-After"]) > 0


def test_every_operation_says_who_may_ask_and_what_is_answered(db: None) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    operations = {
        f"{method} {path}": operation
        for path, methods in described["paths"].items()
        if path.startswith(AT)
        for method, operation in methods.items()
    }
    assert len(operations) == 7
    for name, operation in operations.items():
        assert bool(operation.get("security")) == ("sources" not in name), name
        assert {"200", "401", "403", "404", "422", "429"} <= set(operation["responses"]), name
    page = Client().get("/api/").content.decode()
    assert all(path in page for path in described["paths"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("delete", "availabilities", "GET, PUT"), ("get", "devices/x/state", "POST"), ("put", "appointments", "GET")],
)
def test_another_method_is_a_problem_that_names_the_right_one(
    program: Program, method: str, path: str, allowed: str
) -> None:
    refused = getattr(program.client, method)(AT + path, headers=program.headers)
    assert (refused.status_code, refused.headers["Content-Type"]) == (405, PROBLEM)
    assert refused.headers["Allow"] == allowed


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.datetimes().map(str),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["practitioner", "since", "until", "lines", "starts_at", "because", "state"]), inner
        )
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    said=ANYTHING, path=st.sampled_from(["put availabilities", "post appointments/A/cancel", "post devices/A/state"])
)
def test_nothing_that_is_sent_breaks_it(program: Program, said: object, path: str) -> None:
    caches["turns"].clear()
    method, _space, address = path.partition(" ")
    answer = program.send(method, address, said, **{"Idempotency-Key": "x"})
    assert answer.status_code in {400, 404, 422}
    assert answer.headers["Content-Type"] == PROBLEM
