"""The calendar for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Desk
from tests.calendars import DAY, NUMBER, local, publish
from tests.offices import Office

SignIn = Callable[[str], Desk]


def test_a_year_tells_each_day(office: Office, sign_in: SignIn) -> None:
    office.clock.set(DAY)
    desk = sign_in("sponsor")
    before = desk.get("/calendar/2027").json()
    assert before["provisional"] and before["version"] == 0
    publish(office)
    publish(office, "calendar-2", given=local())
    found = desk.get("/calendar/2027", place="chuxiong").json()
    days = {one["day"]: one for month in found["months"] for one in month["days"]}
    assert not found["provisional"] and len(days) == 365 and found["version"] == 2
    assert days["2027-02-20"] | {"source": NUMBER} == days["2027-02-20"] and days["2027-02-20"]["mark"] == "班"
    assert (days["2027-02-08"]["name"], days["2027-02-08"]["workday"]) == ("春节", False)
    assert days["2027-07-27"]["kind"] == "local_holiday" and not days["2027-07-27"]["workday"]
    assert {one["number"]: one["standing"] for one in found["notices"]} == {NUMBER: "适用中", "楚政办发〔2026〕20号": "适用中"}
    assert found["workdays"] == sum(one["workday"] for one in days.values())


@pytest.mark.parametrize("year", ["1999", "2200", "x"])
def test_a_year_beyond_reason_is_refused(office: Office, sign_in: SignIn, year: str) -> None:
    assert sign_in("sponsor").get(f"/calendar/{year}").status_code == 422
