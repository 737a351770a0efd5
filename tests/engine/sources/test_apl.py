"""The APL workbooks of DREES: columns by their titles, the year by its line, parameters as published."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.apl import SOURCE
from maillage.engine.sources.apl_parameters import read_apl_parameters, write_apl_parameters
from maillage.engine.sources.apl_parameters_sheet import read_published_parameters
from maillage.engine.sources.head import Head
from maillage.engine.sources.workbook import read_workbook

GP = "APL aux médecins généralistes"
TITLES = (
    "Code commune INSEE",
    "Commune",
    GP,
    f"{GP} de moins de 65 ans",
    "Population standardisée 2021 pour la médecine générale",
    "Population totale 2021",
)
ROWS = (
    ("01001", "L'Abergement-Clémenciat", 1.942, 1.881, 838.154, 832),
    ("2A004", "Ajaccio", 3.1, 2.5, 74000.5, 73000),
)
UNITS = (
    "",
    "",
    "En nombre de consultations",
    "En nombre de consultations",
    "En habitants standardisés",
    "En habitants",
)


def workbook(
    path: Path,
    titles: Sequence[str] = TITLES,
    rows: Sequence[Sequence] = ROWS,
    *,
    year: int = 2023,
    units: Sequence[str] = UNITS,
    sheet: str = "",
) -> Path:
    """A sheet laid out as DREES does: a title, the vintage, notes, titles, units, one row a commune."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet or f"APL {year}"
    for line in ([f"Indicateur d'APL {year}"], [], [f"Millésime : {year}"], ["Sources : SNIIR-AM"], [], titles, units):
        page.append(list(line))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def test_the_two_sheets_of_the_real_workbook_give_the_published_totals(shared: Path) -> None:
    table = SOURCE.read(shared / "data/national/apl_mg_drees_2022_2023_original.xlsx")
    frame = table.frame
    assert table.vintage == "2022, 2023"
    for year, people, mean, under_65 in ((2022, 67_162_154, 3.789, 3.342), (2023, 67_408_052, 3.7446, 3.295)):
        weight = frame[f"standardised_population_{year}"]
        assert frame[f"total_population_{year}"].sum() == people
        assert weight.sum() == pytest.approx(people, abs=0.5)
        assert (frame[f"apl_{year}"] * weight).sum() / weight.sum() == pytest.approx(mean, abs=5e-4)
        assert (frame[f"apl_under_65_{year}"] * weight).sum() / weight.sum() == pytest.approx(under_65, abs=5e-4)


def test_columns_are_found_by_their_titles_wherever_they_stand(tmp_path: Path) -> None:
    order = (5, 3, 0, 2, 4, 1)
    moved = workbook(
        tmp_path / "apl.xlsx",
        [TITLES[k] for k in order],
        [[row[k] for k in order] for row in ROWS],
        units=[UNITS[k] for k in order],
    )
    as_published = SOURCE.read(workbook(tmp_path / "other.xlsx")).frame
    assert SOURCE.recognises(Head.of(moved))
    assert as_published.equals(SOURCE.read(moved).frame[as_published.columns])
    assert as_published.loc["2A004"].tolist() == [3.1, 2.5, 74000.5, 73000]


def test_the_age_variants_of_2024_are_told_apart(tmp_path: Path) -> None:
    titles = (*TITLES[:3], *(f"{GP} de {age} ans et moins" for age in (65, 62, 60)), *TITLES[4:])
    rows = [("01001", "L'Abergement-Clémenciat", 1.9, 1.8, 1.7, 1.6, 838.1, 832)]
    table = SOURCE.read(workbook(tmp_path / "apl.xlsx", titles, rows, year=2024, units=[""] * 8))
    assert table.frame.loc["01001"].to_dict() == {
        "apl_2024": 1.9,
        "apl_under_65_2024": 1.8,
        "apl_under_62_2024": 1.7,
        "apl_under_60_2024": 1.6,
        "standardised_population_2024": 838.1,
        "total_population_2024": 832,
    }
    assert table.weights["apl_under_60_2024"] == "standardised_population_2024"


