"""The sites of a proposal as a table: what each is, and why it stands there."""

from __future__ import annotations

import pandas as pd

from ...engine.siting.proposal import Proposal

REASONS = ["nearest_people", "nearest_communes", "alone_people", "alone_communes", "lost", "next_best"]
TEXTS = ("nearest_communes", "alone_communes", "next_best")


def site_table(proposal: Proposal) -> pd.DataFrame:
    """One row an open site, indexed by ``key``, those of today included (they have no reasons: they are not chosen).

    ``nearest_people``: for whom it is the nearest; ``alone_people``: whom no other open site serves within the minutes
    asked; ``lost``: what the goal would lose without it; ``next_best``: the site that would best take its place.
    """
    problem, inside = proposal.question.problem, proposal.question.ground.inside
    table = proposal.opened.copy()
    table["commune_name"] = table["commune"].map(proposal.question.ground.communes["name"])
    table["epci_name"] = table["commune"].map(inside["epci_name"]).fillna("")
    table["cost"] = problem.candidates.cost[proposal.plan.opened]
    table["acts"] = problem.candidates.acts[proposal.plan.opened]
    table = table.join(_reasons(proposal))
    return table.assign(**{name: table[name].fillna("") for name in TEXTS})


def _reasons(proposal: Proposal) -> pd.DataFrame:
    keys, codes = proposal.question.problem.candidates.keys, proposal.question.ground.inside.index
    rows = {
        keys[each.site]: {
            "nearest_people": each.people_nearest,
            "nearest_communes": " ".join(codes[each.places]),
            "alone_people": each.people_alone,
            "alone_communes": " ".join(codes[each.places_alone]),
            "lost": each.lost,
            "next_best": "" if each.next_best is None else str(keys[each.next_best]),
        }
        for each in proposal.why
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=REASONS)
