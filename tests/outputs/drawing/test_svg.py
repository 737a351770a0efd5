"""The builder: whatever enters a drawing stays text."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from maillage.outputs.drawing.svg import INK, Svg, drawing, number, standalone, tag, text


@given(st.text())
def test_any_text_comes_out_as_text(content):
    parsed = ElementTree.fromstring(tag("text", content))

    assert len(parsed) == 0
    kept = "".join(c for c in content if c >= " " or c in "\t\n")
    assert (parsed.text or "").replace("\r", "\n") == kept.replace("\r", "\n")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_attribute_comes_out_as_it_was(value):
    assert ElementTree.fromstring(tag("path", data_name=value)).get("data-name") == value


def test_a_tag_in_a_name_is_not_a_tag():
    assert "<script" not in tag("title", "<script>alert(1)</script>")


def test_a_drawing_inside_a_drawing_is_not_escaped_twice():
    assert tag("g", tag("title", "L'Haÿ & Co")) == "<g><title>L'Haÿ &amp; Co</title></g>"


def test_numbers_are_short():
    assert [number(v) for v in (1.0, 0.10, 12.345, -0.001, 1200.0)] == ["1", "0.1", "12.35", "0", "1200"]


def test_templates_take_a_drawing_as_it_is():
    assert Svg("<svg/>").__html__() == "<svg/>"


def test_a_file_of_its_own_has_a_size_and_an_ink():
    page = drawing(text("a", 1, 2), width=30, height=20, title="t", kind="x")
    alone = standalone(page)

    assert "currentColor" in page
    assert "currentColor" not in alone
    root = ElementTree.fromstring(alone)
    assert (root.get("width"), root.get("height")) == ("30", "20")
    assert root[1].get("fill") == INK
