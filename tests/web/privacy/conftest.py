"""Who answers for the protection of data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from maillage.web.accounts.models import User


@pytest.fixture
def dpo(person: Callable[..., User]) -> User:
    return person(role="dpo", email="dpo@exemple.fr", name="Inès Moreau")
