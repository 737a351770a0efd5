"""``maillage sources``: what it prints, what it keeps, and how it fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from maillage.cli import main
from maillage.engine.sources.registry import NAMES
from maillage.engine.sources.source import Source

GPS = "code_insee,nom,mg_liberaux_60ans_et_plus,mg_liberaux\n01004,Ambérieu-en-Bugey,4,12\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("MAILLAGE_DATA", str(folder))
    return folder


@pytest.fixture
def gps(tmp_path: Path) -> Path:
    path = tmp_path / "cartosante_mg_liberaux_2021.csv"
    path.write_text(GPS, encoding="utf-8")
    return path


def sources(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["sources", *map(str, arguments)])


@pytest.mark.usefixtures("data")
def test_list_names_every_source_with_its_publisher_and_page() -> None:
    result = sources("list")
    assert result.exit_code == 0
    for name in NAMES:
        assert f"\n{name}\n" in f"\n{result.stdout}"
    assert "INSEE" in result.stdout
    assert "https://" in result.stdout


def test_check_says_what_a_file_is_and_keeps_nothing(data: Path, gps: Path) -> None:
    result = sources("check", gps)
    assert result.exit_code == 0
    for said in (
        "cartosante_mg_liberaux_2021.csv: CartoSanté",
        "vintage   2021",
        "rows      1",
        "gps_2021, gps_60_plus_2021",
    ):
        assert said in result.stdout
    assert not data.exists()


def test_import_keeps_the_table_and_list_shows_it(data: Path, gps: Path) -> None:
    result = sources("import", gps)
    assert result.exit_code == 0
    assert str(data / "sources" / "cartosante-2021.parquet") in result.stdout
    assert "imported: cartosante 2021, 1 rows, from cartosante_mg_liberaux_2021.csv" in sources("list").stdout


def test_one_wrong_file_among_several_changes_nothing(data: Path, gps: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "cartosante_2020.csv"
    wrong.write_text(GPS.replace("4,12", "4,douze"), encoding="utf-8")
    result = sources("import", gps, wrong)
    assert result.exit_code == 2
    assert "cartosante_2020.csv, line 2, column 'mg_liberaux': This is not a number. Found: 'douze'." in result.stderr
    assert "Traceback" not in result.output
    assert not data.exists()


def test_fetch_puts_the_file_among_the_downloads_and_says_how_to_import_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def arrives(source: Source, folder: Path, *, progress: Callable[[int, int | None], None]) -> tuple[Path, ...]:
        progress(5, 10)
        progress(10, 10)
        return (folder / f"{source.name}.csv",)

    monkeypatch.setattr("maillage.fetch.fetch", arrives)
    result = sources("fetch", "cog")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == str(data / "downloads" / "cog.csv")
    assert f"maillage sources import {data / 'downloads' / 'cog.csv'}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "nowhere.csv"), "nowhere.csv: The file cannot be read."),
        (("fetch", "nothing"), "There is no source named 'nothing'."),
        (("fetch", "cartosante"), "has no stable address. Download it by hand from https://"),
        (("build-reference", "nowhere"), "nowhere: There is no such folder."),
    ],
)
@pytest.mark.usefixtures("data")
def test_errors_are_messages_and_exit_code_two(arguments: tuple[str, ...], says: str) -> None:
    result = sources(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
