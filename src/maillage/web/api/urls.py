from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from maillage.web.methods import writes

from .problems import not_allowed, not_found
from .service import api


def _declared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who may call is for each operation to say; Django's own login page is no answer to a program."""
    reading = writes()(view)

    @wraps(reading)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        response = reading(request, **arguments)
        return not_allowed(request) if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else response

    return login_not_required(answer)


nowhere = _declared(not_found)
app_name = "api"
urlpatterns = [
    *(
        path(str(pattern.pattern), _declared(pattern.callback), name=pattern.name)
        for pattern in api.urls[0]
        if pattern.name != "api-root"
    ),
    path("", nowhere, name="api-root"),
    path("<path:rest>", nowhere, name="nowhere"),
]
