"""处罚决定: made after notice and in time, served, paid by the party that it names."""

from __future__ import annotations

from decimal import Decimal

from infra.replay import deadlines, penalty_notice
from infra.replay.court import Candidate, Court, any_day_until, paper
from infra.replay.days import pairs
from infra.replay.verdict import Result, Verdict
from states.dossier.enforcement_words import PenaltyKind
from states.law.conditions.published_penalty import COLLECTION, FINE, LEARNED

_MADE, _SERVED = "decision_made", "decision_served"
_OUTCOME = {"party": "当事人", "penalty": PenaltyKind.FINE.value}


def made(court: Court) -> list[Result]:
    waived = court.fact("hearing_waived") is True
    return [
        *_notice_given(court),
        *deadlines.time_limit(court, court.here),
        *penalty_notice.window(court, court.here, waived=waived),
        *_within_its_range(court),
    ]


def _notice_given(court: Court) -> list[Result]:
    """Asked only where the page says whether the notice was served."""
    given = court.fact("notice_served")
    if given is None:
        return []
    decision = paper("penalty_decision", court.day, outcomes=(_OUTCOME,))
    notice = paper("penalty_notice", court.day, proposed=(_OUTCOME,), statement_right=True)
    papers = (notice, decision) if given is True else (decision,)
    return court.check("E-NOT-04", Candidate(papers, Verdict.REJECT, kept="决定之前已经送达告知书。"))


def _within_its_range(court: Court) -> list[Result]:
    names = {"fine": "fine_yuan", "least": "fine_min_yuan", "most": "fine_max_yuan"}
    fine = paper(FINE, court.day, **{name: _yuan(court, fact) for name, fact in names.items()})
    return court.check("E-DEC-14#range", Candidate((fine,), Verdict.FLAG))


def _yuan(court: Court, fact: str) -> str | None:
    found = court.fact(fact)
    return str(found) if isinstance(found, int | Decimal) else None


def served(court: Court) -> list[Result]:
    places = court.earlier(_MADE)
    decided = court.spans[places[0]] if places else any_day_until(court.here.last)
    candidates = [
        Candidate((paper("penalty_decision", start), paper("service_proof", end)), Verdict.FLAG)
        for start, end in pairs(decided, court.here)
    ]
    certain = decided.certain and court.here.certain
    return court.check("E-SER-01", *candidates, certain=certain, unknown="决定日期或者送达日期")


def collected(court: Court) -> list[Result]:
    """Whoever pays before being served pays without a duty; and the party pays its own fine, no more and no less."""
    known = court.fact("decision_served")
    if known is None and court.earlier(_SERVED):
        known = True
    payment, proof = paper("payment", court.day), paper("service_proof", court.day)
    answers = (True, False) if known is None else (known is True,)
    kept, failed = "决定书已经送达。", "决定书尚未送达，不得收缴罚款。"
    candidates = [
        Candidate((proof, payment) if one else (payment,), Verdict.REJECT, kept=kept, failed=failed)
        for one in answers
    ]
    money = paper(
        COLLECTION, court.day, amount=_yuan(court, "amount_yuan"), fine=_yuan(court, "fine_yuan"),
        third_party=court.fact("collected_from") == "third_party",
    )  # fmt: skip
    return [
        *court.check("E-SER-01#collected", *candidates, unknown="决定书是否已经送达"),
        *court.check("E-PER-01#collected", Candidate((money,), Verdict.REJECT)),
    ]


def learned(court: Court) -> list[Result]:
    """Who hears of a decision that was not served may still use every remedy, from that day on."""
    if court.earlier(_SERVED) or court.fact("decision_served") is True:
        return []
    unserved = Candidate(
        (paper("penalty_decision", court.day),), Verdict.FLAG, failed="当事人知悉决定以前，没有送达的记录。"
    )
    knowledge = Candidate((paper(LEARNED, court.day, learned_on=court.day, served=False),), Verdict.FLAG)
    return court.check("E-SER-01", unserved) + court.check("E-REM-01#learned", knowledge)
