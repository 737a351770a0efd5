"""Every code that a source may be carried over to can be said to people."""

from __future__ import annotations

import pytest

from maillage.engine.sources.directory import lists
from maillage.web.directory.rules import words


@pytest.mark.parametrize("name", ["TOPICS", "KINDS", "AUDIENCES", "CONDITIONS", "FEES", "WAYS", "ACCESS", "NETWORKS"])
def test_every_code_has_words_in_the_order_of_its_list(name: str) -> None:
    assert tuple(getattr(words, name)) == getattr(lists, name)


def test_no_two_codes_of_a_list_read_the_same() -> None:
    titles = [topic.title for topic in words.TOPICS.values()]
    assert len(set(titles)) == len(titles)
    assert len(set(words.KINDS.values())) == len(words.KINDS)


def test_a_topic_is_short_enough_for_a_tile() -> None:
    assert max(len(topic.title) for topic in words.TOPICS.values()) <= 30
    assert max(len(topic.sentence) for topic in words.TOPICS.values()) <= 60
