"""Text sought in many lines at once, against each line looked at by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.territory.text_lines import TextLines

FEW_LETTERS = st.text("ab -", max_size=6)


@given(st.lists(FEW_LETTERS), FEW_LETTERS.filter(bool))
def test_lines_that_hold_begin_with_or_are_what_is_sought(lines: list[str], sought: str) -> None:
    text = TextLines(lines)
    assert text.having(sought).tolist() == [at for at, line in enumerate(lines) if sought in line]
    assert text.having(f"\n{sought}").tolist() == [at for at, line in enumerate(lines) if line.startswith(sought)]
    assert text.having(f"\n{sought}\n").tolist() == [at for at, line in enumerate(lines) if line == sought]
