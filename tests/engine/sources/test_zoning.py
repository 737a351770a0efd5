"""ARS zoning of GPs, as its publishers write it."""

from pathlib import Path

import openpyxl
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.head import Head
from maillage.engine.sources.zoning import PART, SOURCE, WHOLE, ZONES, zone_of


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_form_of_cartosante(tmp_path: Path, encoding: str) -> None:
    labels = ["1_ZIP", "2_ZAC", "3_QPV_ZIP", "4_QPV_ZAC", "5_ZV", "6_HZ", "7_GQ_ZAC", "8_GQ_ZIP"]
    rows = [f"0100{place};Commune née;{label}" for place, label in enumerate(labels, start=1)]
    file = write(tmp_path / "zonage_mg_2024.csv", "Code;Libellé;Zonage_MG", *rows, encoding=encoding)
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.vintage == "2024"
    assert table.frame["gp_zone"].tolist() == [
        "ZIP",
        "ZAC",
        "ZIP",
        "ZAC",
        "vigilance",
        "hors zonage",
        "ZAC",
        "ZIP",
    ]
    part = [place for place, extent in enumerate(table.frame["gp_zone_extent"], start=1) if extent == PART]
    assert part == [3, 4, 7, 8]


def workbook(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Zonage des médecins"])
    sheet = book.create_sheet("Zonage_communes")
    sheet.append(
        [
            "Identifiant unique",
            "Code de la région",
            "Libellé de la région",
            "Code du territoire de vie-santé",
            "Libellé du territoire de vie-santé",
            "Code de la commune",
            "Libellé de la commune",
            "Qualification nationale issue de la concertation de 2017",
            "Qualification attribuée par l'arrêté régional",
            "Population totale (2016)",
        ]
    )
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def commune(code: object, national: str, decided: str) -> list[object]:
    return ["x", 84, "Auvergne-Rhône-Alpes", "01004", "Ambérieu", code, "Nom", national, decided, 1000]


def test_the_national_workbook_gives_the_decree_and_not_the_proposal(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "Zonage_medecin_20190703.xlsx",
        commune("01004", "Hors vivier", "Zone d'intervention prioritaire"),
        commune("2A004", "Zone d'intervention prioritaire", "Zone d'action complémentaire"),
        commune(1005, "Hors vivier", "Hors vivier"),
        commune("01006", "Hors vivier", "Zone de vigilance"),
    )
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.vintage == "2019-07-03"
    assert table.frame["gp_zone"].to_dict() == {
        "01004": "ZIP",
        "01005": "hors zonage",
        "01006": "vigilance",
        "2A004": "ZAC",
    }


def test_a_commune_of_several_territories_takes_the_shortest_of_gps(tmp_path: Path) -> None:
    file = write(
        tmp_path / "zonage.csv",
        "code_insee,commune,zonage",
        "13055,Marseille,HZ",
        "13055,Marseille,ZIP",
        "38185,Grenoble,ZAC",
        "38185,Grenoble,ZAC",
        "38421,Saint-Martin,QPV ZAC",
        "38421,Saint-Martin,ZAC",
    )
    frame = SOURCE.read(file).frame
    assert frame.loc["13055"].tolist() == ["ZIP", PART]
    assert frame.loc["38185"].tolist() == ["ZAC", WHOLE]
    assert frame.loc["38421"].tolist() == ["ZAC", WHOLE]


@pytest.mark.parametrize("zone", ZONES)
def test_our_own_names_are_read_back(zone: str) -> None:
    assert zone_of(zone) == zone


@pytest.mark.parametrize("label", ["", "A", "Zone blanche", "ZIPPER", "BRIZAC"])
def test_other_words_name_no_zone(label: str) -> None:
    assert zone_of(label) is None


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [("01004;Nom;ZRR", "Zonage_MG", "ZRR"), ("010O4;Nom;1_ZIP", "Code", "010O4"), ("01005;Nom;", "Zonage_MG", "")],
)
def test_a_wrong_cell_is_named_with_its_place(tmp_path: Path, row: str, column: str, found: str) -> None:
    file = write(tmp_path / "zonage.csv", "Code;Libellé;Zonage_MG", "01001;Nom;6_HZ", row)
    with pytest.raises(SourceError) as error:
        SOURCE.read(file)
    assert (error.value.line, error.value.column, error.value.found) == (3, column, found)
    assert error.value.expected


def test_a_file_without_zones_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the zone is missing"):
        SOURCE.read(write(tmp_path / "zonage.csv", "Code;Libellé", "01001;Nom"))


def test_a_workbook_without_communes_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Code du territoire de vie-santé", "Zonage"])
    book.save(tmp_path / "zonage_medecin.xlsx")
    with pytest.raises(SourceError, match="No sheet has"):
        SOURCE.read(tmp_path / "zonage_medecin.xlsx")
