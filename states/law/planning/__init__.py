"""计划: the earliest lawful day of every stage ahead, and what stands in the way of an earlier one.

    plan_ahead(start, traits, law, first=None) -> Plan      before a matter begins
    remaining(dossier, moment, what_if=WhatIf()) -> Plan     for a matter under way
    Plan.wish(day) -> Wish                                   can the law meet a wished day of the decision?

Pure and read-only. Counting: a step's earliest day is the day on which its last floor is complete (elapsed = n, the
first day out, 《民法典》 art. 201); a step without a floor takes no days; a floor runs from the day on which everything
before it on the map is complete. A floor's last day is never moved by a rest day.

The map is that of the procedure (``path.PATH``): the parts of 论证 run side by side. No article of Order 713 asks for
the consultation to be over before a hearing is held, experts argue or risks are assessed, so each of them runs from
the day on which the draft is ready, and the stage is complete when the last of them is.
"""

from __future__ import annotations

from states.law.planning.ahead import TRAIT_LABELS, Traits, plan_ahead
from states.law.planning.model import DECISION, Plan, PlannedStep, Stretch, Wish
from states.law.planning.path import PATH, STEP_LABELS
from states.law.planning.running import WhatIf, consultation_open, days_off, hearing_open, remaining

PLANNED = "major_decision"  # the one procedure whose way is made of minimum times

__all__ = [
    "DECISION",
    "PATH",
    "PLANNED",
    "STEP_LABELS",
    "TRAIT_LABELS",
    "Plan",
    "PlannedStep",
    "Stretch",
    "Traits",
    "WhatIf",
    "Wish",
    "consultation_open",
    "days_off",
    "hearing_open",
    "plan_ahead",
    "remaining",
]
