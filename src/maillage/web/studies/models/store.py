"""Figures of a study, kept on disk as Parquet and JSON, so that a page reads them in milliseconds."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from django.conf import settings

from .roads import changes_of, study_of

if TYPE_CHECKING:
    from maillage.engine.diagnosis.result import Result

COMMUNES, RING, FACTS = "communes.parquet", "ring.parquet", "facts.json"
# Changes with the form of what is kept: older folders are then computed again.
FORM = 1


@dataclass(frozen=True)
class Figures:
    """What pages show of a study: its tables without their outlines, and ``facts``, everything that is not a table."""

    communes: pd.DataFrame
    ring: pd.DataFrame
    facts: Mapping[str, Any]


def figures_of(folder: Path, words: Sequence[str], parameters: Mapping[str, Any]) -> Figures:
    """Kept figures, computed first if they are not there. Raises a MaillageError if they cannot be."""
    folder = folder / f"v{FORM}"
    if not (folder / FACTS).is_file():
        result = compute(words, parameters)
        keep(result, folder, roads=changes_of(words, parameters, result))
    return _read(folder)


def compute(words: Sequence[str], parameters: Mapping[str, Any]) -> Result:
    """The engine's answer, with what the files that were imported here add to the figures of communes.

    Imported here: no page that reads kept figures should wait for the engine to load. Raises a MaillageError.
    """
    from maillage.engine.sources.additions import additions
    from maillage.engine.sources.reference import load_reference
    from maillage.engine.study import run

    tables = load_reference()
    added = additions(_imports(), tables.communes.index, tables.successions)
    return run(study_of(words, parameters), reference=tables, additions=added)


def imported_version() -> str:
    """Changes with the files that were imported here; empty if there are none."""
    digest = blake2b(digest_size=5)
    records = sorted(_imports().glob("*.json"))
    for record in records:
        digest.update(record.name.encode() + record.read_bytes())
    return digest.hexdigest() if records else ""


def _imports() -> Path:
    """Where `maillage sources import` keeps its tables, each with a record that has the checksum of its file."""
    return settings.DATA / "sources"


def keep(result: Result, folder: Path, *, roads: Mapping[str, Any] | None = None) -> None:
    """Writes aside, then renames: a folder is whole or is not there. ``roads``: what real roads changed, if any."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder.parent))
    try:
        _table(result.communes).to_parquet(aside / COMMUNES, compression="zstd")
        _table(result.ring).to_parquet(aside / RING, compression="zstd")
        (aside / FACTS).write_text(_written(_facts(result) | {"roads": roads}), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


@lru_cache(maxsize=6)
def _read(folder: Path) -> Figures:
    return Figures(
        communes=pd.read_parquet(folder / COMMUNES),
        ring=pd.read_parquet(folder / RING),
        facts=json.loads((folder / FACTS).read_text(encoding="utf-8")),
    )


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))


def _facts(result: Result) -> dict[str, Any]:
    return {
        "year": result.year,
        "threshold": result.threshold,
        "weights": result.priority_weights,
        "travel": result.travel,
        "acts_per_gp": result.acts_per_gp,
        "provenance": result.provenance,
        "notes": [{"message": note.message, "codes": note.codes} for note in result.notes],
    }


def _written(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """What JSON does not know by itself."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if is_dataclass(value):
        return asdict(value)
    return str(value)
