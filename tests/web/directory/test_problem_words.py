"""Every sentence that a reader says of a file can be said in each language."""

from __future__ import annotations

from maillage.engine.sources.directory.problem import MESSAGES
from maillage.web.directory.rules.problems import SENTENCES


def test_every_sentence_of_the_readers_is_marked_for_translation() -> None:
    assert sorted(map(str, SENTENCES)) == sorted(MESSAGES.values())
