"""催告、强制执行决定、申请人民法院强制执行: worked examples (行政强制法 arts. 35-38, 53-60; 行政处罚法 art. 72(2))."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.implementing import (
    decided,
    deferral,
    demand,
    ended,
    filed,
    on_the_spot,
    outcome,
    proof,
)

COURT = {"decision_attached": True, "opinions_attached": True, "object_attached": True, "application_signed": True, "fee": 0}
POWER = (entry("enforcement_body", own_forced_execution=True),)
NO_POWER = (entry("enforcement_body", own_forced_execution=False),)


def case(*entries: Entry, today: str = "2027-06-30", law_as_of: str = "2026-01-10", register: tuple[Entry, ...] | None = None) -> Given:
    return given(*entries, procedure="penalty", today=today, law_as_of=law_as_of, register=register)


def shown(
    key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET, step: str = "apply_to_court"
) -> Example:
    return Example(key, step, passes, blocks, expect, passing, procedure="penalty")


def answered(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    return shown(key, passes, blocks, Status.WARNED, passing, "record_court_answer")


def applied(on: str, **fields: object) -> Entry:
    return entry("court_application", applied_on=on, **{**COURT, **fields})


def forced(on: str, **fields: object) -> Entry:
    return entry("forced_execution", decided_on=on, **{"immediate": False, **fields})


def answer(justified: bool, **fields: object) -> Entry:
    return entry("demand_answer", justified=justified, **fields)


def said(result: str, on: str, **fields: object) -> Entry:
    return entry("court_answer", result=result, on=on, **fields)


SERVED = (decided(), proof("2026-03-02"))
STOP = (decided("2026-03-02", outcome(penalty="stop", amount=0)), proof())
DEMANDED = demand("2026-09-21", "2026-10-12")

DEMANDS = (
    *(
        shown("E-DEM-01", case(*SERVED, DEMANDED), case(*SERVED, demand("2026-09-21", "2026-10-12", **lack)), step="serve_demand")
        for lack in ({"amount": None}, {"rights_told": False}, {"way": None})
    ),
    shown("E-DEM-01", case(*SERVED, DEMANDED), case(*SERVED, demand("2026-09-21", "2026-09-21")), step="serve_demand"),  # no time to perform
    shown("E-DEM-01", case(*STOP, demand("2026-09-21", "2026-10-12", amount=None)), case(*STOP), step="serve_demand"),  # no money due
    shown("E-DEM-02", case(*SERVED, DEMANDED, answer(False)), case(*SERVED, DEMANDED, answer(True))),
    shown("E-DEM-02", case(*SERVED, DEMANDED), case(*SERVED), step="decide_forced_execution"),
    shown("E-DEM-02", case(*SERVED, DEMANDED), case(*SERVED, DEMANDED, answer(False, content=None)), step="decide_forced_execution"),
    # What held against the first demand was met by a second one.
    shown(
        "E-DEM-02",
        case(*SERVED, DEMANDED, answer(True), demand("2026-10-20", "2026-11-10")),
        case(*SERVED, DEMANDED, answer(False), answer(True)),
        step="decide_forced_execution",
    ),
    shown(
        "E-DEM-03",
        case(*SERVED, DEMANDED, forced("2026-10-13")),
        case(*SERVED, DEMANDED, forced("2026-10-12")),  # the last day is still the party's
        step="decide_forced_execution",
    ),
    shown(
        "E-DEM-03",
        case(*SERVED, DEMANDED, forced("2026-09-22", immediate=True)),
        case(*SERVED, DEMANDED, forced("2026-09-22")),
        step="decide_forced_execution",
    ),
    *(
        shown("E-DEM-03", case(*SERVED, DEMANDED, forced("2026-10-13")), case(*SERVED, DEMANDED, forced("2026-10-13", **lack)), step="decide_forced_execution")
        for lack in ({"reasons": None}, {"way_time": None}, {"review_body": None}, {"court": None}, {"sealed": False})
    ),
    shown("E-DEM-03", case(*SERVED, DEMANDED, forced("2026-10-13")), case(*SERVED, forced("2026-10-13")), step="decide_forced_execution"),
)

# Monday 21 September: 22, 23, 24 = 3 (25-27 Mid-Autumn); 28, 29, 30 = 6 (1-7 National Day); 8, 9, 10 October (Saturday,
# worked) = 9; Monday 12 = the tenth working day.
DEFERRED = (*SERVED, demand("2026-03-18", "2026-04-10"), deferral("2026-08-31", "2026-04-20"))
TEN_DAYS = (
    shown("E-CRT-01", case(*SERVED, DEMANDED, applied("2026-10-13")), case(*SERVED, DEMANDED, applied("2026-10-12"))),
    shown("E-CRT-01", case(*SERVED, DEMANDED, applied("2026-10-13")), case(*SERVED, applied("2026-10-13"))),
    # A second demand does not take the ten days of the first away.
    shown(
        "E-CRT-01",
        case(*SERVED, DEMANDED, demand("2026-10-12", "2026-10-30"), applied("2026-10-13")),
        case(*SERVED, demand("2026-10-12", "2026-10-30"), applied("2026-10-13")),
    ),
    # Demanded before the deferral is not demanded after it.
    shown("E-CRT-01", case(*DEFERRED, DEMANDED, applied("2026-10-13")), case(*DEFERRED, applied("2026-10-13"))),
    shown(
        "E-CRT-01",
        case(*SERVED, DEMANDED, applied("2026-10-13"), register=NO_POWER),
        case(*SERVED, DEMANDED, applied("2026-10-13"), register=POWER),
        Status.WARNED,
    ),
)

# Served on 2 March: sixty days end on 1 May, a day off, hence on 6 May; six months end on Wednesday 2 September. The
# three months end on 2 December.
REVIEWED = (*SERVED, filed("2026-04-01"), ended("2026-11-20"))
OLD = (decided("2025-08-29"), proof("2025-08-31"))
WRONG = (decided(suit_months=3), proof("2026-03-02"))
UNTOLD = (decided(review_days=30), proof("2026-03-02"))


def paused(first: str, last: str = "") -> Entry:
    return entry("remedy_paused", from_on=first, until=last or None)


NINETY = on_the_spot(review_days=90)
LONGER = (decided(suit_months=12), proof("2026-03-02"))
WINDOW = (
    shown("E-CRT-02", case(*SERVED, applied("2026-09-03")), case(*SERVED, applied("2026-09-02"))),
    shown("E-CRT-02", case(*SERVED, applied("2026-12-02")), case(*SERVED, applied("2026-12-03"))),
    shown("E-CRT-02", case(*SERVED, applied("2026-12-02")), case(*SERVED, applied("2026-12-03", late_reason="自然灾害")), Status.WARNED),
    # 31 August 2025 and six months: 28 February 2026, a Saturday that is worked, so the last day does not move.
    shown("E-CRT-02", case(*OLD, applied("2026-03-01"), law_as_of="2025-08-01"), case(*OLD, applied("2026-02-28"), law_as_of="2025-08-01")),
    # The six months end on 2 September. Twenty days of July were lost to emergency measures: to 22 September. Of 25 August to
    # 10 September all seventeen: to Saturday 19 September, hence to the Sunday that is worked. Not ended on 30 November: 98 days.
    shown("E-CRT-02", case(*SERVED, paused("2026-07-01", "2026-07-20"), applied("2026-09-23")), case(*SERVED, paused("2026-07-01", "2026-07-20"), applied("2026-09-22"))),
    shown("E-CRT-02", case(*SERVED, paused("2026-08-25", "2026-09-10"), applied("2026-09-21")), case(*SERVED, paused("2026-08-25", "2026-09-10"), applied("2026-09-20"))),
    shown("E-CRT-02", case(*SERVED, paused("2026-09-03", "2026-10-10"), applied("2026-09-03")), case(*SERVED, paused("2026-08-25"), applied("2026-11-30"))),
    # On the spot: reconsideration comes first, so only the sixty days, to 6 May after the holiday.
    shown("E-CRT-02", case(*on_the_spot(), applied("2026-05-07")), case(*on_the_spot(), applied("2026-05-06"))),
    shown("E-CRT-02", case(*on_the_spot(), applied("2026-08-06")), case(*on_the_spot(), applied("2026-08-07"))),
    # Ninety days were named: to Sunday 31 May, hence to Monday 1 June.
    shown("E-CRT-02", case(*NINETY, applied("2026-06-02")), case(*NINETY, applied("2026-06-01"))),
    # The paper did not say that reconsideration comes first: up to one year, to Tuesday 2 March 2027.
    shown("E-CRT-02", case(*on_the_spot(), applied("2026-05-07")), case(*on_the_spot(review_first=False), applied("2026-05-07"))),
    # Three months to sue were named where the law gives six: a year. The same where thirty days were named for sixty.
    shown("E-CRT-02", case(*WRONG, applied("2027-03-03")), case(*WRONG, applied("2027-03-02"))),
    shown("E-CRT-02", case(*UNTOLD, applied("2027-03-03")), case(*UNTOLD, applied("2026-09-03"))),
    shown("E-CRT-02", case(*SERVED, applied("2026-09-03")), case(decided(court=None), proof("2026-03-02"), applied("2026-09-03"))),
    shown("E-CRT-02", case(*SERVED, applied("2026-09-03")), case(decided(review_body=None), proof("2026-03-02"), applied("2026-09-03"))),
    # A longer time was named and is kept: twelve months.
    shown("E-CRT-02", case(*LONGER, applied("2027-03-03")), case(*LONGER, applied("2026-09-03"))),
    # Pending; then ended on 20 November, fifteen days to Saturday 5 December, hence to Monday 7.
    shown("E-CRT-02", case(*SERVED, applied("2026-09-03")), case(*SERVED, filed("2026-04-01"), applied("2026-09-03"))),
    shown("E-CRT-02", case(*REVIEWED, applied("2026-12-08")), case(*REVIEWED, applied("2026-12-07"))),
    shown("E-CRT-02", case(*REVIEWED, applied("2027-03-08")), case(*REVIEWED, applied("2027-03-09"))),
    # Judged: it is the judgment that is executed.
    shown(
        "E-CRT-02",
        case(*SERVED, applied("2026-09-03")),
        case(*SERVED, filed("2026-04-01", "suit"), ended("2026-08-03", "suit"), applied("2026-09-03")),
        Status.WARNED,
    ),
    shown("E-CRT-02", case(*SERVED, applied("2026-09-03")), case(decided(), applied("2026-09-03"))),  # never served
)

# Deferred to Saturday 31 October: three months to Sunday 31 January 2027, hence to Monday 1 February.
LONG, SHORT = (*SERVED, deferral("2026-10-31")), (*SERVED, deferral("2026-06-30"))
REPLACED = (
    shown("E-CRT-03", case(*LONG, applied("2027-02-01")), case(*LONG, applied("2027-02-02"))),
    shown("E-CRT-03", case(*LONG, applied("2026-11-01")), case(*LONG, applied("2026-10-31"))),
    shown("E-CRT-03", case(*LONG, applied("2027-02-01")), case(*LONG, applied("2027-02-02", late_reason="自然灾害")), Status.WARNED),
    # Over before the remedy period was: the three months begin with the end of that, 2 September.
    shown("E-CRT-03", case(*SHORT, applied("2026-12-02")), case(*SHORT, applied("2026-12-03"))),
    shown("E-CRT-03", case(*SERVED, applied("2026-09-03")), case(*LONG), passing=Status.NOT_APPLICABLE),
    # And E-CRT-02 no longer asks for the earlier end, but still for the remedy period.
    shown("E-CRT-02", case(*LONG, applied("2027-02-01")), case(*SHORT, applied("2026-09-02"))),
)

PAPERS = (
    *(
        shown("E-CRT-04", case(*SERVED, applied("2026-10-13")), case(*SERVED, applied("2026-10-13", **{lack: False})))
        for lack in ("application_signed", "decision_attached", "opinions_attached", "object_attached")
    ),
    shown("E-CRT-04", case(*SERVED, applied("2026-10-13")), case(*SERVED)),
    shown("E-CRT-09", case(*SERVED, applied("2026-10-13")), case(*SERVED, applied("2026-10-13", fee=50))),
)

ASKED = (*SERVED, applied("2026-09-22"))
URGENT = (*SERVED, applied("2026-09-22", urgent=True))
EARLY, ACCEPTED = said("accepted", "2026-09-01"), said("accepted", "2026-09-22")
OF_THE_COURT = (
    # Tuesday 22 September: 23, 24, 28, 29, 30 = the fifth working day.
    answered("E-CRT-05", case(*ASKED, said("accepted", "2026-09-30")), case(*ASKED, said("accepted", "2026-10-08"))),
    answered("E-CRT-05", case(*ASKED, said("not_accepted", "2026-09-30")), case(*ASKED, said("not_accepted", "2026-10-08"))),
    answered("E-CRT-05", case(*ASKED, ACCEPTED, said("granted", "2026-10-09")), case(*ASKED, said("accepted", "2026-09-21")), Status.NOT_APPLICABLE),
    # ... 8 and 9 October = the seventh.
    answered("E-CRT-06", case(*ASKED, ACCEPTED, said("granted", "2026-10-09")), case(*ASKED, ACCEPTED, said("granted", "2026-10-10"))),
    answered("E-CRT-06", case(*ASKED, ACCEPTED, said("granted", "2026-10-09")), case(*ASKED, said("granted", "2026-10-09"))),  # accepted when?
    answered("E-CRT-06", case(*ASKED, ACCEPTED), case(*ASKED, ACCEPTED, said("granted", "2026-12-01")), Status.NOT_APPLICABLE),
    # 1 September and thirty days: 1 October, a day off, hence 8 October.
    answered("E-CRT-07", case(*ASKED, EARLY, said("refused", "2026-10-08")), case(*ASKED, EARLY, said("refused", "2026-10-09"))),
    answered(
        "E-CRT-07",
        case(*ASKED, EARLY, said("granted", "2026-10-08", obvious_defect=True)),
        case(*ASKED, EARLY, said("granted", "2026-10-09", obvious_defect=True)),
    ),
    answered("E-CRT-07", case(*ASKED, EARLY, said("granted", "2026-09-10")), case(*ASKED, said("refused", "2026-09-30")), Status.NOT_APPLICABLE),
    answered("E-CRT-07", case(*ASKED, ACCEPTED), case(*ASKED, EARLY, said("refused", "2026-11-02")), Status.NOT_APPLICABLE),
    # Ruled on 22 September: the court has until the 30th.
    answered(
        "E-CRT-08", case(*URGENT, said("granted", "2026-09-22"), today="2026-09-30"), case(*URGENT, said("granted", "2026-09-22"), today="2026-10-08")
    ),
    answered(
        "E-CRT-08", case(*ASKED, said("granted", "2026-09-22")), case(*URGENT, said("granted", "2026-09-22"), today="2026-10-01"), Status.NOT_APPLICABLE
    ),
)

BACK = tuple(
    shown("E-CRT-05#returned", case(*ASKED, said(result, "2026-09-30")), case(*ASKED, said("granted", "2026-09-30")), step="take_back_from_court")
    for result in ("not_accepted", "refused")
)

EXAMPLES = (*BACK, *DEMANDS, *TEN_DAYS, *WINDOW, *REPLACED, *PAPERS, *OF_THE_COURT)
