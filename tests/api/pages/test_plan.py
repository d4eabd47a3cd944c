"""The pages of planning: days and reasons, a wish, suppositions that change nothing, and what they refuse.

The matter of these tests is opened on 12 January 2026: thirty days to 11 February; then 12, 13, 14 (Saturday, worked),
24, 25, 26, 27 February 2026 (15 to 23 February off).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.casework.commands import OpenCase
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import MATTERS, clean
from tests.calendars import CASE, enter
from tests.offices import Office, filled

Browse = Callable[..., Browser]
PLAN = "/cases/case-1/plan"


@pytest.fixture
def browser(browse: Browse, office: Office) -> Browser:
    office.open()
    return browse("sponsor")


def days(page: Sheet) -> dict[str, str]:
    """Step -> day, as the table says."""
    words = page.text.split("理由 ", 1)[1].split("关键路径")[0].split()
    return {words[place - 1]: word for place, word in enumerate(words) if word.startswith("20") and words[place + 1].startswith("星期")}


def test_what_remains_of_a_matter(browser: Browser) -> None:
    page = browser.get(PLAN)
    assert (page.status, clean(page)) == (200, [])
    found = days(page)
    assert (found["适用判断"], found["公众参与"]) == ("2026年1月12日", "2026年2月11日")
    assert found["集体讨论决定"] == found["执行"] == "2026年2月27日"
    assert "《重大行政决策程序暂行条例》第二十六条第二款" in page.text and "逐日计算" in page.text
    assert ("a", {"href": PLAN, "aria-current": "page"}) in page.tags


@pytest.mark.parametrize(("wish", "words"), [("2026-02-26", "依法做不到"), ("2026-02-27", "依法可以做到")])
def test_a_wished_day_is_answered(browser: Browser, wish: str, words: str) -> None:
    page = browser.get(PLAN, wish=wish)
    assert words in page.text
    assert ("下列法定期间使其不能提前" in page.text) is (words == "依法做不到")
    assert ("wish", wish) in page.form(PLAN).pairs()


@pytest.mark.parametrize(
    ("supposed", "decided", "difference"),
    [
        # Hearing on 19 January at the earliest, 45 days later 5 March; 6, 9, 10, 11, 12, 13, 16 March.
        ({"held": "yes", "moves": "45"}, "2026年3月16日", "推迟17天"),
        ({"held": "yes"}, "2026年2月27日", "与目前情况相同"),
        # Without a consultation the review runs from today: 13, 14, 15, 16, 19, 20, 21 January.
        ({"consult": "no"}, "2026年1月21日", "提前37天"),
        # From 13 January: P 12 February; 13, 14, 24, 25, 26, 27, 28 (Saturday, worked) February.
        ({"from_day": "2026-01-13"}, "2026年2月28日", "推迟1天"),
        # Two more days off: 12, 13, 14, 26, 27, 28 February, 2 March.
        ({"off": "2026-02-24至2026-02-25"}, "2026年3月2日", "推迟3天"),
    ],
)
def test_what_if(browser: Browser, supposed: dict[str, str], decided: str, difference: str) -> None:
    page = browser.get(PLAN, **supposed)
    assert (page.status, days(page)["集体讨论决定"]) == (200, decided)
    assert difference in page.text and "目前最早为2026年2月27日" in page.text


def test_supposing_changes_nothing(browser: Browser, office: Office) -> None:
    before = footprint(office)
    browser.get(PLAN, held="yes", moves="7", wish="2026-02-01", off="2026-02-24")
    assert footprint(office) == before
    assert browser.client.post(PLAN).status_code == 405


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"wish": "2026-02-30"}, "不是有效日期"),
        ({"from_day": "20260301"}, "不是有效日期"),
        ({"from_day": "2026-01-11"}, "开始日期应当在今天"),
        ({"moves": "soon"}, "请填写整数天数"),
        ({"moves": "7"}, "本事项没有待举行的听证会"),
        ({"held": "yes", "moves": "9999"}, "不能超过366天"),
        ({"off": "春节"}, "“春节”不是日期"),
        ({"held": "perhaps"}, "请从列表中选择"),
    ],
)
def test_suppositions_that_make_no_sense_leave_the_plan_as_it_stands(browser: Browser, given: dict[str, str], words: str) -> None:
    page = browser.get(PLAN, **given)
    assert (page.status, days(page)["集体讨论决定"]) == (422, "2026年2月27日")
    assert words in page.text and clean(page) == []
    typed = dict(page.form(PLAN).pairs())
    assert all(typed[name] == value for name, value in given.items() if name != "held")


def test_a_plan_is_seen_by_those_who_see_the_matter(browse: Browse, office: Office) -> None:
    office.open()
    assert browse("foreign_office").get(PLAN).status == 404
    assert browse().get(PLAN).path == "/sign-in"


def test_a_catalogue_has_its_days_without_a_plan_of_minimum_times(browse: Browse, office: Office) -> None:
    office.casework.execute(
        OpenCase(office.actor("office"), "case-1", office.key(), procedure="annual_catalogue", title="二〇二六年度目录",
                 office="city_office", body="city", fields=filled("catalogue_draft"))
    )  # fmt: skip
    page = browse("office").get(PLAN, held="perhaps")
    assert (page.status, clean(page)) == (200, []) and "计划图的文字表" in page.text
    assert "剩余环节最早日期" not in page.text and "如果……" not in page.text


def test_every_matter_of_the_demo_shows_its_plan(demo: Browse) -> None:
    browser = demo("juece")
    for matter in MATTERS:
        page = browser.get(f"/cases/{matter}/plan", wish="2027-03-01")
        assert (page.status, clean(page)) == (200, []), matter
        assert ("最早日期" in page.text) is ("没有剩余" not in page.text), matter
    assert "没有剩余环节" in browser.get("/cases/m01/plan").text


def test_a_matter_that_is_only_thought_of(browse: Browse) -> None:
    """Yunnan, from 27 January 2025: 5, 6, 7 February before the hearing; P 26 February; 27, 28 February, 3-7 March."""
    browser = browse("sponsor")
    assert "/plan" in browser.get("/worklist").links()
    page = browser.get("/plan", from_day="2025-01-27", traits=["hearing", "experts"], local=["yunnan"], wish="2025-03-06")
    assert (page.status, clean(page)) == (200, [])
    found = days(page)
    assert (found["听证会"], found["专家论证"], found["集体讨论决定"]) == ("2025年2月8日", "2025年1月27日", "2025年3月7日")
    assert "风险评估" not in found and "依法做不到" in page.text
    assert ("traits", "hearing") in page.form("/plan").pairs() and ("local", "yunnan") in page.form("/plan").pairs()
    later = browser.get("/plan", from_day="2026-12-28", from_step="legality_review")
    assert "公众参与" not in days(later) and "暂定" in later.text


def test_an_empty_form_plans_from_today(browse: Browse) -> None:
    assert days(browse("office").get("/plan"))["集体讨论决定"] == "2026年2月27日"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from_day": "tomorrow"}, "不是有效日期"),
        ({"from_day": "2019-08-31"}, "自2019年9月1日起施行"),
        ({"local": "mars"}, "没有这一地方规定"),
        ({"from_step": "hearing"}, "不经过“听证会”环节"),
        ({"wish": "x"}, "不是有效日期"),
    ],
)
def test_what_cannot_be_planned_is_said_on_the_page(browse: Browse, given: dict[str, str], words: str) -> None:
    page = browse("sponsor").get("/plan", **given)
    assert page.status == 422 and words in page.text and clean(page) == []
    assert "各环节最早日期" not in page.text


def test_a_notice_that_waits_may_be_supposed_by_who_sees_it(browse: Browse, office: Office) -> None:
    """From 31 December 2026: thirty days to 30 January 2027; then 31 January (worked), 1, 2, 3, 4, 15, 16 February."""
    office.open()
    office.clock.set("2026-12-31")
    enter(office)
    reviewer = browse("reviewer")
    before = footprint(office)
    page = reviewer.get(PLAN, notice=CASE)
    assert (page.status, clean(page), days(page)["集体讨论决定"]) == (200, [], "2027年2月16日")
    assert days(reviewer.get(PLAN, worked="2027-01-31"))["集体讨论决定"] == "2027年2月10日"
    assert footprint(office) == before
    assert "没有这一待确认的节假日安排" in browse("sponsor").get(PLAN, notice=CASE).text
    assert "不是日期" in reviewer.get(PLAN, worked="周六").text
