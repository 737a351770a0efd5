"""An operator, its keys, and a program that asks with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from maillage.web.accounts.models import Organisation, User
from maillage.web.partners.actions.keys import make
from maillage.web.partners.rules.scopes import SCOPES

from .operator import Operator, an_operator
from .program import Program


@pytest.fixture
def operator(db) -> Operator:
    return an_operator()


@pytest.fixture
def token(agent: User) -> Callable[..., str]:
    """``token(organisation)``: the text of a key that opens everything, or the ``scopes`` that are said."""

    def made(organisation: Organisation, *scopes: str, expires_at: datetime | None = None) -> str:
        now = timezone.now()
        _key, text = make(
            organisation=organisation,
            name="Agenda",
            scopes=scopes or list(SCOPES),
            expires_at=expires_at or now + timedelta(days=365),
            by=agent,
            now=now,
        )
        return text

    return made


@pytest.fixture
def program(operator: Operator, token: Callable[..., str]) -> Program:
    """With a key that opens everything of the operator."""
    caches["turns"].clear()
    return Program(token(operator.organisation))
