"""Hours that no contract allows: the wish that breaks is named, and what would have to give does give."""

from __future__ import annotations

from maillage.engine.siting.hours.conflicts import conflicts
from maillage.engine.siting.hours.costs import cost, rules_in_force, without
from maillage.engine.siting.hours.problem import Mediator
from maillage.engine.siting.hours.roster import plan_hours
from maillage.engine.siting.hours.working_time import LocalRules
from maillage.engine.sources.hours_week import Session, read_week

from .referee import faults, problem_of

EVENING = Session(0, 1080, 1200)
MORNING = Session(1, 540, 720)


def asked(mediators, *, required=((EVENING,),), **changes):
    problem = problem_of(["Mo 18:00-20:00; Tu 09:00-12:00"], mediators, required=list(required), **changes)
    roster = plan_hours(problem, relative_gap=0)
    assert faults(problem, roster) == []
    return conflicts(problem, roster.broken)


def test_a_contract_without_evenings_is_named():
    (found,) = asked([Mediator("Anne", 1200, evenings=False, saturdays="all")])
    assert found.wish.session == EVENING
    assert found.reasons == ("evenings",)
    assert set(found.lifts) == {"evening_contracts", "mediator"}


def test_a_home_too_far_away_is_named():
    (found,) = asked([Mediator("Anne", 1200, saturdays="all")], way=[[45.0]])
    assert found.reasons == ("way",)
    assert set(found.lifts) == {"way", "mediator"}


def test_of_two_wishes_that_exclude_each_other_one_is_kept():
    (found,) = asked([Mediator("Anne", 1200, saturdays="all")], required=[(EVENING, MORNING)])
    assert found.reasons == ("others",)
    assert set(found.lifts) == {"not_before", "mediator"}


def test_nothing_gives_a_sunday():
    problem = problem_of(
        ["Su 09:00-12:00"], [Mediator("Anne", 1200, saturdays="all")], required=[read_week("Su 09:00-12:00")]
    )
    (found,) = conflicts(problem, plan_hours(problem).broken)
    assert found.reasons == ("sunday",)
    assert found.lifts == ()


def test_more_hours_than_all_contracts_hold():
    problem = problem_of(["Mo-Fr 09:00-12:00"], [Mediator("Anne", 7 * 60, saturdays="all")], least_minutes=[12 * 60])
    roster = plan_hours(problem, relative_gap=0)
    (found,) = conflicts(problem, roster.broken)
    assert (found.wish.what, found.wish.least) == ("least", 12)
    assert set(found.lifts) == {"contracts", "mediator"}
    assert roster.people > 0


def test_wishes_that_hold_break_nothing():
    assert asked([Mediator("Anne", 1200, saturdays="all")]) == []


def test_what_a_rule_costs():
    rules = LocalRules(meal=None, evenings=1, moves=None, not_before=None)
    problem = problem_of(["Mo-We 17:30-20:00"], [Mediator("Anne", 1200, saturdays="all")], rules=rules)
    assert rules_in_force(problem) == ["evenings"]
    with_it, without_it = (plan_hours(each, relative_gap=0) for each in (problem, without(problem, "evenings")))
    found = cost("evenings", with_it, without_it)
    one, three = (sum(100 * (1 - (1 - share) ** n) for share in (0.1, 0.6)) for n in (1, 3))
    assert abs(found.more - (three - one)) < 1e-3
    assert found.at_most >= found.more - 1e-3
