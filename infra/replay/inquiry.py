"""检查与责令改正: orders to stop and to correct, and whether what they stopped may go on."""

from __future__ import annotations

from infra.replay.court import Candidate, Court, paper
from infra.replay.days import pairs
from infra.replay.verdict import Result, Verdict
from states.law.conditions.published_penalty import ORDER

_STOP, _ORDER, _RECHECK = "stop_production_order", "order_to_correct", "recheck_passed"


def stopped(court: Court) -> list[Result]:
    hazards = court.count("major_hazards")
    known = (0, 1) if hazards is None else (max(0, hazards),)
    orders = [Candidate((paper("stop_order", court.day, major_hazards=one),), Verdict.FLAG) for one in known]
    return court.check("E-INS-08#stop", *orders, unknown="重大事故隐患数")


def resumed(court: Court) -> list[Result]:
    """What was stopped goes on after a passed re-check of that stop, and of no earlier one."""
    stops, checks = court.earlier(_STOP), court.earlier(_RECHECK)
    if not stops:
        return []
    passed = court.fact("recheck_passed") is True or bool(checks and checks[0] > stops[0])
    lifted = paper("stop_lifted", court.day, reviewed=passed)
    failed = "停产停业决定之后没有复查合格的记录即恢复生产，可以另行立案。"
    return court.check("E-INS-08#lifted", Candidate((lifted,), Verdict.REJECT, failed=failed))


def ordered(court: Court) -> list[Result]:
    places = court.earlier("inspection", "violation_found")
    if not places:
        return []
    finding, most = court.spans[places[0]], court.settings.correction_days_max
    candidates = [
        Candidate((paper(ORDER, end, found_on=start, ordered_on=end, days_max=most),), Verdict.FLAG)
        for start, end in pairs(finding, court.here)
    ]
    certain = finding.certain and court.here.certain
    return court.check(
        "E-INV-10#ordered", *candidates, certain=certain, unknown="发现违法行为的日期或者责令改正的日期"
    )


def rechecked(court: Court) -> list[Result]:
    results = []
    if places := court.earlier(_ORDER):
        order = court.spans[places[0]]
        immediate = court.events[places[0]].facts.get("immediate") is True
        candidates = [
            Candidate(
                (
                    paper(_ORDER, start, immediate=immediate),
                    paper("correction_checked", end, corrected=True),
                ),
                Verdict.FLAG,
            )
            for start, end in pairs(order, court.here)
        ]
        certain = order.certain and court.here.certain
        results += court.check(
            "E-INV-10#checked", *candidates, certain=certain, unknown="责令改正的日期或者复查日期"
        )
    if court.earlier(_STOP):
        lifted = paper("stop_lifted", court.day, reviewed=True)
        results += court.check(
            "E-INS-08#lifted", Candidate((lifted,), Verdict.FLAG, kept="停产停业决定之后复查合格。")
        )
    return results
