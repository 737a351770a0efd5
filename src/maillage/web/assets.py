"""`python -m maillage.web.assets`: copies what the pages serve from node_modules to static/vendor.

node_modules is filled by `npm ci`; static/vendor is never committed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
FONT = "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
FILES = {
    "bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    **{
        f"atkinson-{alphabet}-{weight}.woff2": f"{FONT}-{alphabet}-{weight}-normal.woff2"
        for alphabet in ("latin", "latin-ext")
        for weight in (400, 600, 700)
    },
}
# Source maps are not served, and a reference to a file that is not there stops the hashing of names.
SOURCE_MAP = re.compile(rb"(/\*#|//#) sourceMappingURL=\S+?(\s*\*/)?\s*$")


def copy_assets(modules: Path, vendor: Path = VENDOR) -> int:
    """Writes the files that changed and returns how many. Raises FileNotFoundError if npm has not run."""
    vendor.mkdir(parents=True, exist_ok=True)
    changed = 0
    for name, source in FILES.items():
        content = (modules / source).read_bytes()
        if not name.endswith(".woff2"):
            content = SOURCE_MAP.sub(b"", content)
        target = vendor / name
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
            changed += 1
    return changed


def main() -> int:
    try:
        copy_assets(ROOT / "node_modules")
    except FileNotFoundError as error:
        print(f"{error.filename} is not there. Run: npm ci", file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
