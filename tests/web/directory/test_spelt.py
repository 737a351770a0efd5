"""A word is found however it is spelt, and nothing else is."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from maillage.engine.territory.names import fold
from maillage.web.directory.rules.spelt import pattern_of

# As names are written; « ß » is two letters that are no spelling of one.
LETTERS = st.sampled_from("aàâäæbcçeéèêëÉÈœŒoôöuùûüÿn")
WORDS = st.text(LETTERS, min_size=1, max_size=6)


@given(WORDS, WORDS, WORDS)
def test_a_word_is_found_however_it_is_spelt(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    assert re.search(pattern_of(fold(word)), text)
    assert re.search(pattern_of(fold(word).upper()), text)
    assert re.search(pattern_of(f"{before}-{word}"), text)


@given(WORDS, WORDS)
def test_what_is_found_is_the_word(word: str, text: str) -> None:
    assert not re.search(pattern_of(word), text) or fold(word) in fold(text)


def test_signs_are_themselves() -> None:
    assert re.search(pattern_of("(A.D.M.R"), "(admr a.d.m.r (A.D.M.R.)")
    assert not re.search(pattern_of("a.b"), "axb")