@pytest.mark.parametrize(
    ("profession", "name"),
    [
        ("infirmières", "nurse"),
        ("infirmiers", "nurse"),
        ("masseurs-kinésithérapeutes", "physiotherapist"),
        ("sages-femmes", "midwife"),
        ("chirurgiens-dentistes", "dentist"),
    ],
)
def test_other_professions_have_their_own_columns(tmp_path: Path, profession: str, name: str) -> None:
    titles = (TITLES[0], "Commune", f"APL aux {profession}", "Population standardisée 2021", "Population totale 2021")
    rows = [("01001", "L'Abergement-Clémenciat", 80.5, 700.1, 832)]
    table = SOURCE.read(workbook(tmp_path / "apl.xlsx", titles, rows, units=[""] * 5))
    assert table.frame.loc["01001", f"apl_{name}_2023"] == 80.5
    assert table.weights == {f"apl_{name}_2023": f"standardised_population_{name}_2023"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"titles": ("Commune", *TITLES[1:])}, "sheet 'APL 2023': The table was not found in the sheet."),
        ({"titles": (*TITLES[:2], "Accessibilité", *TITLES[3:])}, "line 6: The column of the APL was not found."),
        ({"titles": (*TITLES[:3], GP, *TITLES[4:])}, f"line 6, column {GP!r}: Two columns have the same title."),
        ({"rows": []}, "The sheet has titles but no rows."),
        ({"rows": [("01001", "x", "n.d.", 1, 1, 1)]}, f"line 8, column {GP!r}: This is not a number. Found: 'n.d.'"),
        (
            {"rows": [ROWS[0], ("01002", "x", -1, 1, 1, 1)]},
            f"line 9, column {GP!r}: This cannot be right. Found: '-1.0'",
        ),
        ({"rows": [(1001, "x", 1, 1, 1, 1)]}, "line 8, column 'Code commune INSEE': This cannot be right."),
        ({"rows": [ROWS[0], ROWS[0]]}, "line 9, column 'Code commune INSEE': This stands twice. Found: '01001'."),
    ],
)
def test_what_is_wrong_is_said_with_sheet_line_and_column(tmp_path: Path, changes: dict, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        SOURCE.read(workbook(tmp_path / "apl.xlsx", **({"units": [""] * 6} | changes)))
    assert says in str(caught.value)


def test_a_workbook_without_a_vintage_and_a_truncated_one_are_refused(tmp_path: Path, shared: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    with pytest.raises(SourceError, match="No sheet has an APL"):
        SOURCE.read(tmp_path / "empty.xlsx")
    real = (shared / "data/national/apl_mg_drees_2022_2023_original.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(real[: len(real) // 2])
    with pytest.raises(SourceError, match=r"cut\.xlsx: The file is not a readable workbook"):
        SOURCE.read(tmp_path / "cut.xlsx")


def test_the_parameters_are_those_of_the_published_sheet(shared: Path, tmp_path: Path) -> None:
    published = read_published_parameters(shared / "data/national/apl_mg_drees_2022_2023_original.xlsx")
    assert sorted(published) == [2022, 2023]
    for parameters in published.values():
        assert parameters.decay == ((10, 1), (15, pytest.approx(2 / 3)), (20, pytest.approx(1 / 3)))
        assert parameters.activity_threshold == 250
        assert (parameters.activity_floor, parameters.activity_ceiling) == (3_600, 6_000)
        assert parameters.newcomer_activity == 5_400
        assert [age for age, _ in parameters.age_weights] == list(range(0, 95, 5))
    weights = {year: dict(parameters.age_weights) for year, parameters in published.items()}
    assert (weights[2022][0], weights[2022][75], weights[2022][90]) == (0.93, 1.53, 2.39)
    assert (weights[2023][0], weights[2023][75], weights[2023][90]) == (1.12, 1.57, 2.26)
    write_apl_parameters(tmp_path / "parameters.json", published.values())
    assert read_apl_parameters(tmp_path / "parameters.json") == published


def test_a_parameter_sheet_with_another_end_of_the_decay_is_refused(shared: Path, tmp_path: Path) -> None:
    rows = read_workbook(shared / "data/national/apl_mg_drees_2022_2023_original.xlsx", sheets=["Paramètres"])[
        "Paramètres"
    ].rows
    book = openpyxl.Workbook()
    book.active.title = "Paramètres"
    for row in rows:
        book.active.append([row[0], 0.1, *row[2:]] if str(row[0]).startswith("Plus de 20") else list(row))
    book.save(tmp_path / "changed.xlsx")
    with pytest.raises(SourceError, match=r"line 19: Beyond the last step the weight is not 0. Found: '0.1'"):
        read_published_parameters(tmp_path / "changed.xlsx")


def test_damaged_stored_parameters_are_refused(tmp_path: Path) -> None:
    for content in ("", "{}", '[{"year": 2023}]'):
        (tmp_path / "parameters.json").write_text(content)
        if content == "{}":
            assert read_apl_parameters(tmp_path / "parameters.json") == {}
        else:
            with pytest.raises(SourceError, match="The APL parameters cannot be read"):
                read_apl_parameters(tmp_path / "parameters.json")
