"""FINESS: three published forms, one row per establishment, degrees from the legal systems."""

from importlib.resources import as_file, files
from math import radians, sin
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from maillage.engine.errors import SourceError
from maillage.engine.sources.finess import CATEGORIES, KIND_OF_CATEGORY, SOURCE
from maillage.engine.sources.head import Head
from maillage.engine.sources.projected import degrees, epsg_of

FIRST = "finess;etalab;98;2026-05-12"
LAMBERT = "1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)"
ANTILLES = "2,ATLASANTE,96,BAN,EPSG:5490 RGAF09/UTM Zone 20N (Antilles)"
FLEYRIAT = (
    "structureet;010000024;010780054;CH DE FLEYRIAT;CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT;;;900;RTE;DE PARIS;"
    ";;451;01;AIN;01440 VIRIAT;0474454647;0474454114;355;Centre Hospitalier (C.H.);1102;Centres Hospitaliers;"
    "26010004500012;8610Z;03;ARS établissements Publics de santé dotation globale;1;Etablissement public de santé;"
    "1979-02-13;1979-02-13;2020-02-04;"
)
FLEYRIAT_PLACE = f"geolocalisation;010000024;870262.2;6571540.8;{LAMBERT};2026-05-04"
QUOTED = (
    'structureet;980501506;980501498;"LIEU DE VIE ""MAVOUNA MEMA 1""";;ASSOCIATION MESSO;;12;R;;;;606;9F;MAYOTTE;'
    "97620 CHIRONGUI;0269666815;;462;Lieux de Vie et d'Accueil;4605;Etab.et services multi-clientèles;82967998400015;;"
    "08;Président du Conseil Départemental;;;2019-04-01;2019-03-18;2025-05-07;"
)


