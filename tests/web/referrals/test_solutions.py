"""What is proposed to whom: for every need, and every combination of what is hard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.referrals.queries.near import DIRECTORY, FINDERS
from maillage.web.referrals.rules.kinds import CLOSED, SOLUTIONS, Reach
from maillage.web.referrals.rules.lists import NEEDS, OBSTACLES
from maillage.web.referrals.rules.solutions import HELPING, TABLE, proposals

needs = st.sampled_from(list(NEEDS))
obstacles = st.lists(st.sampled_from([*OBSTACLES, HELPING]), unique=True)


def test_every_need_has_its_answer() -> None:
    assert set(TABLE) == set(NEEDS)


def test_every_kind_is_proposed_and_known_where_it_is_looked_for() -> None:
    proposed = {line.kind for lines in TABLE.values() for line in lines} | {"carers"}
    assert proposed == set(SOLUTIONS)
    assert (set(DIRECTORY) | set(FINDERS)) <= proposed


def test_lines_name_obstacles_that_exist() -> None:
    known = {*OBSTACLES, HELPING}
    for lines in TABLE.values():
        for line in lines:
            assert line.only | line.never | set(line.instead) <= known


@given(needs, obstacles)
def test_nothing_is_proposed_that_an_obstacle_closes(need: str, met: list[str]) -> None:
    closed = {CLOSED[each] for each in met if each in CLOSED}
    for each in proposals(need, met):
        assert each.solution.reach - closed, each.kind


@given(needs, obstacles)
def test_who_cannot_travel_is_offered_more_than_places_to_go_to(need: str, met: list[str]) -> None:
    found = proposals(need, [*met, "cannot-travel"])
    assert found
    assert all(each.solution.reach & {Reach.CALL, Reach.HOME, Reach.ONLINE} for each in found)
    assert any(each.solution.reach & {Reach.CALL, Reach.HOME} for each in found)


@given(needs, obstacles, st.sampled_from(["no-connection", "no-equipment"]))
def test_who_has_no_internet_is_offered_nothing_that_is_online_alone(need: str, met: list[str], no: str) -> None:
    assert all(each.solution.reach != {Reach.ONLINE} for each in proposals(need, [*met, no]))


@given(needs, obstacles)
def test_somebody_answers_the_telephone_whatever_is_hard(need: str, met: list[str]) -> None:
    """Whatever the directory has, and however far all of it is."""
    assert any(Reach.CALL in each.solution.reach and each.solution.at_hand for each in proposals(need, met))


@given(needs, obstacles)
def test_a_kind_is_proposed_once_and_for_one_reason(need: str, met: list[str]) -> None:
    kinds = [each.kind for each in proposals(need, met)]
    assert len(kinds) == len(set(kinds))
    assert all(each.why for each in proposals(need, met))


@given(obstacles)
def test_ones_own_doctor_comes_first(met: list[str]) -> None:
    kinds = [each.kind for each in proposals("doctor", met)]
    assert (kinds[0] == "own-doctor") == ("no-doctor" not in met)
    assert ("own-doctor" in kinds) == ("no-doctor" not in met)


@given(needs, obstacles)
def test_the_order_in_which_obstacles_are_said_decides_nothing(need: str, met: list[str]) -> None:
    assert proposals(need, met) == proposals(need, met[::-1])


def test_the_care_solutions_follow_in_the_order_of_the_convention() -> None:
    kinds = [each.kind for each in proposals("doctor")]
    assert kinds[:5] == ["own-doctor", "on-call-doctor", "teleconsultation", "bus-stop", "advanced"]


def test_who_has_no_doctor_is_helped_to_find_one() -> None:
    kinds = [each.kind for each in proposals("doctor", ["no-doctor"])]
    assert {"cpts", "insurance"} <= set(kinds)


def test_distress_leads_to_somebody_who_listens() -> None:
    assert proposals("distress")[0].kind == "listening"


def test_an_unknown_need_is_an_error() -> None:
    with pytest.raises(KeyError):
        proposals("fever")
