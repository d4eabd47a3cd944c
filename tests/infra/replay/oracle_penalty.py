"""What the second judge asks of a penalty, an order to correct and a suit: 6.5 of the format's description, read afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from tests.infra.replay.oracle import (
    ONE,
    Raw,
    Result,
    Trial,
    after_workdays,
    count,
    day,
    next_workday,
    possible,
    settle,
    workdays_between,
)

PE, CO, LI = "penalty", "corrective_order", "litigation"
NEW_LAW, NEW_RULE = date(2021, 7, 15), date(2026, 2, 1)
SIGNS = ("clue_received", "inspection", "violation_found")
EVIDENCE = ("test_report_served", "interview", "party_statement_taken")
NOTICES = ("notice_issued", "notice_served")
Span = tuple[date, date]


def _all(t: Trial, *names: str) -> list[int]:
    return [n for n, one in enumerate(t.events[:-1]) if one["event"] in names]


def _facts(t: Trial, place: int) -> Raw:
    return t.events[place].get("facts") or {}


def _years(start: date, n: int) -> date:
    return start.replace(year=start.year + n) if (start.month, start.day) != (2, 29) else date(start.year + n, 2, 28)


def _since(t: Trial, place: int, id: str, kept: Callable[[date, date], bool], fails: str) -> list[Result]:
    return count(id, t.span(place), t.span(t.here), kept, fails, t.certain(place) and t.certain(t.here))


def inspection(t: Trial) -> list[Result]:
    act = t.latest("violation_occurred")
    if act is None:
        return []
    id, years = ("E-FIL-03", 5) if t.facts.get("life_safety_harm") is True else ("E-FIL-02", 2)
    return _since(t, act, id, lambda a, b: b <= _years(a, years), "flag")


def case_filed(t: Trial) -> list[Result]:
    first = next(iter(_all(t, *SIGNS)), None)
    if first is None:
        return []
    if t.case.get("field") != "market_supervision":
        return _since(t, first, "E-FIL-01", lambda a, b: b <= after_workdays(a, 15), "warn")
    most = 30 if t.facts.get("extension_recorded") is True else 15
    found = _since(t, first, "E-FIL-04", lambda a, b: b <= after_workdays(a, most), "flag")
    certain = t.certain(first) and t.certain(t.here)
    return [("accept" if certain else "warn", "E-FIL-01"), *found]


def evidence(t: Trial) -> list[Result]:
    return [] if t.latest("case_filed") is not None else [("warn", "E-FIL-01")]


def stop_production_order(t: Trial) -> list[Result]:
    hazards = t.facts.get("major_hazards")
    return [("warn" if hazards is None else "accept" if hazards >= 1 else "flag", "E-INS-08")]


def production_resumed(t: Trial) -> list[Result]:
    stop, check = t.latest("stop_production_order"), t.latest("recheck_passed")
    if stop is None:
        return []
    passed = t.facts.get("recheck_passed") is True or (check is not None and check > stop)
    return [("accept" if passed else "reject", "E-INS-08")]


def order_to_correct(t: Trial) -> list[Result]:
    found = t.latest("inspection", "violation_found")
    return [] if found is None else _since(t, found, "E-INV-10", lambda a, b: b <= next_workday(a + 15 * ONE), "flag")


def recheck_passed(t: Trial) -> list[Result]:
    results: list[Result] = []
    if (order := t.latest("order_to_correct")) is not None:
        at_once = _facts(t, order).get("immediate") is True
        results += _since(t, order, "E-INV-10", lambda a, b: a != b or at_once, "flag")
    return results + ([("accept", "E-INS-08")] if t.latest("stop_production_order") is not None else [])


def notice(t: Trial) -> list[Result]:
    results: list[Result] = []
    for step in _all(t, *EVIDENCE):
        results += _since(t, step, "E-CLO-01", lambda a, b: a != b, "flag")
    mine = t.facts.get("findings")
    others = [n for one in t.events[:-1] if (n := (one.get("facts") or {}).get("findings")) is not None]
    if mine is not None and others:
        results.append(("accept" if set(others) == {mine} else "flag", "E-INV-06"))
    untold = False in (t.facts.get("statement_right_told"), t.facts.get("hearing_right_told"))
    results.append(("flag" if untold else "accept", "E-NOT-01"))
    if (told := t.facts.get("hearing_request_days_told")) is not None:
        days = _days(t.span(t.here))
        results += settle("E-HEA-02", ("accept" if told >= (5 if one >= NEW_LAW else 3) else "flag" for one in days))
    for order in _all(t, "order_to_correct"):
        if due := day(_facts(t, order).get("correction_due_on")):
            running = ["warn" if due > one else "accept" for one in _days(t.span(t.here))]
            results += settle("E-INV-10", running, t.certain(t.here))
    return results


def _days(span: Span) -> list[date]:
    return [span[0] + ONE * n for n in range((span[1] - span[0]).days + 1)]


def _limits(t: Trial, filed: date, decided: date, extended: bool) -> Iterator[tuple[str, bool]]:
    """The rule for a decision on that day, and whether it is kept, once for each way it may have been extended."""
    field = t.case.get("field")
    if field == "work_safety" and decided < NEW_RULE:
        lengths, id = ([90, 180] if extended else [30]), "E-DEC-04"
    elif field == "market_supervision":
        lengths, id = [120 if extended else 90], "E-DEC-02"
    elif decided >= NEW_LAW:
        lengths, id = [90], "E-DEC-01"
    else:
        return
    yield from ((id, decided <= next_workday(filed + n * ONE)) for n in lengths)


def _time_limit(t: Trial, decided: Span, certain: bool, extended: bool) -> list[Result]:
    filed = t.latest("case_filed")
    if filed is not None:
        start, sure = t.span(filed), t.certain(filed)
    else:
        signs = _all(t, *SIGNS) or _all(t, "accident", "violation_occurred")
        first = t.span(signs[0])[0] if signs else t.low
        start, sure = (min(first, decided[1]), decided[1]), not signs or t.certain(signs[0])
    each = [list(_limits(t, a, b, extended)) for a, b in possible(start, decided)]
    ids = sorted({id for found in each for id, _ in found})
    if not (certain and sure):
        return [("warn", id) for id in ids]
    ways = [one for found in each for one in (found or [("", True)])]
    if all(kept for _, kept in ways):
        return [("accept", id) for id in ids]
    if not any(kept for _, kept in ways):
        return [("flag", id) for id in ids]
    return [("warn", id) for id in sorted({id for id, kept in ways if not kept})]


def _window(t: Trial, decided: Span, certain: bool, waived: bool) -> list[Result]:
    told = [one for one in _all(t, *NOTICES) if _facts(t, one).get("hearing_right_told") is True]
    if not told:
        return []
    # From the service of that notice; from its issue where no service is on record.
    place = next((one for one in _all(t, "notice_served") if one >= told[-1]), told[-1])

    def kept(notice: date, decision: date) -> bool:
        if notice < NEW_LAW:
            return waived or decision > next_workday(notice + 3 * ONE)
        return waived or decision > after_workdays(notice, 5)

    return count("E-HEA-02", t.span(place), decided, kept, "flag", certain and t.certain(place))


def decision_made(t: Trial) -> list[Result]:
    results: list[Result] = []
    if (served := t.facts.get("notice_served")) is not None:
        results.append(("accept" if served else "reject", "E-NOT-04"))
    here, certain = t.span(t.here), t.certain(t.here)
    results += _time_limit(t, here, certain, t.facts.get("extension_recorded") is True)
    results += _window(t, here, certain, t.facts.get("hearing_waived") is True)
    fine, least, most = (t.facts.get(name) for name in ("fine_yuan", "fine_min_yuan", "fine_max_yuan"))
    if fine is not None and (least is not None or most is not None):
        within = (least is None or fine >= least) and (most is None or fine <= most)
        results.append(("accept" if within else "flag", "E-DEC-14"))
    return results


def decision_served(t: Trial) -> list[Result]:
    place = t.latest("decision_made")
    start = t.span(place) if place is not None else (t.low, t.span(t.here)[1])
    certain = t.certain(t.here) and (place is None or t.certain(place))
    return count("E-SER-01", start, t.span(t.here), _workdays_at_most(7), "flag", certain)


def _workdays_at_most(n: int) -> Callable[[date, date], bool]:
    """An act before its own cause is a contradiction."""
    return lambda start, end: start <= end <= after_workdays(start, n)


def decision_published(t: Trial) -> list[Result]:
    late = "warn" if t.facts.get("date_basis") == "seen_by" else "flag"
    made = t.latest("order_to_correct" if t.procedure == CO else "decision_made")
    exact = made is not None and bool(t.events[made]["on"]) and _facts(t, made).get("date_precision", "day") == "day"
    decided, certain = _decision_day(t, made, exact or t.procedure == CO)
    if t.procedure == CO:
        return count("E-PBL-02", decided, t.span(t.here), _workdays_at_most(20), late, certain)
    field = t.case.get("field")
    ids = {"work_safety": ("E-PBL-01", "E-PBL-03"), "market_supervision": ("E-PBL-07",)}.get(str(field), ("E-PBL-01",))
    kept = _workdays_at_most(20 if field == "market_supervision" else 7)
    results = [one for id in ids for one in count(id, decided, t.span(t.here), kept, late, certain)]
    return results if exact else results + _time_limit(t, decided, certain, False) + _window(t, decided, certain, False)


def _decision_day(t: Trial, made: int | None, of_its_own: bool) -> tuple[Span, bool]:
    here, sure = t.span(t.here), t.certain(t.here)
    if made is not None and of_its_own:
        return t.span(made), sure and t.certain(made)
    before = [n for n, one in enumerate(t.events[:-1]) if one["event"] != "deadline_reached"]
    first = t.span(before[-1])[0] if before else t.low
    low, high, sure = min(first, here[1]), here[1], sure and (not before or t.certain(before[-1]))
    if made is None:
        return (low, high), sure
    known = t.span(made)
    both = (max(low, known[0]), min(high, known[1]))
    return (both if both[0] <= both[1] else known), sure and t.certain(made)


def deadline_reached(t: Trial) -> list[Result]:
    done = t.facts.get("done_shown", t.latest("decision_made", "decision_served", "decision_published") is not None)
    if done:
        return []
    return [("warn", id) for id in sorted({id for one in _days(t.span(t.here)) for id, _ in _limits(t, one, one, False)})]


def fine_collected(t: Trial) -> list[Result]:
    served = t.facts.get("decision_served", True if t.latest("decision_served") is not None else None)
    results = [("warn" if served is None else "accept" if served else "reject", "E-SER-01")]
    amount, fine = t.facts.get("amount_yuan"), t.facts.get("fine_yuan")
    differ = amount is not None and fine is not None and Decimal(str(amount)) != Decimal(str(fine))
    wrong = differ or t.facts.get("collected_from") == "third_party"
    return [*results, ("reject" if wrong else "accept", "E-PER-01")]


def party_learned_of_decision(t: Trial) -> list[Result]:
    known = t.latest("decision_served") is not None or t.facts.get("decision_served") is True
    return [] if known else [("flag", "E-SER-01"), ("flag", "E-REM-01")]


def decision_revoked_by_court(t: Trial) -> list[Result]:
    return [("accept", "E-PBL-05")] if t.latest("appeal_accepted") is not None else []


def appeal_accepted(t: Trial) -> list[Result]:
    first, last = t.span(t.here)
    return [] if first == last and t.certain(t.here) else [("warn", "E-REM-23")]


def hearing_held(t: Trial) -> list[Result]:
    if t.procedure != PE:
        return []
    here, told = t.span(t.here), day(t.facts.get("hearing_notice_served_on"))
    start = (told, told) if told else (t.low, here[1])
    return count("E-HEA-03", start, here, lambda a, b: workdays_between(a, b) >= 7, "flag", t.certain(t.here))


def hours(t: Trial) -> list[Result]:
    """The third and every further event on one exact day."""

    def exact(place: int) -> bool:
        event = t.events[place]
        precise = event["on"] is not None and _facts(t, place).get("date_precision", "day") == "day"
        return event["event"] != "deadline_reached" and precise and t.span(place)[0] == t.span(place)[1]

    if t.procedure != PE or not exact(t.here):
        return []
    same = [one for one in range(t.here) if exact(one) and t.span(one) == t.span(t.here)]
    return [("warn", "E-AUT-17")] if len(same) >= 2 else []


def named(checks: Iterable[Callable[[Trial], list[Result]]]) -> dict[str, Callable[[Trial], list[Result]]]:
    return {one.__name__: one for one in checks}


CHECKS: dict[str, Callable[[Trial], list[Result]]] = {
    **named((inspection, case_filed, stop_production_order, production_resumed, order_to_correct, recheck_passed)),
    **named((decision_made, decision_served, decision_published, deadline_reached, fine_collected)),
    **named((party_learned_of_decision, decision_revoked_by_court, appeal_accepted, hearing_held)),
    **dict.fromkeys(EVIDENCE, evidence),
    **dict.fromkeys(NOTICES, notice),
    "violation_found": inspection,
    "revocation_upheld": lambda t: [("accept", "E-PBL-05")],
}
