"""Reports of mail that could not be delivered (RFC 3464): which message, for good or for now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
# The mailbox is full, or the message too long: the address itself is good.
ADDRESS_IS_GOOD = ("5.2.2", "5.2.3", "5.3.4")


@dataclass(frozen=True)
class Bounce:
    """``message_id``: of what we sent, empty if the report does not say; ``address``: whom it did not reach."""

    message_id: str
    address: str
    status: str

    @property
    def is_final(self) -> bool:
        return self.status.startswith("5")

    @property
    def is_dead(self) -> bool:
        """Whether nothing sent to this address would arrive."""
        return self.is_final and self.status not in ADDRESS_IS_GOOD


def read_bounce(mail: bytes) -> Bounce | None:
    """None if the mail is no report of a failure: an answer, a receipt, or anything else that came to the address."""
    # As text: the parser of modern headers breaks on what a mail server cut (Python 3.12).
    report = message_from_bytes(mail)
    if report.get_content_type() != "multipart/report":
        return None
    parts = {part.get_content_type(): part for part in report.walk()}
    told = parts.get("message/delivery-status")
    blocks = told.get_payload() if told is not None else None
    if not isinstance(blocks, list):
        return None
    for block in blocks:
        if str(block.get("Action", "")).strip().lower() != "failed":
            continue
        status = STATUS.search(str(block.get("Status", "")))
        address = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "").rpartition(";")[2].strip()
        if status and address:
            return Bounce(_original(parts), address.strip("<>"), status.group())
    return None


def _original(parts: dict[str, Message]) -> str:
    """Message-ID of the mail that came back: the report holds it whole, or its head."""
    whole, head = parts.get("message/rfc822"), parts.get("text/rfc822-headers")
    if whole is not None and isinstance(whole.get_payload(), list):
        return str(whole.get_payload()[0].get("Message-ID", "")).strip()
    if head is not None:
        text = (head.get_payload(decode=True) or b"").decode("utf-8", "replace")
        found = re.search(r"^Message-ID:\s*(<[^>\s]+>)", text, re.MULTILINE | re.IGNORECASE)
        return found.group(1) if found else ""
    return ""
