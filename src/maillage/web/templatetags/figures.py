"""Figures as people read them, in the language of the page: the same words as in the reports."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from maillage.outputs.words import numbers

register = template.Library()


def _language() -> str:
    return (get_language() or "fr")[:2]


@register.filter
def figure(value: float | None, decimals: int = 0) -> str:
    """1 485 086, 2,58, or a dash for what is not known."""
    return numbers.number(value, int(decimals), language=_language())


@register.filter
def signed(value: float | None, decimals: int = 0) -> str:
    """+0,42 or −1,10: a difference."""
    return numbers.number(value, int(decimals), language=_language(), sign=True)


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """38,7 % from 0.387."""
    return numbers.percent(share, int(decimals), language=_language())


@register.filter
def signed_percent(share: float | None, decimals: int = 0) -> str:
    """−38 % from -0.38."""
    return numbers.percent(share, int(decimals), language=_language(), sign=True)
