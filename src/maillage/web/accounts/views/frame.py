"""What an authority says of itself, around every page: its name and logo, its colour."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from maillage.web.methods import writes

from ..queries.authority import find_authority, look
from ..queries.doors import doors_for
from ..queries.parts import bar_for
from ..rules.appearance import style_sheet

# The address names the revision: what it answered once it answers for ever.
FOR_EVER = "public, max-age=31536000, immutable"
# Whatever a picture may hold, a browser that opens it by itself runs nothing.
ALONE = "default-src 'none'; sandbox"


def frame(request: HttpRequest) -> dict[str, object]:
    """For every template. ``administers``: whether there is a door to /administration/ for this person; ``bar``: what
    of the platform is open to them."""
    seen = look()
    user = getattr(request, "user", None) or AnonymousUser()
    return {
        "look": seen,
        "authority": seen.name,
        "contact": seen.contact,
        "administers": user.is_authenticated and bool(doors_for(user)),
        "bar": bar_for(user, request.resolver_match.view_name if request.resolver_match else "", request.path),
    }


@login_not_required
@writes()
def appearance(request: HttpRequest, revision: int) -> HttpResponse:
    row = find_authority()
    if row is None or row.revision != revision or not row.accent:
        raise Http404
    return HttpResponse(style_sheet(row.accent), content_type="text/css", headers={"Cache-Control": FOR_EVER})


@login_not_required
@writes()
def logo(request: HttpRequest, revision: int) -> HttpResponse:
    row = find_authority()
    if row is None or row.revision != revision or not row.logo:
        raise Http404
    headers = {"Cache-Control": FOR_EVER, "Content-Security-Policy": ALONE}
    return HttpResponse(bytes(row.logo), content_type="image/png", headers=headers)
