"""Long computations as those who wait for them see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from maillage.web.jobs.queries.jobs import is_given_up
from maillage.web.studies.queries.words import percent

from ..models import Computation, Scenario
from ..models.computation import LIMIT_SECONDS
from ..rules.settings import CONFLICTS, LABELS
from ..rules.sites import Site

# A computation that takes longer than it may is not yet done.
NEARLY = 0.99


@dataclass(frozen=True)
class Told:
    """What came of a proposal. ``sites``: how many it opens; ``adopted``: the scenario has them all already."""

    head: str
    text: str
    feasible: bool = False
    sites: int = 0
    adopted: bool = False


def latest(scenario: Scenario, kind: Computation.Kind, *, now: datetime) -> Computation | None:
    """The last one of a kind."""
    return _as_seen(scenario.computations.filter(kind=kind).select_related("by").order_by("-pk").first(), now=now)


def find_computation(scenario: Scenario, pk: int, *, now: datetime) -> Computation | None:
    return _as_seen(scenario.computations.filter(pk=pk).first(), now=now)


def find_question(pk: int) -> Computation | None:
    """For the job that answers it; None if its scenario is gone."""
    return Computation.objects.select_related("scenario__diagnosis").filter(pk=pk).first()


def _as_seen(found: Computation | None, *, now: datetime) -> Computation | None:
    """How far it is; interrupted, if the job that computes it was tried often enough."""
    if found is None or not found.is_open:
        return found
    if is_given_up(found.job):
        found.status = Computation.Status.STOPPED
    elif found.began_at:
        spent = (now - found.began_at).total_seconds()
        found.progress = min(max(spent / LIMIT_SECONDS[found.kind], 0.0), NEARLY)
    return found


def plan_of(computation: Computation, number: str) -> list[Site] | None:
    """The sites of what it found: of its proposal, or of one plan of its front. None if there is no such plan."""
    plans = (computation.answer or {}).get("plans", [])
    if not number.isdecimal() or len(number) > 4 or int(number) >= len(plans):
        return None
    return [Site(**site) for site in plans[int(number)]["sites"]]


def told(computation: Computation, sites: Mapping[str, Site]) -> Told | None:
    """What came of it, in words; None while it goes on. ``sites``: of the scenario as it is now."""
    status = computation.status
    if status == Computation.Status.FAILED:
        return Told(_("Sans réponse."), computation.message)
    if status == Computation.Status.STOPPED:
        return Told(_("Interrompu."), _("Le serveur s’est arrêté avant la fin : recommencez."))
    if status != Computation.Status.DONE:
        return None
    answer = computation.answer
    if not answer["feasible"]:
        return Told(_("Aucun choix de sites ne tient ces contraintes."), _conflict(answer))
    plan = {site["key"] for site in answer["plans"][0]["sites"]}
    opened = {key for key, site in sites.items() if site.open}
    return Told(
        _("Proposition prouvée.")
        if answer["proven"]
        else _("Proposition à %(gap)s près.") % {"gap": percent(answer["gap"], 1)},
        _proof(answer),
        feasible=True,
        sites=len(plan),
        adopted=plan == opened,
    )


def why_none(computation: Computation) -> str:
    """Why there is no front; empty where there is one, or may still be."""
    said = told(computation, {}) if not (computation.answer or {}).get("feasible") else None
    return f"{said.head} {said.text}" if said else ""


def _proof(answer: Mapping[str, object]) -> str:
    if answer["proven"]:
        return _("Aucun autre choix ne fait mieux pour ce but, sous ces contraintes.")
    return _("Le temps de calcul n’a pas permis de prouver plus : un autre choix ferait mieux de cela au plus.")


def _conflict(answer: Mapping[str, dict]) -> str:
    """Which wishes break, and what would have to give."""
    if not answer["wishes"]:
        return _("Aucun n’a été trouvé dans le temps imparti.")
    gives = answer["would_give"]
    each = (f"{wish} ({gives[wish]})" if gives.get(wish) else wish for wish in map(_wish, answer["wishes"]))
    return _("En conflit : %(wishes)s.") % {"wishes": ", ".join(each)}


def _wish(name: str) -> str:
    """The engine's name of a wish, as the page has it."""
    return _(CONFLICTS.get(name) or LABELS[name])
