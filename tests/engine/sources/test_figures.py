"""Figures by commune: GPs, ages, grids, zonings, fragility, incomes, APL of earlier years."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources import apl_history, cartosante, filosofi, fragility, grids, living_zones, sirse
from maillage.engine.sources.head import Head
from maillage.engine.sources.source import Source, Table

GPS = "code_insee,nom,mg_liberaux_60ans_et_plus,mg_liberaux\n01004,Ambérieu-en-Bugey,4,12\n2A004,Ajaccio,0,0\n"
AGES = (
    "code_insee,nom,pop_moins18,chomeurs_15_64,pop_65plus,pop_municipale_2016\n"
    "01001,A,194,33,143,767\n97611,Mamoudzou,,,,\n"
)
GRIDS = (
    "insee_com,lib_com,niveau_densite,niveau_ruralite,niveau_centralite\n"
    "01001,A,Rural à habitat dispersé,Les ruralités résidentielles mixtes,Communes non centre\n"
    "97611,M,Grands centres urbains,Hors champ : DOM ou commune urbaine,- undefined\n"
)
ZONES = "DEPCOM,BV2022,LIB_BV2022,ZE2020,LIB_ZE2020\n01001,01093,Châtillon-sur-Chalaronne,8405,Bourg-en-Bresse\n"
SCORES = (
    "code_insee,nom,reg,score_acces_interface_numerique_vs_region,score_competences_administratives_vs_region\n"
    "01001,A,84,91.0,38.0\n01002,B,84,,33.0\n"
)
INCOMES = (
    "CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n"
    "01001;330;844;25880,5;s\n01004;6800;14500;21000;19,5\n01008;ns;ns;nd;s\n"
)
HISTORY = (
    "code_insee,nom,population,apl_mg_2015,apl_mg_2016,apl_mg_2017,apl_mg_2018,apl_mg_2019,apl_mg_2021,apl_mg_2022,"
    "taux_pauvrete_2018,part_75plus_rp2020,temps_urgences_min_2019,rpps_generalistes\n"
    "01001,A,860,2.38,2.29,2.31,2.4,2.6,2.15,1.88,0.07,0.0866,31.0,4\n75056,Paris,2103778,,,,,,,,0.15,0.08,,3047\n"
)
FORMS: dict[str, tuple[Source, str]] = {
    "cartosante_mg_liberaux_2019.csv": (cartosante.SOURCE, GPS),
    "sirse_socio_2016.csv": (sirse.SOURCE, AGES),
    "grilles_anct_insee.csv": (grids.SOURCE, GRIDS),
    "zonages_insee_communes.csv": (living_zones.SOURCE, ZONES),
    "ifn_scores_communes_2020.csv": (fragility.SOURCE, SCORES),
    "cc_filosofi_2021_COM.csv": (filosofi.SOURCE, INCOMES),
    "communes_santescope_2026.csv": (apl_history.SOURCE, HISTORY),
}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Table]:
    """Reads one of the forms above, with some text replaced by another."""

    def read_changed(name: str, found: str = "", given: str = "") -> Table:
        source, content = FORMS[name]
        assert found in content
        path = tmp_path / name
        path.write_text(content.replace(found, given) if found else content, encoding="utf-8")
        assert source.recognises(Head.of(path))
        return source.read(path)

    return read_changed


def test_gps_and_those_of_sixty_and_more(read: Callable[..., Table]) -> None:
    table = read("cartosante_mg_liberaux_2019.csv")
    assert table.vintage == "2019"
    assert table.frame.to_dict("index") == {
        "01004": {"gps_2019": 12, "gps_60_plus_2019": 4},
        "2A004": {"gps_2019": 0, "gps_60_plus_2019": 0},
    }


def test_ages_are_counts_and_unknown_in_mayotte(read: Callable[..., Table]) -> None:
    table = read("sirse_socio_2016.csv")
    assert table.frame.loc["01001"].tolist() == [767, 194, 143]
    assert table.frame.loc["97611"].isna().all()
    assert table.notes == ("1 communes sans population dans le fichier",)


def test_grids_keep_their_labels_and_undefined_is_unknown(read: Callable[..., Table]) -> None:
    frame = read("grilles_anct_insee.csv").frame
    assert frame.loc["01001", "density_class"] == "Rural à habitat dispersé"
    assert frame["centrality_class"].isna().tolist() == [False, True]


def test_the_vintage_of_living_basins_is_in_their_title(read: Callable[..., Table]) -> None:
    table = read("zonages_insee_communes.csv")
    assert table.vintage == "2022"
    assert table.frame.loc["01001"].tolist() == ["01093", "Châtillon-sur-Chalaronne"]


def test_scores_may_be_missing_on_one_axis(read: Callable[..., Table]) -> None:
    table = read("ifn_scores_communes_2020.csv")
    assert table.frame["digital_interface_2020"].isna().tolist() == [False, True]
    assert table.notes == ("1 communes sans score sur l'un des axes",)
    assert "démonstration" in fragility.SOURCE.remark


def test_the_compilation_gives_neither_its_gps_nor_its_apl_of_the_workbook_years(read: Callable[..., Table]) -> None:
    table = read("communes_santescope_2026.csv")
    assert not [column for column in table.frame if "2022" in column or "rpps" in column]
    assert table.frame.loc["01001", "poverty_rate_2018"] == pytest.approx(7)
    assert np.isnan(table.frame.loc["75056", "apl_2019"])


def test_incomes_of_the_text_form_with_what_is_withheld(read: Callable[..., Table]) -> None:
    table = read("cc_filosofi_2021_COM.csv")
    assert table.vintage == "2021"
    assert table.frame["median_income_2021"].fillna(-1).tolist() == [25880.5, 21000, -1]
    assert table.frame["poverty_rate_2021"].fillna(-1).tolist() == [-1, 19.5, -1]
    assert table.weights["median_income_2021"] == "tax_households_2021"
    assert table.notes == ("taux de pauvreté non diffusé (secret statistique) pour 2 communes",)


def test_the_same_incomes_in_a_workbook_in_an_archive(tmp_path: Path, read: Callable[..., Table]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "COM"
    for line in (["Filosofi"], ["Communes"], [], [], ["Code géographique", "Ménages", "Personnes", "Médiane", "Taux"]):
        sheet.append(line)
    for line in INCOMES.splitlines():
        sheet.append(
            [
                float(cell.replace(",", ".")) if cell[:1] in "1236" and cell[:2] != "01" else cell
                for cell in line.split(";")
            ]
        )
    book.save(tmp_path / "base-cc-filosofi-2021.xlsx")
    with zipfile.ZipFile(tmp_path / "filo.zip", "w") as archive:
        archive.write(tmp_path / "base-cc-filosofi-2021.xlsx", "base-cc-filosofi-2021.xlsx")
    assert filosofi.SOURCE.recognises(Head.of(tmp_path / "filo.zip"))
    as_text = read("cc_filosofi_2021_COM.csv").frame
    for name in ("filo.zip", "base-cc-filosofi-2021.xlsx"):
        assert filosofi.SOURCE.read(tmp_path / name).frame.equals(as_text)


def test_the_official_archive_and_its_extract_agree(shared: Path) -> None:
    official = filosofi.SOURCE.read(shared / "data/national/filo-revenu-pauvrete-menage-2015.zip").frame
    extract = filosofi.SOURCE.read(shared / "data/national/filosofi_2015_communes.csv").frame
    assert official.index.equals(extract.index)
    assert np.allclose(official, extract, equal_nan=True, rtol=1e-12)


def test_gps_of_the_real_file(shared: Path) -> None:
    frame = cartosante.SOURCE.read(shared / "data/national/cartosante_mg_liberaux_2019.csv").frame
    yvelines = frame[frame.index.str.startswith("78")]
    assert yvelines["gps_2019"].sum() == 1_001
    assert yvelines["gps_60_plus_2019"].sum() == 379
    assert (yvelines["gps_2019"] == 0).sum() == 139


@pytest.mark.parametrize(
    ("name", "found", "given", "says"),
    [
        (
            "cartosante_mg_liberaux_2019.csv",
            "4,12",
            "13,12",
            "line 2, column 'mg_liberaux_60ans_et_plus': There are more",
        ),
        ("cartosante_mg_liberaux_2019.csv", "4,12", "4,", "line 2, column 'mg_liberaux': The cell is empty"),
        ("sirse_socio_2016.csv", "143,767", "643,767", "line 2, column 'pop_65plus': There are more people"),
        (
            "grilles_anct_insee.csv",
            "Rural à habitat dispersé",
            "Rural",
            "line 2, column 'niveau_densite': .* one of: Grands",
        ),
        ("zonages_insee_communes.csv", "01093", "1093", "line 2, column 'BV2022': .* a code of five characters"),
        ("zonages_insee_communes.csv", "LIB_BV2022", "NOM_BV", "line 1, column 'LIB_BV2022': A column is missing"),
        ("ifn_scores_communes_2020.csv", "38.0", "-38.0", "line 2, column 'score_competences_adm.*at least 0"),
        ("cc_filosofi_2021_COM.csv", "19,5", "119,5", "line 3, column 'TP6021': .* at most 100"),
        (
            "cc_filosofi_2021_COM.csv",
            "25880,5",
            "secret",
            "line 2, column 'MED21': This is not a number. Found: 'secret'",
        ),
        ("communes_santescope_2026.csv", "0.0866", "8.66", "line 2, column 'part_75plus_rp2020': .* at most 1"),
        ("communes_santescope_2026.csv", "2.38,2.29", "2.38", "line 2: A row is cut short"),
    ],
)
def test_impossible_figures_are_refused_with_their_place(
    read: Callable[..., Table], name: str, found: str, given: str, says: str
) -> None:
    with pytest.raises(SourceError, match=says):
        read(name, found, given)


@pytest.mark.parametrize("name", FORMS)
def test_every_source_refuses_a_truncated_an_empty_and_a_binary_file(tmp_path: Path, name: str) -> None:
    source, content = FORMS[name]
    for damaged in (content.encode()[: -len(content.splitlines()[-1]) // 2], b"", bytes(range(256)) * 20):
        (tmp_path / name).write_bytes(damaged)
        with pytest.raises(SourceError, match=name.replace(".", r"\.")):
            source.read(tmp_path / name)


def test_an_archive_without_the_published_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "filo.zip", "w") as archive:
        archive.writestr("notes.txt", "rien")
    with pytest.raises(
        SourceError, match=r"filo.zip: The archive does not hold the published file. Found: 'notes.txt'"
    ):
        filosofi.SOURCE.read(tmp_path / "filo.zip")
