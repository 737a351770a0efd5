"""Both databases, and a mail server that counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from bench.postgres import throw_away_postgres

from .people import FULL
from .sink import Sink


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "postgresql" and not FULL:
        pytest.skip("with RELIABILITY_ACTIONS=2000 only: it takes minutes")
    with throw_away_postgres(durable=True) if request.param == "postgresql" else nullcontext("") as address:
        yield {"MAILLAGE_DATABASE": address} if address else {}


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as listening:
        yield listening
