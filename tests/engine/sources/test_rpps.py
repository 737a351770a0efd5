"""RPPS: who practises where, from a file that is too large to be held."""

import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SourceError
from maillage.engine.sources.head import Head
from maillage.engine.sources.postal import PostalIndex, plain
from maillage.engine.sources.rpps import ACTIVITY, KIND_NUMBER, SOURCE, count_activities

COLUMNS = [
    "Type d'identifiant PP", "Identifiant PP", "Identification nationale PP", "Code civilité d'exercice",
    "Libellé civilité d'exercice", "Code civilité", "Libellé civilité", "Nom d'exercice", "Prénom d'exercice",
    "Code profession", "Libellé profession", "Code catégorie professionnelle", "Libellé catégorie professionnelle",
    "Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire",
    "Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site", "Numéro FINESS site",
    "Numéro FINESS établissement juridique", "Identifiant technique de la structure", "Raison sociale site",
    "Enseigne commerciale site", "Complément destinataire (coord. structure)",
    "Complément point géographique (coord. structure)", "Numéro Voie (coord. structure)",
    "Indice répétition voie (coord. structure)", "Code type de voie (coord. structure)",
    "Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)",
    "Mention distribution (coord. structure)", "Bureau cedex (coord. structure)", "Code postal (coord. structure)",
    "Code commune (coord. structure)", "Libellé commune (coord. structure)", "Code pays (coord. structure)",
    "Libellé pays (coord. structure)", "Téléphone (coord. structure)", "Téléphone 2 (coord. structure)",
    "Télécopie (coord. structure)", "Adresse e-mail (coord. structure)", "Code Département (structure)",
    "Libellé Département (structure)", "Ancien identifiant de la structure", "Autorité d'enregistrement",
    "Code secteur d'activité", "Libellé secteur d'activité", "Code section tableau pharmaciens",
    "Libellé section tableau pharmaciens", "Code rôle", "Libellé rôle", "Code genre activité",
    "Libellé genre activité", "",
]  # fmt: skip
PLACES = {name: place for place, name in enumerate(COLUMNS)}


def row(person: str, **cells: str) -> str:
    """A line of the file: by default a GP in private practice in Ambérieu-en-Bugey."""
    given = {
        "profession": "10",
        "category": "C",
        "skill_type": "S",
        "skill": "SM54",
        "mode": "L",
        "site": f"R-{person}",
        "commune": "01004",
        "postcode": "01500",
        "town": "Ambérieu-en-Bugey",
        "post_town": "01500 AMBERIEU EN BUGEY",
        "genre": "GENR01",
    } | cells
    names = {
        "profession": "Code profession",
        "category": "Code catégorie professionnelle",
        "skill_type": "Code type savoir-faire",
        "skill": "Code savoir-faire",
        "mode": "Code mode exercice",
        "site": "Identifiant technique de la structure",
        "commune": "Code commune (coord. structure)",
        "postcode": "Code postal (coord. structure)",
        "town": "Libellé commune (coord. structure)",
        "post_town": "Bureau cedex (coord. structure)",
        "genre": "Code genre activité",
    }
    line = [""] * len(COLUMNS)
    line[PLACES["Identification nationale PP"]] = person
    line[PLACES["Raison sociale site"]] = 'CABINET "LES TILLEULS'
    for name, cell in given.items():
        line[PLACES[names[name]]] = cell
    return "|".join(line)


