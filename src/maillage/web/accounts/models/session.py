"""Open sessions: Django's, in a table that knows whose they are, so that a person can see and close them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from .digest import digest

# What a session keeps of itself beside the person, under these names.
OPENED, SEEN, SEEN_FROM, IDLE, FACTOR = "opened_at", "seen_at", "device", "idle_minutes", "factor"


class Session(AbstractBaseSession):
    """``person`` is empty while somebody is on the way in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "accounts"
        indexes: ClassVar = [models.Index(fields=["person", "expire_date"], name="session_person")]

    @property
    def mark(self) -> str:
        """Names it on a page: who reads the mark cannot use the session."""
        return digest("session", self.session_key)[:16]

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class SessionStore(DatabaseStore):
    """What Django asks of a module that is named in SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        row.person_id = data.get("_auth_user_id")
        row.device = data.get(SEEN_FROM, "")
        if OPENED in data:
            row.opened_at, row.seen_at = datetime.fromisoformat(data[OPENED]), datetime.fromisoformat(data[SEEN])
        return row
