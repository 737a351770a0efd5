"""The slip of paper for who has neither e-mail nor telephone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from maillage.web.methods import needs, writes

from ..queries.sight import find_appointment
from ..queries.slip import slip_of


@writes()
@needs("bookings.read")
@never_cache
def slip(request: HttpRequest, code: str) -> HttpResponse:
    found = find_appointment(code, reader=request.user)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="rendez-vous-{found.code}.pdf"'}
    return HttpResponse(slip_of(found), content_type="application/pdf", headers=headers)