def write(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("\n".join(["|".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def read(tmp_path: Path, *rows: str) -> pd.DataFrame:
    return SOURCE.read(write(tmp_path / "PS_LibreAcces_Personne_activite_202609230912.txt", rows)).frame


def test_a_gp_is_one_by_the_three_specialties_of_general_medicine(tmp_path: Path) -> None:
    frame = read(tmp_path, row("A", skill="SM26"), row("B", skill="SM53"), row("C", skill="SM54"))
    assert frame.loc["01004"].to_dict() == {
        "gp_people": 3.0,
        "gp_liberal": 3.0,
        "gp_salaried": 0.0,
        "gp_activities": 3.0,
    }


def test_an_empty_specialty_is_not_a_gp_and_is_told(tmp_path: Path) -> None:
    file = write(tmp_path / "PS_LibreAcces_Personne_activite_202609230912.txt", [row("A", skill=""), row("B")])
    table = SOURCE.read(file)
    assert table.vintage == "2026-09-23"
    assert table.frame.loc["01004", "gp_people"] == 1
    assert table.notes == ("1 lignes de médecins sans spécialité ne sont pas comptées comme généralistes.",)


@pytest.mark.parametrize(
    "cells",
    [
        {"skill_type": "C", "skill": "C05"},
        {"skill_type": "PAC", "skill": "SM54"},
        {"category": "E"},
        {"genre": "GENR02"},
        {"genre": "GENR03"},
        {"genre": "GENR04"},
        {"skill": "SM25"},
        {"profession": "73", "skill": ""},
    ],
)
def test_what_is_not_counted(tmp_path: Path, cells: dict[str, str]) -> None:
    frame = read(tmp_path, row("A", **cells), row("B"))
    assert frame.loc["01004", "gp_people"] == 1
    assert list(frame.columns) == ["gp_people", "gp_liberal", "gp_salaried", "gp_activities"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"profession": "60", "skill": "", "skill_type": ""}, "nurse"),
        ({"profession": "40", "skill": "SCD01"}, "dentist"),
        ({"skill": "SM04"}, "cardiologist"),
        ({"skill_type": "CEX", "skill": "CEX24"}, "gynaecologist"),
        ({"skill": "SM92"}, "psychiatrist"),
    ],
)
def test_other_professions_and_specialties(tmp_path: Path, cells: dict[str, str], kind: str) -> None:
    assert read(tmp_path, row("A", **cells)).loc["01004", f"{kind}_people"] == 1


def test_two_places_of_practice_are_two_activities_of_half_a_person(tmp_path: Path) -> None:
    frame = read(tmp_path, row("A", site="R1"), row("A", site="R2", commune="2A004"))
    assert frame["gp_people"].to_dict() == {"01004": 0.5, "2A004": 0.5}
    assert frame["gp_activities"].to_dict() == {"01004": 1.0, "2A004": 1.0}


def test_lines_that_repeat_an_activity_are_one(tmp_path: Path) -> None:
    frame = read(tmp_path, row("A"), row("A"), row("A", skill_type="C", skill="C05"), row("A", skill="SM26"))
    assert frame.loc["01004", ["gp_people", "gp_activities"]].tolist() == [1.0, 1.0]


def test_private_practice_and_salary_are_told_apart(tmp_path: Path) -> None:
    frame = read(tmp_path, row("A"), row("A", mode="S", site="H"), row("B", mode="S"), row("C", mode="B"))
    assert frame.loc["01004"].to_dict() == {
        "gp_people": 3.0,
        "gp_liberal": 0.5,
        "gp_salaried": 1.5,
        "gp_activities": 4.0,
    }


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"town": "Saint-Genis-Pouilly", "postcode": "01630"}, "01354"),
        ({"town": "", "post_town": "01630 ST GENIS POUILLY CEDEX 2", "postcode": "01630"}, "01354"),
        ({"town": "", "post_town": "", "postcode": "78000"}, "78646"),
    ],
)
def test_a_line_without_a_commune_is_placed_by_its_address(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    table = SOURCE.read(write(tmp_path / "rpps.txt", [row("A", commune="", **cells)]))
    assert table.frame["gp_people"].to_dict() == {code: 1.0}
    assert "1 lignes sans code commune sont placées" in table.notes[0]


def test_what_cannot_be_placed_is_counted_and_told(tmp_path: Path) -> None:
    lost = row("A", commune="", postcode="GL", town="", post_town="GL 5O 2QJ CHELTENHAM")
    table = SOURCE.read(write(tmp_path / "rpps.txt", [lost, row("A"), row("B")]))
    assert table.frame["gp_people"].to_dict() == {"01004": 1.5}
    assert table.notes == ("1 activités (soit 0.5 professionnels) sans commune connue ne sont pas comptées.",)


def test_the_archive_holds_other_files_too(tmp_path: Path) -> None:
    file = write(tmp_path / "PS_LibreAcces_Personne_activite_202609230912.txt", [row("A")])
    archive = tmp_path / "PS_LibreAcces_202609230912.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(file, file.name)
        packed.writestr("PS_LibreAcces_Dipl_AutExerc_202609230912.txt", "x|y|\n")
    assert SOURCE.recognises(Head.of(archive))
    assert SOURCE.recognises(Head.of(file))
    table = SOURCE.read(archive)
    assert table.vintage == "2026-09-23"
    assert table.frame.loc["01004", "gp_people"] == 1


@pytest.mark.parametrize(
    ("rows", "line", "column", "found"),
    [
        ([row("A"), row("B", commune="1004")], 3, "Code commune (coord. structure)", "1004"),
        ([row("A"), row("")], 3, "Identification nationale PP", ""),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(
    tmp_path: Path, rows: list[str], line: int, column: str, found: str
) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, *rows)
    assert (error.value.line, error.value.column, error.value.found) == (line, column, found)


def test_a_file_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line 3: A row is cut short"):
        read(tmp_path, row("A"), row("B")[:-10])


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rpps.txt"
    file.write_text("Identification nationale PP|Code profession|\nA|10|\n", encoding="utf-8")
    with pytest.raises(SourceError, match="'Code catégorie professionnelle'"):
        SOURCE.read(file)


def test_a_file_without_a_known_profession_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no activity of a known profession"):
        read(tmp_path, row("A", profession="73"))


activity = st.tuples(
    st.integers(0, 5), st.sampled_from([0, 12]), st.integers(0, 2), st.sampled_from(["", "01004", "2A004"]),
    st.sampled_from(["L", "S", ""]),
)  # fmt: skip


@given(st.sets(activity, min_size=1))
@settings(max_examples=50, deadline=None)
def test_counts_are_those_of_a_slow_loop(activities: set) -> None:
    table = np.array([(a, b, c, d.encode(), e.encode()) for a, b, c, d, e in activities], ACTIVITY)
    frame, (unplaced, lost) = count_activities(table)
    several: dict = defaultdict(int)
    for person, kind, *_ in activities:
        several[person, kind] += 1
    expected: dict = defaultdict(float)
    for person, kind, _, commune, mode in activities:
        name = list(KIND_NUMBER)[kind]
        part = 1 / several[person, kind]
        expected[commune, f"{name}_people"] += part
        expected[commune, f"{name}_activities"] += 1
        if mode:
            expected[commune, f"{name}_{'liberal' if mode == 'L' else 'salaried'}"] += part
    found = {place: value for place, value in frame.stack().items() if value}
    assert found == pytest.approx({place: value for place, value in expected.items() if place[0]})
    assert unplaced == sum(commune == "" for _, _, _, commune, _ in activities)
    # Nobody is lost: the professionals of the communes and those who have no place are all of them.
    people = frame.filter(like="_people").to_numpy().sum()
    assert people + lost == pytest.approx(len(several))


@pytest.mark.parametrize(
    ("town", "same"),
    [
        ("Saint-Étienne", "ST ETIENNE CEDEX 02"),
        ("L'Haÿ-les-Roses", "94240 L HAY LES ROSES"),
        ("Œuilly", "OEUILLY"),
        ("Sainte-Marie", "STE MARIE"),
    ],
)
def test_the_post_and_insee_write_the_same_town(town: str, same: str) -> None:
    assert plain(town) == plain(same)


def test_a_postcode_of_several_communes_does_not_tell_one() -> None:
    communes = pd.DataFrame(
        {"name": ["Ambléon", "Andert-et-Condon"], "postcodes": ["01300", "01300 01301"]}, index=["01006", "01009"]
    )
    index = PostalIndex.of_communes(communes)
    assert index.find("01300", "AMBLEON") == "01006"
    assert index.find("01300", "elsewhere") == ""
    assert index.find("01301", "elsewhere") == "01009"


# VmHWM begins anew with the process; ru_maxrss keeps that of the one that started it.
PEAK = """
import sys
from pathlib import Path
from maillage.engine.sources.rpps import SOURCE
SOURCE.read(Path(sys.argv[1]))
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak_kb(lines: int) -> tuple[int, int]:
        file = tmp_path / f"{lines}.txt"
        write(file, (row(f"81{number:010}").replace("CABINET", "C" * 6000) for number in range(lines)))
        peak = subprocess.run([sys.executable, "-c", PEAK, str(file)], capture_output=True, check=True, text=True)
        size_kb = file.stat().st_size // 1024
        file.unlink()
        return int(peak.stdout), size_kb

    small, large = peak_kb(10_000), peak_kb(27_000)
    assert large[0] - small[0] < (large[1] - small[1]) / 2
