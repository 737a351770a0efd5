"""Rows of this module: referrals, and what was searched, of which nobody knows by whom."""

from .asked import Asked
from .referral import Referral

__all__ = ["Asked", "Referral"]
