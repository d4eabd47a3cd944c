"""Settings of the replay: conventions of the test material, not law."""

from __future__ import annotations

from dataclasses import dataclass

from states.law.conditions.catalogue import PLAN_SLACK_DAYS


@dataclass(frozen=True, slots=True)
class ReplaySettings:
    """``sign_up_days_min``: shortest time to sign up for a hearing, calendar days. ``plan_slack_days``: a plan
    of the catalogue with no more spare calendar days than this still warns."""

    sign_up_days_min: int = 5
    plan_slack_days: int = PLAN_SLACK_DAYS


SETTINGS = ReplaySettings()