def line(finess: str, *, departement: str = "01", commune: str = "451", category: str = "620", name: str = "X") -> str:
    cells = [""] * 32
    cells[:5] = ["structureet", finess, "010000001", name, ""]
    cells[12], cells[13], cells[18], cells[19] = commune, departement, category, "Pharmacie d'Officine"
    return ";".join(cells)


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def read(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> pd.DataFrame:
    return SOURCE.read(write(tmp_path / "etalab-cs1100507-stock.csv", FIRST, *lines, encoding=encoding)).frame


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_an_establishment_and_its_position_far_below_it(tmp_path: Path, encoding: str) -> None:
    file = write(
        tmp_path / "etalab-cs1100507-stock-20260512-0339.csv",
        FIRST,
        FLEYRIAT,
        QUOTED,
        FLEYRIAT_PLACE,
        encoding=encoding,
    )
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert table.vintage == "2026-05-12"
    hospital = table.frame.loc["010000024"]
    assert hospital[["name", "category", "category_label", "commune", "kind"]].tolist() == [
        "CENTRE HOSPITALIER DE BOURG-EN-BRESSE FLEYRIAT",
        "355",
        "Centre Hospitalier (C.H.)",
        "01451",
        "hospital",
    ]
    other = table.frame.loc["980501506"]
    assert other["name"] == 'LIEU DE VIE "MAVOUNA MEMA 1"'
    assert other["commune"] == "97606"
    assert pd.isna(other["kind"])
    assert pd.isna(other["lat"])
    assert table.notes == ("1 établissements sur 2 sont sans position utilisable.",)
    assert table.frame["emergency"].isna().all()


def test_the_hospital_stands_in_its_commune(tmp_path: Path) -> None:
    frame = read(
        tmp_path,
        FLEYRIAT,
        line("970100012", departement="9A", commune="101"),
        FLEYRIAT_PLACE,
        f"geolocalisation;970100012;657242.9;1795384.4;{ANTILLES};2026-05-04",
    )
    with as_file(files("maillage") / "reference" / "outlines.parquet") as outlines:
        outline = gpd.read_parquet(outlines).geometry.reindex(frame["commune"])
    away = shapely.distance(outline.to_numpy(), shapely.points(frame[["lon", "lat"]].to_numpy()))
    # The outlines are simplified to some 50 m.
    assert away.max() < 0.001


@pytest.mark.parametrize(
    ("departement", "commune", "code"),
    [
        ("2A", "004", "2A004"),
        ("75", "113", "75113"),
        ("9A", "101", "97101"),
        ("9B", "209", "97209"),
        ("9C", "302", "97302"),
        ("9D", "411", "97411"),
        ("9E", "502", "97502"),
        ("9F", "608", "97608"),
        ("9J", "613", "98613"),
        ("9A", "123", "97701"),
        ("9A", "127", "97801"),
    ],
)
def test_the_commune_is_the_code_of_insee(tmp_path: Path, departement: str, commune: str, code: str) -> None:
    frame = read(tmp_path, line("010000024", departement=departement, commune=commune))
    assert frame["commune"].tolist() == [code]


@pytest.mark.parametrize(
    ("label", "epsg"),
    [
        (LAMBERT, 2154),
        (ANTILLES, 5490),
        ("2,ATLASANTE,100,BDADRESSE,EPSG:4471 RGM04/UTM zone 38S (Mayotte)", 4471),
        ("2,ATLASANTE,90,BAN,WGS84/UTM zone 21N (St-Pierre-et-Miquelon)", 32621),
        ("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93", 2154),
        ("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.1,UTM_S40", 2975),
        ("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.1,UTM_N22", 2972),
        ("", None),
        ("1,ATLASANTE,EPSG:27572 NTF / Lambert II étendu", None),
    ],
)
def test_the_system_is_the_one_that_the_label_names(label: str, epsg: int | None) -> None:
    assert epsg_of(label) == epsg


def one_point(easting_m: float, northing_m: float, label: str) -> tuple[float, float]:
    place = degrees(pd.Series([easting_m]), pd.Series([northing_m]), pd.Series([label]))
    return place["lat"].iloc[0], place["lon"].iloc[0]


def test_lambert_93_has_its_origin_where_its_definition_puts_it() -> None:
    # Arrêté of 5 March 2019: X0 = 700 km, Y0 = 6,600 km at 46°30' N, 3° E.
    assert one_point(700_000, 6_600_000, LAMBERT) == pytest.approx((46.5, 3.0), abs=1e-9)


def meridian_arc_m(lat: float) -> float:
    """From the equator along a meridian of GRS 80, by the definition of the radius of curvature."""
    major_m, flattening = 6378137.0, 1 / 298.257222101
    squared = flattening * (2 - flattening)
    radius_m = lambda angle: major_m * (1 - squared) / (1 - squared * sin(angle) ** 2) ** 1.5  # noqa: E731
    return quad(radius_m, 0, radians(lat), epsabs=1e-6)[0]


@pytest.mark.parametrize(
    ("label", "meridian", "lat"),
    [
        ("UTM_N20", -63, 16.0),
        ("UTM_N21", -57, 46.8),
        ("UTM_N22", -51, 4.5),
        ("UTM_S40", 57, -21.1),
        ("UTM_S38", 45, -12.8),
    ],
)
def test_utm_scales_the_central_meridian(label: str, meridian: float, lat: float) -> None:
    northing_m = 0.9996 * meridian_arc_m(lat) + (0 if lat > 0 else 10_000_000)
    assert one_point(500_000, northing_m, label) == pytest.approx((lat, meridian), abs=1e-7)


@given(st.floats(-1e8, 1e8), st.floats(-1e8, 1e8))
def test_a_position_is_in_the_area_of_its_system_or_none(easting_m: float, northing_m: float) -> None:
    lat, lon = one_point(easting_m, northing_m, LAMBERT)
    assert (pd.isna(lat) and pd.isna(lon)) or (41 < lat < 52 and -10 < lon < 11)


def test_metres_of_the_mainland_labelled_as_the_antilles_give_no_position(tmp_path: Path) -> None:
    frame = read(tmp_path, FLEYRIAT, f"geolocalisation;010000024;870262.2;6571540.8;{ANTILLES};2026-05-04")
    assert frame["lat"].isna().all()


def test_positions_of_no_establishment_are_told(tmp_path: Path) -> None:
    stray = FLEYRIAT_PLACE.replace("010000024", "010000099")
    file = write(tmp_path / "etalab-cs1100507.csv", FIRST, FLEYRIAT, FLEYRIAT_PLACE, stray)
    assert SOURCE.read(file).notes == ("1 positions ne sont celles d'aucun établissement du fichier.",)


def test_every_category_has_one_kind() -> None:
    assert len(KIND_OF_CATEGORY) == sum(len(several) for several in CATEGORIES.values())


def test_a_stray_quote_does_not_swallow_the_next_lines(tmp_path: Path) -> None:
    frame = read(tmp_path, line("010000024", name='"LES TILLEULS'), line("010000032"))
    assert frame.index.tolist() == ["010000024", "010000032"]


def test_the_form_with_a_header(tmp_path: Path) -> None:
    file = write(
        tmp_path / "finess_etablissements.csv",
        "nofinesset;nofinessej;rs;rslongue;commune;departement;categetab;libcategetab;coordxet;coordyet;sourcecoordet",
        f"010000024;010780054;CH DE FLEYRIAT;;451;01;355;Centre Hospitalier (C.H.);870262.2;6571540.8;{LAMBERT}",
        "970100012;970100103;POLYCLINIQUE;;101;9A;365;Etablissement de Soins Pluridisciplinaire;;;",
    )
    assert SOURCE.recognises(Head.of(file))
    frame = SOURCE.read(file).frame
    assert frame.loc["010000024", ["name", "commune", "kind"]].tolist() == ["CH DE FLEYRIAT", "01451", "hospital"]
    assert frame.loc["010000024", ["lat", "lon"]].tolist() == pytest.approx([46.2223, 5.2092], abs=1e-4)
    assert pd.isna(frame.loc["970100012", "lat"])


@pytest.mark.parametrize(
    ("lines", "number", "column", "found"),
    [
        ([FLEYRIAT, FLEYRIAT], 3, "nofinesset", "010000024"),
        ([line("01000002")], 2, "nofinesset", "01000002"),
        ([line("010000024", category="62")], 2, "categetab", "62"),
        ([line("010000024", commune="5")], 2, "commune", "5"),
        ([FLEYRIAT, FLEYRIAT_PLACE.replace("870262.2", "870 262")], 3, "coordxet", "870 262"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place(
    tmp_path: Path, lines: list[str], number: int, column: str, found: str
) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, *lines)
    assert (error.value.line, error.value.column, error.value.found) == (number, column, found)
    assert error.value.expected


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([FLEYRIAT[:200]], "line 2: A line is cut short"),
        ([FLEYRIAT, FLEYRIAT_PLACE, FLEYRIAT_PLACE], "line 4: A position stands twice"),
        ([FLEYRIAT, "equipementsocial;010000024;;;"], "line 3: This is not a line of FINESS"),
        ([], "no establishments"),
    ],
)
def test_a_file_that_is_not_as_published_is_refused(tmp_path: Path, lines: list[str], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, *lines)


def compiled(*rows: str) -> tuple[str, ...]:
    header = (
        "numero finess etablissement juridique,numero finess etablissement,libelle description equipement sociaux,"
        "libta_equipement,rsej,activite,libelle activite,forme,libelle forme,nofinessej_1,raison_sociale,rslongue,"
        "code commune,departement,libelle departement,categetab,categorie,latitude,longitude,type d etablissements,"
        "code_insee"
    )
    return (header, *rows)


def activity(code: str, label: str, latitude: str = "43.6") -> str:
    return (
        f",310000001,,,CHU,{code},{label},00,Pas de forme,310781406,CHU,CHU DE TOULOUSE,555,31,HAUTE GARONNE,101,"
        f"Centre Hospitalier Régional (C.H.R.),{latitude},1.45,Hopitaux cliniques,31555"
    )


def test_several_lines_of_an_establishment_are_one_row_with_its_services(tmp_path: Path) -> None:
    rows = [activity("01", "Médecine"), activity("14", "Médecine d'urgence"), activity("02", "Chirurgie")]
    frame = SOURCE.read(write(tmp_path / "finess.csv", *compiled(*rows))).frame
    assert frame.index.tolist() == ["310000001"]
    assert frame.loc["310000001", ["commune", "kind", "emergency", "maternity"]].tolist() == [
        "31555",
        "hospital",
        True,
        False,
    ]


def test_lines_of_an_establishment_that_differ_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "finess.csv", *compiled(activity("01", "Médecine"), activity("14", "Urgence", "43.7")))
    with pytest.raises(SourceError) as error:
        SOURCE.read(file)
    assert (error.value.line, error.value.column, error.value.found) == (3, "latitude", "43.7")


def test_the_real_file_of_occitanie(shared: Path) -> None:
    file = shared / "data" / "occitanie" / "finess_occitanie2.csv"
    table = SOURCE.read(file)
    assert SOURCE.recognises(Head.of(file))
    assert len(table.frame) == 10_004
    kinds = table.frame["kind"].value_counts()
    # Counted in the file by category, one line per FINESS number.
    assert kinds[["ehpad", "health_house", "health_centre"]].to_dict() == {
        "ehpad": 817,
        "health_house": 372,
        "health_centre": 280,
    }
    assert table.frame["lat"].between(42.3, 45.1).all()
    assert table.frame["lon"].between(-0.4, 4.9).all()
    assert table.frame.loc[table.frame["emergency"], "kind"].eq("hospital").mean() > 0.9
