"""The nine colours of the crossing, and what each is called."""

from __future__ import annotations

import numpy as np
import pandas as pd

from maillage.web.marking import _

# Rows: fragility, the most fragile last; columns: access to doctors, the worst last. Pink means fragile, blue without
# doctors, and dark both; the nine differ in lightness too, for those who do not see the hues.
COLOURS = (
    "#ececec", "#b5dde0", "#64b6bf",
    "#dfb7d3", "#a3a9cb", "#5a87ad",
    "#c0649f", "#8a5a9d", "#3a3f86",
)  # fmt: skip
FRAGILITY = (_("peu fragile"), _("fragilité moyenne"), _("fragile"))
ACCESS = (_("médecins accessibles"), _("accès moyen"), _("peu de médecins"))
BOTH = len(COLOURS) - 1


def bands(communes: pd.DataFrame) -> np.ndarray:
    """Which colour each commune has, ``(n,)``; NaN where one of the two is not known."""
    fragility, access = communes["fragility_class"].to_numpy(), communes["access_class"].to_numpy()
    return np.where((fragility < 0) | (access < 0), np.nan, 3.0 * fragility + access)
