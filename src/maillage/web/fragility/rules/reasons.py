"""What each axis is called where it says why a commune is fragile, in the middle of a sentence."""

from __future__ import annotations

from maillage.web.marking import _

REASONS = {
    "age": _("une population âgée (%(figure)s de 65 ans et plus)"),
    "income": _("les revenus (%(figure)s € par an au milieu de l’échelle)"),
    "poverty": _("la pauvreté (%(figure)s des habitants)"),
    "diploma": _("le manque de diplôme (%(figure)s des adultes sortis de l’école)"),
    "equipment": _("le manque d’équipement (%(figure)s des ménages)"),
    "fibre": _("l’absence de fibre en 2018 (%(figure)s des locaux)"),
    "mobile": _("l’absence de 4G (%(figure)s des habitants)"),
    "help": _("l’éloignement de l’aide (%(figure)s minutes)"),
}
