"""Population by age: one year of age or seven groups, in three published forms."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engine.errors import SourceError
from maillage.engine.sources.head import Head
from maillage.engine.sources.population import BAND_NAMES, SOURCE, band_name
from maillage.engine.sources.succession import Successions, carry

HEADER = "NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB"


def lines_of(commune: str, number: float | dict[tuple[int, int], float] = 1.0, level: str = "COM") -> list[str]:
    """The 202 lines of a commune: as many people of each sex and age, or those given."""
    return [
        f"{level};{commune};Nom;{sex};{age:03};{number if isinstance(number, float) else number.get((sex, age), 0)}"
        for sex in (1, 2)
        for age in range(101)
    ]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_years_of_age_are_summed_in_the_bands_of_the_apl(tmp_path: Path) -> None:
    people = {(1, 0): 1.5, (2, 4): 2.0, (1, 5): 4.0, (2, 89): 8.0, (1, 90): 16.0, (2, 100): 32.25}
    file = write(tmp_path / "TD_POP1B_2022.csv", HEADER, *lines_of("01004", people), *lines_of("2A004"))
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.vintage == "2022"
    assert list(table.frame.columns) == [f"{name}_2022" for name in BAND_NAMES]
    found = table.frame.loc["01004"]
    assert found[found > 0].to_dict() == {
        "population_0_4_2022": 3.5,
        "population_5_9_2022": 4.0,
        "population_85_89_2022": 8.0,
        "population_90_plus_2022": 48.25,
    }
    assert table.frame.loc["2A004"].tolist() == [10.0] * 18 + [22.0]


def test_the_bands_are_those_of_the_apl() -> None:
    assert len(BAND_NAMES) == 19
    assert (band_name(0), band_name(89), band_name(90), band_name(100)) == (
        "population_0_4",
        "population_85_89",
        "population_90_plus",
        "population_90_plus",
    )


def test_a_city_is_not_counted_again_in_its_arrondissements(tmp_path: Path) -> None:
    file = write(tmp_path / "TD_POP1B_2022.csv", HEADER, *lines_of("75056", 3.0), *lines_of("75101", level="ARM"))
    table = SOURCE.read(file)
    carried = carry(table.frame, Successions(frozenset({"75056"}), {}), table.weights)
    assert carried.frame["population_0_4_2022"].to_dict() == {"75056": 30.0}


def test_the_archive_of_insee_holds_a_dictionary_too(tmp_path: Path) -> None:
    archive = tmp_path / "TD_POP1B_2021_csv.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("TD_POP1B_2021.csv", "\n".join([HEADER, *lines_of("01004")]))
        packed.writestr("meta_TD_POP1B_2021.csv", "COD_VAR;LIB_VAR\n")
    assert SOURCE.recognises(Head.of(archive))
    assert SOURCE.read(archive).frame.loc["01004", "population_0_4_2021"] == 10


@given(st.dictionaries(st.tuples(st.sampled_from([1, 2]), st.integers(0, 100)), st.floats(0, 1e6)))
@settings(max_examples=20, deadline=None)
def test_nobody_is_lost(tmp_path_factory: pytest.TempPathFactory, people: dict[tuple[int, int], float]) -> None:
    file = write(tmp_path_factory.mktemp("pop") / "TD_POP1B_2022.csv", HEADER, *lines_of("01004", people))
    assert SOURCE.read(file).frame.loc["01004"].sum() == pytest.approx(sum(people.values()))


def test_the_wide_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "COM_2018"
    for _ in range(10):
        book.active.append(["POP1B - Population par sexe et âge"])
    book.active.append(["CODGEO", "LIBGEO"] + [f"SEXE{sex}_AGED100{age:03}" for sex in (1, 2) for age in range(101)])
    book.active.append(["01004", "Ambérieu-en-Bugey"] + [1.0] * 101 + [2.0] * 101)
    file = tmp_path / "BTX_TD_POP1B_2018.xlsx"
    book.save(file)
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.frame.loc["01004", ["population_0_4_2018", "population_90_plus_2018"]].tolist() == [15.0, 33.0]


def test_the_coarser_groups_of_the_newest_census_in_the_file(tmp_path: Path) -> None:
    groups = ["0014", "1529", "3044", "4559", "6074", "7589", "90P"]
    header = ["CODGEO", "P21_POP", *[f"P{year}_POP{group}" for year in (21, 15) for group in groups]]
    file = write(
        tmp_path / "base-cc-evol-struct-pop-2021.CSV",
        ";".join(header),
        "01004;28;" + ";".join(str(value) for value in [*range(1, 8), *range(70, 77)]),
    )
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.frame.loc["01004"].to_dict() == {
        "population_0_14_2021": 1,
        "population_15_29_2021": 2,
        "population_30_44_2021": 3,
        "population_45_59_2021": 4,
        "population_60_74_2021": 5,
        "population_75_89_2021": 6,
        "population_90_plus_2021": 7,
    }


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("COM;01004;Nom;3;000;1", "SEXE", "3"),
        ("COM;01004;Nom;1;101;1", "AGED100", "101"),
        ("COM;01004;Nom;1;000;-1", "NB", "-1"),
        ("COM;01004;Nom;1;000;", "NB", ""),
        ("COM;1004;Nom;1;000;1", "CODGEO", "1004"),
        ("COM;01004;Nom;1;000;beaucoup", "NB", "beaucoup"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(tmp_path: Path, line: str, column: str, found: str) -> None:
    file = write(tmp_path / "TD_POP1B_2022.csv", HEADER, *lines_of("01001"), line)
    with pytest.raises(SourceError) as error:
        SOURCE.read(file)
    assert (error.value.line, error.value.column, error.value.found) == (204, column, found)


@pytest.mark.parametrize("lines", [-1, 1])
def test_a_commune_that_lacks_or_repeats_an_age_is_named(tmp_path: Path, lines: int) -> None:
    rows = lines_of("01004")
    rows = rows[:-1] if lines < 0 else [*rows, rows[0]]
    with pytest.raises(SourceError, match=r"01004 does not have every sex and age"):
        SOURCE.read(write(tmp_path / "TD_POP1B_2022.csv", HEADER, *lines_of("01001"), *rows))
