"""Other weights of the priority: in the address, and then everywhere on the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.access.priority import PARTS, PriorityWeights
from maillage.engine.study import Study, run
from maillage.web.studies.forms import WeightsForm
from maillage.web.studies.models import Diagnosis
from maillage.web.studies.rules.indicators import PRIORITY_PARTS
from maillage.web.studies.rules.weights import texts_of, written

WEIGHTS = st.lists(st.decimals(0, 100, places=1), min_size=4, max_size=4).map(
    lambda every: dict(zip(PARTS, every, strict=True))
)
PAGE = "/diagnostics/78/"


def priorities_on(client: Client, address: str) -> dict[str, float]:
    return {row.code: row.value for row in client.get(address).context["atlas"].rows}


def test_the_parts_stand_in_the_order_of_the_engine() -> None:
    assert tuple(PRIORITY_PARTS) == PARTS


@given(weights=WEIGHTS)
def test_what_an_address_carries_is_what_was_meant(weights: dict[str, Decimal]) -> None:
    read_again = {part: Decimal(text) for part, text in texts_of(written(weights)).items()}
    assert read_again == weights


@given(st.text())
def test_any_address_fills_the_form_or_tells_what_is_wrong(text: str) -> None:
    form = WeightsForm(texts_of(text))
    assert form.is_valid() or form.errors
    if form.is_valid():
        assert isinstance(form.weights, PriorityWeights)


@pytest.mark.django_db
def test_list_and_card_are_those_of_a_study_under_these_weights(client: Client, yvelines: Diagnosis) -> None:
    other = run(Study(("78",), priority_weights=PriorityWeights(access=0, age=3, poverty=1, digital=0))).communes
    shown = priorities_on(client, f"{PAGE}?indicateur=priorite&poids=0-3-1-0")
    assert shown == pytest.approx(other["priority"].to_dict(), nan_ok=True)
    card = client.get(f"{PAGE}communes/78410/?poids=0-3-1-0").context["card"]
    assert card.row["priority"] == pytest.approx(other.loc["78410", "priority"])
    assert dict(card.parts)["accès aux médecins"] == 0


def test_map_legend_and_reasons_follow(client: Client, yvelines: Diagnosis) -> None:
    own, other = (client.get(f"{PAGE}?indicateur=priorite{asked}") for asked in ("", "&poids=0-1-0-0"))
    assert own.context["atlas"].legend != other.context["atlas"].legend
    assert "accès aux médecins" not in other.context["atlas"].worst[0][1].lower()
    drawn = [client.get(f"{PAGE}carte.svg?indicateur=priorite{asked}").content for asked in ("", "&poids=0-1-0-0")]
    assert drawn[0] != drawn[1]
    links = re.findall(rf'href="({PAGE}communes/[^"]+)"', other.content.decode())
    assert links
    assert all(link.endswith("?poids=0-1-0-0") for link in links)


def test_the_mean_of_france_follows_too(client: Client, yvelines: Diagnosis, make: Callable[..., Diagnosis]) -> None:
    make("france", published=True)
    own, other = (client.get(f"{PAGE}?indicateur=priorite{asked}").context["atlas"] for asked in ("", "&poids=0-1-0-0"))
    assert own.national != pytest.approx(other.national)
    # Here "France" is Yvelines itself: what is compared must have been weighed alike.
    assert other.national == pytest.approx(other.here.mean)


def test_what_the_form_sends_becomes_an_address_to_share(client: Client, yvelines: Diagnosis) -> None:
    sent = urlencode(
        {"indicateur": "priorite", **{f"poids-{part}": weight for part, weight in zip(PARTS, "4321", strict=True)}}
    )
    answer = client.get(f"{PAGE}?{sent}")
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?indicateur=priorite&poids=4-3-2-1")


@pytest.mark.parametrize("asked", ["poids=40-20-20-20", "poids=2-1-1-1.0"])
def test_the_weights_of_the_diagnosis_need_no_word(client: Client, yvelines: Diagnosis, asked: str) -> None:
    assert client.get(f"{PAGE}?indicateur=priorite&{asked}").url == f"{PAGE}?indicateur=priorite"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("poids-access=40&poids-age=-1&poids-poverty=20&poids-digital=20", "Donnez un nombre de 0 à 100."),
        ("poids=40-vingt-20-20", "Donnez un nombre de 0 à 100."),
        ("poids=40-20", "Donnez un nombre de 0 à 100."),
        ("poids=nan-1-1-1", "Donnez un nombre de 0 à 100."),
        ("poids=0-0-0-0", "Donnez un poids à une part au moins."),
    ],
)
def test_a_bad_number_is_told_beside_its_field(client: Client, yvelines: Diagnosis, asked: str, message: str) -> None:
    page = client.get(f"{PAGE}?indicateur=priorite&{asked}")
    assert page.status_code == 200
    assert message in page.content.decode()
    assert {row.code: row.value for row in page.context["atlas"].rows} == priorities_on(
        client, f"{PAGE}?indicateur=priorite"
    )
