"""The locked requirement files say the same as the project, and as each other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("base", "bench", "dev", "tools")
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==(\S+?)(?: ; (.+?))? \\$", re.MULTILINE)


def pins(root: Path, lock: str) -> dict[str, str]:
    text = (root / "requirements" / f"{lock}.txt").read_text()
    return {canonicalize_name(name): version for name, version, _ in PINNED.findall(text)}


def wanted(root: Path, *files: str) -> list[Requirement]:
    lines = [line for file in files for line in (root / "requirements" / f"{file}.in").read_text().splitlines()]
    return [Requirement(line) for line in (line.partition("#")[0].strip() for line in lines) if line]


@pytest.fixture(scope="module")
def project(root: Path) -> list[Requirement]:
    table = tomllib.loads((root / "pyproject.toml").read_text())
    return [Requirement(line) for line in table["project"]["dependencies"]]


@pytest.mark.parametrize(
    ("lock", "own"), [("base", ()), ("dev", ("dev", "tools")), ("bench", ("bench",)), ("tools", ("tools",))]
)
def test_a_lock_holds_what_is_asked_for(
    root: Path, project: list[Requirement], lock: str, own: tuple[str, ...]
) -> None:
    asked = wanted(root, *own) + (project if lock != "tools" else [])
    locked = pins(root, lock)
    unmet = [
        str(requirement)
        for requirement in asked
        if canonicalize_name(requirement.name) not in locked
        or locked[canonicalize_name(requirement.name)] not in requirement.specifier
    ]
    assert not unmet, f"requirements/{lock}.txt is behind; run `make lock`: {unmet}"


def test_the_locks_agree(root: Path) -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in pins(root, lock).items():
            versions.setdefault(name, set()).add(version)
    differ = {name: found for name, found in versions.items() if len(found) > 1}
    assert not differ, f"one environment holds them all; run `make lock`: {differ}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_nothing_else_is_installed(root: Path, lock: str) -> None:
    text = (root / "requirements" / f"{lock}.txt").read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9-])", text.strip())
    unhashed = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
    unpinned = [block.splitlines()[0] for block in blocks if not PINNED.match(block)]
    assert (unhashed, unpinned) == ([], [])
