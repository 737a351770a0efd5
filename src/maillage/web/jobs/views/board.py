"""What the platform does beside its pages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.web.methods import needs, writes

from ..actions import queue
from ..queries.board import board


@writes()
@needs("jobs.read")
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "jobs/board.html", {"board": board(now=timezone.now())})


@writes("POST", reads=False)
@needs("jobs.run")
def retry(request: HttpRequest, job: UUID) -> HttpResponse:
    if queue.retry(job=job, now=timezone.now()):
        messages.success(request, _("Le travail attend son tour."))
    else:
        messages.info(request, _("Ce travail n’est plus en échec."))
    return redirect("jobs:board")
