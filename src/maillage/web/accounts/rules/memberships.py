"""Whether a role may be taken from somebody. Plain values in, decisions out."""

from __future__ import annotations

from collections.abc import Collection

ADMINISTRATOR = "administrator"


def leaves_nobody(administrators: Collection[int], leaving: int) -> bool:
    """Whether nobody could administer the platform any more. ``administrators``: the memberships that let somebody,
    without an end that is already known; ``leaving``: the one to be taken away.

    >>> leaves_nobody({1}, 1), leaves_nobody({1, 2}, 1), leaves_nobody({1}, 3)
    (True, False, False)
    """
    return leaving in administrators and len(set(administrators) - {leaving}) == 0
