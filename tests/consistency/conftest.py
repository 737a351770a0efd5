"""The repository as a text: the files that git has, or would add."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

BINARY = {".mo", ".parquet", ".png", ".woff2", ".xlsx", ".zip"}


@pytest.fixture(scope="session")
def files(root: Path) -> tuple[str, ...]:
    """Name of every file of the repository, from its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git repository")
    names = listed.stdout.decode().rstrip("\0").split("\0")
    return tuple(name for name in sorted(names) if (root / name).is_file())


@pytest.fixture(scope="session")
def texts(root: Path, files: tuple[str, ...]) -> dict[str, str]:
    """Name → content of the files that are text."""
    return {name: (root / name).read_text(encoding="utf-8") for name in files if Path(name).suffix not in BINARY}


@pytest.fixture(scope="session")
def modules(texts: dict[str, str]) -> dict[str, ast.Module]:
    """Name → syntax tree of the package's Python files."""
    return {name: ast.parse(text) for name, text in texts.items() if name.startswith("src/") and name.endswith(".py")}
