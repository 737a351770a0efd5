"""Files imported on this machine join the diagnoses that are made from then on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from maillage.engine.sources.imported import keep
from maillage.engine.sources.registry import recognise
from maillage.web.studies.models import Diagnosis, store
from maillage.web.studies.models.store import compute
from maillage.web.studies.queries.diagnoses import figures_version

MAULE = "78380"


@pytest.fixture
def zoning(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``zoning("ZIP")`` imports a decree that gives Maule this zone; diagnoses are computed by the engine."""
    settings.STUDIES_ROOT = tmp_path / "studies"
    monkeypatch.setattr(store, "compute", compute)

    def imports(zone: str) -> None:
        decree = tmp_path / "zonage-2024.csv"
        decree.write_text(f"code_insee,zonage\n{MAULE},{zone}\n00000,ZIP\n")
        source = recognise(decree)
        keep(source, source.read(decree), settings.DATA / "sources")

    return imports


def test_a_card_shows_what_was_imported_and_where_it_comes_from(
    client: Client, zoning: Callable[[str], None], make: Callable[..., Diagnosis]
) -> None:
    zoning("ZIP")
    make(MAULE, published=True)
    shown = {each.label: (each.value, each.line["vintage"]) for each in card_of(client).imported}
    assert shown == {"Zonage ARS": ("ZIP", "2024"), "Étendue de la zone": ("commune entière", "2024")}
    page = client.get(f"/en/diagnostics/{MAULE}/communes/{MAULE}/").content.decode()
    assert "ARS zone" in page
    assert "whole commune" in page


def card_of(client: Client):
    return client.get(f"/diagnostics/{MAULE}/communes/{MAULE}/").context["card"]


def test_the_method_names_the_file_and_what_it_lacked(
    client: Client, zoning: Callable[[str], None], make: Callable[..., Diagnosis]
) -> None:
    zoning("ZIP")
    make(MAULE, published=True)
    page = client.get(f"/diagnostics/{MAULE}/methode/").content.decode()
    assert "zonage-2024.csv" in page
    assert "00000" in page
    assert "ni repris ni deviné" not in page


def test_another_file_makes_other_figures_and_the_former_diagnosis_says_so(
    client: Client, zoning: Callable[[str], None], make: Callable[..., Diagnosis]
) -> None:
    before = figures_version()
    first = make(MAULE, published=True)
    folder = first.folder
    zoning("ZIP")
    assert figures_version() != before
    assert "avec d’autres chiffres que ceux d’aujourd’hui" in client.get(f"/diagnostics/{MAULE}/").content.decode()
    again = make(MAULE, published=True)
    assert again.folder != folder
    assert "avec d’autres chiffres" not in client.get(f"/diagnostics/{MAULE}/").content.decode()
    zone = figures_version()
    zoning("ZAC")
    assert figures_version() != zone


def test_without_imports_nothing_is_added(client: Client, yvelines: Diagnosis) -> None:
    card = client.get("/diagnostics/78/communes/78410/").context["card"]
    assert card.imported == []
    assert "ni repris ni deviné" in client.get("/diagnostics/78/methode/").content.decode()
