"""France services: those that stand somewhere, under the codes their communes have now."""

from pathlib import Path

import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.france_services import SOURCE, TITLES, standing
from maillage.engine.sources.reference import load_reference

GIVEN = ("id_fs", "lib_fs", "insee_com", "latitude", "longitude", "format_fs")
OTHERS = tuple(title for title in TITLES if title not in GIVEN)


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "france_services_2024-08-01.csv"
    rows = [",".join((*GIVEN, *OTHERS)), *(line + "," * len(OTHERS) for line in lines)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_bus_and_a_counter_without_a_position_stand_nowhere_and_are_told(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        '"1","Relais","78005",48.9,1.9,"Fixe"',
        '"2","Bus","78005",48.9,1.9,"Itinérant"',
        '"3","Ailleurs","78006",,,"Fixe"',
    )
    table = SOURCE.read(file)
    assert table.frame["name"].tolist() == ["Relais", "Bus", "Ailleurs"]
    assert standing(table.frame).reset_index().to_dict("records") == [
        {"key": "1", "name": "Relais", "commune": "78005", "lat": 48.9, "lon": 1.9}
    ]
    assert table.vintage == "2024-08-01"
    assert table.notes == ("1 itinérants", "1 sans position")


def test_a_key_that_stands_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, *['"1","Relais","78005",48.9,1.9,"Fixe"'] * 2)
    with pytest.raises(SourceError, match="line 3"):
        SOURCE.read(file)


def test_those_that_ship_stand_in_communes_of_today() -> None:
    reference = load_reference()
    counters = reference.france_services
    assert len(counters) == 2_400
    assert counters["commune"].isin(reference.communes.index).all()
    assert counters[["lat", "lon"]].notna().all(axis=None)
