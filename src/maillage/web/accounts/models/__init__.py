"""Rows of this module: people, and what keeps strangers out."""

from .failed_login import FailedLogin
from .user import User

__all__ = ["FailedLogin", "User"]
