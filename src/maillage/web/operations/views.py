"""How the platform is: in one word for whoever asks, in detail for who runs it."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

import maillage
from maillage.web.methods import writes

from .checks.every import problems
from .checks.machine import room
from .checks.problem import Level


@login_not_required
@writes()
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 if pages can be answered and written to, 503 if not: what a load balancer asks. An error says 503 too."""
    if request.user.is_authenticated and request.user.has_perm("jobs.read"):
        found = problems(now=timezone.now())
        told = {"problems": found, "levels": Level, "version": maillage.__version__, "database": connection.vendor}
        return render(request, "operations/health.html", told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    full = any(problem.level is Level.FATAL for problem in room(shutil.disk_usage(settings.DATA).free, ""))
    return JsonResponse({"status": "full" if full else "ok"}, status=503 if full else 200)
