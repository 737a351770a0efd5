"""At which hours a message may ring. E-mail does not ring, letters neither; people who call know when to."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from maillage.engine.territory.public_holidays import public_holidays

from .channels import Channel

SMS_FROM, SMS_UNTIL = time(8), time(20)
SUNDAY = 6


def next_allowed(channel: Channel, moment: datetime, *, zone: tzinfo, urgent: bool = False) -> datetime:
    """The moment itself if the message may leave then, else when it first may: SMS from 8:00 to 20:00 on the clocks of
    ``zone``, not on Sundays nor public holidays; anything urgent and any other channel at once."""
    if urgent or channel != Channel.SMS:
        return moment
    day, at = moment.astimezone(zone).date(), moment
    while not _rings_on(day) or at >= datetime.combine(day, SMS_UNTIL, zone):
        day += timedelta(days=1)
        at = max(moment, datetime.combine(day, SMS_FROM, zone))
    return max(at, datetime.combine(day, SMS_FROM, zone))


def _rings_on(day: date) -> bool:
    return day.weekday() != SUNDAY and day not in public_holidays(day.year)
