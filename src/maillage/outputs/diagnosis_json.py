"""``diagnosis.json``: the whole diagnosis, each figure with its label, unit and source."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..engine.diagnosis.figures import columns_of
from ..engine.diagnosis.result import Result
from .plain import plain
from .table import commune_table
from .write import replacing

FORMAT_VERSION = 1


def write_json(result: Result, path: Path) -> None:
    """Writes the diagnosis. Raises OutputError if the file cannot be written."""
    with replacing(path) as aside, aside.open("w", encoding="utf-8") as file:
        head = json.dumps(head_of(result), ensure_ascii=False, indent=1, allow_nan=False)
        file.write(head.removesuffix("\n}"))
        # 35,000 communes as text in a second: pandas writes the rows itself.
        file.write(',\n "communes": ')
        commune_table(result).reset_index().to_json(file, orient="records", force_ascii=False, double_precision=6)
        file.write("\n}\n")


def head_of(result: Result) -> dict[str, Any]:
    """All but the table of communes, as plain values; unknown numbers are None."""
    return plain(
        {
            "format": FORMAT_VERSION,
            "territory": asdict(result.territory),
            "year": result.year,
            "threshold": result.threshold,
            "priority_weights": asdict(result.priority_weights),
            "summary": dict(result.summary),
            "benchmarks": {scope: dict(numbers) for scope, numbers in result.benchmarks.items()},
            "main_departement": result.main_departement,
            "trend": result.trend.reset_index().to_dict("records"),
            "departements": result.departements.reset_index().to_dict("records"),
            "agreement": asdict(result.agreement),
            "travel": asdict(result.travel),
            "acts_per_gp": result.acts_per_gp,
            "notes": [{"text": str(note), "codes": note.codes} for note in result.notes],
            "columns": [asdict(column) for column in columns_of(result.year)],
            "provenance": [asdict(line) for line in result.provenance],
        }
    )
