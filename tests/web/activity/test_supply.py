"""What places give comes back into the diagnosis as care, by the same computation as a scenario's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.test import Client

from maillage.engine.access.floating_catchment import two_step
from maillage.engine.territory.places import Places
from maillage.planning.question import HORIZON_MINUTES
from maillage.web.accounts.models import User
from maillage.web.activity.queries import supply
from maillage.web.places.models import Place
from maillage.web.studies.models import Diagnosis

from ..given import NOW, a_place, a_practitioner
from .conftest import Come


@pytest.fixture(autouse=True)
def begun(came: Come) -> None:
    """The place has been seen for two hundred days."""
    came(NOW - timedelta(days=200))


@pytest.fixture
def elected(person: Callable[..., User]) -> User:
    return person("elected")


def test_only_consultations_that_took_place_with_somebody_at_the_other_end_count(came: Come, place: Place) -> None:
    gp, nurse = a_practitioner(), a_practitioner(profession="nurse")
    day = NOW - timedelta(days=20)
    came(day, practitioner=gp)
    came(day + timedelta(days=1), practitioner=nurse)
    came(day + timedelta(days=2), practitioner=gp, state="no-show")
    came(day + timedelta(days=3))
    came(NOW - timedelta(days=300), practitioner=gp)
    (found,) = supply.given([place], now=NOW)
    assert (found.all.acts, found.gp.acts, found.all.days) == (2, 1, 200)
    assert found.gp.a_year == pytest.approx(365 / 200)


def test_a_scenario_is_told_what_is_open_and_what_it_gives(came: Come, place: Place) -> None:
    a_place(opened_at=NOW - timedelta(days=300), closed_at=NOW)
    new = a_place(name="Nouveau", opened_at=NOW - timedelta(days=5))
    came(NOW - timedelta(days=20), practitioner=a_practitioner())
    sites = {site.name: site for site in supply.existing_sites(now=NOW)}
    assert set(sites) == {"Médiathèque", "Nouveau"}
    assert sites["Médiathèque"].acts == pytest.approx(365 / 200)
    assert (sites["Nouveau"].acts, sites["Nouveau"].rule, sites["Nouveau"].key) == (None, "existing", f"lieu-{new.pk}")


def test_the_apl_gains_what_the_two_steps_give(came: Come, place: Place, elected: User, yvelines: Diagnosis) -> None:
    """Against the engine's own two steps on the pairs of the territory, with the places as supply."""
    gp = a_practitioner()
    for number in range(40):
        came(NOW - timedelta(days=2 + number), practitioner=gp)
    effect = supply.effect_for(elected, now=NOW)
    assert effect is not None
    assert (effect.sites, effect.acts) == (1, pytest.approx(40 * 365 / 200))
    assert effect.gains
    assert effect.gains[0].change == pytest.approx(max(gain.change for gain in effect.gains))
    assert next(line for line in effect.lines if line.measure.key == "apl").change > 0
    terrain, (site,) = supply.terrain_of(yvelines), supply.existing_sites(now=NOW)
    point = Places(np.array([site.key]), np.array([site.lat]), np.array([site.lon]), np.array([3], dtype=np.int8))
    pairs = terrain.ground.router.pairs(terrain.ways.origins, point, within_minutes=HORIZON_MINUTES)
    people = terrain.ground.communes["standardised_population"].to_numpy(float)
    gained = two_step(pairs.weights(terrain.ground.decay), people, [effect.acts])
    # The density of the point itself is not what is tested: the terrain's own is asked for.
    assert effect.gains[0].change == pytest.approx(float(gained[: len(terrain.communes)].max()), rel=0.02)


def test_the_page_says_method_and_limits(client: Client, elected: User, place: Place, yvelines: Diagnosis) -> None:
    client.force_login(elected)
    page = client.get("/activite/offre/").text
    assert "Méthode et limites" in page
    assert "E2SFCA" in page
    assert "il n’y a rien à ajouter" in page
