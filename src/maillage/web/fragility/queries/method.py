"""How everything on the pages is made: axes, weights, hypotheses, sources, and how far it agrees with the published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.engine.fragility.assessment import APL_YEAR
from maillage.engine.fragility.axes import AXES, Axis
from maillage.engine.fragility.difficulty import Rates
from maillage.engine.fragility.mediation import Mediation
from maillage.engine.fragility.published import Agreement
from maillage.engine.sources.provenance import Provenance
from maillage.engine.travel.errors import BandError

from .assessments import Assessed


@dataclass(frozen=True)
class Line:
    """An axis, how it is made and on what it rests, in the reader's language; whether it is known, its weight and what
    that becomes without the unknown ones; where it comes from."""

    axis: Axis
    formula: str
    basis: str
    known: bool
    weight: float
    share: float
    sources: list[Provenance]


@dataclass(frozen=True)
class Method:
    lines: list[Line]
    missing: list[Axis]
    rates: Rates
    mediation: Mediation
    agreement: Agreement
    errors: tuple[BandError, ...]
    points: int
    kinds: Mapping[str, int]
    others: list[Provenance]
    apl_year: int


def method(assessed: Assessed) -> Method:
    found, of = assessed.found, assessed.of
    weights, known = found.question.weights, found.known
    total = sum(weights.of(axis.name) for axis in known) or 1.0
    by_column = {line.column: line for line in found.provenance}
    shown = {column for axis in AXES for column in _columns(axis, of.local.provenance)}
    return Method(
        lines=[
            Line(
                axis,
                _(axis.formula),
                _(axis.basis),
                axis in known,
                weights.of(axis.name),
                weights.of(axis.name) / total if axis in known else 0.0,
                [by_column[column] for column in _columns(axis, of.local.provenance) if column in by_column],
            )
            for axis in AXES
        ],
        missing=list(found.missing),
        rates=found.question.rates,
        mediation=Mediation(),
        agreement=found.agreement,
        errors=of.router.errors,
        points=len(of.points),
        kinds=of.points["kind"].value_counts().to_dict(),
        others=list(
            {(line.title, line.vintage): line for line in found.provenance if line.column not in shown}.values()
        ),
        apl_year=APL_YEAR,
    )


def _columns(axis: Axis, local: Mapping[str, Provenance]) -> tuple[str, ...]:
    return (axis.name,) if axis.name in local else axis.columns
