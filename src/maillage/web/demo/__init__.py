"""A platform to look at: an agent's account, the published diagnoses of one département and of France, a scenario, and
places at work. Whatever is of the Django kind is imported when it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.web.server import ready

if TYPE_CHECKING:
    from maillage.web.accounts.models import User


def prepare() -> None:
    """Idempotent: what is there already is left as it is, unless the reference figures changed."""
    ready()
    from django.conf import settings
    from django.utils import timezone

    from maillage.web.accounts.queries.people import find_by_email

    from . import figures, work

    agent = find_by_email(settings.DEMO_ACCOUNT["email"]) or _enter()
    for word in (settings.TERRITORY, "france"):
        figures.publish(word, agent)
    figures.propose(settings.TERRITORY, agent)
    work.begin(settings.TERRITORY, agent, now=timezone.now())


def _enter() -> User:
    """One account that sees all there is: a real platform gives these two roles to two people."""
    from django.conf import settings
    from django.utils import timezone

    from maillage.web.accounts.actions.memberships import give
    from maillage.web.accounts.actions.organisations import own_organisation
    from maillage.web.accounts.actions.people import create_agent

    person = create_agent(by=None, role="administrator", **settings.DEMO_ACCOUNT)
    give(person=person, organisation=own_organisation(), role="dpo", by=None, now=timezone.now())
    return person
