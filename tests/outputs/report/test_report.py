"""The PDF: complete, tagged, in French, and safe whatever a name holds."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
import pytest
from pypdf import PdfReader

from maillage.engine.errors import OutputError
from maillage.engine.study import Study, run
from maillage.outputs.report import report_pdf, write_pdf
from maillage.outputs.report.content import content


def _read(result):
    reader = PdfReader(io.BytesIO(report_pdf(result)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.split()).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def report(yvelines):
    return _read(yvelines)


def test_about_eight_pages_on_a4(report):
    reader, _ = report
    assert 7 <= len(reader.pages) <= 10
    assert {tuple(round(float(v)) for v in page.mediabox[2:]) for page in reader.pages} == {(595, 842)}


def test_it_says_who_it_is_and_in_which_language(report):
    reader, _ = report
    assert reader.metadata.title.replace("\u00a0", " ") == "L’accès aux soins dans les Yvelines"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")


def test_it_is_tagged_and_its_figures_have_words(report):
    reader, _ = report
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    figures = [element for element in _elements(root["/StructTreeRoot"]) if element.get("/S") == "/Figure"]
    assert len(figures) >= 10
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


@pytest.mark.parametrize(
    "words",
    [
        "En bref", "Les 15 communes les moins bien servies", "La tendance, et les départs à venir",
        "Le besoin et la priorité", "L’équité", "Les autres soins", "Les voisins", "Ce que vaut le calcul",
        "Méthode, limites et sources", "Moisson", "2,58", "563 302 personnes", "379 ont 60 ans ou plus",
        "154 communes sur 259", "Mousseaux-sur-Seine", "Insee", "DREES",
    ],
)  # fmt: skip
def test_it_holds_what_the_council_asks(report, words):
    assert words in report[1]


@pytest.mark.parametrize("words", [("75",), ("971",), ("200070159",), ("78550", "78410", "38001")])
def test_every_kind_of_territory_has_its_report(words):
    reader, text = _read(run(Study(words)))
    assert 3 <= len(reader.pages) <= 11
    assert "En bref" in text
    assert " nan" not in text


NASTY = '#read("/etc/passwd") *gras* $x$ <label> @ref \\ `brut` // fin & <b>'


def test_a_name_is_text_never_markup(yvelines):
    communes = yvelines.communes.copy()
    worst = communes["apl"].nsmallest(2).index
    communes.loc[worst, "name"] = [NASTY, "L'Haÿ-les-Œufs-Ça-Été"]
    _, text = _read(dataclasses.replace(yvelines, communes=communes))

    assert 'read("/etc/passwd")' in text
    assert "*gras*" in text
    assert "root:" not in text
    assert "L’Haÿ-les-Œufs-Ça-Été" in text


def test_a_territory_of_which_almost_nothing_is_known(yvelines):
    communes = yvelines.communes.iloc[:2].copy()
    numbers = communes.select_dtypes("number").columns.drop(["lat", "lon", "population"])
    communes[numbers] = np.nan
    communes["geometry"] = None
    summary = {
        key: np.nan if key.startswith(("apl", "share", "p", "gini")) else value
        for key, value in yvelines.summary.items()
    }
    summary |= {"communes": 2, "population": 900.0, "gps": np.nan, "need_index": np.nan}
    bare = dataclasses.replace(yvelines, communes=communes, ring=yvelines.ring.iloc[:0], summary=summary)
    reader, _ = _read(bare)
    assert len(reader.pages) >= 4


def test_the_report_is_the_same_twice(yvelines):
    assert content(yvelines) == content(yvelines)


def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path, paris):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(OutputError):
        write_pdf(paris, blocked / "diagnosis.pdf")
    write_pdf(paris, tmp_path / "diagnosis.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["diagnosis.pdf", "file"]


def _elements(node):
    """Every element of the structure tree."""
    pending = [node]
    while pending:
        node = pending.pop().get_object()
        if isinstance(node, list):
            pending += node
        elif hasattr(node, "get"):
            yield node
            if "/K" in node and not isinstance(node["/K"], int):
                pending.append(node["/K"])
