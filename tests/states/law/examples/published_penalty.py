"""已公布的处罚案件: each requirement kept at its limit and missed behind it, with the days counted."""

from __future__ import annotations

from datetime import date

from states.law.conditions.published_penalty import (
    APPEAL,
    COLLECTION,
    DAY,
    EVIDENCE,
    EXTENDED,
    FILING,
    FINE,
    LEARNED,
    ORDER,
    TERM,
)
from states.law.requirement import Status
from tests.states.law.examples.build import REPLAYED, Example, Given, given, page

TODAY = "2026-06-30"
WARNED, NOT_APPLICABLE = Status.WARNED, Status.NOT_APPLICABLE


def day(steps: int) -> Given:
    return given(page(DAY, TODAY, steps=steps, show_from=3))


def filing(on: date, *overlays: str) -> Given:
    return given(page(FILING, TODAY, found_on=date(2025, 9, 22), filed_on=on, workdays_max=15), overlays=overlays)


def order(on: date) -> Given:
    return given(page(ORDER, TODAY, found_on=date(2025, 4, 25), ordered_on=on, days_max=15))


def term(told_on: date) -> Given:
    return given(page(TERM, TODAY, due_on=date(2026, 5, 11), notice_on=told_on))


def evidence(taken_on: date) -> Given:
    return given(page(EVIDENCE, TODAY, taken_on=taken_on, notice_on=date(2026, 5, 11)))


def market(decided_on: date) -> Given:
    paper = page(EXTENDED, TODAY, filed_on=date(2025, 10, 24), decided_on=decided_on)
    return given(paper, overlays=("market_supervision",))


def safety(decided_on: date, by: str) -> Given:
    paper = page(EXTENDED, TODAY, filed_on=date(2025, 1, 2), decided_on=decided_on, by=by)
    return given(paper, overlays=("work_safety",))


def fine(yuan: str, **span: str) -> Given:
    return given(page(FINE, TODAY, fine=yuan, **span), overlays=("chuxiong",))


def collection(amount: str, third_party: bool = False) -> Given:
    return given(page(COLLECTION, TODAY, amount=amount, fine="2000", third_party=third_party))


def learned(served: bool) -> Given:
    return given(page(LEARNED, TODAY, learned_on=date(2026, 5, 11), served=served))


EXAMPLES = (
    Example("E-AUT-17#hours", REPLAYED, day(2), day(3), expect=WARNED, passing=NOT_APPLICABLE),
    # Working days after 22 September: 23-26 (4), 28 (make-up Sunday), 29, 30 (7), (1-8 October rest), 9, 10, 11 (make-up
    # Saturday, 10), 13-17 (15). The law says only 及时.
    Example("E-FIL-01#found", REPLAYED, filing(date(2025, 10, 17)), filing(date(2025, 10, 20)), expect=WARNED),
    Example(
        "E-FIL-01#found", REPLAYED, filing(date(2025, 11, 28), "market_supervision"), filing(date(2025, 11, 28)), expect=WARNED
    ),
    # 25 April + 15 days is Saturday 10 May, so Monday 12 May.
    Example("E-INV-10#ordered", REPLAYED, order(date(2025, 5, 12)), order(date(2025, 5, 13))),
    # The last day of the term is over with that day.
    Example("E-INV-10#running", REPLAYED, term(date(2026, 5, 11)), term(date(2026, 5, 10)), expect=WARNED),
    Example("E-CLO-01#same_day", REPLAYED, evidence(date(2026, 5, 10)), evidence(date(2026, 5, 11))),
    # 24 October + 120 days: 7 to 31 October, 37 to 30 November, 68 to 31 December, 99 to 31 January, 120 on 21 February;
    # 15-23 February are 春节, so 24 February. The rule is 待核实.
    Example("E-DEC-02#extended", REPLAYED, market(date(2026, 2, 24)), market(date(2026, 2, 25)), expect=WARNED),
    # 2 January + 90 days: 29 to 31 January, 57 to 28 February, 88 to 31 March, 90 on 2 April, a Wednesday; + 180 on 1 July.
    Example("E-DEC-04#extended", REPLAYED, safety(date(2025, 4, 2), "head"), safety(date(2025, 4, 3), "head"), expect=WARNED),
    Example(
        "E-DEC-04#extended", REPLAYED, safety(date(2025, 7, 1), "superior"), safety(date(2025, 7, 2), "superior"), expect=WARNED
    ),
    Example("E-DEC-14#range", REPLAYED, fine("20000", least="5000", most="20000"), fine("20000.5", most="20000"), expect=WARNED),
    Example("E-DEC-14#range", REPLAYED, fine("5000", least="5000"), fine("4999", least="5000"), expect=WARNED),
    Example("E-PER-01#collected", REPLAYED, collection("2000.00"), collection("1999.99")),
    Example("E-PER-01#collected", REPLAYED, collection("2000"), collection("2000", third_party=True)),
    Example("E-REM-01#learned", REPLAYED, learned(True), learned(False), passing=NOT_APPLICABLE),
    Example(
        "E-REM-23", REPLAYED, given(page(APPEAL, TODAY, accepted_on=date(2026, 5, 11))), given(page(APPEAL, TODAY)),
        expect=WARNED, passing=NOT_APPLICABLE,
    ),
)  # fmt: skip
