"""Whose platform it is, for all modules: a setting names the function of a higher one that knows."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Authority(Protocol):
    """``name`` and ``contact`` as the authority said them, else as the settings do; either may be empty."""

    name: str
    contact: str


def authority() -> Authority:
    return import_string(settings.AUTHORITY_OF)()
