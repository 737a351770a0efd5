"""When a message may leave, by the clocks of the authority."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import get_default_timezone

from ..rules.channels import Channel
from ..rules.quiet_hours import next_allowed


def leaves_at(channel: Channel, moment: datetime, *, urgent: bool = False) -> datetime:
    """From ``moment`` on: see :func:`..rules.quiet_hours.next_allowed`."""
    return next_allowed(channel, moment, zone=get_default_timezone(), urgent=urgent)
