import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from maillage.web.methods import writes

from .problems import not_allowed, not_found
from .service import api

# How Django writes what OpenAPI writes as {name}.
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
OPERATIONS = api.get_openapi_schema(path_prefix="/")["paths"]


def _declared(view: Callable[..., HttpResponse], route: str = "") -> Callable[..., HttpResponse]:
    """Who may call is for each operation to say; Django's own login page is no answer to a program.

    With a key, reading writes too: that the key served is noted.
    """
    methods = [method.upper() for method in OPERATIONS.get("/" + PARAMETER.sub(r"{\1}", route), {"get": None})]
    noted = [method for method in methods if method != "GET" or route.startswith("partner/")]
    declared = writes(*noted, reads="GET" in methods)(view)

    @wraps(declared)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        response = declared(request, **arguments)
        return not_allowed(request, methods) if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else response

    return login_not_required(answer)


nowhere = _declared(not_found)
app_name = "api"
urlpatterns = [
    *(
        path(str(pattern.pattern), _declared(pattern.callback, str(pattern.pattern)), name=pattern.name)
        for pattern in api.urls[0]
        if pattern.name != "api-root"
    ),
    path("", nowhere, name="api-root"),
    path("<path:rest>", nowhere, name="nowhere"),
]
