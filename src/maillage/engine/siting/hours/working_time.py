"""What the law and the authority allow a mediator: one object, of which each rule can be lifted to see what it costs.

The law is that of the Code du travail and, for agents of local authorities, of décret 2000-815 (article 3), made theirs
by décret 2001-623 (article 1); where the two differ the stricter holds. Its rules cannot be lifted.

======================= ================================================ ==============================
rule                    what it says                                     source
======================= ================================================ ==============================
break                   20 minutes before work goes beyond 6 hours       L3121-16; décret 2000-815, 3 I
day                     at most 10 hours of work                         L3121-18; décret 2000-815, 3 I
span                    at most 12 hours from the first to the last      décret 2000-815, 3 I
daily rest              11 hours on end                                  L3131-1; décret 2000-815, 3 I
weekly rest             35 hours on end, Sunday among them               L3132-2, L3132-3; décret, 3 I
week                    at most 44 hours on average over twelve weeks    L3121-22; décret 2000-815, 3 I
travel between sites    is work; the way from home is not                L3121-1, L3121-4
======================= ================================================ ==============================

A cycle of hours repeats, so that its average is that of any twelve weeks; the 48 hours of one week (L3121-20) then hold
because no week of a cycle goes beyond the contract.
"""

from __future__ import annotations

from dataclasses import dataclass

DAY_MINUTES = 24 * 60
BREAK_MINUTES = 20
WORK_BEFORE_BREAK_MINUTES = 6 * 60
WORK_A_DAY_MINUTES = 10 * 60
SPAN_MINUTES = 12 * 60
DAILY_REST_MINUTES = 11 * 60
WEEKLY_REST_MINUTES = 35 * 60
WORK_A_WEEK_MINUTES = 44 * 60
SUNDAY = 6
SATURDAY = 5

# A meal is taken between these, in minutes after midnight.
MEAL_FROM, MEAL_UNTIL = 11 * 60 + 30, 14 * 60 + 30


@dataclass(frozen=True)
class LocalRules:
    """What the authority adds to the law; ``None`` or False lifts a rule. Minutes after midnight, or of length.

    ``meal``: a break at noon for who works on both sides of it. ``late_after``, ``not_before``: who ended after the
    one does not begin before the other next day (no evening, then morning). ``evenings``: at most so many days a week
    that end after ``late_after``. ``moves``: at most so many changes of site a day. ``same_every_week``: a site's hours
    do not change from one week of the cycle to the next. ``evening_contracts``, ``saturday_contracts``: each mediator
    works the evenings and Saturdays of the contract, and no others.
    """

    meal: int | None = 45
    late_after: int = 18 * 60 + 30
    not_before: int | None = 10 * 60
    evenings: int | None = 2
    moves: int | None = 1
    same_every_week: bool = True
    evening_contracts: bool = True
    saturday_contracts: bool = True
