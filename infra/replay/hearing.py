"""听证会: notice, sign-up, participants, materials and the hearing itself."""

from __future__ import annotations

from datetime import date

from infra.replay import penalty_notice, reconsideration
from infra.replay.court import Candidate, Court, any_day_from, any_day_until, on_day, paper
from infra.replay.days import Span, pairs
from infra.replay.seats import seats
from infra.replay.verdict import Result, Verdict
from infra.replay.vocabulary import Procedure
from states.law.conditions.published_facts import LEAD, SIGN_UP

_ANNOUNCEMENT, _REGISTRATION = "announcement_days_min", "registration_notice_days_min"
_LEADS = {_ANNOUNCEMENT: ("hearing_announced", "公告"), _REGISTRATION: ("registration_opened", "报名公告")}


def announced(court: Court) -> list[Result]:
    results, hearing_on = [], court.fact_day("hearing_on")
    notice = paper("hearing_notice", court.day, hearing_on=hearing_on, age_max=court.count("age_max"))
    if court.earlier("registration_closed"):
        results += court.check(
            "D-HEAR-03#order", Candidate((paper(SIGN_UP, court.day), notice), Verdict.FLAG)
        )
    results += court.check("D-HEAR-03#age", Candidate((notice,), Verdict.WARN))
    if hearing_on is not None:
        if _of_a_decision(court):
            results += court.check("D-HEAR-02#day", Candidate((notice,), Verdict.FLAG))
        results += _lead(court, _ANNOUNCEMENT, court.here, on_day(hearing_on), Verdict.WARN)
    return results + seats(court)


def registration_opened(court: Court) -> list[Result]:
    hearing_on, published = court.fact_day("hearing_on"), court.fact_day("notice_published_on")
    if hearing_on is None:
        return seats(court)
    start = on_day(published) if published else court.here
    return _lead(court, _REGISTRATION, start, on_day(hearing_on), Verdict.WARN) + seats(court)


def registration_closed(court: Court) -> list[Result]:
    places = [found[0] for name in _notices() if (found := court.earlier(name))]
    days_min = court.settings.sign_up_days_min
    if not places:
        sign_up = paper(SIGN_UP, court.day, closed_on=court.day, days_min=days_min)
        return court.check("D-HEAR-03#sign_up", Candidate((sign_up,), Verdict.FLAG))
    start = _later([court.spans[place] for place in sorted(places)])
    candidates = [
        Candidate(
            (paper(SIGN_UP, closes, opened_on=opens, closed_on=closes, days_min=days_min),), Verdict.FLAG
        )
        for opens, closes in pairs(start, court.here)
    ]
    return court.check("D-HEAR-03#sign_up", *candidates, certain=start.certain and court.here.certain)


def _notices() -> tuple[str, ...]:
    return tuple(name for name, _ in _LEADS.values())


def _later(starts: list[Span]) -> Span:
    """The later of two days: by the dates where both are exact, otherwise by the order of events."""
    return max(starts, key=lambda one: one.last) if all(one.exact for one in starts) else starts[-1]


def participants_published(court: Court) -> list[Result]:
    hearing = _hearing_day(court)
    candidates = [
        Candidate((paper("hearing_participants", listed), paper("hearing_record", held)), Verdict.FLAG)
        for listed, held in pairs(court.here, hearing)
    ]
    return court.check("D-HEAR-04", *candidates, certain=court.here.certain and hearing.certain)


def materials_served(court: Court) -> list[Result]:
    return _served_ahead(court, court.here, _hearing_day(court), Verdict.WARN)


def scheduled(court: Court) -> list[Result]:
    """Materials cannot reach people who do not know of the hearing: the notice bounds their service."""
    if _on_prices(court):
        return _special_leads(court)
    if not _of_a_decision(court):
        return []
    place = _notice_of(court, "hearing_announced")
    if place is None:
        return court.check("D-HEAR-02", Candidate((), Verdict.FLAG)) + _special_leads(court)
    announcement = court.recorded(place)
    candidates = [
        Candidate(
            (paper("hearing_materials", told), paper("hearing_record", held)),
            Verdict.FLAG,
            kept=f"{told}公告，{held}听证，会前仍可依法按期送达材料。",
            failed=f"{told}公告，{held}听证，材料已不可能依法按期送达。",
        )
        for told, held in pairs(announcement, court.here)
    ]
    certain = announcement.certain and court.here.certain
    return court.check("D-HEAR-05", *candidates, certain=certain) + _special_leads(court)


