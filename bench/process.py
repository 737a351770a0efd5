"""One process: its time on the clock, its time on the processors, its peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Linux counts the peak in KiB, macOS in bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor_seconds: float
    peak_mb: float
    output: str


def measure(arguments: Sequence[str], *, python: str | None = None) -> Measured:
    """Runs ``python`` (this one) with ``arguments`` to its end. Raises SystemExit with what it said if it fails.

    A child's peak starts from that of its parent, which is why the caller loads nothing large itself.
    """
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        child = subprocess.Popen(
            [python or sys.executable, *arguments], stdout=output, stderr=said, cwd=ROOT, env=environment, text=True
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said.seek(0)
        if child.returncode:
            raise SystemExit(f"python {' '.join(arguments)} failed ({child.returncode}):\n{said.read()[-2000:]}")
        peak_mb = usage.ru_maxrss * PEAK_UNIT / 1e6
        return Measured(seconds, usage.ru_utime + usage.ru_stime, peak_mb, output.read())


def best(arguments: Sequence[str], *, runs: int) -> Measured:
    """The fastest of several runs, with the highest of their peaks."""
    measured = [measure(arguments) for _ in range(runs)]
    fastest = min(measured, key=lambda each: each.seconds)
    return replace(fastest, peak_mb=max(each.peak_mb for each in measured))
