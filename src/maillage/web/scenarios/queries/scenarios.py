"""Scenarios, their people and their history, as their readers may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.web.accounts.models import User
from maillage.web.studies.models import Diagnosis
from maillage.web.studies.queries.words import number

from ..models import Edit, Scenario, SetAside
from ..models.edit import changes_of
from ..models.scenario import GONE
from ..rules import edits as rules
from ..rules.edits import Change
from ..rules.settings import LABELS, TEXTS
from ..rules.sites import PREFIX, Site, is_open, sites_of

# The page shows the latest; all of them stay.
HISTORY = 30
NAMED = 3


@dataclass(frozen=True)
class Told:
    """An edit in words: who, did, what. ``number`` None: it was set aside."""

    who: str
    did: str
    what: str
    at: datetime
    number: int | None
    can_be_undone: bool = False


@dataclass(frozen=True)
class Choice:
    """Two choices that exclude each other, both kept until one is said to hold."""

    pk: int
    mine: Told
    texts: list[str]
    theirs: Told | None


def find_scenario(address: str, number: int) -> Scenario | None:
    every = Scenario.objects.select_related("diagnosis", "made_by", "published_by")
    return every.filter(diagnosis__address=address, number=number).first()


def scenarios_for(reader: User | AnonymousUser) -> list[Scenario]:
    """Those that the reader may open, by territory: all for who may edit them, published ones for everybody."""
    every = Scenario.objects.select_related("diagnosis", "made_by").order_by("diagnosis__name", "number")
    return list(every if reader.has_perm("scenarios.edit") else every.filter(published_version__isnull=False))


def published_scenarios() -> list[Scenario]:
    """Of every territory, in order."""
    published = Scenario.objects.filter(published_version__isnull=False).select_related("diagnosis")
    return list(published.order_by("diagnosis__name", "number"))


def open_sites(scenario: Scenario) -> list[Site]:
    """Of what was published, the sites that are open in it."""
    return is_open(sites_of(scenario.published_values or {}).values())


def has_scenarios(diagnosis: Diagnosis) -> bool:
    return Scenario.objects.filter(diagnosis=diagnosis).exists()


def siblings(scenario: Scenario) -> list[Scenario]:
    """The other scenarios of the territory."""
    return list(Scenario.objects.filter(diagnosis=scenario.diagnosis_id).exclude(pk=scenario.pk).order_by("number"))


def others_there(scenario: Scenario, reader: User, *, now: datetime) -> list[str]:
    """Names of the others who have it open."""
    seen = scenario.presences.filter(seen_at__gte=now - GONE).exclude(person=reader).order_by("person__name")
    return list(seen.values_list("person__name", flat=True))


def history(scenario: Scenario) -> list[Told]:
    """The latest edits first."""
    kept = list(scenario.edits.select_related("by").order_by("-number")[:HISTORY])
    taken_back = {edit.undoes for edit in kept}
    return [
        told(edit, can_be_undone=edit.number > 1 and edit.undoes is None and edit.number not in taken_back)
        for edit in kept
    ]


def choices(scenario: Scenario) -> list[Choice]:
    """What was set aside and waits for a decision."""
    waiting = list(scenario.set_aside.filter(kept="").select_related("by"))
    if not waiting:
        return []
    numbers = [each.against for each in waiting]
    first = {edit.number: told(edit) for edit in scenario.edits.filter(number__in=numbers).select_related("by")}
    return [Choice(each.pk, told(each), _written_texts(each.wanted), first.get(each.against)) for each in waiting]


def find_set_aside(scenario: Scenario, pk: int) -> SetAside | None:
    return scenario.set_aside.filter(pk=pk).first()


def what_can_be_taken_back(scenario: Scenario, reader: User) -> tuple[bool, bool]:
    """Whether the reader has something to undo, and to redo."""
    rows = scenario.edits.filter(number__gt=1).order_by("number").values_list("number", "by_id", "undoes")
    plain = [rules.Edit(number, by, (), undoes) for number, by, undoes in rows]
    return rules.to_undo(plain, reader.pk) is not None, rules.to_redo(plain, reader.pk) is not None


def told(edit: Edit | SetAside, *, can_be_undone: bool = False) -> Told:
    what = what_of(changes_of(edit.changes))
    number = getattr(edit, "number", None)
    return Told(edit.by.name, edit.get_verb_display(), what, edit.at, number, can_be_undone)


def what_of(changes: Sequence[Change]) -> str:
    """What some changes are about: sites by their names, settings by theirs."""
    if len(changes) > NAMED:
        return ngettext("%(count)d élément", "%(count)d éléments", len(changes)) % {"count": len(changes)}
    return ", ".join(map(_named, changes))


def _named(change: Change) -> str:
    if change.name.startswith(PREFIX):
        return str((change.after or change.before)["name"])
    label = _(LABELS[change.name])
    is_number = isinstance(change.after, int | float) and not isinstance(change.after, bool)
    return _("%(label)s : %(value)s") % {"label": label, "value": number(change.after)} if is_number else label


def _written_texts(changes: Sequence[Change]) -> list[str]:
    """Texts that were set aside, whole, so that nothing that somebody wrote is out of sight."""
    return [change.after for change in changes if change.name in TEXTS and change.after]
