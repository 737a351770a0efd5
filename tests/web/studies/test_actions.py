"""Who may make a diagnosis and publish it, and what that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from maillage.web.accounts.models import User
from maillage.web.studies import actions
from maillage.web.studies.models import Diagnosis
from maillage.web.studies.queries.diagnoses import public_revision
from maillage.web.territories.queries import get_territory, reference_version

LATER = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_a_diagnosis_is_a_draft_until_it_is_published(make: Callable[..., Diagnosis], agent: User) -> None:
    diagnosis = make("78")
    assert (diagnosis.address, diagnosis.name, diagnosis.status) == ("78", "Yvelines", "draft")
    assert len(diagnosis.figures().communes) == 259


def test_a_reader_may_neither_make_nor_publish(make: Callable[..., Diagnosis], reader: User) -> None:
    diagnosis = make("78")
    with pytest.raises(PermissionDenied):
        actions.make_diagnosis(
            territory=get_territory(["38"]), words=["38"], reference=reference_version(), by=reader, now=LATER
        )
    with pytest.raises(PermissionDenied):
        actions.publish(diagnosis=diagnosis, by=reader, now=LATER)
    with pytest.raises(PermissionDenied):
        actions.unpublish(diagnosis=diagnosis, by=reader)
    assert not Diagnosis.objects.filter(status="published").exists()


def test_publishing_says_by_whom_and_when(make: Callable[..., Diagnosis], agent: User) -> None:
    diagnosis = make("78")
    actions.publish(diagnosis=diagnosis, by=agent, now=LATER)
    diagnosis.refresh_from_db()
    assert (diagnosis.status, diagnosis.published_by, diagnosis.published_at) == ("published", agent, LATER)


def test_what_the_public_reads_changes_its_revision(yvelines: Diagnosis, agent: User) -> None:
    before = public_revision()
    actions.unpublish(diagnosis=yvelines, by=agent)
    withdrawn = public_revision()
    actions.publish(diagnosis=yvelines, by=agent, now=LATER)
    assert len({before, withdrawn, public_revision()}) == 3


def test_making_again_keeps_one_row_and_its_address(make: Callable[..., Diagnosis]) -> None:
    first, second = make("78"), make("78", name="Nos Yvelines")
    assert first.pk == second.pk
    assert (second.revision, second.name) == (2, "Nos Yvelines")


def test_the_database_refuses_a_publication_by_nobody(make: Callable[..., Diagnosis]) -> None:
    diagnosis = make("78")
    with pytest.raises(IntegrityError):
        Diagnosis.objects.filter(pk=diagnosis.pk).update(status="published")


def test_lost_figures_are_computed_again(make: Callable[..., Diagnosis], settings, tmp_path) -> None:
    diagnosis = make("78")
    settings.STUDIES_ROOT = tmp_path / "elsewhere"
    assert len(diagnosis.figures().communes) == 259
    assert not list(diagnosis.folder.glob(".writing-*"))


def test_an_agent_makes_and_publishes_on_the_pages(as_agent: Client) -> None:
    made = as_agent.post("/diagnostics/calculer/", {"words": "78", "name": ""}, follow=True)
    assert made.redirect_chain == [("/diagnostics/78/", 302)]
    assert "Brouillon" in made.content.decode()
    published = as_agent.post("/diagnostics/78/publier/", follow=True)
    assert "tout le monde peut le lire" in published.content.decode()
    assert Client().get("/diagnostics/78/").status_code == 200
    as_agent.post("/diagnostics/78/depublier/")
    assert Client().get("/diagnostics/78/").status_code == 404


def test_codes_that_are_none_are_refused_beside_their_field(as_agent: Client) -> None:
    answer = as_agent.post("/diagnostics/calculer/", {"words": "78410, Moison"})
    assert answer.status_code == 422
    assert "Moisson" in answer.context["form"].errors["words"][0]


def test_a_list_of_communes_is_a_territory_with_the_name_one_gives_it(as_agent: Client) -> None:
    words = "78410 78451 78267 78290"
    made = as_agent.post("/diagnostics/calculer/", {"words": words, "name": "Boucle de Moisson"}, follow=True)
    assert made.status_code == 200
    page = made.content.decode()
    assert "Boucle de Moisson" in page
    assert "4 communes" in page


def test_a_reader_is_told_that_they_may_not(client: Client, reader: User, yvelines: Diagnosis) -> None:
    client.force_login(reader)
    assert client.post("/diagnostics/78/depublier/").status_code == 403
    assert client.post("/diagnostics/calculer/", {"words": "38"}).status_code == 403
    assert client.get("/diagnostics/78/").status_code == 200
