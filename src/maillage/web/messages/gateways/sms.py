"""SMS go through whatever the authority has: one class with one method, named by the setting MAILLAGE_SMS_GATEWAY."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string

from .folder import keep


@dataclass(frozen=True)
class Sms:
    """``key``: the same at every attempt. ``to``: E.164."""

    key: str
    to: str
    text: str


class SmsGateway(Protocol):
    """``idempotent``: whether the same key twice is surely sent once. If not, an attempt that was interrupted waits for
    a person to decide."""

    idempotent: bool

    def send(self, sms: Sms) -> str:
        """The gateway's own name for it, under which it will say whether it arrived; empty if it will not.

        Raises NotNowError and RefusedError (:mod:`.answers`) where it was surely not sent.
        """
        ...


@dataclass(frozen=True)
class Receipt:
    """What an operator says of an SMS afterwards. ``reference``: what ``send`` answered with."""

    reference: str
    arrived: bool


@runtime_checkable
class TellingGateway(Protocol):
    """A gateway whose operator posts receipts to the platform may have this method as well."""

    def read_receipt(self, body: bytes, headers: Mapping[str, str]) -> Receipt | None:
        """None if it tells of something else. Raises ValueError unless it surely comes from the operator: by a
        signature, a secret, whatever they agreed upon."""
        ...


class FolderGateway:
    """SMS as files, one for each."""

    idempotent = True

    def send(self, sms: Sms) -> str:
        return keep("sms", sms.key, ".json", json.dumps(asdict(sms), ensure_ascii=False).encode()).stem


def sms_gateway() -> SmsGateway:
    return import_string(settings.SMS_GATEWAY)()
