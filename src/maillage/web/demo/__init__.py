"""A platform to look at: an agent's account, the published diagnoses of one département and of France, a scenario, and
places at work. Whatever is of the Django kind is imported when it is ready."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from maillage.web.server import ready

if TYPE_CHECKING:
    from maillage.web.accounts.models import User


def prepare() -> None:
    """Idempotent: what is there already is left as it is, unless the reference figures changed."""
    ready()
    from django.conf import settings
    from django.utils import timezone

    from . import directory, figures, referrals, work

    agent = _agent()
    for word in (settings.TERRITORY, "france"):
        figures.publish(word, agent)
    figures.propose(settings.TERRITORY, agent)
    work.begin(settings.TERRITORY, agent, now=timezone.now())
    directory.fill(settings.TERRITORY, agent, now=timezone.now())
    referrals.refer(settings.TERRITORY, agent, now=timezone.now())


def _agent() -> User:
    """One account that sees all there is: a real platform gives these two roles to two people. A demo of an earlier
    version had other roles."""
    from django.conf import settings
    from django.utils import timezone

    from maillage.web.accounts.actions.memberships import HeldAlreadyError, give
    from maillage.web.accounts.actions.organisations import own_organisation
    from maillage.web.accounts.actions.people import create_agent
    from maillage.web.accounts.queries.people import find_by_email

    email = settings.DEMO_ACCOUNT["email"]
    person = find_by_email(email) or create_agent(by=None, role="administrator", **settings.DEMO_ACCOUNT)
    for role in ("administrator", "dpo"):
        with suppress(HeldAlreadyError):
            give(person=person, organisation=own_organisation(), role=role, by=None, now=timezone.now())
    person.forget_roles()
    return person
