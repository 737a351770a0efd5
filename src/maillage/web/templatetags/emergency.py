"""``{% emergency_numbers %}``: whom to call, above everything else."""

from __future__ import annotations

from django import template

from .. import emergency

register = template.Library()


@register.inclusion_tag("emergency.html")
def emergency_numbers() -> dict[str, object]:
    return {"title": emergency.TITLE, "hesitating": emergency.HESITATING, "groups": emergency.GROUPS}
