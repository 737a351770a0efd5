"""docs/partners.md says what the code does: its table of events, and its example, which runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maillage.web.api.urls import OPERATIONS
from maillage.web.partners.actions.reports import HEARD
from maillage.web.partners.rules.scopes import SCOPES
from maillage.web.webhooks.rules.events import APPOINTMENT, DEVICE, EVENTS
from maillage.web.webhooks.rules.retries import WAITS
from maillage.web.webhooks.rules.signing import signed_headers

from .test_signing import flipped

ROW = re.compile(r"^\| `([a-z.]+)` \| .+ \| (.*?) \|$", re.MULTILINE)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def page() -> str:
    return (Path(__file__).parents[3] / "docs" / "partners.md").read_text(encoding="utf-8")


@pytest.fixture
def receive(page: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict | None]:
    """The function of the page, after its example ran."""
    names: dict[str, object] = {}
    for example in PYTHON.findall(page):
        exec(compile(example, "docs/partners.md", "exec"), names)
    assert capsys.readouterr().out == "ping\n"
    names["seen"].clear()
    return lambda headers, body: names["receive"](headers, body, now=NOW.timestamp())


def test_the_table_of_events_is_that_of_the_code(page: str) -> None:
    told = dict(ROW.findall(page.partition("<!-- events")[2].partition("### ")[0]))
    assert list(told) == list(EVENTS)
    same: dict[str, tuple[str, ...]] = {"appointment": APPOINTMENT, "device": DEVICE}
    for name, words in told.items():
        fields = tuple(re.findall(r"`([a-z_]+)`", words))
        family = name.partition(".")[0]
        assert (
            (*same[family], *fields) == EVENTS[name].fields
            if words.startswith("the same")
            else (fields == EVENTS[name].fields)
        ), name


def test_what_is_signed_here_is_received_by_the_example_once(receive: Callable[..., dict | None]) -> None:
    body = '{"type":"device.down","timestamp":"2026-03-02T09:30:00Z","data":{"place_name":"Écoles"}}'
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = signed_headers(identifier="msg_2", at=NOW, body=body, secrets=["whsec_QUFBQQ==", secret])
    assert receive(headers, body.encode())["data"] == {"place_name": "Écoles"}
    assert receive(headers, body.encode()) is None
    for bit in range(0, 8 * len(body.encode()), 7):
        with pytest.raises(ValueError, match="secret"):
            receive(headers, flipped(body.encode(), bit))


def test_every_operation_and_every_scope_is_told(page: str) -> None:
    asked = {
        f"`{method.upper()} {path}`"
        for path, methods in OPERATIONS.items()
        if path.startswith("/partner/")
        for method in methods
    }
    assert sorted(each for each in asked if each not in page) == []
    assert sorted(scope for scope in SCOPES if f"`{scope}`" not in page) == []
    assert sorted(event for event in HEARD if f"`{event}`" not in page.partition("## What software tells us")[2]) == []


def test_the_waits_are_those_of_the_code(page: str) -> None:
    minutes = [round(wait.total_seconds() / 60) for wait in WAITS]
    short, long = [each for each in minutes if each < 60], [each // 60 for each in minutes if each >= 60]
    told = [f"{', '.join(map(str, each[:-1]))} and {each[-1]}" for each in (short, long)]
    assert f"after {told[0]} minutes, {told[1]} hours" in " ".join(page.split())
