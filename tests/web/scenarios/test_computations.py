"""Long computations: asked once, followed, abandoned, taken up; what stops is said to have stopped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from maillage.engine.siting import axes, goals
from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import computations as actions
from maillage.web.scenarios.management.commands.work_on_scenarios import work_on
from maillage.web.scenarios.models import Computation, Scenario
from maillage.web.scenarios.models.computation import SILENCE
from maillage.web.scenarios.rules.goals import AIMS, GOALS, MEASURE_OF
from maillage.web.scenarios.rules.sites import sites_of

from .conftest import ABLIS, MOISSON

BENCH = "/decider/78/1/"


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).replace("\u202f", " ")


@pytest.fixture
def few(scenario: Scenario, say: Callable, agent: User) -> Scenario:
    """Five sites, for as many people within 15 minutes as can be: proven in a moment."""
    say(by=agent, goal="coverage", count=5, each_epci=False)
    scenario.refresh_from_db()
    return scenario


def asked(client: Client, **said: str) -> Computation:
    client.post(f"{BENCH}calculer/", {"kind": "proposal", **said})
    return Computation.objects.latest("pk")


def worked(computation: Computation) -> Computation:
    taken = actions.take(now=timezone.now())
    assert taken == computation
    work_on(taken)
    computation.refresh_from_db()
    return computation


def test_goals_of_the_pages_are_those_of_the_engine() -> None:
    assert set(GOALS) <= set(goals.GOALS)
    assert set(AIMS) <= set(axes.AXES)
    assert set(MEASURE_OF) == set(AIMS)


def test_a_proposal_respects_what_was_decided_and_is_taken_up_in_one_edit(
    as_agent: Client, few: Scenario, do: Callable, agent: User, no_worker: list
) -> None:
    do("lock", ABLIS, by=agent)
    do("forbid", MOISSON, by=agent)
    found = worked(asked(as_agent))
    assert len(no_worker) == 1
    assert (found.status, found.answer["proven"]) == ("done", True)
    told = text_of(as_agent.get(BENCH).content)
    assert "Proposition prouvée." in told
    assert "Reprendre ces 5 sites" in told
    as_agent.post(f"{BENCH}calculs/{found.pk}/reprendre/")
    few.refresh_from_db()
    opened = {key for key, site in sites_of(few.values).items() if site.open}
    assert len(opened) == 5
    assert ABLIS.key in opened
    assert MOISSON.key not in opened
    page = as_agent.get(BENCH)
    assert page.context["view"].effects.after.people_within == pytest.approx(found.answer["value"])
    assert "Reprendre ces" not in text_of(page.content)
    as_agent.post(f"{BENCH}annuler/")
    few.refresh_from_db()
    assert {key for key, site in sites_of(few.values).items() if site.open} == {ABLIS.key}


def test_wishes_that_cannot_hold_together_are_named(
    as_agent: Client, few: Scenario, say: Callable, agent: User
) -> None:
    say(by=agent, count=2, each_epci=True)
    found = worked(asked(as_agent))
    assert found.answer["feasible"] is False
    told = text_of(as_agent.get(BENCH).content)
    assert "Aucun choix de sites ne tient ces contraintes." in told
    assert "Nombre de sites" in told.split("En conflit :")[1]
    assert as_agent.post(f"{BENCH}calculs/{found.pk}/reprendre/").status_code == 404


def test_the_front_of_two_goals_names_its_plans_in_chart_and_table(as_agent: Client, few: Scenario) -> None:
    found = worked(asked(as_agent, kind="front", first="coverage", second="cost"))
    assert found.status == "done", found.message
    front = as_agent.get(BENCH).context["bench"].told_front
    within = [plan["measures"]["within"] for plan in found.answer["plans"]]
    cost = [plan["measures"]["cost"] for plan in found.answer["plans"]]
    assert within == sorted(within, reverse=True)
    assert cost == sorted(cost, reverse=True)
    assert [plan.name for plan in front.plans] == [chr(65 + k) for k in range(len(within))]
    chart = as_agent.get(f"{BENCH}compromis.svg").content.decode()
    assert all(f">{plan.name}<" in chart for plan in front.plans)
    as_agent.post(f"{BENCH}calculs/{found.pk}/reprendre/", {"plan": "0"})
    few.refresh_from_db()
    assert sum(site.open for site in sites_of(few.values).values()) == round(cost[0] / 48_000)


def test_a_front_wants_two_goals(as_agent: Client, few: Scenario) -> None:
    for said in ({"first": "cost", "second": "cost"}, {"first": "cost"}, {"first": "x", "second": "cost"}):
        as_agent.post(f"{BENCH}calculer/", {"kind": "front", **said})
    assert not Computation.objects.exists()
    assert "Choisissez deux buts différents." in text_of(as_agent.get(BENCH).content)


def test_who_asks_twice_waits_for_the_same_answer(as_agent: Client, as_other: Client, few: Scenario) -> None:
    first = asked(as_agent)
    assert asked(as_other) == first
    assert Computation.objects.count() == 1


def test_what_is_abandoned_stays_so_even_if_its_answer_comes(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    taken = actions.take(now=timezone.now())
    as_agent.post(f"{BENCH}calculs/{going.pk}/abandonner/")
    assert actions.live(computation=taken, progress=0.5, now=timezone.now()) is False
    work_on(taken)
    going.refresh_from_db()
    assert (going.status, going.answer) == ("cancelled", None)
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json()["open"] is False


def test_what_fell_silent_is_said_to_have_stopped_and_can_be_asked_again(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    actions.take(now=timezone.now())
    Computation.objects.update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json() == {"status": "stopped", "open": False, "progress": 0.0}
    assert "Le serveur s’est arrêté avant la fin" in text_of(as_agent.get(BENCH).content)
    assert asked(as_agent) != going
    going.refresh_from_db()
    assert going.status == "stopped"


def test_a_worker_says_how_far_it_is(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    taken = actions.take(now=timezone.now())
    assert actions.live(computation=taken, progress=0.4, now=timezone.now())
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json() == {"status": "running", "open": True, "progress": 0.4}
    assert actions.take(now=timezone.now()) is None


def test_a_computation_of_another_scenario_is_not_there(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    as_agent.post(f"{BENCH}copier/", {"name": "Copie"})
    assert as_agent.get(f"/decider/78/2/calculs/{going.pk}/").status_code == 404
    assert as_agent.post(f"/decider/78/2/calculs/{going.pk}/abandonner/").status_code == 404
    assert json.loads(json.dumps(going.asked)) == going.asked
