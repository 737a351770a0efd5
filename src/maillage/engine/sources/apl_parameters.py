"""The parameters with which DREES computed the APL to GPs of one year."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import SourceError


@dataclass(frozen=True)
class AplParameters:
    """``decay``: (minutes, weight) steps, each weight holding up to its minutes, and 0 beyond the last.

    Consultations a year that are counted for a GP: none up to ``activity_threshold``; otherwise those observed,
    but at least ``activity_floor`` and at most ``activity_ceiling``; ``newcomer_activity`` for one who did not
    practise the year before. ``age_weights``: (first age of the band, consultations of an inhabitant relative to
    the mean); the last band is open.
    """

    year: int
    decay: tuple[tuple[float, float], ...]
    activity_threshold: float
    activity_floor: float
    activity_ceiling: float
    newcomer_activity: float
    age_weights: tuple[tuple[int, float], ...]


def write_apl_parameters(path: Path, parameters: Iterable[AplParameters]) -> None:
    path.write_text(json.dumps([asdict(each) for each in parameters], indent=1) + "\n", encoding="utf-8")


def read_apl_parameters(path: Path) -> dict[int, AplParameters]:
    """By year, from what ``write_apl_parameters`` wrote. Raises SourceError where it is something else."""
    try:
        lines: Sequence[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return {line["year"]: _parameters(line) for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError("The APL parameters cannot be read.", file=path.name, found=str(error)) from error


def _parameters(line: dict[str, Any]) -> AplParameters:
    steps = {name: tuple(tuple(step) for step in line[name]) for name in ("decay", "age_weights")}
    values: dict[str, Any] = line | steps
    return AplParameters(**values)
