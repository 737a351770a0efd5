"""Where operators of SMS tell what became of a message."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from maillage.web.methods import writes

from ..actions.bounces import UnknownGatewayError, take_receipt


@csrf_exempt
@login_not_required
@writes("POST", reads=False)
def receipt(request: HttpRequest) -> HttpResponse:
    """Whether it is the operator who asks, the gateway says."""
    try:
        take_receipt(body=request.body, headers=request.headers, now=timezone.now())
    except UnknownGatewayError:
        raise Http404 from None
    except ValueError:
        return HttpResponse(status=400)
    return HttpResponse(status=204)
