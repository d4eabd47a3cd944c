"""处罚告知与听证: what the party was told, when, and whether the decision waited until it could no longer ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from infra.replay import record
from infra.replay.court import Candidate, Court, any_day_until, on_day, paper
from infra.replay.days import Span, pairs, split
from infra.replay.verdict import Result, Verdict
from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Entry
from states.law.conditions.published_penalty import EVIDENCE, TERM

ISSUED, SERVED = "notice_issued", "notice_served"
_EVIDENCE = ("test_report_served", "interview", "party_statement_taken")
_SHOWN = "已公布"
_RIGHTS = {"statement_right_told": "陈述、申辩", "hearing_right_told": "听证"}


def noticed(court: Court) -> list[Result]:
    return [
        *_inquiry_over(court),
        *_findings_agree(court),
        *_rights(court),
        *_days_told(court),
        *_term_over(court),
    ]


def _inquiry_over(court: Court) -> list[Result]:
    results = []
    for place in court.earlier(*_EVIDENCE):
        step = court.spans[place]
        candidates = [
            Candidate((paper(EVIDENCE, end, taken_on=start, notice_on=end),), Verdict.FLAG)
            for start, end in pairs(step, court.here)
        ]
        certain = step.certain and court.here.certain
        results += court.check(
            "E-CLO-01#same_day", *candidates, certain=certain, unknown="调查取证的日期或者告知日期"
        )
    return results


def _findings_agree(court: Court) -> list[Result]:
    """As many violations are put to the party as were found before."""
    mine = court.count("findings")
    others = [found for one in court.events[:-1] if isinstance(found := one.facts.get("findings"), int)]
    if mine is None or not others:
        return []
    different = [one for one in others if one != mine]
    report = Candidate(
        (record.report_of(court.day, clear=not different),),
        Verdict.FLAG,
        kept=f"告知的违法事实{mine}项，与此前一致。",
        failed=f"告知的违法事实{mine}项，此前为{'、'.join(map(str, dict.fromkeys(different)))}项，事实不清。",
    )
    return court.check("E-INV-06", report)


def _rights(court: Court) -> list[Result]:
    untold = [label for name, label in _RIGHTS.items() if court.fact(name) is False]
    failed = f"告知书没有告知{'、'.join(untold)}的权利。"
    one = Candidate(
        (_paper(court.day, told=not untold),), Verdict.FLAG, failed=failed, kept="没有显示漏告知的权利。"
    )
    return court.check("E-NOT-01", one)


def _paper(on: date, *, told: bool = True, days: int | None = None) -> Entry:
    """A notice complete but for what the page shows to be lacking."""
    proposed = ({"party": "当事人", "penalty": PenaltyKind.FINE.value},)
    return paper(
        "penalty_notice", on, facts=_SHOWN, reasons=_SHOWN, basis=_SHOWN, proposed=proposed,
        statement_right=told, hearing_right=True, hearing_days=days,
    )  # fmt: skip


def _days_told(court: Court) -> list[Result]:
    """Held against the number in force on the day of the notice."""
    days = court.count("hearing_request_days_told")
    if days is None:
        return []
    parts = split(court.here, court.turns("E-HEA-02"))
    candidates = [Candidate((_paper(one.first, days=days),), Verdict.FLAG, act_on=one.first) for one in parts]
    return court.check("E-HEA-02#told", *candidates, unknown="告知日期")


def _term_over(court: Court) -> list[Result]:
    """An order to correct that still runs: whether the party obeys is not known yet."""
    results = []
    for place in court.earlier("order_to_correct"):
        due = court.events[place].facts.get("correction_due_on")
        if isinstance(due, date):
            candidates = [
                Candidate((paper(TERM, on, due_on=due, notice_on=on),), Verdict.WARN)
                for on in dict.fromkeys((court.here.first, court.here.last))
            ]
            results += court.check(
                "E-INV-10#running", *candidates, certain=court.here.certain, unknown="告知日期"
            )
    return results


def window(court: Court, decided: Span, *, waived: bool = False) -> list[Result]:
    """The decision waits until the party that was told of its right can no longer ask for a hearing."""
    notice = _told_of_the_hearing(court)
    if notice is None:
        return []
    candidates = [_window(*one, waived) for one in _dates(notice, decided, court.turns("E-HEA-02"))]
    certain, unknown = notice.certain and decided.certain, "告知日期或者决定日期"
    return court.check("E-HEA-02#window", *candidates, certain=certain, unknown=unknown)


def _dates(notice: Span, decided: Span, turns: Sequence[date]) -> list[tuple[date, date]]:
    parts = split(notice, turns)
    possible = [one for one in parts if one.first <= decided.last] or parts
    return [both for one in possible for both in pairs(one, decided)]


def _window(told_on: date, decided_on: date, waived: bool) -> Candidate:
    papers = [_paper(told_on)]
    if waived:
        papers.append(paper("statement_waiver", told_on, explicit=True, hearing=True))
    return Candidate(tuple(papers), Verdict.FLAG, act_on=told_on, asked_on=decided_on)


def _told_of_the_hearing(court: Court) -> Span | None:
    """The day from which the window runs: of service, or of the notice itself where its service is not recorded."""
    notices = court.earlier(ISSUED, SERVED)
    told = next((one for one in notices if court.events[one].facts.get("hearing_right_told") is True), None)
    if told is None:
        return None
    served = [one for one in court.earlier(SERVED) if one >= told]
    return court.spans[served[-1] if served else told]


def heard(court: Court) -> list[Result]:
    """Any day up to the hearing where its notice is not shown; only the record shows that it was early enough."""
    notified_on = court.fact_day("hearing_notice_served_on")
    notice = on_day(notified_on) if notified_on else any_day_until(court.here.last)
    candidates = [
        Candidate(
            (
                paper("penalty_hearing_notice", start, notified_on=start, hearing_on=end),
                paper("penalty_hearing_record", end),
            ),
            Verdict.FLAG,
        )
        for start, end in pairs(notice, court.here)
    ]
    return court.check(
        "E-HEA-03", *candidates, certain=court.here.certain, unknown="听证通知日期或者听证日期"
    )
