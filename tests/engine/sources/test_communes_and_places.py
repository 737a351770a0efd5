"""Communes, their past, EPCI, départements, régions, outlines."""

import json
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from shapely.geometry import Point, box

from maillage.engine.errors import SourceError
from maillage.engine.sources import (
    cog,
    cog_movements,
    communes,
    departements,
    epci,
    etalab_communes,
    outlines,
    regions,
)
from maillage.engine.sources.assemble import successions
from maillage.engine.sources.head import Head

COG = """TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT
COM,01015,84,01,01D,011,1,ARBOYS EN BUGEY,Arboys en Bugey,Arboys en Bugey,0104,
COMD,01015,,,,,1,ARBIGNIEU,Arbignieu,Arbignieu,,01015
COMD,01340,,,,,0,SAINT BOIS,Saint-Bois,Saint-Bois,,01015
COM,75056,11,75,75C,751,0,PARIS,Paris,Paris,7599,
ARM,75101,11,75,75C,751,0,PARIS 01,Paris 1er Arrondissement,Paris 1er Arrondissement,,75056
"""
MOVEMENTS = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,"
    "TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n"
)


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def movement(event: int, date: str, before: str, after: str) -> str:
    return f"{event},{date},COM,{before},0,X,X,X,COM,{after},0,Y,Y,Y\n"


def test_the_official_list_has_communes_and_their_parts(tmp_path: Path) -> None:
    path = written(tmp_path / "v_commune_2026.csv", COG)
    table = cog.SOURCE.read(path)
    assert cog.SOURCE.recognises(Head.of(path))
    assert table.vintage == "2026"
    assert table.frame["kind"].to_dict() == {
        "01015": "commune",
        "01340": "delegated",
        "75056": "commune",
        "75101": "arrondissement",
    }
    assert table.frame["parent"].dropna().to_dict() == {"01340": "01015", "75101": "75056"}


def test_an_unknown_kind_of_commune_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "v_commune_2026.csv", COG + "CAN,01999,84,01,,,0,X,X,X,,\n")
    with pytest.raises(
        SourceError, match=r"line 7, column 'TYPECOM': This cannot be right. Found: 'CAN'. Expected: one of"
    ):
        cog.SOURCE.read(path)


def test_the_year_must_stand_in_the_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"communes.csv: .* which year"):
        cog.SOURCE.read(written(tmp_path / "communes.csv", COG))


def test_events_are_followed_to_their_end(tmp_path: Path) -> None:
    path = written(
        tmp_path / "v_mvt_commune_2026.csv",
        MOVEMENTS
        + movement(31, "1973-01-01", "01002", "01001")  # 01002 into 01001,
        + movement(32, "2016-01-01", "01001", "01010")  # which goes into 01010 with all it has,
        + movement(32, "2016-01-01", "01010", "01010")
        + movement(41, "2019-01-01", "01010", "02010")  # which changes département.
        + movement(33, "1970-01-01", "01005", "01006")  # 01005 merged,
        + movement(21, "1990-01-01", "01006", "01005")  # was re-established: no successor of 01006,
        + movement(32, "2020-01-01", "01005", "01007")  # and merged again, elsewhere.
        + movement(10, "2021-01-01", "01008", "01008"),
    )
    assert cog_movements.SOURCE.read(path).frame["successor"].to_dict() == {
        "01001": "02010",
        "01002": "02010",
        "01005": "01007",
        "01010": "02010",
    }


def test_a_merger_undone_and_a_code_taken_back_end_somewhere(tmp_path: Path) -> None:
    path = written(
        tmp_path / "v_mvt_commune_2026.csv",
        MOVEMENTS + movement(50, "1960-01-01", "01001", "01002") + movement(50, "1960-01-01", "01002", "01001"),
    )
    assert set(cog_movements.SOURCE.read(path).frame.index) == {"01001", "01002"}


def test_a_malformed_date_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "v_mvt_commune_2026.csv", MOVEMENTS + movement(31, "01/01/1973", "01002", "01001"))
    with pytest.raises(SourceError, match=r"line 2, column 'DATE_EFF': .* Expected: a date such as 2019-01-01"):
        cog_movements.SOURCE.read(path)


def etalab(**values: object) -> dict:
    return {
        "code": "",
        "nom": "X",
        "type": "commune-actuelle",
        "departement": "60",
        "region": "32",
        "rangChefLieu": 0,
    } | values


