"""BPE: three published forms of one census of facilities, read into one vocabulary."""

import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SourceError
from maillage.engine.sources.bpe import KIND_OF_CODE, KINDS, SOURCE
from maillage.engine.sources.head import Head

LONG_HEADER = (
    "AAV2020;AN;BV2012;DEP;DEPCOM;DOM;EPCI;DCIRIS;LAMBERT_X;LAMBERT_Y;QP;QUALI_IRIS;QUALI_QP;QUALI_QVA;"
    "QUALI_ZFU;QUALI_ZUS;QUALITE_XY;QVA;REG;SDOM;TYPEQU;UU2020;ZFU;ZUS"
)


def long_row(commune: str, kind: str, year: str = "2021") -> str:
    return (
        f"001;{year};01004;01;{commune};{kind[0]};200042935;{commune}_0101;882408.3;6543019.6;CSZ;1;_Z;_Z;_Z;_Z;"
        f"Bonne;CSZ;84;{kind[:2]};{kind};01302;CSZ;CSZ"
    )


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def test_one_line_per_facility_is_counted_per_commune_and_kind(tmp_path: Path) -> None:
    file = write(
        tmp_path / "bpe21_ensemble.csv",
        LONG_HEADER,
        long_row("01004", "D265"),
        long_row("01004", "D265"),
        long_row("2A004", "D307"),
        long_row("01004", "B207"),
    )
    table = SOURCE.read(file)
    assert table.vintage == "2021"
    assert table.frame.to_dict("index") == {
        "01004": {"gp_2021": 2.0, "pharmacy_2021": 0.0},
        "2A004": {"gp_2021": 0.0, "pharmacy_2021": 1.0},
    }


def test_a_number_per_line_is_summed(tmp_path: Path) -> None:
    file = write(
        tmp_path / "bpe.csv",
        '"REG","DEP","DEPCOM","DCIRIS","AN","TYPEQU","NB_EQUIP"',
        '"84","01","01004","01004_0101","2018","D201","12"',
        '"84","01","01004","01004_0102","2018","D201","3"',
    )
    table = SOURCE.read(file)
    assert table.frame.loc["01004"].to_dict() == {"gp_2018": 15.0}


def test_todays_form_in_its_archive_and_as_parquet_agree_with_the_text(tmp_path: Path) -> None:
    header = "NOMRS;DEPCOM;DEP;TYPEQU;LAMBERT_X;LAMBERT_Y;EPSG;CAPACITE_D_ACCUEIL"
    rows = ["CABINET MÉDICAL;38185;38;D265;910000;6500000;2154;", "PHARMACIE;38185;38;D307;910000;6500000;2154;"]
    text = write(tmp_path / "BPE24.csv", header, *rows)
    archive = tmp_path / "BPE24.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(text, "BPE24.csv")
        packed.writestr("Liste_TYPEQU.pdf", b"%PDF")
    parquet = tmp_path / "BPE24.parquet"
    pd.read_csv(text, sep=";", dtype=str).to_parquet(parquet)
    read = [SOURCE.read(file) for file in (text, archive, parquet)]
    for table in read:
        assert table.vintage == "2024"
        pd.testing.assert_frame_equal(table.frame, read[0].frame)
    assert read[0].frame.loc["38185"].to_dict() == {"gp_2024": 1.0, "pharmacy_2024": 1.0}
    assert all(SOURCE.recognises(Head.of(file)) for file in (text, archive, parquet))


def test_the_wide_form_of_insee_has_one_column_per_type(tmp_path: Path) -> None:
    file = write(
        tmp_path / "equip-serv-medical-para-com-19.csv",
        "CODGEO;LIBGEO;REG;DEP;NB_D201;NB_D204;NB_D205;NB_D302",
        "01004;Ambérieu-en-Bugey;84;01;29;1;2;4",
        encoding="cp1252",
    )
    table = SOURCE.read(file)
    assert table.frame.loc["01004"].to_dict() == {"gp_2019": 29.0, "gynaecologist_2019": 3.0, "laboratory_2019": 4.0}


