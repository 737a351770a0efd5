"""`python -m maillage.web work LANE`: one process of one lane. `maillage serve` and `maillage worker` start it."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import ClassVar

from django.core.management.base import BaseCommand

from maillage.web.jobs.schedule import LANES
from maillage.web.jobs.worker.lane import work


class Command(BaseCommand):
    help = "Does the jobs of one lane until it is told to stop."
    # Who starts it has checked the platform.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("lane", choices=LANES)
        parser.add_argument("--parent", type=int, default=os.getppid(), help="The process with which it ends.")

    def handle(self, *, lane: str, parent: int, **options: object) -> None:
        work(lane, parent=parent)
