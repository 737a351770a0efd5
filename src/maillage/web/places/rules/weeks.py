"""Days of the week, as people and the database name them."""

from __future__ import annotations

from maillage.web.marking import _

# Monday is 0, as in Python.
DAYS = (
    (0, _("lundi")),
    (1, _("mardi")),
    (2, _("mercredi")),
    (3, _("jeudi")),
    (4, _("vendredi")),
    (5, _("samedi")),
    (6, _("dimanche")),
)