ETALAB = [
    etalab(code="60054", anciensCodes=["60455", "60777"]),
    etalab(code="60694"),
    etalab(code="60455", type="commune-deleguee", chefLieu="60694"),
    etalab(code="60694", type="commune-deleguee", chefLieu="60694"),
    etalab(code="13201", type="arrondissement-municipal", commune="13055"),
    etalab(code="13055"),
]


def test_parts_of_today_outweigh_former_codes(tmp_path: Path) -> None:
    path = written(tmp_path / "communes.json", json.dumps(ETALAB))
    frame = etalab_communes.SOURCE.read(path).frame
    assert etalab_communes.SOURCE.recognises(Head.of(path))
    assert frame["parent"].dropna().to_dict() == {"60455": "60694", "13201": "13055", "60777": "60054"}
    assert frame.loc["60777", "kind"] == "former"


def test_broken_json_is_said_with_its_line(tmp_path: Path) -> None:
    lines = "[\n" + ",\n".join(json.dumps(item) for item in ETALAB) + "\n]\n"
    with pytest.raises(SourceError, match="line 7: The JSON breaks off"):
        etalab_communes.SOURCE.read(written(tmp_path / "communes.json", lines[:-90]))
    with pytest.raises(SourceError, match=r"line 3, column 'code': This cannot be right. Found: '606'"):
        etalab_communes.SOURCE.read(written(tmp_path / "communes.json", lines.replace('"60694"', '"606"', 1)))
    for content, says in (("{}", "This is not a JSON list"), ("[]", "The list is empty"), ("[1]", "not an object")):
        with pytest.raises(SourceError, match=says):
            etalab_communes.SOURCE.read(written(tmp_path / "communes.json", content))


def test_successions_follow_parents_up_to_a_commune_of_today(tmp_path: Path) -> None:
    tables = {
        "etalab_communes": etalab_communes.SOURCE.read(written(tmp_path / "communes.json", json.dumps(ETALAB))),
        "cog_movements": cog_movements.SOURCE.read(
            written(tmp_path / "v_mvt_commune_2026.csv", MOVEMENTS + movement(31, "1973-01-01", "60888", "60777"))
        ),
    }
    today = tables["etalab_communes"].frame.index[tables["etalab_communes"].frame["kind"] == "commune"]
    assert dict(successions(tables, today).successor) == {
        "13201": "13055",
        "60455": "60694",
        "60777": "60054",
        "60888": "60054",
    }


COMMUNES = (
    "code_insee,nom,dep,reg,arrondissement,siren,population,epci_siren,epci_nom,epci_type,ept_siren,codes_postaux,"
    "centroide_lat,centroide_lon,superficie_km2,mairie_lat,mairie_lon\n"
    "01001,L'Abergement-Clémenciat,01,84,012,210100012,860,200069193,CC de la Dombes,CC,,01400,46.15,4.93,15.703,"
    "46.151676,4.920071\n"
    "98901,Île de Clipperton,989,989,,,,,,,,,,,,,\n"
)


def test_communes_have_their_figures_and_unknown_ones_stay_unknown(tmp_path: Path) -> None:
    frame = communes.SOURCE.read(written(tmp_path / "communes_2026.csv", COMMUNES)).frame
    assert frame.loc["01001", ["population", "epci", "lat", "lon"]].tolist() == [860, "200069193", 46.151676, 4.920071]
    assert frame.loc["98901", ["population", "epci", "area_km2", "lat"]].isna().all()


