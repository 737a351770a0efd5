"""What a production server loads."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
application = get_wsgi_application()


def _read_ahead() -> None:
    """Whoever searches first does not wait for all of the directory."""
    from .directory.queries.index import read_ahead

    read_ahead()


Thread(target=_read_ahead, daemon=True).start()
