"""``plan.json``: the whole proposal, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from ...engine.siting.effects import Situation
from ...engine.siting.proposal import Proposal
from ...engine.sources.provenance import Provenance
from .table import site_table

FORMAT_VERSION = 1


def plan_of(proposal: Proposal, provenance: Sequence[Provenance]) -> dict[str, Any]:
    """The proposal as values; unknown numbers are None once written."""
    question, plan, told = proposal.question, proposal.plan, proposal.effects
    inside = question.ground.inside
    communes = {
        "name": inside["name"],
        "people": question.problem.demand.people,
        "minutes": told.after.minutes,
        "apl_before": told.before.apl,
        "apl_after": told.after.apl,
        "site": [str(question.problem.candidates.keys[site]) if site >= 0 else None for site in told.after.site],
    }
    return {
        "format": FORMAT_VERSION,
        "territory": asdict(question.ground.territory),
        "goal": proposal.goal,
        "within_minutes": proposal.within_minutes,
        "threshold": proposal.threshold,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "proven": plan.proven,
        "wishes": asdict(question.problem.wishes),
        "cabin": asdict(question.cabin) | {"acts_a_year": question.cabin.acts},
        "candidates": len(question.sites),
        "new_sites": told.new_sites,
        "cost": told.cost,
        "before": _figures(told.before),
        "after": _figures(told.after),
        "sites": site_table(proposal).reset_index().to_dict("records"),
        "communes": pd.DataFrame(communes, index=inside.index).reset_index(names="code").to_dict("records"),
        "travel": {"label": question.ground.router.label, "approximate": question.ground.router.approximate},
        "year": question.ground.year,
        "left_out": question.ground.left_out,
        "provenance": [asdict(line) for line in provenance],
    }


def _figures(situation: Situation) -> dict[str, Any]:
    return {name: value for name, value in vars(situation).items() if name not in {"site", "minutes", "apl"}}
