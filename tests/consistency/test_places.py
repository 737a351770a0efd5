"""Nothing that is committed belongs to one machine, or says where packages are fetched from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

# With brackets, so that this file keeps its own rule.
HOSTS = [r"py[p]i\.org", r"python[h]osted\.org", r"registry\.npm[j]s", r"deb\.debian[.]org", r"proxy\.go[l]ang"]
FOLDERS = ["/[w]ork/", "/[r]oot/", "/[t]mp/", "/[f]arm/", r"/[h]ome/\w+/"]


@pytest.mark.parametrize("pattern", HOSTS)
def test_no_file_names_a_registry(texts: dict[str, str], pattern: str) -> None:
    named = [name for name, text in texts.items() if re.search(pattern, text)]
    assert not named, f"{pattern} in {named}"


@pytest.mark.parametrize("pattern", FOLDERS)
def test_no_file_names_a_folder_of_one_machine(texts: dict[str, str], pattern: str) -> None:
    found = {name: hit.group() for name, text in texts.items() if (hit := re.search(rf"(?<![\w.}}]){pattern}", text))}
    assert not found


def test_no_lock_file_of_a_kind_that_names_its_registry(files: tuple[str, ...]) -> None:
    kinds = ("uv.lock", "pylock.toml", "poetry.lock", "pdm.lock", "yarn.lock", "pnpm-lock.yaml")
    assert not [name for name in files if name.endswith(kinds)]


def test_the_front_end_lock_names_no_address(root: Path) -> None:
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert "omit-lockfile-registry-resolved=true" in (root / ".npmrc").read_text()


def test_third_party_code_is_fetched_not_copied(files: tuple[str, ...]) -> None:
    assert not [name for name in files if re.search(r"\.min\.(js|css)$|/(vendor|node_modules)/", name)]
