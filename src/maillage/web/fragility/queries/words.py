"""Why a commune stands where it does, in sentences that a councillor can say aloud."""

from __future__ import annotations

import pandas as pd
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.engine.fragility.assessment import Assessment
from maillage.engine.fragility.axes import FARTHEST_MINUTES
from maillage.web.studies.queries.words import number, percent, printed

from ..rules.reasons import REASONS
from .assessments import Assessed

# So many axes are named, the heaviest first; under so many points they explain nothing.
NAMED, FEW_POINTS = 2, 5.0


def sentences(assessed: Assessed, code: str) -> list[str]:
    """Where it stands and why; who is in difficulty; whether doctors are near; where help is."""
    row = assessed.communes.loc[code]
    told = [_standing(assessed, row), _why(assessed, code, row), _people(row), _doctors(assessed, row), _help(row)]
    return [printed(sentence) for sentence in told if sentence]


def headline(found: Assessment) -> str:
    """Who is left out of the whole territory."""
    people = {
        "people": _about(found.total("in_difficulty")),
        "low": _about(found.total("in_difficulty_low")),
        "high": _about(found.total("in_difficulty_high")),
        "share": percent(found.total("in_difficulty") / max(found.total("population"), 1.0)),
        "unreached": _about(found.total("not_reached")),
    }
    return printed(
        _(
            "Environ %(people)s personnes seraient en difficulté avec le numérique, soit %(share)s des habitants "
            "(entre %(low)s et %(high)s). %(unreached)s d’entre elles vivent là où les médecins manquent : la "
            "télémédecine ne les atteindrait pas sans un médiateur."
        )
        % people
    )


def why(assessed: Assessed, code: str) -> str:
    """What weighs the most, alone: beside a line of a list."""
    reasons = _reasons(assessed, code, assessed.communes.loc[code])
    return printed(capfirst(", ".join(reasons)))


def _about(people: float) -> str:
    """An estimate is said as exactly as it is known: by two figures."""
    return number(float(f"{people:.2g}"))


def _standing(assessed: Assessed, row: pd.Series) -> str:
    if pd.isna(row["fragility"]):
        return _("Aucun axe n’est connu pour cette commune : son indice ne se calcule pas.")
    total = int(assessed.communes["rank"].notna().sum())
    place = {"points": number(row["fragility"]), "rank": number(row["rank"]), "total": number(total)}
    if total == 1:
        return _("L’indice de fragilité numérique est de %(points)s points sur 100.") % place
    range_ = {"first": number(row["rank_first"]), "last": number(row["rank_last"])}
    return _(
        "Avec %(points)s points sur 100, la commune est %(rank)sᵉ sur %(total)s parmi les plus fragiles ; selon les "
        "poids choisis, sa place va de %(first)s à %(last)s."
    ) % (place | range_)


def _why(assessed: Assessed, code: str, row: pd.Series) -> str:
    reasons = _reasons(assessed, code, row)
    if not reasons:
        return ""
    if len(reasons) == 1:
        return _("Ce qui pèse le plus : %(first)s.") % {"first": reasons[0]}
    return _("Ce qui pèse le plus : %(first)s, puis %(second)s.") % {"first": reasons[0], "second": reasons[1]}


def _reasons(assessed: Assessed, code: str, row: pd.Series) -> list[str]:
    points = {axis.name: row[f"points_{axis.name}"] for axis in assessed.found.known}
    heaviest = sorted(points, key=lambda axis: -points[axis])[:NAMED]
    figures = {
        "age": percent(assessed.sheet.communes["share_65_plus"].get(code)),
        "income": number(row["value_income"]),
        "help": number(row["value_help"]),
    }
    return [
        _(REASONS[axis]) % {"figure": figures.get(axis) or percent(row[f"value_{axis}"])}
        for axis in heaviest
        if points[axis] >= FEW_POINTS
    ]


def _people(row: pd.Series) -> str:
    if pd.isna(row["in_difficulty"]):
        return ""
    people = {
        "people": _about(row["in_difficulty"]),
        "low": _about(row["in_difficulty_low"]),
        "high": _about(row["in_difficulty_high"]),
    }
    return (
        ngettext(
            "Environ %(people)s personne y serait en difficulté avec le numérique (entre %(low)s et %(high)s).",
            "Environ %(people)s personnes y seraient en difficulté avec le numérique (entre %(low)s et %(high)s).",
            round(row["in_difficulty"]),
        )
        % people
    )


def _doctors(assessed: Assessed, row: pd.Series) -> str:
    if pd.isna(row["apl"]):
        return ""
    said = {"apl": number(row["apl"], 2), "threshold": number(assessed.found.question.threshold, 1)}
    if row["apl"] < assessed.found.question.threshold:
        return (
            _(
                "Les médecins y manquent (%(apl)s consultations par an et par habitant, sous le seuil de "
                "%(threshold)s) : la télémédecine n’y atteindrait pas ces personnes sans quelqu’un à côté d’elles."
            )
            % said
        )
    return _("Les médecins n’y manquent pas au sens du seuil de %(threshold)s (%(apl)s consultations par an).") % said


def _help(row: pd.Series) -> str:
    if pd.isna(row["value_help"]):
        return ""
    if row["value_help"] >= FARTHEST_MINUTES:
        return _("Aucun point d’aide connu n’est à moins d’une heure.")
    return _("L’aide la plus proche est à %(minutes)s minutes en voiture (temps estimé).") % {
        "minutes": number(row["value_help"])
    }
