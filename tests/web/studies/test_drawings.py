"""Charts as files of their own, and the tables that say the same."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client

from maillage.web.studies.models import Diagnosis


@pytest.mark.parametrize("name", ["legende", "tendance", "partage", "accord"])
def test_a_chart_is_a_file_that_stands_alone(client: Client, yvelines: Diagnosis, name: str) -> None:
    answer = client.get(f"/diagnostics/78/dessins/{name}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(answer.content)
    assert float(drawing.attrib["width"]) > 100
    assert b"currentColor" not in answer.content


@pytest.mark.parametrize("asked", ["rien.svg", "tendance.svg?indicateur=urgences"])
def test_a_chart_that_a_page_does_not_have_is_not_found(client: Client, yvelines: Diagnosis, asked: str) -> None:
    assert client.get(f"/diagnostics/78/dessins/{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["", "?indicateur=urgences", "?indicateur=priorite&poids=0-1-0-0", "?annee=2015"])
def test_the_chart_follows_its_page(client: Client, yvelines: Diagnosis, asked: str) -> None:
    bars = client.get(f"/diagnostics/78/{asked}").context["atlas"].legend.count("<rect")
    assert client.get(f"/diagnostics/78/dessins/legende.svg{asked}").content.decode().count("<rect") == bars


def test_the_classes_of_the_table_hold_every_commune_that_is_known(
    client: Client, yvelines: Diagnosis, make: Callable[..., Diagnosis]
) -> None:
    shown = client.get("/diagnostics/78/").context["atlas"]
    assert sum(each.rows for each in shown.classes) == 259
    assert [each.colour for each in shown.classes] == list(shown.scale.colours)
    assert shown.classes[0].label == "moins de 1"
    under = [row for row in shown.rows if row.value < 1]
    assert (shown.classes[0].rows, shown.classes[0].people) == (len(under), sum(row.population for row in under))


def test_the_table_of_shares_grows_to_everything(client: Client, yvelines: Diagnosis) -> None:
    tenths = client.get("/diagnostics/78/").context["atlas"].equity.tenths
    people, care = zip(*tenths, strict=True)
    assert people == pytest.approx([each / 10 for each in range(1, 11)])
    assert care[-1] == pytest.approx(1)
    # The worst served first: each tenth has at least as much as the one before, never more than its number.
    gains = [after - before for before, after in zip((0, *care), care, strict=False)]
    assert gains == sorted(gains)
    assert all(share <= part + 1e-9 for part, share in tenths)