@pytest.mark.parametrize(
    ("found", "given", "says"),
    [
        (
            "46.151676",
            "146.15",
            "column 'mairie_lat': This cannot be right. Found: '146.15'. Expected: a number of at most",
        ),
        ("200069193", "20006919", "column 'epci_siren': .* Expected: a SIREN of nine digits"),
        (",860,", ",-860,", "column 'population': .* Expected: a number of at least 0"),
    ],
)
def test_impossible_communes_are_refused(tmp_path: Path, found: str, given: str, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        communes.SOURCE.read(written(tmp_path / "communes_2026.csv", COMMUNES.replace(found, given)))


def test_epci_from_the_flat_form_and_from_the_workbook(tmp_path: Path) -> None:
    flat = written(
        tmp_path / "epci_2026.csv",
        "siren,nom,type,mode_financement,population_totale,population_municipale,nb_membres\n"
        "200000172,CC Faucigny - Glières,CC,FPU,29204,28363,7\n",
    )
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "EPCI"
    book.create_sheet("Composition_communale")
    for row in (
        ["Établissements publics"],
        [],
        ["Établissement public", "Libellé", "Nature"],
        ["EPCI", "LIBEPCI", "NATURE_EPCI", "NB_COM"],
        ["200000172", "CC Faucigny - Glières", "CC", 7],
        ["ZZZZZZZZZ", "Sans objet", "ZZ", 4],
    ):
        sheet.append(row)
    book.save(tmp_path / "Intercommunalite_Metropole_au_01-01-2026.xlsx")
    for path in (flat, tmp_path / "Intercommunalite_Metropole_au_01-01-2026.xlsx"):
        assert epci.SOURCE.recognises(Head.of(path))
        table = epci.SOURCE.read(path)
        assert table.vintage == "2026"
        assert table.frame.to_dict("index") == {"200000172": {"name": "CC Faucigny - Glières", "type": "CC"}}


def test_departements_and_regions_in_both_published_forms(tmp_path: Path) -> None:
    cog_line = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n2A,94,2A004,3,CORSE DU SUD,Corse-du-Sud,Corse-du-Sud\n"
    department = [{"code": "2A", "region": "94", "chefLieu": "2A004", "nom": "Corse-du-Sud", "zone": "metro"}]
    region_line = "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n94,2A004,0,CORSE,Corse,Corse\n"
    region = [{"code": "94", "chefLieu": "2A004", "nom": "Corse", "zone": "metro"}]
    for name, source, content, code, values in (
        ("v_departement_2026.csv", departements.SOURCE, cog_line, "2A", {"name": "Corse-du-Sud", "region": "94"}),
        (
            "departements.json",
            departements.SOURCE,
            json.dumps(department),
            "2A",
            {"name": "Corse-du-Sud", "region": "94"},
        ),
        ("v_region_2026.csv", regions.SOURCE, region_line, "94", {"name": "Corse"}),
        ("regions.json", regions.SOURCE, json.dumps(region), "94", {"name": "Corse"}),
    ):
        path = written(tmp_path / name, content)
        assert source.recognises(Head.of(path)), name
        assert source.read(path).frame.to_dict("index") == {code: values}
    assert not regions.SOURCE.recognises(Head.of(tmp_path / "departements.json"))
    assert not departements.SOURCE.recognises(Head.of(tmp_path / "regions.json"))


def two_communes(code: str = "INSEE_COM", crs: int | None = 2154) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {code: ["01002", "01001"], "NOM": ["b", "a"]},
        geometry=[box(850_000, 6_500_000, 851_000, 6_501_000), box(851_000, 6_500_000, 852_000, 6_501_000)],
        crs=crs,
    )


@pytest.mark.parametrize(
    "name", ["communes_2026.gpkg", "communes_2026.shp", "communes_2026.geojson", "communes_2026.parquet"]
)
def test_outlines_of_every_format_are_in_degrees_by_code(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    frame = two_communes() if not name.endswith("geojson") else two_communes().to_crs(4326)
    frame.to_parquet(path) if name.endswith("parquet") else frame.to_file(path)
    table = outlines.SOURCE.read(path)
    assert outlines.SOURCE.recognises(Head.of(path))
    assert table.vintage == "2026"
    assert table.frame.index.tolist() == ["01001", "01002"]
    assert table.frame.crs.to_epsg() == 4326
    assert table.frame.total_bounds == pytest.approx([4.91, 45.58, 4.94, 45.60], abs=0.02)


def test_outlines_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    two_communes("autre").to_parquet(tmp_path / "a.parquet")
    two_communes(crs=None).to_parquet(tmp_path / "b.parquet")
    twice = two_communes()
    twice["INSEE_COM"] = "01001"
    twice.to_parquet(tmp_path / "c.parquet")
    points = two_communes()
    points.geometry = [Point(0, 0), Point(1, 1)]
    points.to_parquet(tmp_path / "d.parquet")
    (tmp_path / "e.geojson").write_text('{"type": "FeatureCollection", "features": [')
    for name, says in (
        ("a.parquet", "The commune code is missing. Found: 'autre, NOM, geometry'"),
        ("b.parquet", "The coordinate system is missing"),
        ("c.parquet", "line 2, column 'INSEE_COM': This commune stands twice. Found: '01001'"),
        ("d.parquet", "The outline of this commune is not a polygon"),
        ("e.geojson", "e.geojson: The outlines cannot be read"),
    ):
        with pytest.raises(SourceError, match=says):
            outlines.SOURCE.read(tmp_path / name)
