"""行政复议: each period kept on its last day and missed by one, with the days counted."""

from __future__ import annotations

from datetime import date

from states.law.conditions.reconsideration import ADMISSION, APPLICATION, EXTENSION, HEARING
from tests.states.law.examples.build import REPLAYED, Example, Given, given, page

TODAY = "2026-06-30"


def applied(on: date) -> Given:
    return given(page(APPLICATION, TODAY, knew_on=date(2024, 3, 1), applied_on=on), today=TODAY)


def accepted(on: date) -> Given:
    return given(page(ADMISSION, TODAY, applied_on=date(2024, 4, 2), accepted_on=on), today=TODAY)


def extended(on: date, days: int = 30, earlier: int = 0) -> Given:
    paper = page(EXTENSION, TODAY, accepted_on=date(2024, 3, 4), extended_on=on, days=days, earlier=earlier)
    return given(paper, today=TODAY)


def heard(notified_on: date) -> Given:
    return given(page(HEARING, TODAY, notified_on=notified_on, held_on=date(2024, 10, 10)), today=TODAY)


EXAMPLES = (
    # 1 March + 60 days is 30 April, a working day.
    Example("E-REM-01", REPLAYED, applied(date(2024, 4, 30)), applied(date(2024, 5, 1))),
    # Working days after 2 April: 3, (4-6 清明, rest), 7 (make-up Sunday), 8, 9, 10 April.
    Example("E-REM-05", REPLAYED, accepted(date(2024, 4, 10)), accepted(date(2024, 4, 11))),
    # 4 March + 60 days is 3 May, within the holiday of 1-5 May: the next working day is 6 May.
    Example("E-REM-09", REPLAYED, extended(date(2024, 5, 6)), extended(date(2024, 5, 7))),
    Example("E-REM-09", REPLAYED, extended(date(2024, 4, 30), 30), extended(date(2024, 4, 30), 31)),
    Example("E-REM-09", REPLAYED, extended(date(2024, 4, 30)), extended(date(2024, 4, 30), earlier=1)),
    # Before 10 October: 9, 8 October, (1-7 国庆, rest), 30, 29 (make-up Sunday), (28 rest), 27 September make five;
    # so the notice is out on 26 September at the latest.
    Example("E-REM-11", REPLAYED, heard(date(2024, 9, 26)), heard(date(2024, 9, 27))),
)
