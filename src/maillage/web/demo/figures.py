"""What the demo measures and decides: published diagnoses, and a scenario."""

from __future__ import annotations

import sys

from django.utils import timezone

from maillage.web.accounts.models import User
from maillage.web.scenarios.actions import computations, editing, scenarios
from maillage.web.scenarios.models import Computation
from maillage.web.scenarios.models.edit import Verb
from maillage.web.scenarios.queries.computations import plan_of
from maillage.web.scenarios.queries.scenarios import has_scenarios
from maillage.web.scenarios.rules.settings import put
from maillage.web.scenarios.rules.sites import adopt
from maillage.web.scenarios.tasks import work_on
from maillage.web.studies import actions
from maillage.web.studies.queries.diagnoses import figures_version, find_diagnosis
from maillage.web.territories.queries import get_territory

# Long enough for a good plan, short enough for whoever waits for the demo; the page says how good it is.
PROPOSAL_SECONDS = 5.0
EXAMPLE = "50 cabines : un exemple"
REASONS = (
    "Exemple calculé à l’installation : 50 lieux parmi les mairies et les France services, pour que le moins "
    "d’habitants restent sous 2,5 consultations par an.\n\n"
    "Les heures d’ouverture, les consultations par heure et le coût sont des hypothèses de départ, à remplacer par "
    "les vôtres. Aucune collectivité n’a choisi ces lieux."
)


def publish(word: str, agent: User) -> None:
    """What is published already stays, unless the reference figures changed."""
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


def propose(word: str, agent: User) -> None:
    """One scenario of the territory, unless it has one already."""
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
