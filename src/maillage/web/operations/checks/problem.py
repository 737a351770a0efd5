"""One thing that is wrong, on one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """Fatal: the platform does not start. Wrong: it runs, and somebody will suffer from it. Note: it may be meant."""

    FATAL = 1
    WRONG = 2
    NOTE = 3


@dataclass(frozen=True)
class Problem:
    """``where``: the setting, file or table; ``what`` is wrong there; ``mend``: what to do."""

    level: Level
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.level.name.lower()}: {self.where}: {self.what} {self.mend}"
