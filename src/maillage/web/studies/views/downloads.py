"""Files of a diagnosis."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from maillage.web.methods import writes

from ..queries.diagnoses import Sheet
from ..queries.downloads import CONTENT_TYPES, find_file
from .atlas import on_a_sheet


@login_not_required
@writes()
@on_a_sheet
def file(request: HttpRequest, sheet: Sheet, form: str) -> HttpResponse:
    """Made the first time it is asked for, then kept."""
    path = find_file(sheet, form)
    if path is None:
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"maillage-{sheet.address}{path.suffix}",
        content_type=CONTENT_TYPES[form],
    )