def held(court: Court) -> list[Result]:
    if court.case.procedure is Procedure.RECONSIDERATION:
        return reconsideration.heard(court)
    if court.case.procedure is Procedure.PENALTY:
        return penalty_notice.heard(court)
    if _on_prices(court):
        return _special_leads(court)
    if not _of_a_decision(court):
        return []
    return _served_ahead(court, _service(court), court.here, Verdict.REJECT) + _special_leads(court)


def _service(court: Court) -> Span:
    if served_on := court.fact_day("materials_served_on"):
        return on_day(served_on)
    places = court.earlier("materials_served")
    return court.recorded(places[0]) if places else any_day_until(court.here.last)


def _served_ahead(court: Court, served: Span, hearing: Span, fails: Verdict) -> list[Result]:
    candidates = [
        Candidate((paper("hearing_materials", act), paper("hearing_record", event)), fails)
        for act, event in pairs(served, hearing)
    ]
    certain = served.certain and hearing.certain
    return court.check("D-HEAR-05", *candidates, certain=certain, unknown="材料送达日期或者听证日期")


def _special_leads(court: Court) -> list[Result]:
    """Lead times of a special or local rule, as far as their acts are recorded."""
    results, known = [], False
    for limit, (name, _) in _LEADS.items():
        place = _notice_of(court, name)
        if place is not None:
            known = True
            published = court.events[place].facts.get("notice_published_on")
            start = on_day(published) if isinstance(published, date) else court.recorded(place)
            results += _lead(court, limit, start, court.here, Verdict.FLAG)
    if not known and _on_prices(court):
        lead = paper(LEAD, court.day, what="公告和报名公告", hearing_on=court.day)
        results += court.check("D-HEAR-10#lead", Candidate((lead,), Verdict.WARN))
    return results


def _lead(court: Court, limit: str, start: Span, hearing: Span, fails: Verdict) -> list[Result]:
    days_min = court.overlay.get(limit)
    if not isinstance(days_min, int):
        return []
    what = _LEADS[limit][1]
    candidates = [
        Candidate((paper(LEAD, act, what=what, act_on=act, hearing_on=event, days_min=days_min),), fails)
        for act, event in pairs(start, hearing)
    ]
    return court.check("D-HEAR-10#lead", *candidates, certain=start.certain and hearing.certain)


def _hearing_day(court: Court) -> Span:
    """The day of the hearing as far as earlier events tell; otherwise any day from the event on."""
    for place in range(len(court.events) - 2, -1, -1):
        event = court.events[place]
        if event.name in ("hearing_held", "hearing_scheduled"):
            return court.spans[place]
        told = event.facts.get("hearing_on")
        if isinstance(told, date):
            return on_day(told)
    return any_day_from(court.here.first)


def _notice_of(court: Court, name: str) -> int | None:
    """The first notice of this very hearing; failing that, the first that names no day, then the last of all."""
    places = court.earlier(name)[::-1]
    told = [court.events[place].facts.get("hearing_on") for place in places]
    mine = [
        place
        for place, day in zip(places, told, strict=True)
        if isinstance(day, date) and _possible(court, day)
    ]
    open_ = [place for place, day in zip(places, told, strict=True) if day is None]
    return next(iter([*mine, *open_, *places[::-1]]), None)


def _possible(court: Court, day: date) -> bool:
    return court.here.first <= day <= court.here.last


def _on_prices(court: Court) -> bool:
    return court.case.procedure is Procedure.PRICE_HEARING


def _of_a_decision(court: Court) -> bool:
    """Materials and notice of L713 art. 16 are asked for the hearings of its own procedure only."""
    return court.case.procedure is Procedure.MAJOR_DECISION
