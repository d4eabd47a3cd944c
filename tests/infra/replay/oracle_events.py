"""What the second judge asks of each event, one function per event, in the order of the format's description."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.infra.replay import oracle_penalty
from tests.infra.replay.oracle import (
    ONE,
    ORDER,
    PENALTIES,
    Raw,
    Result,
    Trial,
    after_workdays,
    count,
    day,
    next_workday,
    possible,
    settle,
    sums,
    workdays_between,
)

MD, PH, RC = "major_decision", "price_hearing", "reconsideration"
CHANNELS = {"政府网站", "政务新媒体", "报刊", "广播", "电视"}


def consultation_opened(t: Trial) -> list[Result]:
    results = []
    if t.facts.get("notice_lacks"):
        results.append(("flag", "D-PUB-04"))
    elif "notice_contains" in t.facts:
        results.append(("accept", "D-PUB-04"))
    if "publication_channels" in t.facts:
        proper = CHANNELS & set(t.facts["publication_channels"])
        results.append(("accept" if proper else "flag", "D-PUB-05"))
    return results


def superior_law_in_force(t: Trial) -> list[Result]:
    return [] if t.latest("decision_made", "decision_served", "decision_published") is not None else [("warn", "D-LEG-08")]


def consultation_closed(t: Trial) -> list[Result]:
    opened = t.latest("consultation_opened")
    if opened is None:
        return [("flag", "D-PUB-06")]
    short = "warn" if t.facts.get("urgent_reason_published") is True else "flag"
    lengths = [(end - start).days for start, end in possible(t.span(opened), t.span(t.here))]
    certain = t.certain(opened) and t.certain(t.here)
    verdicts = ["accept" if n >= 30 else "warn" if n == 29 else short for n in lengths]
    results = settle("D-PUB-06", verdicts, certain)
    if certain and max(lengths) < 29:
        results.append((short, "D-PUB-07"))
    return results


def opinions_collated(t: Trial) -> list[Result]:
    parts = sum(t.facts.get(name, 0) for name in ("adopted", "partly_adopted", "not_adopted"))
    return [("accept" if parts == t.facts["comments_received"] else "flag", "D-PUB-09")]


def feedback_published(t: Trial) -> list[Result]:
    received, refused = t.facts.get("comments_received"), t.facts.get("not_adopted")
    taken = t.facts.get("adopted", 0) + t.facts.get("partly_adopted", 0)
    nobody = received == 0 or refused == 0 or (refused is None and received is not None and received <= taken)
    return [("accept" if nobody or t.facts.get("reasons_published") is True else "warn", "D-PUB-09")]


def _seats(t: Trial) -> list[Result]:
    results, seats, stated = [], t.facts.get("seats"), t.facts.get("seats_stated")
    if seats is not None and stated is not None:
        results.append(("accept" if sum(seats.values()) == stated else "flag", "D-HEAR-03"))
        if share := t.overlay.get("consumer_share_min"):
            enough = stated > 0 and Fraction(seats["consumers"], stated) >= Fraction(str(share))
            results.append(("accept" if enough else "flag", "D-HEAR-10"))
    if bodies := t.facts.get("named_bodies"):
        results.append(("accept" if bodies["named"] == bodies["seats"] else "flag", "D-HEAR-03"))
    return results


def _lead(t: Trial, limit: str, start: tuple[date, date], end: tuple[date, date], certain: bool, fails: str) -> list[Result]:
    if limit not in t.overlay:
        return []
    return count("D-HEAR-10", start, end, lambda act, held: (held - act).days >= t.overlay[limit], fails, certain)


def hearing_announced(t: Trial) -> list[Result]:
    results: list[Result] = []
    if t.latest("registration_closed") is not None:
        results.append(("flag", "D-HEAR-03"))
    if "age_max" in t.facts:
        results.append(("warn", "D-HEAR-03"))
    if held := day(t.facts.get("hearing_on")):
        results += [("accept", "D-HEAR-02")] if t.procedure == MD else []
        results += _lead(t, "announcement_days_min", t.span(t.here), (held, held), t.certain(t.here), "warn")
    return results + _seats(t)


def registration_opened(t: Trial) -> list[Result]:
    held, notice = day(t.facts.get("hearing_on")), day(t.facts.get("notice_published_on"))
    if held is None:
        return _seats(t)
    start = (notice, notice) if notice else t.span(t.here)
    certain = t.certain(t.here) or notice is not None
    return _lead(t, "registration_notice_days_min", start, (held, held), certain, "warn") + _seats(t)


def registration_closed(t: Trial) -> list[Result]:
    places = [one for name in ("hearing_announced", "registration_opened") if (one := t.latest(name)) is not None]
    if not places:
        return [("flag", "D-HEAR-03")]
    exact = all(t.span(one)[0] == t.span(one)[1] for one in places)
    # The later one: by its date where dates are exact, otherwise by the order of the list.
    place = max(sorted(places), key=lambda one: t.span(one)[1]) if exact else max(places)
    certain = t.certain(place) and t.certain(t.here)
    return count("D-HEAR-03", t.span(place), t.span(t.here), lambda a, b: (b - a).days >= 5, "flag", certain)


def _hearing_day(t: Trial) -> tuple[tuple[date, date], bool]:
    for place in range(t.here - 1, -1, -1):
        if t.events[place]["event"] in ("hearing_scheduled", "hearing_held"):
            return t.span(place), t.certain(place)
        if told := day((t.events[place].get("facts") or {}).get("hearing_on")):
            return (told, told), True
    return (t.span(t.here)[0], t.high), True


def participants_published(t: Trial) -> list[Result]:
    held, certain = _hearing_day(t)
    return count("D-HEAR-04", t.span(t.here), held, lambda a, b: a < b, "flag", certain and t.certain(t.here))


def materials_served(t: Trial) -> list[Result]:
    held, certain = _hearing_day(t)
    return count("D-HEAR-05", t.span(t.here), held, lambda a, b: (b - a).days >= 7, "warn", certain and t.certain(t.here))


def _leads(t: Trial) -> list[Result]:
    results, limits = [], {"hearing_announced": "announcement_days_min", "registration_opened": "registration_notice_days_min"}
    places = {name: t.latest(name) for name in limits}
    for name, place in places.items():
        if place is not None:
            published = day((t.events[place].get("facts") or {}).get("notice_published_on"))
            start = (published, published) if published else t.recorded(place)
            certain = t.certain(t.here) and (t.certain(place) or published is not None)
            results += _lead(t, limits[name], start, t.span(t.here), certain, "flag")
    nothing = all(place is None for place in places.values())
    return [("warn", "D-HEAR-10")] if nothing and t.procedure == PH else results


def hearing_scheduled(t: Trial) -> list[Result]:
    if t.procedure == PH:
        return _leads(t)
    place = t.latest("hearing_announced")
    if place is None:
        return [("flag", "D-HEAR-02"), *_leads(t)]
    certain = t.certain(place) and t.certain(t.here)
    kept = count("D-HEAR-05", t.recorded(place), t.span(t.here), lambda a, b: (b - a).days >= 7, "flag", certain)
    return kept + _leads(t)


def hearing_held(t: Trial) -> list[Result]:
    if t.procedure == PH:
        return _leads(t)
    if t.procedure == RC:
        told = day(t.facts.get("hearing_notice_served_on"))
        start = (told, told) if told else (t.low, t.span(t.here)[1])
        return count("E-REM-11", start, t.span(t.here), lambda a, b: workdays_between(a, b) >= 5, "flag", t.certain(t.here))
    told, place = day(t.facts.get("materials_served_on")), t.latest("materials_served")
    start = (told, told) if told else t.recorded(place) if place is not None else (t.low, t.span(t.here)[1])
    certain = t.certain(t.here) and (bool(told) or place is None or t.certain(place))
    return count("D-HEAR-05", start, t.span(t.here), lambda a, b: (b - a).days >= 7, "reject", certain) + _leads(t)


def risk_assessment_concluded(t: Trial) -> list[Result]:
    known = t.facts.get("controllable")
    return [("warn" if known is None else "accept" if known else "flag", "D-RISK-07")]


def construction_started(t: Trial) -> list[Result]:
    if t.case.get("risk_assessment_required") is not True:
        return []
    verdict = "flag" if t.latest("risk_assessment_concluded") is None else "accept"
    return [(verdict, "D-RISK-01"), (verdict, "D-RISK-07")]


def catalogue_published(t: Trial) -> list[Result]:
    consent = t.facts.get("party_consent")
    if consent is True:
        return [("accept", "D-CAT-02"), ("accept", "D-CAT-03")]
    return [("reject" if consent is False else "warn", "D-CAT-02")]


def planned_decision(t: Trial) -> list[Result]:
    place, signed, on = t.latest("catalogue_published"), t.latest("catalogue_signed"), day(t.event["on"])
    until = on or t.span(t.here)[1]
    unlisted = (t.span(signed)[0] if signed is not None else t.low, until)
    start = t.span(place) if place is not None else (unlisted[0], max(unlisted))
    plan = (on, on) if on else t.span(t.here)
    named = t.facts.get("procedures")

    def spare(published: date, planned: date) -> str:
        end = published + 30 * ONE if named is None or "公开征求意见" in named else published
        end = after_workdays(end, 7) if named is None or "合法性审查" in named else end
        left = (planned - end).days
        return "flag" if left < 0 else "warn" if left <= 14 else "accept"

    verdicts = [spare(*one) for one in possible(start, plan)]
    certain = t.certain(t.here) and (place is None or t.certain(place))
    return settle("D-PUB-06", verdicts, certain) + settle("D-LEG-07", verdicts, certain)


def _within(n: int) -> Callable[[date, date], bool]:
    return lambda start, end: end <= next_workday(start + n * ONE)


def review_applied(t: Trial) -> list[Result]:
    knew, here, fails = day(t.facts.get("knew_on")), t.span(t.here), "flag"
    place = t.latest("decision_served")
    if place is None:
        place = t.latest("decision_made")
        fails = "flag" if knew or place is None else "warn"
    start = (knew, knew) if knew else t.span(place) if place is not None else (t.low, here[1])
    certain = t.certain(t.here) and (bool(knew) or place is None or t.certain(place))
    return count("E-REM-01", start, here, _within(60), fails, certain)


def _step(t: Trial, name: str, *before: str) -> tuple[tuple[date, date], bool]:
    if (place := t.latest(name)) is not None:
        return t.span(place), t.certain(place)
    last = t.span(t.here)[1]
    first = [t.span(n)[0] for n, one in enumerate(t.events[:-1]) if one["event"] in before and t.certain(n)]
    return (min(max([t.low, *first]), last), last), True


def review_accepted(t: Trial) -> list[Result]:
    start, certain = _step(t, "review_applied", "decision_made", "decision_served")
    return count("E-REM-05", start, t.span(t.here), lambda a, b: b <= after_workdays(a, 5), "flag", certain and t.certain(t.here))


def review_extended(t: Trial) -> list[Result]:
    start, certain = _step(t, "review_accepted", "decision_made", "decision_served", "review_applied")
    if not (certain and t.certain(t.here)):
        return [("warn", "E-REM-09")]
    days, once = t.facts.get("extended_days"), t.latest("review_extended") is None
    pairs = possible(start, t.span(t.here))
    fits = [True, False] if days is None else [days <= 30]
    return settle("E-REM-09", ("accept" if once and fit and _within(60)(*one) else "flag" for one in pairs for fit in fits))


def _by(t: Trial, limit: str) -> list[Result]:
    due = day(t.case.get(limit))
    if due is None or not t.certain(t.here):
        return [("warn", "")]
    first, last = t.span(t.here)
    return [("accept" if last <= due else "flag" if first > due else "warn", "")]


def deadline_reached(t: Trial) -> list[Result]:
    shown = t.facts.get("done_shown", t.latest("report_published") is not None)
    return [("accept" if shown else "warn", "")]


CHECKS: dict[str, Callable[[Trial], list[Result]]] = {
    one.__name__: one
    for one in (
        *(consultation_opened, superior_law_in_force, consultation_closed, opinions_collated, feedback_published),
        *(hearing_announced, registration_opened, registration_closed, participants_published, materials_served),
        *(hearing_scheduled, hearing_held, risk_assessment_concluded, construction_started, catalogue_published),
        *(planned_decision, review_applied, review_accepted, review_extended, deadline_reached),
    )
} | {"report_signed": lambda t: _by(t, "report_by"), "report_published": lambda t: _by(t, "publish_by")}


def judge(case: Raw) -> list[tuple[str, frozenset[str]]]:
    """For each event its verdict and the ids that decide it."""
    answers = []
    checks = CHECKS | oracle_penalty.CHECKS if case["procedure"] in PENALTIES else CHECKS
    wrong_sum = "E-INV-06" if case["procedure"] in ("penalty", "litigation") else ""
    for number, event in enumerate(case["events"]):
        trial = Trial(case, number)
        check = checks.get(event["event"])
        own = [(verdict, wrong_sum) for verdict, _ in sums(trial.facts)]
        results = [*(check(trial) if check else ()), *own, *oracle_penalty.hours(trial)]
        verdict = max((one for one, _ in results), key=ORDER.index, default="accept")
        answers.append((verdict, frozenset(id for one, id in results if one == verdict and id)))
    return answers
