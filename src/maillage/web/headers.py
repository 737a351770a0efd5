"""Headers that tell browsers what no page here needs; Django adds the rest (``settings``, security)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NOTHING = ("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
           "gyroscope", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb",
           "xr-spatial-tracking")  # fmt: skip


def permissions(*allowed: str) -> str:
    """``permissions("geolocation")``: what a page says that offers to look where one is. All else stays forbidden."""
    return ", ".join(f"{name}=({'self' if name in allowed else ''})" for name in NOTHING)


HEADERS = {
    "Permissions-Policy": permissions(),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Before WhiteNoise: static files bear them too. A view that says otherwise is left its word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
