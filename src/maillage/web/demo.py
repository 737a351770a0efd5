"""A platform to look at: an agent's account, and the published diagnoses of one département and of France."""

from __future__ import annotations

import sys

from .server import ready


def prepare() -> None:
    """Idempotent: what is there already is left as it is, unless the reference figures changed."""
    ready()
    from django.conf import settings

    from .accounts.actions import create_agent
    from .accounts.queries import find_by_email

    account = settings.DEMO_ACCOUNT
    agent = find_by_email(account["email"]) or create_agent(by=None, **account)
    for word in (settings.TERRITORY, "france"):
        _publish(word, agent)


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
