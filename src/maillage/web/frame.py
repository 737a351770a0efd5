"""What stands around every page: the other language, and whether this is a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation


def frame(request: HttpRequest) -> dict[str, object]:
    """``languages``: those the page is not in. The switch is a plain link to the same page: it needs no cookie, and
    each language is cached apart."""
    here = request.get_full_path()
    spoken = translation.get_language()
    return {
        "demo": settings.DEMO,
        "languages": [
            {"code": code, "name": name, "url": translate_url(here, code)}
            for code, name in settings.LANGUAGES
            if code != spoken
        ],
    }
