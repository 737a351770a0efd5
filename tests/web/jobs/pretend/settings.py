"""Those of the platform, and this module."""

from maillage.web.settings import *  # noqa: F403
from maillage.web.settings import INSTALLED_APPS as PLATFORM

INSTALLED_APPS = [*PLATFORM, "pretend"]
