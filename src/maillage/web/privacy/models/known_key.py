"""Which keys this database was written with: a start with others is refused before anything is read or written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from ..rules.keyring import WHERE, Keyring, KeyringError


class KnownKey(models.Model):
    """``name`` is derived from the key, and says nothing of it."""

    name = models.CharField(max_length=16, primary_key=True)
    since = models.DateTimeField()

    class Meta:
        app_label = "privacy"
        ordering: ClassVar = ["since"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def require(cls, keys: Keyring) -> None:
        """Raises KeyringError if a key that this database was written with is not among them."""
        missing = [name for name in cls.objects.values_list("name", flat=True) if keys.find(name) is None]
        if missing:
            raise KeyringError(
                f"This database was written with keys that are missing: {', '.join(missing)}.", hint=WHERE
            )
