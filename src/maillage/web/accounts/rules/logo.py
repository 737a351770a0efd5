"""A picture that somebody uploaded, checked by what it holds and drawn anew: nothing of the file itself is kept."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
# Twice what the top bar shows, for fine screens.
WIDTH, HEIGHT = 480, 96


class PictureError(ValueError):
    """``reason``: "large" (the file), "pixels" (the picture) or "format"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def drawn_anew(content: bytes) -> bytes:
    """A PNG of at most 480 by 96 pixels, without the file's metadata or whatever was hidden in it.

    SVG is refused: it is a program as much as a picture. Raises PictureError.
    """
    if len(content) > MOST_BYTES:
        raise PictureError("large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureError("pixels")
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError("format") from error
    small = picture.convert("RGBA")
    small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
