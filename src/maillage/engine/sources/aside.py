"""Files that appear under their names only once all of them are whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import OutputError


@contextmanager
def written_aside(out: Path) -> Iterator[Path]:
    """A folder inside ``out``; its files move up to ``out`` when the block ends well, and vanish otherwise.

    Raises OutputError where the disk is full or refuses.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as folder:
            yield Path(folder)
            for path in sorted(Path(folder).iterdir()):
                path.replace(out / path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{out} could not be written ({reason}); what was there is unchanged.",
            hint="Make room, or choose another folder.",
        ) from error
