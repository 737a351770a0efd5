"""The list of sources: complete, cheap, and certain about which file is which."""

import subprocess
import sys
from pathlib import Path

import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources import registry
from maillage.engine.sources.source import Source

# What of the real files is no source of this software, or is one already in another form.
UNKNOWN = {
    "apl_mg_drees_2022_2023.csv",
    "apl_mg_drees_parametres.csv",
    "bv_sante_social_2021_2024.csv",
    "filosofi_2015_libelles.json",
    "jours_feries_france.csv",
    "mairies_2026.csv",
    "qpv_centroides.geojson",
    "vacances_scolaires.csv",
}


def test_every_importer_is_listed_under_the_name_of_its_file(root: Path) -> None:
    files = (root / "src/maillage/engine/sources").glob("*.py")
    importers = {path.stem for path in files if "\nSOURCE = Source(" in path.read_text(encoding="utf-8")}
    assert importers == set(registry.NAMES)
    assert [source.name for source in registry.sources()] == list(registry.NAMES)


@pytest.mark.parametrize("name", registry.NAMES)
def test_a_source_says_who_publishes_it_and_where(name: str) -> None:
    source: Source = registry.source(name)
    assert source.title
    assert source.publisher
    assert source.licence
    assert source.page.startswith("https://")
    assert all(address.startswith("https://") for address in source.downloads)


def test_loading_the_reference_imports_no_importer() -> None:
    code = (
        "import sys; from maillage.engine.sources.reference import load_reference; load_reference().communes;"
        "from maillage.engine.sources.registry import NAMES;"
        "modules = [f'maillage.engine.sources.{name}' for name in (*NAMES, 'build')];"
        "print([name for name in (*modules, 'pandera') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_an_unknown_name_and_an_unknown_file_are_answered_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no source named 'pal'. Expected: apl, "):
        registry.source("pal")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match=r"notes.csv: This is not a file that maillage knows. Found: 'a,b'"):
        registry.recognise(tmp_path / "notes.csv")


def test_each_real_file_is_recognised_by_one_source_at_most(shared: Path) -> None:
    for path in sorted((shared / "data/national").iterdir()):
        head = registry.Head.of(path)
        names = [source.name for source in registry.sources() if source.recognises(head)]
        assert len(names) == (path.name not in UNKNOWN), (path.name, names)
