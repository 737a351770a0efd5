"""What an erasure would do to a person, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from ..models.person import Holding, holdings_of
from ..rules.classification import Column, Erasure, Role
from .held import said
from .words import erasure_words


@dataclass(frozen=True)
class Fate:
    """What becomes of some columns of so many rows, and why they are kept if they are."""

    label: str
    count: int
    fate: Erasure
    what: str
    columns: tuple[str, ...]
    because: str


def fates_of(person: models.Model) -> list[Fate]:
    """What goes first, what stays last."""
    order = list(Erasure)
    found = [fate for holding in holdings_of(person) for fate in _fates(holding)]
    return sorted(found, key=lambda fate: order.index(fate.fate))


def _fates(holding: Holding) -> list[Fate]:
    table, count = holding.table, holding.rows.count()
    if holding.role is Role.SUBJECT and table.erasure is Erasure.DELETE:
        return [_fate(holding, count, Erasure.DELETE, (), "")]
    columns = [column for column in table.columns.values() if column.is_about_people]
    if holding.role is Role.AUTHOR:
        columns = list(holding.columns)
    written_over = [column for column in columns if column.erasure is Erasure.ANONYMISE]
    fates = [_fate(holding, count, Erasure.ANONYMISE, written_over, "")] if written_over else []
    kept: dict[str, list[Column]] = {}
    for column in columns:
        if column not in written_over:
            # A row that goes with the person whom it is about stays when its author is erased.
            reason = said(column.because.label) if column.because else _("Renvoie à un compte effacé.")
            kept.setdefault(reason, []).append(column)
    return fates + [_fate(holding, count, Erasure.KEEP, of_it, reason) for reason, of_it in kept.items()]


def _fate(holding: Holding, count: int, fate: Erasure, columns: list[Column] | tuple[()], because: str) -> Fate:
    words = tuple(said(column.label) for column in columns)
    return Fate(said(holding.table.label), count, fate, erasure_words(fate), words, because)
