"""Every page and every file that the platform serves is used by something."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

SERVED = re.compile(r"/(?:templates|static)/(?!vendor/)([^.].*)$")


@pytest.fixture(scope="module")
def code(texts: dict[str, str]) -> dict[str, str]:
    suffixes = (".css", ".html", ".js", ".mjs", ".py")
    return {name: text for name, text in texts.items() if name.startswith("src/") and name.endswith(suffixes)}


def test_every_template_and_static_file_is_named_somewhere_else(files: tuple[str, ...], code: dict[str, str]) -> None:
    # Error pages are found by Django under fixed names.
    fixed = re.compile(r"^(400|403|403_csrf|404|500)\.html$")
    unused = [
        name
        for name in files
        if name.startswith("src/maillage/web/") and (served := SERVED.search(name))
        if not fixed.match(served.group(1))
        and not any(called(PurePosixPath(name)) in text for other, text in code.items() if other != name)
    ]
    assert not unused


def called(path: PurePosixPath) -> str:
    """By its name; the words of a message as its sender says: "accounts/invitation"."""
    if path.suffix == ".txt" and path.parent.name == "messages":
        return f"{path.parent.parent.name}/{path.name.partition('.')[0]}"
    return path.name


def test_no_page_runs_a_script_or_a_style_of_its_own(code: dict[str, str]) -> None:
    """The content security policy would stop it; this says where."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(?:ld\+)?json)[^>]*>|<style|\sstyle=|\son[a-z]+=",
        re.IGNORECASE,
    )
    found = [
        f"{name}:{text[: hit.start()].count(chr(10)) + 1} {hit.group().strip()}"
        for name, text in code.items()
        if name.endswith(".html")
        # What stands between {% and %} is for the server; its lines are kept for the count.
        for hit in inline.finditer(re.sub(r"\{%.*?%\}", "{%%}", text))
    ]
    assert not found
