"""Files of a territory that a reader picked out of the published diagnosis of France."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest
from django.core.cache import caches
from django.test import Client

from maillage.engine.errors import IndicatorError
from maillage.web.accounts.rules.logins import WINDOW
from maillage.web.studies.models import Diagnosis, store
from maillage.web.studies.queries import downloads, turns

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FORMS = ("csv", "xlsx", "json", "gpkg", "pdf")


@pytest.fixture
def france(make: Callable[..., Diagnosis], settings, tmp_path: Path) -> Diagnosis:
    """Published, in a folder of its own; nobody asked for a file yet."""
    settings.STUDIES_ROOT = tmp_path / "studies"
    caches["turns"].clear()
    return make("france", published=True)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the engine was asked since."""
    asked: list[list[str]] = []
    answer = store.compute
    monkeypatch.setattr(store, "compute", lambda words, parameters: (asked.append(words), answer(words, parameters))[1])
    return asked


def content(client: Client, form: str, address: str = "78380") -> bytes:
    return b"".join(client.get(f"/diagnostics/{address}/telecharger/{form}/").streaming_content)


def status(client: Client, form: str, address: str) -> int:
    answer = client.get(f"/diagnostics/{address}/telecharger/{form}/")
    answer.close()
    return answer.status_code


def test_all_files_of_a_picked_territory_cost_one_computation(
    client: Client, france: Diagnosis, computed: list[list[str]]
) -> None:
    assert list(pd.read_csv(BytesIO(content(client, "csv")))["name"]) == ["Maule"]
    files = {form: content(client, form) for form in FORMS}
    assert json.loads(files["json"])["territory"]["name"] == "Maule"
    assert pd.read_excel(BytesIO(files["xlsx"]), engine="calamine")["name"].tolist() == ["Maule"]
    assert files["gpkg"].startswith(b"SQLite format 3")
    assert files["pdf"].startswith(b"%PDF")
    assert computed == [["78380"]]


def test_the_page_offers_them(client: Client, france: Diagnosis) -> None:
    page = client.get("/diagnostics/78380/").content.decode()
    assert all(f"/diagnostics/78380/telecharger/{form}/" in page for form in FORMS)


def test_what_is_not_published_has_no_file(client: Client, make: Callable[..., Diagnosis]) -> None:
    make("france")
    assert client.get("/diagnostics/78380/telecharger/csv/").status_code == 404


def test_a_stranger_who_asks_for_many_is_told_to_wait(
    client: Client, as_agent: Client, france: Diagnosis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "COMPUTATIONS_PER_ADDRESS", 1)
    stranger = Client()
    assert status(stranger, "csv", "78380") == 200
    refused = stranger.get("/diagnostics/78410/telecharger/csv/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert "Recommencez dans 15 minutes" in refused.content.decode()
    # What is made already costs nothing; an agent and another address have turns of their own.
    assert status(stranger, "json", "78380") == 200
    assert status(as_agent, "csv", "78410") == 200
    assert status(Client(REMOTE_ADDR="192.0.2.7"), "csv", "78005") == 200


def test_turns_come_back_when_the_window_has_passed() -> None:
    caches["turns"].clear()
    for turn in range(turns.COMPUTATIONS_PER_ADDRESS):
        assert turns.refused_until("192.0.2.1", now=NOW + timedelta(seconds=turn)) is None
    later = NOW + timedelta(minutes=1)
    assert turns.refused_until("192.0.2.1", now=later) == NOW + WINDOW
    assert turns.refused_until("192.0.2.2", now=later) is None
    assert turns.refused_until("192.0.2.1", now=NOW + WINDOW) is None


def test_one_computation_at_a_time(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STUDIES_ROOT = tmp_path
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    refused = []

    def try_it() -> None:
        try:
            with turns.one_at_a_time():
                pass
        except turns.BusyError:
            refused.append(True)

    with turns.one_at_a_time():
        other = Thread(target=try_it)
        other.start()
        other.join()
    try_it()
    assert refused == [True]


def test_who_cannot_wait_is_told_so(client: Client, france: Diagnosis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0)
    with turns.one_at_a_time():
        refused = client.get("/diagnostics/78380/telecharger/csv/")
    assert refused.status_code == 503
    assert "Un autre calcul est en cours" in refused.content.decode()


def test_what_the_engine_cannot_compute_is_a_message(
    client: Client, france: Diagnosis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(words: list[str], parameters: dict) -> None:
        raise IndicatorError("Nobody lives there.")

    monkeypatch.setattr(store, "compute", fails)
    refused = client.get("/diagnostics/78380/telecharger/csv/")
    assert refused.status_code == 422
    assert "Nobody lives there." in refused.content.decode()


def test_the_oldest_files_of_picked_territories_give_way(
    client: Client, france: Diagnosis, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    monkeypatch.setattr(downloads, "EXCERPTS_KEPT", 1)
    content(client, "csv", "78380")
    content(client, "csv", "78410")
    assert len(list((settings.STUDIES_ROOT / "excerpts").iterdir())) == 1
    assert b"Moisson" in content(client, "csv", "78410")
