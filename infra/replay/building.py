"""风险评估与开工: is the risk controllable, and was that known before work began."""

from __future__ import annotations

from infra.replay.court import Candidate, Court, paper
from infra.replay.verdict import Result, Verdict


def risk_concluded(court: Court) -> list[Result]:
    known = court.fact("controllable")
    answers = (known is True,) if isinstance(known, bool) else (True, False)
    candidates = [
        Candidate(
            (paper("risk_assessment", court.day, controllable=one),),
            Verdict.FLAG,
            kept="评估结论为风险可控。",
            failed="评估结论为风险不可控。",
        )
        for one in answers
    ]
    return court.check("D-RISK-07", *candidates, unknown="风险是否可控")


def construction_started(court: Court) -> list[Result]:
    if court.case.facts.get("risk_assessment_required") is not True:
        return []
    papers = [paper("matter_profile", court.day, risk_possible=True)]
    if court.earlier("risk_assessment_concluded"):
        papers.append(paper("risk_assessment", court.day, controllable=True))
    started = Candidate(tuple(papers), Verdict.FLAG)
    return court.check("D-RISK-01#tabled", started) + court.check("D-RISK-07#started", started)
