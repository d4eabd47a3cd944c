"""行政诉讼: what a judgment means for a decision that was made public, and an appeal whose day is in doubt."""

from __future__ import annotations

from infra.replay.court import Candidate, Court, paper
from infra.replay.verdict import Result, Verdict
from states.law.conditions.published_penalty import APPEAL

_APPEAL = "appeal_accepted"


def revoked(court: Court) -> list[Result]:
    """Final only where an appeal went before; otherwise one may still follow."""
    return _withdrawal_due(court) if court.earlier(_APPEAL) else []


def upheld(court: Court) -> list[Result]:
    return _withdrawal_due(court)


def _withdrawal_due(court: Court) -> list[Result]:
    days = court.law("E-PBL-05").period("E-PBL-05").label
    kept = f"判决已经生效，决定公示过的，应当在{days}撤回并公开说明理由。"
    undone = paper("decision_revoked", court.day)
    return court.check("E-PBL-05#revoked", Candidate((undone,), Verdict.WARN, kept=kept))


def appealed(court: Court) -> list[Result]:
    """The period to appeal can be counted only to a day that is one and certain."""
    here = court.here
    on = here.first if here.certain and here.exact else None
    return court.check("E-REM-23", Candidate((paper(APPEAL, court.day, accepted_on=on),), Verdict.WARN))
