"""Edits: undo restores, what is independent adds up in any order, what would overwrite somebody's work is found out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.web.scenarios.rules import settings, sites
from maillage.web.scenarios.rules.edits import (
    Change,
    Edit,
    folded,
    insisting,
    inverse,
    last_writer,
    rebased,
    to_redo,
    to_undo,
)
from maillage.web.scenarios.rules.sites import RefusedError, Site, sites_of

CAMILLE, MARIE = 1, 2
CANDIDATES = [Site(f"mairie-7800{k}", f"Mairie {k}", f"7800{k}", 48.8, 1.9 + k / 10, open=False) for k in range(5)]
VERBS = {
    "add": sites.add,
    "remove": sites.remove,
    "lock": sites.lock,
    "forbid": sites.forbid,
    "release": sites.release,
    "exist": sites.declare_existing,
    "move": lambda values, site: sites.move(values, site, to=CANDIDATES[0]),
    "drag": lambda values, site: sites.move(values, site, to=replace(site, lat=48.7, open=True)),
    "bring": lambda values, site: sites.bring(values, [replace(site, listed=True)]),
    "take_off": sites.take_off,
    "price": lambda values, site: sites.describe(values, site, cost=1_000.0),
}
acts = st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(CANDIDATES)), max_size=12)


def tried(values: dict, verb: str, site: Site) -> tuple[Change, ...]:
    try:
        return VERBS[verb](values, site)
    except RefusedError:
        return ()


def written(done: list[tuple[str, Site]], by: int = CAMILLE, *, after: list[Edit] | None = None) -> list[Edit]:
    """Edits of one person, each decided on what the others before it left."""
    edits = list(after or [])
    for verb, site in done:
        changes = tried(folded(edits), verb, site)
        if changes:
            edits.append(Edit(len(edits) + 1, by, changes))
    return edits


def undone(edits: list[Edit], target: Edit | None, by: int) -> list[Edit]:
    assert target is not None
    return [*edits, Edit(len(edits) + 1, by, inverse(target.changes), target.number)]


@given(acts)
def test_undoing_all_of_it_leaves_nothing_and_redoing_brings_it_back(done: list[tuple[str, Site]]) -> None:
    edits = written(done)
    states = [folded(edits[:k]) for k in range(len(edits) + 1)]
    for state in reversed(states[:-1]):
        edits = undone(edits, to_undo(edits, CAMILLE), CAMILLE)
        assert folded(edits) == state
    assert to_undo(edits, CAMILLE) is None
    for state in states[1:]:
        edits = undone(edits, to_redo(edits, CAMILLE), CAMILLE)
        assert folded(edits) == state
    assert to_redo(edits, CAMILLE) is None


@given(acts, acts)
def test_edits_of_different_sites_add_up_in_any_order(first: list, second: list) -> None:
    """Camille keeps to even sites, Marie to odd ones; neither moves to a site of the other."""
    even = [(verb, site) for verb, site in first if verb != "move" and CANDIDATES.index(site) % 2 == 0]
    odd = [(verb, site) for verb, site in second if verb != "move" and CANDIDATES.index(site) % 2 == 1]
    one, other = written(even, CAMILLE), written(odd, MARIE)
    together = folded([*one, *other])
    assert together == folded([*other, *one])
    for edit in other:
        assert rebased(edit.changes, folded(other[: edit.number - 1]) | folded(one)).clashing == ()


@given(acts, acts, acts)
def test_a_change_decided_on_older_values_is_written_unchanged_or_found_to_clash(
    before: list, theirs: list, mine: list
) -> None:
    start = written(before)
    now = written(theirs, MARIE, after=start)
    for verb, site in mine:
        wanted = tried(folded(start), verb, site)
        kept, clashing = rebased(wanted, folded(now))
        if not clashing:
            result = folded([Edit(0, CAMILLE, kept)], folded(now))
            assert all(result.get(change.name) == change.after for change in wanted)
            assert all(result.get(name) == value for name, value in folded(now).items() if name not in dict_of(wanted))
        else:
            assert all(folded(now).get(change.name) != folded(start).get(change.name) for change in clashing)
            insisted = folded([Edit(0, CAMILLE, insisting(wanted, folded(now)))], folded(now))
            assert all(insisted.get(change.name) == change.after for change in wanted)


def dict_of(changes: tuple[Change, ...]) -> dict[str, object]:
    return {change.name: change.after for change in changes}


@given(acts)
def test_values_survive_being_kept_as_json(done: list) -> None:
    values = folded(written(done))
    assert json.loads(json.dumps(values)) == values
    assert all(site.value == values[site.register] for site in sites_of(values).values())


@given(acts)
def test_a_locked_site_is_open_and_a_forbidden_one_is_not(done: list) -> None:
    for site in sites_of(folded(written(done))).values():
        assert site.open == {"locked": True, "existing": True, "forbidden": False}.get(site.rule, site.open)
        assert site.open or site.rule or site.listed


@given(acts, st.sets(st.sampled_from(CANDIDATES)))
def test_a_proposal_opens_its_sites_and_leaves_what_was_decided(done: list, plan: set[Site]) -> None:
    values = folded(written(done))
    before = sites_of(values)
    opened = [replace(site, open=True) for site in plan]
    after = sites_of(folded([Edit(0, CAMILLE, sites.adopt(values, opened))], values))
    decided = {key: site for key, site in before.items() if site.rule}
    assert {key: after[key] for key in decided} == decided
    assert {key for key, site in after.items() if site.open and not site.rule} == {
        site.key for site in plan if site.key not in decided
    }


def test_nobody_undoes_what_somebody_else_did() -> None:
    mine = Edit(1, CAMILLE, (Change("count", None, 40),))
    theirs = Edit(2, MARIE, (Change("goal", None, "coverage"),))
    assert to_undo([mine, theirs], CAMILLE) == mine
    assert to_undo([mine, theirs], MARIE) == theirs
    assert to_undo([mine, theirs], 3) is None


def test_a_new_edit_ends_what_could_be_redone() -> None:
    edits = [Edit(1, CAMILLE, (Change("count", None, 40),))]
    edits = undone(edits, to_undo(edits, CAMILLE), CAMILLE)
    assert to_redo(edits, CAMILLE) == edits[1]
    assert to_redo([*edits, Edit(3, CAMILLE, (Change("goal", None, "coverage"),))], CAMILLE) is None
    assert to_redo([*edits, Edit(3, MARIE, (Change("goal", None, "coverage"),))], CAMILLE) == edits[1]


def test_to_want_the_same_is_no_conflict() -> None:
    change = Change("count", None, 40)
    assert rebased([change], {"count": 40}) == ((), ())
    assert rebased([change], {"count": 30}) == ((change,), (change,))


def test_who_wrote_a_value_last_is_known() -> None:
    edits = [Edit(1, CAMILLE, (Change("count", None, 40),)), Edit(2, MARIE, (Change("count", 40, 30),))]
    assert last_writer(edits, ["count"]) == edits[1]
    assert last_writer(edits, ["goal"]) is None


@pytest.mark.parametrize(
    ("rule", "verbs"),
    [
        ("lock", {"remove", "move", "drag", "forbid", "lock", "exist", "take_off"}),
        ("forbid", {"add", "remove", "move", "drag", "forbid", "lock", "exist", "price", "take_off"}),
        ("exist", {"remove", "move", "drag", "forbid", "lock", "exist", "take_off"}),
    ],
)
def test_what_was_decided_of_a_site_is_not_changed_by_the_way(rule: str, verbs: set[str]) -> None:
    values = folded(written([("add", CANDIDATES[1]), (rule, CANDIDATES[1])]))
    refused = {verb for verb in VERBS if not tried(values, verb, CANDIDATES[1])}
    # What is open cannot be opened again.
    assert refused - {"add"} == verbs - {"add"}


def test_settings_say_what_is_usual_until_something_is_said() -> None:
    assert settings.settings_of({}).acts == 1 * 30 * 47 * 3
    changes = settings.put({}, {"count": 50, "budget": 2e6, "own_at_least": None, "hours_a_week": 35.0})
    assert changes == (Change("budget", None, 2e6), Change("hours_a_week", None, 35.0))
    values = folded([Edit(1, CAMILLE, changes)])
    assert settings.settings_of(values).acts == 35 * 47 * 3
    without = settings.put(values, {"count": None})
    assert settings.settings_of(folded([Edit(2, CAMILLE, without)], values)).count is None
