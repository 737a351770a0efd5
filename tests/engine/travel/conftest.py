"""The figures that ship with the package."""

import pytest

from maillage.engine.sources.reference import Reference, load_reference


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The shipped reference."""
    return load_reference()
