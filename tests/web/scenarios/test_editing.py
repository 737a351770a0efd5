"""Two people edit at once: nothing is lost, and what excludes each other is kept until somebody decides."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import editing, scenarios
from maillage.web.scenarios.models import Edit, Scenario, SetAside
from maillage.web.scenarios.models.edit import Verb
from maillage.web.scenarios.rules.edits import folded
from maillage.web.scenarios.rules.sites import RefusedError
from maillage.web.studies.models import Diagnosis

from .conftest import ABLIS, MOISSON, NOW

Do = Callable[..., Edit | SetAside | None]


def open_keys(scenario: Scenario) -> set[str]:
    scenario.refresh_from_db()
    return {key for key, site in scenario.sites.items() if site.open}


def is_what_its_edits_wrote(scenario: Scenario) -> bool:
    scenario.refresh_from_db()
    return scenario.values == folded(edit.plain for edit in scenario.edits.order_by("number"))


def test_edits_of_different_sites_made_on_the_same_version_both_hold(
    scenario: Scenario, do: Do, agent: User, other: User
) -> None:
    do("add", MOISSON, by=agent, on=1)
    do("add", ABLIS, by=other, on=1)
    assert open_keys(scenario) == {MOISSON.key, ABLIS.key}
    assert scenario.version == 3
    assert is_what_its_edits_wrote(scenario)


def test_an_edit_that_would_overwrite_another_is_set_aside_with_both_choices_kept(
    two_sites: Scenario, do: Do, agent: User, other: User
) -> None:
    seen = two_sites.version
    do("lock", MOISSON, by=agent, on=seen)
    refused = do("remove", MOISSON, by=other, on=seen)
    assert isinstance(refused, SetAside)
    assert (refused.by, refused.against, refused.kept) == (other, seen + 1, "")
    assert open_keys(two_sites) == {MOISSON.key, ABLIS.key}
    assert two_sites.sites[MOISSON.key].rule == "locked"


@pytest.mark.parametrize(("keep", "open_after"), [("theirs", True), ("mine", False)])
def test_a_person_says_which_of_two_choices_holds(
    two_sites: Scenario, do: Do, agent: User, other: User, keep: str, open_after: bool
) -> None:
    seen = two_sites.version
    do("lock", MOISSON, by=agent, on=seen)
    refused = do("remove", MOISSON, by=other, on=seen)
    editing.settle(set_aside=refused, keep=SetAside.Kept(keep), by=agent, now=NOW)
    assert (MOISSON.key in open_keys(two_sites)) == open_after
    refused.refresh_from_db()
    assert (refused.kept, refused.settled_by) == (keep, agent)
    assert is_what_its_edits_wrote(two_sites)
    # Decided once.
    assert editing.settle(set_aside=refused, keep=SetAside.Kept.MINE, by=other, now=NOW) is None
    assert (MOISSON.key in open_keys(two_sites)) == open_after


def test_wanting_the_same_at_once_is_one_edit(two_sites: Scenario, do: Do, agent: User, other: User) -> None:
    seen = two_sites.version
    assert isinstance(do("remove", MOISSON, by=agent, on=seen), Edit)
    assert do("remove", MOISSON, by=other, on=seen) is None
    assert open_keys(two_sites) == {ABLIS.key}


def test_settings_merge_one_by_one(scenario: Scenario, say: Do, agent: User, other: User) -> None:
    say(by=agent, on=1, count=40)
    say(by=other, on=1, each_epci=False)
    clash = say(by=other, on=1, count=30)
    scenario.refresh_from_db()
    assert (scenario.settings.count, scenario.settings.each_epci) == (40, False)
    assert isinstance(clash, SetAside)


def test_undo_and_redo_are_of_the_person_who_asks(two_sites: Scenario, do: Do, agent: User, other: User) -> None:
    do("lock", ABLIS, by=other)
    editing.undo(scenario=two_sites, by=agent, now=NOW)
    # Marie's last edit opened Ablis, which Ali has locked since: it is not undone over his head.
    assert open_keys(two_sites) == {MOISSON.key, ABLIS.key}
    assert two_sites.set_aside.get().verb == Verb.UNDO
    editing.undo(scenario=two_sites, by=other, now=NOW)
    editing.undo(scenario=two_sites, by=agent, now=NOW)
    assert open_keys(two_sites) == {MOISSON.key}
    editing.redo(scenario=two_sites, by=agent, now=NOW)
    assert open_keys(two_sites) == {MOISSON.key, ABLIS.key}
    assert is_what_its_edits_wrote(two_sites)


def test_any_edit_can_be_taken_back_by_its_number_but_not_the_beginning(two_sites: Scenario, other: User) -> None:
    assert editing.undo(scenario=two_sites, by=other, now=NOW, number=1) is None
    editing.undo(scenario=two_sites, by=other, now=NOW, number=2)
    assert open_keys(two_sites) == {ABLIS.key}
    assert two_sites.name == "Deux cabines"


def test_what_cannot_be_done_with_a_site_changes_nothing(two_sites: Scenario, do: Do, agent: User) -> None:
    do("lock", MOISSON, by=agent)
    with pytest.raises(RefusedError):
        do("remove", MOISSON, by=agent)
    assert is_what_its_edits_wrote(two_sites)


def test_a_reader_may_neither_begin_edit_undo_settle_nor_publish(
    scenario: Scenario, yvelines: Diagnosis, do: Do, agent: User, reader: User
) -> None:
    refused = SetAside.objects.create(scenario=scenario, verb="add", changes=[], against=1, by=agent, at=NOW)
    for attempt in (
        lambda: scenarios.begin(diagnosis=yvelines, name="x", by=reader, now=NOW),
        lambda: do("add", MOISSON, by=reader),
        lambda: editing.undo(scenario=scenario, by=reader, now=NOW),
        lambda: editing.redo(scenario=scenario, by=reader, now=NOW),
        lambda: editing.settle(set_aside=refused, keep=SetAside.Kept.MINE, by=reader, now=NOW),
        lambda: scenarios.publish(scenario=scenario, by=reader, now=NOW),
        lambda: scenarios.unpublish(scenario=scenario, by=reader),
        lambda: scenarios.note_presence(scenario=scenario, by=reader, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert open_keys(scenario) == set()


def test_publishing_shows_a_scenario_as_it_is_and_not_what_follows(two_sites: Scenario, do: Do, agent: User) -> None:
    scenarios.publish(scenario=two_sites, by=agent, now=NOW)
    do("remove", MOISSON, by=agent)
    two_sites.refresh_from_db()
    assert two_sites.published_values["site:" + MOISSON.key]["open"]
    assert two_sites.published_version == two_sites.version - 1


def test_the_database_refuses_a_number_twice_and_a_publication_by_nobody(two_sites: Scenario, agent: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Edit.objects.create(scenario=two_sites, number=2, verb="add", changes=[], by=agent, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Scenario.objects.filter(pk=two_sites.pk).update(published_version=1)


def test_a_copy_starts_from_what_the_other_says_and_goes_its_own_way(two_sites: Scenario, do: Do, agent: User) -> None:
    copied = scenarios.begin(
        diagnosis=two_sites.diagnosis, name="Une autre", by=agent, now=NOW, values=two_sites.values
    )
    do("remove", MOISSON, by=agent)
    assert open_keys(copied) == {MOISSON.key, ABLIS.key}
    assert (copied.number, copied.name) == (two_sites.number + 1, "Une autre")


SCRIPT = """
import os
from threading import Barrier, Thread

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
django.setup()
from django.core.management import call_command

