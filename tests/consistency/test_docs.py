"""Documentation that is held to its word: a command, an option or a setting that it does not name fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from maillage.cli import main

SETTING = re.compile(r"\bMAILLAGE_[A-Z]+(?:_[A-Z]+)*\b")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from commands(inner, f"{path} {name}")


def sections(text: str) -> dict[str, str]:
    """Heading → what stands under it, up to the next heading."""
    _, *parts = HEADING.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


COMMANDS = dict(commands(main, "maillage"))


@pytest.fixture(scope="module")
def usage(root: Path) -> dict[str, str]:
    return sections((root / "docs" / "usage.md").read_text())


@pytest.fixture(scope="module")
def code(texts: dict[str, str]) -> str:
    return "\n".join(text for name, text in texts.items() if name.startswith("src/") and name.endswith(".py"))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_its_section_and_every_option_stands_in_it(usage: dict[str, str], name: str) -> None:
    section = next((text for heading, text in usage.items() if heading.strip("`").startswith(name)), None)
    assert section is not None, f"docs/usage.md has no section `{name}`"
    options = [option.opts[0] for option in COMMANDS[name].params if isinstance(option, click.Option)]
    assert [option for option in options if f"`{option}" not in section] == []


def test_usage_tells_of_no_command_that_is_gone(usage: dict[str, str]) -> None:
    told = [heading.strip("`") for heading in usage if heading.startswith("`maillage ")]
    assert [heading for heading in told if not any(heading.startswith(name) for name in COMMANDS)] == []


def test_the_settings_of_the_code_are_those_of_the_documentation(root: Path, code: str) -> None:
    documented = set(SETTING.findall((root / "docs" / "operations.md").read_text()))
    assert documented == set(SETTING.findall(code))


def test_every_link_between_documents_leads_somewhere(root: Path, texts: dict[str, str]) -> None:
    dead = [
        f"{name}: {target}"
        for name, text in texts.items()
        if name.endswith(".md")
        for target in LINK.findall(text)
        if not target.startswith(("http:", "https:", "mailto:")) and not (root / name).parent.joinpath(target).exists()
    ]
    assert not dead


def test_the_readme_leads_to_every_document(root: Path, texts: dict[str, str]) -> None:
    readme = (root / "README.md").read_text()
    documents = [name for name in texts if re.fullmatch(r"docs/[^/]+\.md|[A-Z]+\.md", name) and name != "README.md"]
    assert [name for name in documents if f"({name})" not in readme] == []


def test_the_architecture_names_every_package(root: Path) -> None:
    told = (root / "ARCHITECTURE.md").read_text()
    source = root / "src" / "maillage"
    packages = [file.parent.relative_to(source) for file in source.rglob("__init__.py")]
    inner = {
        "actions",
        "fields",
        "formats",
        "forms",
        "management",
        "migrations",
        "models",
        "queries",
        "rules",
        "templatetags",
        "views",
    }
    assert [str(path) for path in packages if path.name and not inner & {*path.parts} and f"{path}/" not in told] == []


def test_the_glossary_is_in_order_and_says_each_word_once(root: Path) -> None:
    _, *chapters = (root / "GLOSSARY.md").read_text().split("\n## ")
    terms = [re.findall(r"^\*\*(.+?)\*\*", chapter, re.MULTILINE) for chapter in chapters]
    assert terms == [sorted(chapter, key=str.casefold) for chapter in terms]
    once = [term for chapter in terms for term in chapter]
    assert len(once) == len(set(once))


def test_the_example_of_the_readme_names_the_worst_served(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = PYTHON.findall((root / "README.md").read_text())
    exec(compile(example, "README.md", "exec"), {})
    assert "Moisson" in capsys.readouterr().out


def test_the_examples_in_python_run_one_after_the_other(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for number, example in enumerate(PYTHON.findall((root / "docs" / "python.md").read_text()), 1):
        exec(compile(example, f"docs/python.md, block {number}", "exec"), names)
    assert (tmp_path / "communes.csv").is_file()
