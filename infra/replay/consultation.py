"""公开征求意见: notice, length, opinions and their feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from infra.replay.court import Candidate, Court, paper
from infra.replay.days import pairs
from infra.replay.verdict import Result, Verdict
from states.dossier.model import Entry, OpinionCounts
from states.dossier.vocabulary import Channel
from states.law.conditions.published_facts import NEW_LAW

_PARTS = {"draft": "决策草案", "explanation": "说明", "reply_ways": "提出意见的方式", "period": "期限"}
_CHANNELS = {one.label: str(one) for one in Channel}
_SHOWN = "已公布"
_DECIDED = ("decision_made", "decision_served", "decision_published")


def opened(court: Court) -> list[Result]:
    results = []
    contains, lacks = _names(court, "notice_contains"), _names(court, "notice_lacks")
    if lacks or court.fact("notice_contains") is not None:
        shown = {name: None if name in lacks else _SHOWN for name in ("draft", "explanation", "reply_ways")}
        closes_on = None if "period" in lacks else court.day
        notice = paper("consultation_notice", court.day, closes_on=closes_on, **shown)
        listed = "、".join(label for name, label in _PARTS.items() if name in contains)
        results += court.check(
            "D-PUB-04",
            Candidate((notice,), Verdict.FLAG, kept=f"公告载明{listed or '有关内容'}，没有显示缺项。"),
        )
    if court.fact("publication_channels") is not None:
        channels = tuple(_CHANNELS.get(name, name) for name in _names(court, "publication_channels"))
        notice = paper("consultation_notice", court.day, channels=channels)
        results += court.check("D-PUB-05", Candidate((notice,), Verdict.FLAG))
    return results


def closed(court: Court) -> list[Result]:
    places = court.earlier("consultation_opened")
    if not places:
        closing = paper("consultation_closing", court.day)
        failed = "截止之前没有公开征求意见的公告。"
        return court.check("D-PUB-06#closed", Candidate((closing,), Verdict.FLAG, failed=failed))
    urgent = court.fact("urgent_reason_published") is True
    opening = court.spans[places[0]]
    certain = opening.certain and court.here.certain
    lengths = pairs(opening, court.here)
    notices = [_notice(*one, urgent) for one in lengths]
    long_enough = [_length(court, one) for one in notices]
    results = court.check("D-PUB-06", *long_enough, certain=certain)
    if certain and all(_shortfall(court, *one) > 1 for one in lengths):
        explained = [Candidate((one,), Verdict.FLAG, holds=Verdict.WARN) for one in notices]
        results += court.check("D-PUB-07", *explained)
    return results


def _length(court: Court, notice: Entry) -> Candidate:
    """A length that is not kept is a breach where nobody explained it, as has to be done (art. 15(1): 一般不少于);
    otherwise it is unusual but lawful. One day less is enough when both ends are counted, so only an alarm."""
    opens_on, closes_on = notice.day("opens_on"), notice.day("closes_on")
    boundary = opens_on is not None and closes_on is not None and _shortfall(court, opens_on, closes_on) == 1
    failed = f"公告自{opens_on}至{closes_on}，首尾两日均计入才满期限。" if boundary else ""
    one = Candidate((notice,), Verdict.WARN, failed=failed)
    return one if boundary or court.kept("D-PUB-07", one) else replace(one, fails=Verdict.FLAG)


def _notice(opens_on: date, closes_on: date, urgent: bool) -> Entry:
    reason = _SHOWN if urgent else None
    return paper("consultation_notice", opens_on, opens_on=opens_on, closes_on=closes_on, short_reason=reason)


def _shortfall(court: Court, opens_on: date, closes_on: date) -> int:
    law = court.law("D-PUB-06")
    return law.period("D-PUB-06").shortfall(opens_on, closes_on, law.calendar)


def collated(court: Court) -> list[Result]:
    parts = [court.count(name) or 0 for name in ("adopted", "partly_adopted", "not_adopted")]
    received, total = court.count("comments_received"), sum(parts)
    summary = paper("opinion_summary", court.day, summary=_SHOWN, reasons_given=True)
    figures = f"采纳{parts[0]}条、部分采纳{parts[1]}条、不采纳{parts[2]}条，合计{total}条"
    totals = (received,) if received is not None else (total, total + 1)
    candidates = [
        Candidate(
            (summary,),
            Verdict.FLAG,
            kept=f"收到意见{one}条，{figures}，两者相符。",
            failed=f"收到意见{one}条，{figures}，两者不符。",
            opinions=OpinionCounts(one, *parts),
        )
        for one in totals
    ]
    return court.check("D-PUB-09", *candidates, unknown="收到意见的条数")


def fed_back(court: Court) -> list[Result]:
    """Refusals need published reasons. How many were refused may have to be inferred from the other figures."""
    reasoned = court.fact("reasons_published") is True
    candidates = [
        Candidate(
            (paper("opinion_summary", court.day, summary=_SHOWN, reasons_given=reasoned),),
            Verdict.WARN,
            kept="已公布不采纳的理由。" if reasoned else "没有不采纳的意见。",
            failed=f"不采纳{refused}条，没有显示已公布不采纳的理由。",
            opinions=OpinionCounts(refused, 0, 0, refused),
        )
        for refused in _refusals(court)
    ]
    return court.check("D-PUB-09", *candidates, unknown="不采纳意见的条数")


def _refusals(court: Court) -> tuple[int, ...]:
    """How many opinions were refused: the number given, or the least and the most that there can be."""
    refused, received = court.count("not_adopted"), court.count("comments_received")
    if received == 0:
        return (0,)
    if refused is not None:
        return (refused,)
    taken = (court.count("adopted") or 0) + (court.count("partly_adopted") or 0)
    most = 1 if received is None else max(0, received - taken)
    return (0, most) if most else (0,)


def new_law(court: Court) -> list[Result]:
    law = str(court.fact("law") or "新的上位法")
    papers = [paper(NEW_LAW, court.day, law=law)]
    if court.earlier(*_DECIDED):
        papers.insert(0, paper("meeting_minutes", court.day))
    failed = f"决策作出之前{law}施行，合法性审查应当以新的规定为依据。"
    return court.check("D-LEG-08#new_law", Candidate(tuple(papers), Verdict.WARN, failed=failed))


def _names(court: Court, fact: str) -> list[str]:
    found = court.fact(fact)
    return [str(one) for one in found] if isinstance(found, list) else []
