"""The page of the calendar: which days are worked and on whose word, and a notice entered and confirmed in the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import clean
from tests.calendars import CASE, DAY, NUMBER, act, enter, local, publish
from tests.offices import Office

Browse = Callable[..., Browser]


@pytest.fixture(autouse=True)
def autumn(office: Office) -> None:
    office.clock.set(DAY)


def cells(page: Sheet, kind: str) -> int:
    """Days of that class in the months, without the one in the legend."""
    return sum(1 for name, given in page.tags if name == "td" and f"cal-{kind}" in given.get("class", "").split())


def test_a_published_year_names_its_source(browse: Browse) -> None:
    page = browse("sponsor").get("/calendar", year="2026")
    assert (page.status, clean(page)) == (200, [])
    assert "国办发明电〔2025〕7号" in page.text and "暂定" not in page.text and "录入节假日安排" not in page.text
    assert cells(page, "makeup_workday") == 6 and cells(page, "holiday") == 33
    titles = [given.get("title", "") for name, given in page.tags if name == "td"]
    assert "2026年2月28日：调休上班日。国办发明电〔2025〕7号" in titles


def test_a_year_not_published_says_that_it_is_provisional(browse: Browse) -> None:
    page = browse("sponsor").get("/calendar", year="2027")
    assert "暂定 2027年的节假日安排没有公布或者没有收录" in page.text and clean(page) == []


@pytest.mark.parametrize("asked", ["", "１９９９", "12345", "x", "-1"])
def test_what_is_no_year_shows_this_one(browse: Browse, asked: str) -> None:
    assert "2026年日历" in browse("sponsor").get("/calendar", year=asked).text


def test_a_notice_is_entered_and_confirmed_and_the_year_is_certain(browse: Browse, office: Office) -> None:
    enter(office)
    administrator, reviewer, sponsor = browse("sysadmin"), browse("reviewer"), browse("sponsor")
    page = administrator.get("/calendar", year="2027")
    assert "录入待确认" in page.text and ("a", {"href": f"/cases/{CASE}"}) in page.tags
    assert NUMBER not in sponsor.get("/calendar", year="2027").text, "who does not keep the house sees what holds, not what waits"
    assert f"/cases/{CASE}" in str(reviewer.get("/worklist").tags), "it waits for the reviewer"
    act(office, "confirm_calendar")
    page = sponsor.get("/calendar", year="2027")
    assert NUMBER in page.text and "适用中" in page.text and "暂定" not in page.text
    assert cells(page, "makeup_workday") == 5
    assert not [given for name, given in page.tags if name == "a" and CASE in given.get("href", "")]


def test_the_button_leads_to_the_form_with_the_year(browse: Browse) -> None:
    administrator = browse("sysadmin")
    page = administrator.get("/calendar", year="2027")
    (link,) = [given["href"] for name, given in page.tags if name == "a" and given.get("href", "").startswith("/cases/new?procedure=calendar_notice")]
    form = administrator.get(link)
    assert (form.status, clean(form)) == (200, [])
    assert ("calendar_notice.year", "2027") in form.form("/cases").pairs()


def test_local_days_off_are_shown_with_what_they_stop(browse: Browse, office: Office) -> None:
    publish(office, given=local())
    page = browse("sponsor").get("/calendar", year="2027", place="chuxiong")
    assert cells(page, "local_holiday") == 3 and "停止计算全国性期间" in page.text and "楚雄彝族自治州" in page.text
    assert cells(browse("sponsor").get("/calendar", year="2027"), "local_holiday") == 0


def test_the_calendar_is_for_those_who_are_signed_in(browse: Browse) -> None:
    assert browse().get("/calendar").path == "/sign-in"
