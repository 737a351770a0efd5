"""What Django costs with nothing around it: a view that inserts one row, served as the platform is. Its database is
that of ``BARE_DATABASE`` and ``BARE_DATA``."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from maillage.web.database import database_settings

settings.configure(
    DATABASES={"default": database_settings(os.environ["BARE_DATABASE"], Path(os.environ["BARE_DATA"]))},
    INSTALLED_APPS=["django.contrib.sessions"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of a bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    USE_TZ=True,
)
django.setup()


def insert(_request: HttpRequest) -> HttpResponse:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(session_key=uuid4().hex, session_data="x" * 200, expire_date=timezone.now())
    return HttpResponse(status=204)


urlpatterns = [path("", insert)]


def prepared() -> object:
    """The table is there, then whoever serves it."""
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0, interactive=False)
    return get_wsgi_application()


application = prepared()
