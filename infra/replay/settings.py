"""Settings of the replay: conventions of the test material, not law."""

from __future__ import annotations

from dataclasses import dataclass

from states.law.conditions.catalogue import PLAN_SLACK_DAYS


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """``sign_up_days_min``: shortest time to sign up for a hearing, calendar days. ``plan_slack_days``: a plan
    of the catalogue with no more spare calendar days than this still warns. ``filing_workdays_max``: working days to
    the filing outside market supervision. ``correction_days_max``: calendar days from the finding to the order to
    correct. ``events_on_one_day``: as many of a penalty case on one day must show their hours.

    ``older_numbers``: rules of which an older act is judged by the number of its own day; all others by the present
    one. ``new_duties``: rules that bind no act older than their text.
    """

    sign_up_days_min: int = 5
    plan_slack_days: int = PLAN_SLACK_DAYS
    filing_workdays_max: int = 15
    correction_days_max: int = 15
    events_on_one_day: int = 3
    older_numbers: frozenset[str] = frozenset({"E-HEA-02"})
    new_duties: frozenset[str] = frozenset({"E-DEC-01"})


SETTINGS = ReplaySettings()
