"""Rows of this module: people, what they belong to, and what keeps strangers out."""

from .authority import Authority
from .failed_login import FailedLogin
from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation
from .user import User

__all__ = ["Authority", "FailedLogin", "Invitation", "Membership", "Organisation", "User"]
