"""What is read out before somebody is asked whether they agree."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation

from maillage.web.privacy.queries.consents import shown_notice
from maillage.web.privacy.rules.notices import normal_text

PURPOSE = "referrals"


def text_of(language: str) -> str:
    """The notice that the authority published, or else the one that comes with the software."""
    published = shown_notice(PURPOSE, language=language)
    return published.text if published else standard_text(language)


def standard_text(language: str) -> str:
    with translation.override(language):
        return normal_text(render_to_string("referrals/notice.txt"))
