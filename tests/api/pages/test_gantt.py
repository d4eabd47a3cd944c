"""The picture of a plan: its geometry is that of the dates beside it, its days off are the calendar's, and it is for who sees the matter.

The matter is opened on 12 January 2026; days are read back from the picture by the lines of its own months.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import unquote
from xml.etree import ElementTree as Xml

import pytest

from states.law.calendar import national_calendar
from states.law.day_lines import chinese_date
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_every_page import clean
from tests.offices import Office

Browse = Callable[..., Browser]
PLAN, FILE = "/cases/case-1/plan", "/cases/case-1/plan.svg"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "“道路”<script>alert(1)</script></svg>&\"'"


class Picture:
    """A drawing read back: first days of months give the scale, everything else is told in days."""

    def __init__(self, text: str) -> None:
        self.root = Xml.fromstring(text)
        named = {one.text or "": float(one.get("x", "0")) - 4 for one in self._all("text", "month-words")}
        self.zero = named["2月"]  # 1 February
        self.px = (named["3月"] - self.zero) / 28

    def _all(self, tag: str, name: str) -> list[Xml.Element]:
        return [one for one in self.root.iter(f"{SVG}{tag}") if name in one.get("class", "").split()]

    def day(self, x: float) -> date:
        return date(2026, 2, 1) + timedelta(days=round((x - self.zero) / self.px))

    def span(self, rect: Xml.Element) -> tuple[date, date]:
        x, w = float(rect.get("x", "")), float(rect.get("width", ""))
        return self.day(x), self.day(x + w) - timedelta(days=1)

    def bars(self) -> list[tuple[str, date, date]]:
        """Every row with the sentence that tells it."""
        found = []
        for lane in self._all("g", "lane"):
            title, rect = lane.find(f"{SVG}title"), lane.find(f"{SVG}rect")
            if title is not None and title.text:
                spot = lane.find(f"{SVG}path") if rect is None else None
                at = self.day(float((spot.get("d", "").split()[0])[1:]) - self.px / 2) if spot is not None else None
                found.append((title.text, at, at) if at else (title.text, *self.span(rect)))  # type: ignore[arg-type]
        return found

    def rests(self) -> set[date]:
        return {first + timedelta(days=n) for rect in self._all("rect", "rest") if rect.get("x") and "unsure" not in rect.get("class", "")
                for first, last in [self.span(rect)] for n in range((last - first).days + 1)}  # fmt: skip

    def today(self) -> date:
        line = next(one.find(f"{SVG}line") for one in self._all("g", "today") if one.find(f"{SVG}rect") is not None)
        assert line is not None
        return self.day(float(line.get("x1", "")) - self.px / 2)


@pytest.fixture
def browser(browse: Browse, office: Office) -> Browser:
    office.open()
    return browse("sponsor")


def test_bars_lie_on_the_days_that_the_table_says(browser: Browser) -> None:
    page = browser.get(PLAN, held="yes", wish="2026-03-20")
    assert (page.status, clean(page)) == (200, [])
    picture = Picture(browser.client.get(FILE, params={"held": "yes", "wish": "2026-03-20"}).text)
    bars = picture.bars()
    assert len(bars) == sum(tag == "tr" and "data-row" in had for tag, had in page.tags) > 12
    assert ("公开征求意见：2026年1月12日至2026年2月11日，一般不少于30日，关键路径", date(2026, 1, 12), date(2026, 2, 11)) in bars
    assert any(told.startswith("集体讨论决定：最早2026年2月27日") and first == date(2026, 2, 27) for told, first, _ in bars)
    told_of = page.text.split("计划图的文字表")[1]
    for told, first, last in bars:
        assert chinese_date(first) in told and chinese_date(last) in told and chinese_date(last) in told_of, (told, first, last)


def test_days_off_are_the_calendars_and_today_is_the_clocks(browse: Browse, office: Office) -> None:
    office.open()
    office.clock.set("2026-01-13")
    browser = browse("sponsor")  # a day later one signs in again
    picture = Picture(browser.client.get(FILE, params={"wish": "2026-03-20"}).text)
    assert picture.today() == date(2026, 1, 13)
    drawn, calendar = picture.rests(), national_calendar()
    days = [date(2026, 1, 12) + timedelta(days=n) for n in range(65)]
    assert {one for one in days if one in drawn} == {one for one in days if not calendar.is_workday(one)}
    assert date(2026, 2, 14) not in drawn and date(2026, 2, 16) in drawn  # a Saturday that is worked, a Monday that is not
    supposed = Picture(browser.client.get(FILE, params={"off": "2026-02-24至2026-02-25", "wish": "2026-03-20"}).text)
    assert {date(2026, 2, 24), date(2026, 2, 25)} <= supposed.rests() - drawn


def test_a_year_without_its_notice_is_marked(browse: Browse) -> None:
    browser = browse("sponsor")
    page = browser.get("/plan", from_day="2026-12-28", traits=["hearing"])
    assert "2027年放假安排尚未公布" in page.text and "◆暂定" in page.text
    assert "2027年放假安排尚未公布，暂定" in browser.client.get("/plan.svg", params={"from_day": "2026-12-28"}).text
    assert "尚未公布" not in browser.get("/plan", from_day="2026-03-02").text


def test_the_file_has_a_chinese_name_and_leads_nowhere(browser: Browser) -> None:
    page = browser.get(PLAN, held="yes", moves="45")
    link = next(one for one in page.links() if one.startswith(FILE))
    answer = browser.client.get(link)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    assert unquote(answer.headers["content-disposition"]).endswith("计划图.svg") and "最早3月16日" in answer.text
    assert "<a " not in answer.text and "<script" not in answer.text and "图例" in page.html
    assert browser.client.get(FILE, params={"wish": "2026-02-30"}).status_code == 422


def test_every_bar_leads_to_where_it_is_explained(browser: Browser) -> None:
    page = browser.get(PLAN)
    within = page.html.split('class="gantt-box"')[1].split("</section>")[0]
    links = {part.split('"')[0] for part in within.split('<a href="')[1:]}
    assert len(links) > 8 and within.count("<a ") == within.count('class="lane')
    for link in links:
        path, _, place = link.partition("#")
        there = browser.get(path) if path else page
        assert there.status == 200 and (not place or f'id="{place}"' in there.html), link


def test_a_hostile_title_is_words(browse: Browse, office: Office) -> None:
    office.open(title=HOSTILE)
    page = browse("sponsor").get(PLAN)
    assert (page.status, clean(page)) == (200, []) and "<script>alert" not in page.html
    drawn = "<svg" + page.html.split('aria-label="计划图，可以左右滚动')[1].split("<svg", 1)[1].split("</svg>")[0] + "</svg>"
    assert (Xml.fromstring(drawn).get("aria-label") or "").startswith("“道路”<script>")


def test_the_picture_is_for_who_sees_the_matter(browse: Browse, office: Office) -> None:
    office.open()
    refused = browse("foreign_office").client.get(FILE)
    assert refused.status_code == 404 and "<svg xmlns" not in refused.text and "content-disposition" not in refused.headers
    assert browse().get(FILE).path == "/sign-in"


def test_matters_of_every_kind_have_their_picture(demo: Browse) -> None:
    """Decisions from the first day to the last, and enforcement from its own tables."""
    for who, matters in (("juece", ("m01", "m03", "m12")), ("dadui", ("e01", "e02", "e05", "e08", "e09"))):
        browser = demo(who)
        for matter in matters:
            page = browser.get(f"/cases/{matter}/plan")
            assert (page.status, clean(page)) == (200, []) and "已经过的环节" in page.text, matter
            Xml.fromstring(browser.client.get(f"/cases/{matter}/plan.svg").text)
            assert ("gantt-today" in page.html) is (matter not in ("m01", "e01", "e08", "e09")), matter
