"""Rows of this module: people, what they belong to, and what keeps strangers out."""

from .attempt import Attempt
from .authority import Authority
from .identity import Identity
from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation
from .password_reset import PasswordReset
from .second_factor import Authenticator, Sheet, SheetCode
from .session import Session
from .user import User

__all__ = [
    "Attempt",
    "Authenticator",
    "Authority",
    "Identity",
    "Invitation",
    "Membership",
    "Organisation",
    "PasswordReset",
    "Session",
    "Sheet",
    "SheetCode",
    "User",
]
