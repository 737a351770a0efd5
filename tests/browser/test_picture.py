"""The picture of the README: what a newcomer sees first is what the platform shows.

``pytest tests/browser/test_picture.py --picture`` renews docs/images/atlas.png.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

READ_COLOURS = """async png => {
    const bytes = Uint8Array.from(atob(png), letter => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const {data} = canvas.getImageData(0, 0, image.width, image.height);
    const found = new Set();
    for (let at = 0; at < data.length; at += 4) found.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
    return [...found].map(colour => "#" + colour.toString(16).padStart(6, "0"));
}"""


def test_the_front_page_shows_list_legend_and_map(
    open_page: Callable[..., Page], root: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    page = open_page("/")
    page.wait_for_selector(".is-live .maplibregl-canvas")
    canvas = page.locator("#map")
    assert set(canvas.get_attribute("data-colours").split()) <= colours(page, canvas.screenshot())
    assert page.get_by_role("row", name="Moisson").is_visible()
    picture = root / "docs" / "images" / "atlas.png" if pytestconfig.getoption("picture") else tmp_path / "atlas.png"
    page.screenshot(path=picture)


def colours(page: Page, png: bytes) -> set[str]:
    """Every colour of a picture, as ``#rrggbb``; the browser itself reads it."""
    return set(page.evaluate(READ_COLOURS, b64encode(png).decode()))
