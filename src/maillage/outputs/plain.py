"""Values that JSON can hold: numbers of NumPy and pandas as Python's own, unknown ones as null."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .write import replacing


def plain(value: Any) -> Any:
    """The same with None for what is unknown or infinite, and lists for tuples and arrays."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def write_plain_json(value: Any, path: Path) -> None:
    """Writes a value, aside and then in its place. Raises OutputError if the file cannot be written."""
    with replacing(path) as aside:
        aside.write_text(
            json.dumps(plain(value), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
        )
