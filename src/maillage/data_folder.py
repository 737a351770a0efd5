"""Where maillage keeps what a user gives it."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """``MAILLAGE_DATA``, or ``~/.local/share/maillage``."""
    return Path(os.environ.get("MAILLAGE_DATA") or Path.home() / ".local" / "share" / "maillage")
