"""Lessons, read from their files: one a lesson and language, beside this module."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from django.conf import settings
from django.utils.translation import get_language

from ..rules.lesson import Lesson, read_lesson
from ..rules.programmes import PROGRAMMES

FOLDER = resources.files("maillage.web.mediation") / "lessons"


def lessons() -> list[Lesson]:
    """In the language of the page, in the order of the programmes."""
    known = read_lessons(_language())
    return [known[slug] for slug in dict.fromkeys(slug for each in PROGRAMMES for slug in each.lessons)]


def find_lesson(slug: str) -> Lesson | None:
    return read_lessons(_language()).get(slug)


@lru_cache(maxsize=len(settings.LANGUAGES))
def read_lessons(language: str) -> dict[str, Lesson]:
    """By slug, the name of the file."""
    files = sorted((FOLDER / language).iterdir(), key=lambda file: file.name)
    slugs = [(file.name.removesuffix(".toml"), file) for file in files if file.name.endswith(".toml")]
    return {slug: read_lesson(slug, tomllib.loads(file.read_text(encoding="utf-8"))) for slug, file in slugs}


def _language() -> str:
    spoken = (get_language() or "")[:2]
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