call_command("migrate", verbosity=0)
from django.db import connection
from django.utils import timezone

from maillage.web.accounts.actions.people import create_agent
from maillage.web.scenarios.actions import editing, scenarios
from maillage.web.scenarios.models.edit import Verb
from maillage.web.scenarios.rules.edits import folded
from maillage.web.scenarios.rules.settings import put
from maillage.web.studies.models import Diagnosis

now = timezone.now()
people = [
    create_agent(email=f"{name}@exemple.fr", name=name, password="une phrase assez longue", by=None)
    for name in ("Marie", "Ali")
]
diagnosis = Diagnosis.objects.create(
    address="78", kind="departement", name="Yvelines", words=["78"], reference="x", made_by=people[0], made_at=now
)
scenario = scenarios.begin(diagnosis=diagnosis, name="Ensemble", by=people[0], now=now)
together = Barrier(2)


def write(person, name):
    together.wait()
    for value in range(1, 16):
        editing.edit(
            scenario=scenario,
            verb=Verb.SET,
            wish=lambda values: put(values, {name: value}),
            made_on=None,
            by=person,
            now=now,
        )
    connection.close()


threads = [Thread(target=write, args=pair) for pair in zip(people, ("count", "stations"))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
scenario.refresh_from_db()
edits = list(scenario.edits.order_by("number"))
assert [edit.number for edit in edits] == list(range(1, scenario.version + 1)), edits
assert scenario.values == folded(edit.plain for edit in edits)
# One station is what is usual: to say it changes nothing.
assert len(edits) == 1 + 15 + 14, len(edits)
print(scenario.settings.count, scenario.settings.stations)
"""


def test_threads_that_write_at_the_same_moment_lose_nothing(own_platform: dict[str, str]) -> None:
    """On a database as in production: that of the tests, in memory, has one connection."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=own_platform, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["15", "15"], ran.stderr[-2000:]
