"""Delimited text is read strictly: what is wrong is said with its line, its column and what was expected."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.errors import SourceError
from maillage.engine.sources.delimited import Delimited, read_delimited, stream_delimited
from maillage.engine.sources.schema import commune_code, count, number, one_of, text, tidy

FORM = Delimited(required=("code", "n"), separators=(",", ";"), encodings=("utf-8-sig", "cp1252"))
COLUMNS = {"code": ("code", commune_code()), "n": ("n", count())}


def written(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def numbers(path: Path) -> dict[str, float]:
    frame = tidy(read_delimited(path, FORM), COLUMNS, decimal=",")
    return dict(zip(frame["code"], frame["n"], strict=True))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("code,n\n01001,1\n2A004,2\n", "utf-8"),
        ("code;n\r\n01001;1\r\n2A004;2\r\n", "utf-8"),
        ("code;n\n01001;1\n2A004;2", "utf-8-sig"),
        ("n;code;nom\n1;01001;Bâgé\n2;2A004;Ajaccio\n", "cp1252"),
        ('"code";"n"\n"01001";"1,0"\n"2A004";" 2 "\n', "utf-8"),
        ("code,n\n01001,1\n\n2A004,2\n\n", "utf-8"),
    ],
    ids=["commas", "semicolons-crlf", "bom", "cp1252-other-order", "quoted-decimal-comma", "blank-lines"],
)
def test_the_declared_forms_are_read_alike(tmp_path: Path, content: str, encoding: str) -> None:
    assert numbers(written(tmp_path, content, encoding)) == {"01001": 1, "2A004": 2}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"code,n\n", "a header but no rows"),
        (b"\x00\x01\x02PK\x03" * 50, "The file is not text."),
        ("code,nombre\n01001,1\n", "line 1, column 'n': A column is missing. Found: 'code, nombre'"),
        ("code,n,n\n01001,1,1\n", "line 1, column 'n': A column stands twice."),
        ("code,n\n01001,1\n01002\n", "line 3: A row is cut short. Found: '1 cells: 01002'. Expected: 2 cells."),
        ("code,n\n01001,1\n01002,2,3\n", "line 3: A row has too many cells."),
        ("code,n\n01001,1\n01002,deux\n", "line 3, column 'n': This is not a number. Found: 'deux'"),
        ("code,n\n01001,1\n01002,inf\n", "line 3, column 'n': This is not a number. Found: 'inf'"),
        (
            "code,n\n01001,1\n01002,-2\n",
            "line 3, column 'n': This cannot be right. Found: '-2'. Expected: a number of at",
        ),
        ("code,n\n01001,1\n01002,1.5\n", "line 3, column 'n': This cannot be right. Found: '1.5'. Expected: a whole"),
        ("code,n\n01001,1\n01002,\n", "line 3, column 'n': The cell is empty."),
        ("code,n\n1001,1\n", "line 2, column 'code': This cannot be right. Found: '1001'. Expected: a commune code"),
        ("code,n\n01001,1\n01002,2\n01001,3\n", "line 4, column 'code': This stands twice. Found: '01001'."),
        ('code,n,nom\n01001,1,"a\nb"\n\n01002,x,c\n', "line 5, column 'n': This is not a number."),
        ('code,n,nom\n01001,1,"a\nb"\n01002,2\n', "line 4: A row is cut short."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        numbers(written(tmp_path, content))
    assert says in str(caught.value)
    assert caught.value.file == "file.csv"


def test_letters_of_no_declared_encoding_are_refused(tmp_path: Path) -> None:
    form = Delimited(required=("code", "n"))
    with pytest.raises(SourceError, match=r"The letters of the file cannot be read. Expected: utf-8-sig"):
        read_delimited(written(tmp_path, "code,n\n01001,é\n", "cp1252"), form)


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing.csv: The file cannot be read. Found: 'No such file"):
        read_delimited(tmp_path / "nothing.csv", FORM)


@pytest.mark.parametrize("value", ["a", "B", ""])
def test_a_cell_outside_the_list_of_values_is_refused(tmp_path: Path, value: str) -> None:
    cells = read_delimited(written(tmp_path, f"code,n\n01001,{value}\n"), FORM)
    if value == "a":
        assert list(tidy(cells, {"n": ("n", one_of(("a", "b")))})["n"]) == ["a"]
    else:
        with pytest.raises(SourceError, match="one of: a, b" if value else "The cell is empty"):
            tidy(cells, {"n": ("n", one_of(("a", "b")))})


def test_missing_marks_become_unknown_and_zero_stays_zero(tmp_path: Path) -> None:
    cells = read_delimited(written(tmp_path, "code;n\n01001;s\n01002;0\n01003;\n01004;2,5\n"), FORM)
    frame = tidy(cells, {"n": ("n", number()), "code": ("code", text())}, missing=("", "s"), decimal=",")
    assert frame["n"].fillna(-1).tolist() == [-1, 0, -1, 2.5]


@given(
    rows=st.lists(st.tuples(st.integers(0, 99999), st.text(alphabet='ab;,"\n é', max_size=8)), min_size=1, max_size=30)
)
def test_a_stream_gives_what_was_written_with_its_lines(tmp_path_factory: pytest.TempPathFactory, rows) -> None:
    content, lines = "code,n,nom\n", []
    for code, name in rows:
        lines.append(content.count("\n") + 1)
        quoted = name.replace('"', '""')
        content += f'{code:05d},1,"{quoted}"\n'
    path = written(tmp_path_factory.mktemp("stream"), content)
    parts = list(stream_delimited(path, FORM))
    assert [value for part in parts for value in part.frame["nom"]] == [name for _, name in rows]
    assert [line for part in parts for line in part.lines] == lines
