from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from maillage.web.methods import writes

from .problems import not_found
from .service import api


def _declared(pattern: URLPattern) -> URLPattern:
    """Who may call is for each operation to say; Django's own login page is no answer to a program."""
    view = login_not_required(writes()(pattern.callback))
    return path(str(pattern.pattern), view, name=pattern.name)


nowhere = login_not_required(writes()(not_found))
app_name = "api"
urlpatterns = [
    *(_declared(pattern) for pattern in api.urls[0] if pattern.name != "api-root"),
    path("", nowhere, name="api-root"),
    path("<path:rest>", nowhere, name="nowhere"),
]
