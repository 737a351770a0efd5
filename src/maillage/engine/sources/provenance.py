"""Where each column of figures comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Provenance:
    """One column of one table: who published the figures, of when, under which licence.

    ``title`` and ``note`` are in French, as people read them; ``url`` is the publisher's page.
    """

    table: str
    column: str
    source: str
    title: str
    publisher: str
    vintage: str
    licence: str
    url: str
    note: str = ""


def write_provenance(path: Path, lines: Iterable[Provenance]) -> None:
    text = json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read_provenance(path: Path) -> tuple[Provenance, ...]:
    return tuple(Provenance(**line) for line in json.loads(path.read_text(encoding="utf-8")))
