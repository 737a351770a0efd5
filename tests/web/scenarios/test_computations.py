"""Long computations: asked once, followed, abandoned, taken up again after an interruption."""

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
from maillage.web.jobs.actions import work
from maillage.web.jobs.models import QueuedJob
from maillage.web.jobs.models.worker import SILENCE
from maillage.web.jobs.schedule import LONG, HopelessError
from maillage.web.scenarios import tasks
from maillage.web.scenarios.actions import computations as actions
from maillage.web.scenarios.models import Computation, Scenario
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


@pytest.fixture
def worked(run_jobs: Callable[[], list[str]]) -> Callable[[Computation], Computation]:
    """A worker did its job."""

    def done(computation: Computation) -> Computation:
        assert run_jobs() == ["scenarios.work_on"]
        computation.refresh_from_db()
        return computation

    return done


def test_goals_of_the_pages_are_those_of_the_engine() -> None:
    assert set(GOALS) <= set(goals.GOALS)
    assert set(AIMS) <= set(axes.AXES)
    assert set(MEASURE_OF) == set(AIMS)


def test_a_proposal_respects_what_was_decided_and_is_taken_up_in_one_edit(
    as_agent: Client, few: Scenario, do: Callable, agent: User, worked: Callable
) -> None:
    do("lock", ABLIS, by=agent)
    do("forbid", MOISSON, by=agent)
    found = worked(asked(as_agent))
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
    as_agent: Client, few: Scenario, say: Callable, agent: User, worked: Callable
) -> None:
    say(by=agent, count=2, each_epci=True)
    found = worked(asked(as_agent))
    assert found.answer["feasible"] is False
    told = text_of(as_agent.get(BENCH).content)
    assert "Aucun choix de sites ne tient ces contraintes." in told
    assert "Nombre de sites" in told.split("En conflit :")[1]
    assert as_agent.post(f"{BENCH}calculs/{found.pk}/reprendre/").status_code == 404


def test_the_front_of_two_goals_names_its_plans_in_chart_and_table(
    as_agent: Client, few: Scenario, worked: Callable
) -> None:
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
    assert Computation.objects.count() == QueuedJob.objects.count() == 1


def test_what_is_abandoned_stays_so_even_if_its_answer_comes(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    worker = work.enter(lane=LONG, host="test", pid=1, now=timezone.now())
    assert work.take(worker=worker, now=timezone.now()) is not None
    actions.begin(computation=going, now=timezone.now())
    as_agent.post(f"{BENCH}calculs/{going.pk}/abandonner/")
    actions.finish(computation=going, answer={"feasible": False}, now=timezone.now())
    assert work.succeed(worker=worker, dealt_with=None, now=timezone.now()) is False
    going.refresh_from_db()
    assert (going.status, going.answer) == ("cancelled", None)
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json()["open"] is False


def test_what_is_abandoned_before_its_turn_is_not_begun(as_agent: Client, few: Scenario, run_jobs: Callable) -> None:
    going = asked(as_agent)
    as_agent.post(f"{BENCH}calculs/{going.pk}/abandonner/")
    assert run_jobs() == []
    tasks.work_on.call(going.pk)
    going.refresh_from_db()
    assert (going.status, going.answer) == ("cancelled", None)


def test_what_was_interrupted_is_taken_up_again(as_agent: Client, few: Scenario, worked: Callable) -> None:
    going = asked(as_agent)
    long_ago = timezone.now() - SILENCE - timedelta(minutes=1)
    killed = work.enter(lane=LONG, host="test", pid=1, now=long_ago)
    QueuedJob.objects.update(run_after=long_ago)
    assert work.take(worker=killed, now=long_ago) is not None
    actions.begin(computation=going, now=long_ago)
    assert work.recover(now=timezone.now()) == 1
    QueuedJob.objects.update(run_after=timezone.now())
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json()["open"] is True
    assert worked(going).status == "done"


def test_what_was_given_up_is_said_to_have_stopped_and_can_be_asked_again(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    QueuedJob.objects.update(status="FAILED")
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json() == {"status": "stopped", "open": False, "progress": 0.0}
    assert "Interrompu." in text_of(as_agent.get(BENCH).content)
    assert asked(as_agent) != going
    going.refresh_from_db()
    assert going.status == "stopped"


def test_an_error_of_our_own_is_told_at_once_and_not_tried_again(
    as_agent: Client, few: Scenario, run_jobs: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(computation: Computation) -> dict:
        raise ZeroDivisionError

    monkeypatch.setattr("maillage.web.scenarios.queries.answers.answer", broken)
    going = asked(as_agent)
    with pytest.raises(HopelessError):
        run_jobs()
    going.refresh_from_db()
    assert (going.status, going.message) == ("failed", "Le calcul a échoué.")
    assert QueuedJob.objects.values_list("status", "exception_class_path").get() == ("FAILED", "ZeroDivisionError")


def test_it_says_how_far_it_is(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    actions.begin(computation=going, now=timezone.now() - timedelta(seconds=30))
    told = as_agent.get(f"{BENCH}calculs/{going.pk}/").json()
    assert (told["status"], told["open"]) == ("running", True)
    assert 0.5 <= told["progress"] < 1
    Computation.objects.update(began_at=timezone.now() - timedelta(hours=1))
    assert as_agent.get(f"{BENCH}calculs/{going.pk}/").json()["progress"] == 0.99


def test_a_computation_of_another_scenario_is_not_there(as_agent: Client, few: Scenario) -> None:
    going = asked(as_agent)
    as_agent.post(f"{BENCH}copier/", {"name": "Copie"})
    assert as_agent.get(f"/decider/78/2/calculs/{going.pk}/").status_code == 404
    assert as_agent.post(f"/decider/78/2/calculs/{going.pk}/abandonner/").status_code == 404
    assert json.loads(json.dumps(going.asked)) == going.asked
