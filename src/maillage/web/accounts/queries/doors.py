"""What a person can open under /administration/."""

from __future__ import annotations

from ..models import User
from ..rules.doors import DOORS, Door


def doors_for(reader: User) -> list[Door]:
    return [door for door in DOORS if reader.has_perm(door.ability)]
