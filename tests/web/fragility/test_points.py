"""What the directory knows of help brings it nearer, at once, and what it no longer knows does not."""

from __future__ import annotations

import pytest
from django.test import Client

from maillage.web.directory.actions.index import reindex
from maillage.web.directory.models import Entry
from maillage.web.fragility.queries.points import help_points, help_version
from maillage.web.studies.models import Diagnosis

from ..directory.given_entries import an_entry
from ..given import NOW

pytestmark = pytest.mark.django_db
# The town hall of Bréval, whose nearest help is 17 minutes away without this.
BREVAL = {"commune": "78107", "city": "Bréval", "postcode": "78980", "lat": 48.9447, "lon": 1.5336}


def minutes(client: Client) -> float:
    return client.get("/fragilite/78/communes/78107/").context["card"].row["value_help"]


def test_an_entry_that_helps_with_digital_matters_is_a_point(client: Client, yvelines: Diagnosis) -> None:
    before, version = minutes(client), help_version()
    an_entry("Cabinet", {"topics": ["doctor"]}, **BREVAL)
    assert minutes(client) == before
    helper = an_entry("Atelier numérique", {"topics": ["digital-skills"]}, **BREVAL)
    assert minutes(client) < 5 < before
    assert help_version() != version
    assert "Atelier numérique" in client.get("/fragilite/78/communes/78107/").text
    Entry.objects.filter(pk=helper.pk).update(listed=False)
    reindex([helper.pk], now=NOW)
    assert minutes(client) == before


def test_a_place_of_two_lists_stands_once() -> None:
    shipped = help_points()
    first = shipped.iloc[0]
    an_entry("La même", {"topics": ["procedures"]}, lat=first["lat"], lon=first["lon"])
    assert len(help_points()) == len(shipped)


def test_an_entry_without_a_position_is_no_point() -> None:
    shipped = help_points()
    an_entry("Quelque part", {"topics": ["health-space"]}, lat=None, lon=None)
    assert len(help_points()) == len(shipped)