def test_facilities_of_other_types_are_counted_in_a_note(tmp_path: Path) -> None:
    file = write(
        tmp_path / "bpe.csv", LONG_HEADER, *[long_row("01004", kind) for kind in ("D265", "D303", "D303", "D502")]
    )
    assert SOURCE.read(file).notes == (
        "3 équipements de santé ou d'action sociale de 2 autres types (dont D303, D502) ne sont pas repris.",
    )


def test_every_code_has_one_kind() -> None:
    assert len(KIND_OF_CODE) == sum(len(codes) for codes, _ in KINDS.values())


@given(st.lists(st.tuples(st.sampled_from(["01001", "2A004", "97411"]), st.sampled_from(sorted(KIND_OF_CODE)))))
@settings(max_examples=25, deadline=None)
def test_the_count_is_that_of_a_counter(tmp_path_factory: pytest.TempPathFactory, facilities: list) -> None:
    rows = [*facilities, ("01001", "D265")]
    file = write(
        tmp_path_factory.mktemp("bpe") / "bpe.csv", LONG_HEADER, *[long_row(commune, kind) for commune, kind in rows]
    )
    expected = Counter((commune, f"{KIND_OF_CODE[code]}_2021") for commune, code in rows)
    found = SOURCE.read(file).frame.stack()
    assert {place: number for place, number in found.items() if number} == expected


@pytest.mark.parametrize(
    ("rows", "line", "column", "found"),
    [
        ([long_row("1004", "D265")], 2, "DEPCOM", "1004"),
        ([long_row("01004", "D265"), long_row("", "D307")], 3, "DEPCOM", ""),
        ([long_row("01004", "D265"), long_row("01004", "D26")], 3, "TYPEQU", "D26"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(
    tmp_path: Path, rows: list[str], line: int, column: str, found: str
) -> None:
    with pytest.raises(SourceError) as error:
        SOURCE.read(write(tmp_path / "bpe.csv", LONG_HEADER, *rows))
    assert (error.value.file, error.value.line, error.value.column, error.value.found) == (
        "bpe.csv",
        line,
        column,
        found,
    )
    assert error.value.expected


@pytest.mark.parametrize("number", ["-1", "1.5", "beaucoup"])
def test_a_number_of_facilities_is_a_count(tmp_path: Path, number: str) -> None:
    file = write(tmp_path / "bpe.csv", "DEPCOM;AN;TYPEQU;NB_EQUIP", f"01004;2018;D201;{number}")
    with pytest.raises(SourceError, match="NB_EQUIP") as error:
        SOURCE.read(file)
    assert error.value.line == 2


def test_a_row_that_is_cut_short_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "bpe.csv", LONG_HEADER, long_row("01004", "D265"), "001;2021;01004;01")
    with pytest.raises(SourceError) as error:
        SOURCE.read(file)
    assert error.value.line == 3


def test_two_vintages_in_one_file_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "bpe.csv", LONG_HEADER, long_row("01004", "D265"), long_row("01004", "D265", "2020"))
    with pytest.raises(SourceError, match="2020, 2021"):
        SOURCE.read(file)


def test_a_form_without_a_year_asks_for_the_name_that_insee_gave(tmp_path: Path) -> None:
    file = write(tmp_path / "equipements.csv", "DEPCOM;TYPEQU", "38185;D265")
    with pytest.raises(SourceError, match=r"BPE24\.csv"):
        SOURCE.read(file)


def test_a_file_without_health_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="domain D"):
        SOURCE.read(write(tmp_path / "bpe.csv", LONG_HEADER, long_row("01004", "B207")))


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "BPE24.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("BPE24.csv", LONG_HEADER + "\n" + long_row("01004", "D265"))
    content = bytearray(archive.read_bytes())
    content[60:70] = b"\xff" * 10
    archive.write_bytes(content)
    with pytest.raises(SourceError, match="damaged"):
        SOURCE.read(archive)


def test_the_real_file_of_january_2013(shared: Path) -> None:
    file = shared / "data" / "national" / "bpe2013_communes_sante.csv"
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert len(table.frame) == 35190
    # Totals counted in the file with another tool (awk).
    assert table.frame["gp_2013"].sum() == 63482
    assert table.frame["gynaecologist_2013"].sum() == 2973 + 2092
    assert table.frame.loc["01004", ["gp_2013", "nurse_2013", "pharmacy_2013"]].tolist() == [29, 11, 5]
