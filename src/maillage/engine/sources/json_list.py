"""A JSON list of objects, such as Etalab publishes, with the line on which each one begins."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import SourceError
from .cells import Cells, require_columns

BETWEEN = re.compile(r"[\s,]*")


def read_json_list(path: Path, *, required: Sequence[str]) -> Cells:
    """One row an object, one column a key; a key that an object lacks is "". Raises SourceError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("The file is not text.", file=path.name, expected="a JSON list") from error
    decoder = json.JSONDecoder()
    items: list[dict[str, Any]] = []
    lines: list[int] = []
    line, place = 1, _after(text, 0, opening=True, file=path.name)
    counted = 0
    while place < len(text) and text[place] != "]":
        line, counted = line + text.count("\n", counted, place), place
        try:
            item, end = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise _broken(path.name, error.lineno) from error
        if not isinstance(item, dict):
            raise SourceError("This is not an object.", file=path.name, line=line, found=str(item)[:80])
        items.append(item)
        lines.append(line)
        place = _after(text, end)
    if place >= len(text):
        raise _broken(path.name, text.count("\n") + 1)
    if not items:
        raise SourceError("The list is empty.", file=path.name, hint="Download it again.")
    frame = pd.DataFrame(items, dtype=object)
    require_columns(list(frame.columns), required, file=path.name, line=lines[0])
    return Cells(path.name, frame.where(frame.notna(), ""), np.array(lines))


def _after(text: str, place: int, *, opening: bool = False, file: str = "") -> int:
    if opening:
        start = len(text) - len(text.lstrip())
        if text[start : start + 1] != "[":
            raise SourceError("This is not a JSON list.", file=file, line=1, found=text[start : start + 40])
        place = start + 1
    match = BETWEEN.match(text, place)
    return match.end() if match else place


def _broken(file: str, line: int) -> SourceError:
    hint = "The file may be truncated: download it again."
    return SourceError("The JSON breaks off.", file=file, line=line, expected="a list of objects", hint=hint)
