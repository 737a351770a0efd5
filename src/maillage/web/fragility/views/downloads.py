"""Files of an assessment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from maillage.web.methods import writes

from ..forms import AxisWeightsForm
from ..queries.assessments import Assessed
from ..queries.downloads import find_download
from .assessed import on_an_assessment


@login_not_required
@writes()
@on_an_assessment
def file(request: HttpRequest, assessed: Assessed, weights: AxisWeightsForm, form: str) -> HttpResponse:
    found = find_download(assessed, form)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return HttpResponse(found.content, content_type=found.content_type, headers=headers)
