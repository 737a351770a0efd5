"""A platform to look at: an agent's account, the published diagnoses of one département and of France, a scenario."""

from __future__ import annotations

import sys

from .server import ready

# Long enough for a good plan, short enough for whoever waits for the demo; the page says how good it is.
PROPOSAL_SECONDS = 5.0
EXAMPLE = "50 cabines : un exemple"
REASONS = (
    "Exemple calculé à l’installation : 50 lieux parmi les mairies et les France services, pour que le moins "
    "d’habitants restent sous 2,5 consultations par an.\n\n"
    "Les heures d’ouverture, les consultations par heure et le coût sont des hypothèses de départ, à remplacer par "
    "les vôtres. Aucune collectivité n’a choisi ces lieux."
)


def prepare() -> None:
    """Idempotent: what is there already is left as it is, unless the reference figures changed."""
    ready()
    from django.conf import settings

    from .accounts.queries.people import find_by_email

    agent = find_by_email(settings.DEMO_ACCOUNT["email"]) or _enter()
    for word in (settings.TERRITORY, "france"):
        _publish(word, agent)
    _propose(settings.TERRITORY, agent)


def _enter():
    """One account that sees all there is: a real platform gives these two roles to two people."""
    from django.conf import settings
    from django.utils import timezone

    from .accounts.actions.memberships import give
    from .accounts.actions.organisations import own_organisation
    from .accounts.actions.people import create_agent

    person = create_agent(by=None, role="administrator", **settings.DEMO_ACCOUNT)
    give(person=person, organisation=own_organisation(), role="dpo", by=None, now=timezone.now())
    return person


def _publish(word: str, agent) -> None:
    from django.utils import timezone

    from .studies import actions
    from .studies.queries.diagnoses import figures_version, find_diagnosis
    from .territories.queries import get_territory

    territory = get_territory([word])
    found = find_diagnosis(territory.code)
    if found and found.is_published and found.reference == figures_version():
        return
    sys.stderr.write(f"Computing the diagnosis of {territory.name}\n")
    now = timezone.now()
    diagnosis = actions.make_diagnosis(
        territory=territory, words=[word], reference=figures_version(), by=agent, now=now
    )
    actions.publish(diagnosis=diagnosis, by=agent, now=now)


def _propose(word: str, agent) -> None:
    """One scenario of the territory, unless it has one already."""
    from django.utils import timezone

    from .scenarios.actions import computations, editing, scenarios
    from .scenarios.models import Computation
    from .scenarios.models.edit import Verb
    from .scenarios.queries.computations import plan_of
    from .scenarios.queries.scenarios import has_scenarios
    from .scenarios.rules.settings import put
    from .scenarios.rules.sites import adopt
    from .scenarios.tasks import work_on
    from .studies.queries.diagnoses import find_diagnosis
    from .territories.queries import get_territory

    diagnosis = find_diagnosis(get_territory([word]).code)
    if diagnosis is None or has_scenarios(diagnosis):
        return
    sys.stderr.write(f"Proposing sites for {diagnosis.name}\n")
    who = {"by": agent, "now": timezone.now()}
    values = {change.name: change.after for change in put({}, {"reasons": REASONS})}
    scenario = scenarios.begin(diagnosis=diagnosis, name=EXAMPLE, values=values, **who)
    asked = {"values": scenario.values, "language": "fr", "goals": [], "seconds": PROPOSAL_SECONDS}
    computation = computations.ask(scenario=scenario, kind=Computation.Kind.PROPOSAL, asked=asked, **who)
    work_on.call(computation.pk)
    computation.refresh_from_db()
    plan = plan_of(computation, "0")
    if plan is None:
        return
    editing.edit(scenario=scenario, verb=Verb.ADOPT, wish=lambda now: adopt(now, plan), made_on=None, **who)
    scenario.refresh_from_db()
    scenarios.publish(scenario=scenario, **who)
