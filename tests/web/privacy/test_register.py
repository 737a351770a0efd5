"""The register says what the tables hold, all of it, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from maillage.web.accounts.models import Authority, User
from maillage.web.privacy.models.classification import classification
from maillage.web.privacy.queries.register import processings, register_document

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def as_dpo(client: Client, person: Callable[..., User]) -> Client:
    client.force_login(person(role="dpo", email="dpo@exemple.fr", name="Inès Moreau"))
    return client


@pytest.mark.django_db
def test_every_table_about_people_is_in_the_register_once() -> None:
    with translation.override("fr"):
        told = [category.label for each in processings() for category in each.categories]
    expected = [table.label.fr for table in classification().tables.values() if table.concerns_people]
    assert sorted(told) == sorted(expected)


@pytest.mark.django_db
def test_article_30_is_answered_in_full() -> None:
    """(b) purposes, (c) persons and data, (d) recipients, (f) time limits."""
    for language in ("fr", "en"):
        with translation.override(language):
            for each in processings():
                assert all([each.label, each.basis, each.law, each.persons, each.recipients])
                assert all(category.columns and category.kept and category.source for category in each.categories)


@pytest.mark.django_db
def test_what_rests_on_consent_is_said_though_no_table_is_for_it() -> None:
    assert {"news", "reminders"} <= {each.name for each in processings()}
    assert "platform" not in {each.name for each in processings()}


def test_the_page_names_controller_and_officer_and_asks_to_be_confirmed(as_dpo: Client, settings) -> None:
    settings.AUTHORITY, settings.DPO = "Ville de Moisson", "dpo@moisson.example"
    page = as_dpo.get("/administration/donnees/registre/").content.decode()
    assert "Ville de Moisson" in page
    assert "dpo@moisson.example" in page
    assert "À confirmer par votre DPO" in page
    # What the administration said goes before what the IT department set.
    Authority.objects.create(name="Commune de Moisson")
    cache.clear()
    assert "Commune de Moisson" in as_dpo.get("/administration/donnees/registre/").content.decode()
    english = as_dpo.get("/en/administration/donnees/registre/").content.decode()
    assert "To be confirmed by your DPO" in english
    assert "Lawful basis" in english


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("fr", "Registre des activités"), ("en", "Record of processing")])
def test_the_document_is_a_tagged_pdf_with_its_title(language: str, title: str) -> None:
    with translation.override(language):
        pdf = register_document(now=NOW)
    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf
    assert title.encode("utf-16-be") in pdf or title.encode() in pdf


def test_the_pdf_is_a_download(as_dpo: Client) -> None:
    answer = as_dpo.get("/administration/donnees/registre.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
