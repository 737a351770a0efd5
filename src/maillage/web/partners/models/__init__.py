"""Rows of this module: keys of the API, and what was answered to them once and for all."""

from .answer import Answered
from .api_key import ApiKey

__all__ = ["Answered", "ApiKey"]
