"""A scenario begins, is copied, is shown to everyone, and is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from maillage.web.accounts.models import User
from maillage.web.studies.models import Diagnosis

from ..models import Edit, Presence, Scenario
from ..models.edit import Verb
from ..models.scenario import GONE
from ..rules.edits import Change, Value, folded
from ..rules.edits import Edit as PlainEdit
from ..rules.settings import put


@transaction.atomic
def begin(
    *, diagnosis: Diagnosis, name: str, by: User, now: datetime, values: Mapping[str, Value] | None = None
) -> Scenario:
    """An empty scenario of a territory, or one that starts from the ``values`` of another.

    Its first edit writes what it starts from. Raises PermissionDenied if ``by`` may make none.
    """
    require(by, "scenarios.edit")
    # Two people may begin at once: the diagnosis is held until the number is taken.
    Diagnosis.objects.select_for_update().get(pk=diagnosis.pk)
    last = Scenario.objects.filter(diagnosis=diagnosis).aggregate(last=Max("number"))["last"] or 0
    start = dict(values or {})
    start |= {change.name: change.after for change in put({}, {"name": name.strip()})}
    scenario = Scenario(
        diagnosis=diagnosis, number=last + 1, name=name.strip(), made_by=by, made_at=now, changed_at=now
    )
    changes = tuple(Change(key, None, value) for key, value in start.items())
    scenario.version, scenario.values = 1, folded([PlainEdit(1, by.pk, changes)])
    scenario.revision = 1
    scenario.full_clean(exclude=["published_values"])
    scenario.save()
    Edit.objects.create(
        scenario=scenario, number=1, verb=Verb.WRITE, changes=[list(change) for change in changes], by=by, at=now
    )
    return scenario


@transaction.atomic
def publish(*, scenario: Scenario, by: User, now: datetime) -> None:
    """From now on everyone may read it as it is now; later edits are not shown until it is published again."""
    held = hold(scenario, by, "scenarios.publish")
    held.published_version, held.published_values = held.version, held.values
    held.published_by, held.published_at = by, now
    held.revision += 1
    held.save()


@transaction.atomic
def unpublish(*, scenario: Scenario, by: User) -> None:
    """Only agents may read it any more."""
    held = hold(scenario, by, "scenarios.publish")
    held.published_version = held.published_values = None
    held.published_by = held.published_at = None
    held.revision += 1
    held.save()


@transaction.atomic
def note_presence(*, scenario: Scenario, by: User, now: datetime) -> None:
    """The person has the scenario open; those who left are forgotten."""
    require(by, "scenarios.edit")
    Presence.objects.filter(scenario=scenario, seen_at__lt=now - GONE).delete()
    Presence.objects.update_or_create(scenario=scenario, person=by, defaults={"seen_at": now})


def hold(scenario: Scenario, by: User, ability: str = "scenarios.edit") -> Scenario:
    """The row as it is now, held until the transaction ends. Raises PermissionDenied if ``by`` is not able to."""
    require(by, ability)
    return Scenario.objects.select_for_update().get(pk=scenario.pk)


def require(by: User, ability: str) -> None:
    if not by.has_perm(ability):
        raise PermissionDenied
