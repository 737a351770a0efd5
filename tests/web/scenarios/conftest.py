"""A scenario of Yvelines, on terrain that is read once for the whole session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from maillage.engine.sources.reference import load_reference
from maillage.web.accounts.actions.people import create_agent
from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import editing, scenarios
from maillage.web.scenarios.models import Edit, Scenario, SetAside
from maillage.web.scenarios.models.edit import Verb
from maillage.web.scenarios.rules import sites as rules
from maillage.web.scenarios.rules.settings import put
from maillage.web.scenarios.rules.sites import Site
from maillage.web.studies.models import Diagnosis

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def town_hall(commune: str) -> Site:
    """As the platform lists it among the candidates."""
    found = load_reference().communes.loc[commune]
    return Site(
        f"mairie-{commune}", f"Mairie · {found['name']}", commune, float(found["lat"]), float(found["lon"]), open=False
    )


MOISSON, ABLIS = town_hall("78410"), town_hall("78003")


@pytest.fixture
def other(db) -> User:
    """A second agent, who edits at the same time."""
    return create_agent(email="autre@exemple.fr", name="Ali Haddad", password="une autre phrase longue", by=None)


@pytest.fixture
def as_other(other: User) -> Client:
    client = Client()
    client.force_login(other)
    return client


@pytest.fixture
def scenario(yvelines: Diagnosis, agent: User) -> Scenario:
    """Empty, and a draft: /decider/78/1/."""
    return scenarios.begin(diagnosis=yvelines, name="Deux cabines", by=agent, now=NOW)


@pytest.fixture
def do(scenario: Scenario) -> Callable[..., Edit | SetAside | None]:
    """``do("lock", MOISSON, by=...)``, decided on version ``on``."""

    def done(verb: str, site: Site, *, by: User, on: int | None = None) -> Edit | SetAside | None:
        wish = {"exist": rules.declare_existing}.get(verb) or getattr(rules, verb)
        return editing.edit(
            scenario=scenario, verb=Verb(verb), wish=lambda values: wish(values, site), made_on=on, by=by, now=NOW
        )

    return done


@pytest.fixture
def say(scenario: Scenario) -> Callable[..., Edit | SetAside | None]:
    """``say(by=..., count=40)``."""

    def said(*, by: User, on: int | None = None, **settings: object) -> Edit | SetAside | None:
        return editing.edit(
            scenario=scenario, verb=Verb.SET, wish=lambda values: put(values, settings), made_on=on, by=by, now=NOW
        )

    return said


@pytest.fixture
def two_sites(scenario: Scenario, do: Callable, agent: User) -> Scenario:
    """Moisson and Ablis are open."""
    do("add", MOISSON, by=agent)
    do("add", ABLIS, by=agent)
    scenario.refresh_from_db()
    return scenario
