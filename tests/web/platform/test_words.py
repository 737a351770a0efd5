"""English is complete, French knows its plurals, and the compiled catalogues are those of the sources.

A module of the platform that has a folder ``locale`` keeps its own words; all others are in the package's catalogue.
"""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[3] / "src" / "maillage"
MODULES = sorted(folder.parent for folder in (PACKAGE / "web").glob("*/locale"))
KEYWORDS = ("_", "N_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")

everywhere = pytest.mark.parametrize("home", [PACKAGE, *MODULES], ids=lambda home: home.name)


def catalogue(home: Path, language: str, suffix: str = ".po") -> Catalog:
    path = home / "locale" / language / "LC_MESSAGES" / f"django{suffix}"
    with path.open("rb") as file:
        return read_mo(file) if suffix == ".mo" else read_po(file)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def written(home: Path) -> set[str]:
    """Every message of the code and of the templates that this catalogue answers for."""
    found: set[str] = set()
    for path in [*home.rglob("*.py"), *home.rglob("*.html"), *home.rglob("*.txt")]:
        if home == PACKAGE and any(path.is_relative_to(module) for module in MODULES):
            continue
        source = path.read_text(encoding="utf-8")
        found |= in_code(source) if path.suffix == ".py" else in_template(source)
    return found


def in_code(source: str) -> set[str]:
    called = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args)
    texts = {
        node.args[0].value
        for node in called
        if ast.unparse(node.func).rpartition(".")[2] in KEYWORDS and isinstance(node.args[0], ast.Constant)
    }
    return {text for text in texts if isinstance(text, str)}


def in_template(source: str) -> set[str]:
    """Django turns a template into something like code, which only babel can read."""
    code = BytesIO(templatize(source).encode())
    texts = (text for _line, _function, text, _comments in extract_python(code, KEYWORDS, [], {"encoding": "utf-8"}))
    return {text if isinstance(text, str) else text[0] for text in texts}


@everywhere
def test_every_message_is_in_the_catalogue_and_none_is_left_over(home: Path) -> None:
    """If not: `python -m maillage.web makemessages -l en` in the module or in src/maillage, then translate, then
    compilemessages."""
    known, asked = {key(message) for message in messages(catalogue(home, "en"))}, written(home)
    assert sorted(asked - known) == []
    assert sorted(known - asked) == []


@everywhere
def test_no_english_is_missing_or_doubtful(home: Path) -> None:
    missing = [
        message.id
        for message in messages(catalogue(home, "en"))
        if message.fuzzy or not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]
    assert missing == []


@everywhere
def test_a_translation_has_the_places_of_its_message(home: Path) -> None:
    english = catalogue(home, "en")
    wrong = [message.id for message in messages(english) if message.python_format and list(message.check(english))]
    assert wrong == []


@everywhere
def test_french_knows_every_plural(home: Path) -> None:
    plurals = {key(message) for message in messages(catalogue(home, "en")) if message.pluralizable}
    french = messages(catalogue(home, "fr"))
    assert {key(message) for message in french} == plurals
    assert all(tuple(message.string) == tuple(message.id) for message in french)


@everywhere
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_compiled_catalogue_is_that_of_the_source(home: Path, language: str) -> None:
    def translations(catalog: Catalog) -> dict[str, list[str]]:
        forms = ((key(message), message.string) for message in messages(catalog))
        return {text: [form] if isinstance(form, str) else list(form) for text, form in forms}

    assert translations(catalogue(home, language, ".mo")) == translations(catalogue(home, language))
