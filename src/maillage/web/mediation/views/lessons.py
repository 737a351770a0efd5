"""Lessons, for everybody: read on a screen, printed for who learns and for who teaches."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from maillage.web.authority import authority
from maillage.web.methods import writes

from ..queries import lesson_files as files
from ..queries.lessons import find_lesson
from ..queries.lessons import lessons as all_lessons
from ..rules.lesson import Lesson

KEPT = {"public": True, "max_age": 3600}


@login_not_required
@writes()
def lessons(request: HttpRequest) -> HttpResponse:
    return render(request, "mediation/public/lessons.html", {"lessons": all_lessons()})


@login_not_required
@writes()
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    found = _get(slug)
    return render(request, "mediation/public/lesson.html", {"lesson": found, "minutes": found.guide.minutes})


@login_not_required
@writes()
@cache_control(**KEPT)
def lesson_file(request: HttpRequest, slug: str) -> HttpResponse:
    return _pdf(files.lesson_pdf(_get(slug), _sender()), slug)


@login_not_required
@writes()
@cache_control(**KEPT)
def guide_file(request: HttpRequest, slug: str) -> HttpResponse:
    return _pdf(files.guide_pdf(_get(slug), _sender()), f"{slug}-animation")


def _sender() -> str:
    return authority().name or "maillage"


def _get(slug: str) -> Lesson:
    found = find_lesson(slug)
    if found is None:
        raise Http404
    return found


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
