"""The rules on counting, each seen at work: units by statute, first day, roll-over, months, end of day, rest days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from states.law.almanac import SHIPPED, calendar
from states.law.calendar import national_calendar
from states.law.legal_day import add_months
from states.law.period import Bound, FallsOn, Period, Unit
from states.law.values import law_view, overlays, rules
from tests.states.law.proof import proves

D = date.fromisoformat
CAL = national_calendar()
SINCE = D("2026-05-01")


def units(instrument: str) -> dict[tuple[str, str], Period]:
    """Every period of an instrument as it stands in 2026."""
    found = {}
    for id, rule in rules().items():
        if rule.instrument.key == instrument and rule.instrument.in_force(SINCE):
            view = law_view(SINCE, rule.overlays)
            found |= {(id, one.name): view.dated(id, one.name).period for one in rule.periods if one.holds(SINCE)}
    return found


@proves("E-CNT-01")
def test_the_penalty_law_counts_two_three_five_seven_in_working_days() -> None:
    """PEN art. 85: 2, 3, 5, 7 are working days; 15 and 90 are not (arts. 60, 67)."""
    found = units("PEN")
    assert {one.n for one in found.values()} >= {2, 3, 5, 7, 15, 90}
    assert all(one.n == 3 for one in found.values() if one.unit is Unit.MONTH)  # art. 72(2) by COE art. 53: no days
    for name, one in found.items():
        assert one.unit is Unit.MONTH or (one.unit is Unit.WORKING_DAY) == (one.n in (2, 3, 5, 7)), name


@proves("E-CNT-02")
def test_the_coercion_law_counts_up_to_ten_in_working_days() -> None:
    """COE art. 69: ten and less are working days; 15, 30 and the three months are not."""
    found = units("COE")
    assert {one.n for one in found.values()} >= {5, 7, 10, 15, 30, 3}
    for name, one in found.items():
        assert one.unit is Unit.MONTH or (one.unit is Unit.WORKING_DAY) == (one.n <= 10), name


@proves("E-CNT-04")
def test_the_reconsideration_law_counts_three_five_seven_ten_in_working_days() -> None:
    found = units("REC")
    assert {one.n for one in found.values()} >= {5, 30, 60}
    assert all((one.unit is Unit.WORKING_DAY) == (one.n in (3, 5, 7, 10)) for one in found.values())


@proves("E-CNT-05")
def test_the_information_regulations_say_working_days_themselves() -> None:
    found = units("INFO")
    assert found and all(one.unit is Unit.WORKING_DAY for one in found.values())


@proves("E-CNT-03", "E-CNT-06")
@pytest.mark.parametrize("instrument", ["LIC", "TRF"])
def test_no_period_of_a_statute_is_read_in_another_unit(instrument: str) -> None:
    """LIC art. 82: what binds the agency is in working days; TRF has no such clause: calendar days and hours by the clock."""
    allowed = {"LIC": (Unit.WORKING_DAY,), "TRF": (Unit.CALENDAR_DAY, Unit.HOUR)}[instrument]
    agency = [one for one in units(instrument).values() if one.falls_on is FallsOn.AGENCY]
    assert all(one.unit in allowed for one in agency)
    assert rules()["E-CNT-03"].instrument.key == "LIC" and rules()["E-CNT-06"].instrument.key == "TRF"


@proves("E-CNT-07")
def test_the_day_of_the_event_is_left_out() -> None:
    """Registered on 2026-09-29, seven working days: 09-30, 10-08, 09, 10 (made up), 12, 13, 14."""
    assert law_view(SINCE).period("E-INV-09").due(D("2026-09-29"), CAL).on == D("2026-10-14")


@proves("E-CNT-08")
def test_a_last_day_of_rest_moves_on_but_never_for_power_over_goods() -> None:
    """Decision received 2026-09-18, fifteen days: 10-03 lies in the holiday, 10-08 is the last. The raw day stays for seizures."""
    fifteen = law_view(SINCE).period("E-PER-01")
    assert fifteen.due(D("2026-09-18"), CAL).on == D("2026-10-08")
    assert fifteen.due(D("2026-09-18"), CAL).raw == D("2026-10-03")
    power = Period(15, Unit.CALENDAR_DAY, Bound.AT_MOST, rolls=False)
    assert power.due(D("2026-09-18"), CAL).on == D("2026-10-03")


@proves("E-CNT-09")
def test_months_run_to_the_same_date() -> None:
    """CIV art. 202: from 2025-08-31 six months end on 2026-02-28, a working Saturday; three from 11-30 on 02-28 as well."""
    assert add_months(D("2025-08-31"), 6) == D("2026-02-28") and CAL.is_workday(D("2026-02-28"))
    assert law_view(SINCE).period("E-CRT-02").due(D("2025-11-30"), CAL).on == D("2026-02-28")
    assert add_months(D("2026-01-31"), 2) == D("2026-03-31") and add_months(D("2026-03-30"), 1) == D("2026-04-30")


@proves("E-CNT-10")
def test_the_last_day_ends_at_midnight_or_with_office_hours() -> None:
    """CIV art. 203(2): 24:00 in Shanghai, or the close of business where there are hours of business."""
    period, start = law_view(SINCE).period("E-HEA-02"), datetime(2026, 9, 29, 2, tzinfo=UTC)
    assert period.due_at(start, CAL).astimezone(UTC) == datetime(2026, 10, 12, 16, tzinfo=UTC)
    assert period.due_at(start, CAL, time(17, 30)).astimezone(UTC) == datetime(2026, 10, 12, 9, 30, tzinfo=UTC)


@proves("E-CNT-14")
def test_weekends_and_holidays_are_no_working_days_and_made_up_ones_are() -> None:
    assert not CAL.is_workday(D("2026-05-10")) and not CAL.is_workday(D("2026-05-01"))
    assert CAL.is_workday(D("2026-05-09")) and CAL.is_workday(D("2026-05-11"))


@proves("E-CNT-15")
def test_the_calendar_of_2026_is_the_notices() -> None:
    """国务院办公厅 2025-11-04, typed from the notice for this test: days off and days made up."""
    off = [("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7)]
    for first, days in off:
        start = D(f"2026-{first}").toordinal()
        assert not any(CAL.is_workday(date.fromordinal(one)) for one in range(start, start + days)), first
    for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"):
        assert CAL.is_workday(D(f"2026-{day}")), day
    assert sum(one.workday for one in CAL.year(2026)) == 365 - 104 - 33 + 14 + 6  # weekends; days off, 14 of them on weekends; 6 made up


@proves("E-CNT-16")
def test_days_off_of_an_autonomous_area_are_told_and_do_not_stop_national_periods() -> None:
    """放假办法 art. 4: 火把节 2024-07-29 to 31 in Chuxiong; unsettled for national periods, so the agency's duty runs on."""
    local = calendar(SHIPPED, (overlays()["chuxiong"],))
    assert local.info(D("2024-07-30")).workday and "火把节" in str(local.info(D("2024-07-30")))
    assert "火把节" not in str(CAL.info(D("2024-07-30")))
