"""Which files of the data folder belong in a backup: all but what is made again, what is elsewhere, and the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .manifest import MEMBER

DATABASE = "maillage.sqlite3"
KEYS = frozenset({"keys", "secret.key"})
# Made again: by the start of the platform, by `maillage roads build`.
MADE_AGAIN = frozenset({"static", "roads"})
# Kept by an earlier restore, beside what it brought back.
BEFORE = "before-"


def belongs(entry: str) -> bool:
    """Whether an entry of the data folder, a file or a folder, is brought back by a restore and replaced by one."""
    hidden = entry.startswith((".", BEFORE))
    return not hidden and entry not in KEYS | MADE_AGAIN and not entry.startswith(DATABASE)


def files(data: Path) -> Iterator[tuple[str, Path]]:
    """(name in the archive, file), the rows apart."""
    for entry in sorted(data.iterdir()):
        if belongs(entry.name):
            yield from _below(entry, data)


def replaced(data: Path) -> list[str]:
    """Entries of the data folder that stand in the way of a restore: rows and what belongs to them."""
    return sorted(entry.name for entry in data.iterdir() if belongs(entry.name) or entry.name.startswith(DATABASE))


def _below(path: Path, data: Path) -> Iterator[tuple[str, Path]]:
    """No link is followed: it may lead out of the folder. What is being written has a hidden name."""
    if path.is_symlink() or path.name.startswith("."):
        return
    if path.is_dir():
        for each in sorted(path.iterdir()):
            yield from _below(each, data)
    elif path.is_file():
        name = f"data/{path.relative_to(data)}"
        if MEMBER.fullmatch(name):
            yield name, path
