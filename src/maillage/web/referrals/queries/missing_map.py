"""The map of what is missing: searches without an answer, commune by commune."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.outputs.drawing.svg import Svg
from maillage.web.activity.queries.hidden_map import map_of_counts
from maillage.web.activity.rules.shielding import AT_LEAST
from maillage.web.studies.queries.words import spoken
from maillage.web.territories.queries import departement_of, gazetteer


def map_of(by_commune: Mapping[str, int | None]) -> tuple[Svg, Svg] | None:
    """With its legend, of the département from which most was asked; what is too few is hatched. None of none."""
    known = gazetteer().communes
    asked = [code for code in by_commune if code in known.index]
    if not asked:
        return None
    departements = pd.Series([departement_of(code) for code in asked]).value_counts()
    return map_of_counts(
        by_commune,
        [str(departements.index[0])],
        title=_("Recherches sans réponse près de chez soi"),
        unit=_("recherches sans réponse"),
        value_text=_searches,
        missing_text=_("moins de %(least)s recherches, ou caché") % {"least": AT_LEAST},
    )


def _searches(count: float) -> str:
    words = ngettext("%(count)s recherche sans réponse", "%(count)s recherches sans réponse", int(count))
    return words % {"count": spoken().number(count, 0)}
