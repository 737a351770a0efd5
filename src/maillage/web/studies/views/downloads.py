"""Files of a diagnosis."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.engine.errors import MaillageError
from maillage.web.accounts.queries.logins import visitor_address
from maillage.web.accounts.rules.logins import minutes_until
from maillage.web.methods import writes

from ..queries.diagnoses import Sheet
from ..queries.downloads import CONTENT_TYPES, find_file, formats, make_file
from ..queries.turns import BusyError, refused_until
from .atlas import on_a_sheet


@login_not_required
@writes()
@on_a_sheet
def file(request: HttpRequest, sheet: Sheet, form: str) -> HttpResponse:
    """Made the first time it is asked for, then kept. A stranger may have so many made, then waits."""
    if form not in formats(sheet):
        raise Http404
    path = find_file(sheet, form)
    if path is not None:
        return _sent(path, sheet, form)
    minutes = 0 if request.user.is_authenticated else _minutes_to_wait(request)
    if minutes:
        message = ngettext(
            "Vous avez demandé beaucoup de fichiers. Recommencez dans %(minutes)d minute.",
            "Vous avez demandé beaucoup de fichiers. Recommencez dans %(minutes)d minutes.",
            minutes,
        )
        return _refused(request, sheet, message % {"minutes": minutes}, status=429, minutes=minutes)
    try:
        return _sent(make_file(sheet, form), sheet, form)
    except BusyError:
        message = _("Un autre calcul est en cours. Recommencez dans une minute.")
        return _refused(request, sheet, message, status=503, minutes=1)
    except MaillageError as error:
        return _refused(request, sheet, str(error), status=422)


def _sent(path: Path, sheet: Sheet, form: str) -> FileResponse:
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"maillage-{sheet.address}{path.suffix}",
        content_type=CONTENT_TYPES[form],
    )


def _minutes_to_wait(request: HttpRequest) -> int:
    """None (0) if this computation may be made: it is then counted."""
    now = timezone.now()
    opens = refused_until(visitor_address(request), now=now)
    return minutes_until(opens, now=now) if opens else 0


def _refused(request: HttpRequest, sheet: Sheet, message: str, *, status: int, minutes: int = 0) -> HttpResponse:
    answer = render(request, "studies/no_file.html", {"sheet": sheet, "message": message}, status=status)
    if minutes:
        answer.headers["Retry-After"] = str(60 * minutes)
    return answer
