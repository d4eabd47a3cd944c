"""年度目录: consent before publication, and plans that leave time for the lawful path."""

from __future__ import annotations

from datetime import date

from infra.replay.court import Candidate, Court, on_day, paper
from infra.replay.days import NEVER_BEFORE, Span, last_day, pairs
from infra.replay.verdict import Result, Verdict
from states.dossier.kinds.catalogue import PlannedStep
from states.dossier.schema import Value
from states.law.conditions.catalogue import days_to_spare, earliest_decision

_SHOWN = "公布页面载明"
# What each step of the path is called in published catalogues, and the rule that makes it take time.
_STEPS = {
    PlannedStep.PARTICIPATION: (("征求意见", "公众参与"), "D-PUB-06"),
    PlannedStep.LEGALITY: (("合法性审",), "D-LEG-07"),
}


def published(court: Court) -> list[Result]:
    known = court.fact("party_consent")
    if known is False:
        return court.check("D-CAT-02", _consent(court, False, Verdict.REJECT))
    if known is None:
        either = (_consent(court, agreed, Verdict.REJECT) for agreed in (True, False))
        return court.check("D-CAT-02", *either, unknown="是否经同级党委同意")
    record = paper(
        "catalogue_publication", court.day, published_on=court.day, channels=(_SHOWN,), address=_SHOWN
    )
    public = Candidate((record,), Verdict.WARN, kept="目录已向社会公布。")
    return court.check("D-CAT-02", _consent(court, True, Verdict.REJECT)) + court.check("D-CAT-03", public)


def _consent(court: Court, agreed: bool, fails: Verdict) -> Candidate:
    consent = paper("catalogue_consent", court.day, document=_SHOWN, agreed=agreed)
    return Candidate(
        (consent,), fails, kept="公布页面载明已经同级党委同意。", failed="目录没有经同级党委同意即公布。"
    )


def planned(court: Court) -> list[Result]:
    publication, last = _publication(court), last_day(court.event)
    plan = on_day(last) if last else court.here
    certain = publication.certain and court.here.certain
    candidates = [_plan(court, *one) for one in pairs(publication, plan)]
    unknown = "目录公布日期或者计划日期"
    return [
        *court.check("D-PUB-06#planned", *candidates, certain=certain, unknown=unknown),
        *court.check("D-LEG-07#planned", *candidates, certain=certain, unknown=unknown),
    ]


def _publication(court: Court) -> Span:
    """The day of the catalogue; where it is not listed, any day from its signing to the planned day."""
    if places := court.earlier("catalogue_published"):
        return court.spans[places[0]]
    signed = court.earlier("catalogue_signed")
    first = court.spans[signed[0]].first if signed else NEVER_BEFORE
    return Span(first, max(first, last_day(court.event) or court.here.last))


def _plan(court: Court, published_on: date, planned_on: date) -> Candidate:
    steps, law = _steps(court), court.law("D-PUB-06")
    spare = days_to_spare(planned_on, published_on, steps, law)
    tight = 0 <= spare <= court.settings.plan_slack_days
    item: dict[str, Value] = {"number": court.count("item_no") or 0, "planned_on": planned_on, "steps": steps}
    earliest = earliest_decision(published_on, steps, law)
    words = f"目录{published_on}公布，最短的法定程序到{earliest}届满，计划最晚{planned_on}决策"
    return Candidate(
        (
            paper("catalogue_draft", published_on, items=(item,)),
            paper("catalogue_publication", published_on, published_on=published_on),
        ),
        Verdict.WARN if tight else Verdict.FLAG,
        kept=f"{words}，时间充足。",
        failed=f"{words}，只余{spare}日。" if tight else f"{words}，时间不够。",
    )


def _steps(court: Court) -> tuple[PlannedStep, ...]:
    """The steps that take time: those the item goes through, as far as their rules apply."""
    named = court.fact("procedures")
    names = [str(one) for one in named] if isinstance(named, list) else None
    steps = [
        step
        for step, (words, rule) in _STEPS.items()
        if court.applies(rule) and (names is None or any(word in name for name in names for word in words))
    ]
    return (*steps, PlannedStep.DELIBERATION)
