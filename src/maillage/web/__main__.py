"""`python -m maillage.web migrate`, `create_agent`, …: Django's commands for this platform."""

import os

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.web.settings")
execute_from_command_line()
