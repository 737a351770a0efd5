"""What was wrong in a file, in words, to read and to download."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.outputs.spreadsheet import csv_text

from ..models import Delivery

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """A problem in words; ``line`` None: of the file as a whole."""

    line: int | None
    column: str
    found: str
    expected: str
    says: str


@dataclass(frozen=True)
class Problems:
    """``kinds``: (sentence, how many of those that are kept), the most frequent first; ``shown``: the first;
    ``kept``, ``all``: how many."""

    kinds: list[tuple[str, int]]
    shown: list[Told]
    kept: int
    all: int


def problems_of(delivery: Delivery) -> Problems:
    counted = Counter(each["message"] for each in delivery.problems)
    return Problems(
        kinds=[(_(message), count) for message, count in counted.most_common()],
        shown=[_told(each) for each in delivery.problems[:SHOWN]],
        kept=len(delivery.problems),
        all=max(len(delivery.problems), delivery.counts.get("problems", 0)),
    )


def problems_csv(delivery: Delivery) -> str:
    """As spreadsheets open it; what stood in the file becomes no formula here."""
    head = [_("ligne"), _("colonne"), _("trouvé"), _("attendu"), _("problème")]
    told = map(_told, delivery.problems)
    return csv_text(head, ([each.line or "", each.column, each.found, each.expected, each.says] for each in told))


def _told(problem: dict) -> Told:
    message = _(problem["message"])
    return Told(problem["line"] or None, problem["column"], problem["found"], problem["expected"], message)
