"""Who must show two factors, and who may help whom back in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .abilities import ROLES, Held, able, may_give

# They change what others may do, or see what is held on everyone.
ALWAYS = frozenset({"administrator", "dpo", "it"})
# The other roles, of which an authority chooses.
CHOICE = tuple(role for role in ROLES if role not in ALWAYS)


def must_have(roles: Iterable[str], chosen: Collection[str]) -> bool:
    """Whether one of a person's roles wants a second factor: always, or by the authority's choice."""
    return any(role in ALWAYS or role in chosen for role in roles)


def may_help(helper: Collection[Held], person: Collection[Held]) -> bool:
    """Whether the helper may open another's account anew: from the centre for everyone, else where the helper could
    give every role that the account has. Otherwise who helps could enter above oneself."""
    if not able(helper, "accounts.help_in"):
        return False
    if any("accounts.help_in" in ROLES[each.role].abilities and ROLES[each.role].central for each in helper):
        return True
    return bool(person) and all(may_give(helper, each.role, organisation=each.organisation) for each in person)
