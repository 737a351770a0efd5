"""Diagnoses to draw and to tell: real ones, computed once for all tests of the outputs."""

from __future__ import annotations

import pytest

from maillage.engine.diagnosis.result import Result
from maillage.engine.study import Study, run


@pytest.fixture(scope="session")
def yvelines() -> Result:
    """A département of 259 communes, with neighbours all around."""
    return run(Study(("78",)))


@pytest.fixture(scope="session")
def guadeloupe() -> Result:
    """Islands, with no neighbour, and communes without some figures."""
    return run(Study(("971",)))


@pytest.fixture(scope="session")
def paris() -> Result:
    """A département of one commune."""
    return run(Study(("75",)))
