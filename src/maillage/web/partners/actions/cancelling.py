"""Who consults from afar cancels: by a program, once however often it asks, or on their page."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from maillage.web.bookings.actions.appointments import cancel

from ..models import ApiKey
from ..models.theirs import find_appointment, reference
from .once import once
from .reports import UnknownError


def cancel_once(
    *, key: ApiKey, name: str, code: str, because: str, version: int | None, now: datetime
) -> dict[str, Any]:
    """The appointment as the program sees it, now and each time it asks under the same ``name``.

    Raises UnknownError, RefusedError, OtherRequestError.
    """
    appointment = find_appointment(key.organisation, code)
    if appointment is None:
        raise UnknownError(code)

    def do() -> dict[str, Any]:
        done = cancel(appointment=appointment, because=because, by=None, now=now, version=version)
        return json.loads(json.dumps(reference(done), cls=DjangoJSONEncoder))

    asked = json.dumps(["cancel", code, because, version])
    return once(key=key, name=name, digest=sha256(asked.encode()).hexdigest(), do=do, now=now)
