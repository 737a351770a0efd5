"""``fragility.json``: the whole assessment, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...engine.fragility.assessment import Assessment
from ...engine.fragility.help_points import Effect
from .table import column_table, commune_table, iris_table

FORMAT_VERSION = 1
TOTALS = ("population", "in_difficulty", "not_reached", "hours")


def assessment_of(found: Assessment, territory: dict[str, Any], effect: Effect | None = None) -> dict[str, Any]:
    """The assessment as values; unknown numbers are None once written."""
    question = found.question
    parts = [f"{name}{part}" for name in TOTALS for part in ("", "_low", "_high")]
    return {
        "format": FORMAT_VERSION,
        "territory": territory,
        "weights": {axis.name: question.weights.of(axis.name) for axis in found.known},
        "missing_axes": [axis.name for axis in found.missing],
        "thirds": found.breaks,
        "threshold": question.threshold,
        "fewest": question.fewest,
        "rates": asdict(question.rates),
        "mediation": asdict(question.mediation),
        "totals": {name: found.total(name) for name in parts if name in found.communes},
        "effect": None if effect is None else effect_of(effect),
        "agreement_with_the_published_index": asdict(found.agreement),
        "travel": found.travel_label,
        "columns": column_table(found).to_dict("records"),
        "communes": commune_table(found, effect).reset_index(names="code").to_dict("records"),
        "iris": iris_table(found).reset_index(names="iris").to_dict("records"),
        "help_points": found.nearby.reset_index(names="key").to_dict("records"),
        "provenance": [asdict(line) for line in found.provenance],
    }


def effect_of(effect: Effect) -> dict[str, Any]:
    names = ("within_minutes", "people_before", "people_after", "gained", "lost", "mean_before", "mean_after")
    return {name: getattr(effect, name) for name in names} | {"communes": list(effect.changed)}
