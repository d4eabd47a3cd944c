"""期限计算说明 as people and programs get it: one clock with every day, the paper behind it, and room to sign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from fastapi import FastAPI

from api.pages.rendering import stretches
from storage.queries.models import DayLineView
from tests.api.pages.plain_browser import Browser
from tests.executed import Executed
from tests.offices import Office
from tests.storage.stepping import last_entry

SAID = (
    "期限计算说明：执行时限", "中止计时", "已用9日，尚余171日", "日历日", "《重大行政决策程序暂行条例》第三十四条", "核算人", "法律顾问（公职律师）",
)  # fmt: skip


def test_the_telling_of_a_suspended_clock_can_be_checked_and_signed(
    office: Office, tmp_path: Path, app: FastAPI, browse: Callable[..., Browser]
) -> None:
    one = Executed(office, tmp_path)
    one.to(one.today + timedelta(days=10))
    one.suspend()
    app.state.services = one.town.services
    browser = browse("office")
    page = browser.get(f"/cases/{one.case}/deadlines/execution")
    paper = last_entry(office.database, one.case, "suspension")[0]
    assert f"/cases/{one.case}/dossier#e-{paper}" in page.links()
    assert [words for words in SAID if words not in page.text] == []
    assert "mark-still" in page.html and "mark-red" not in page.html and "mark-amber" not in page.html
    assert browser.get(f"/cases/{one.case}/deadlines/nothing").status == 404
    program = browser.client.get(f"/api/cases/{one.case}/deadlines/execution").json()
    assert (program["status"], program["held"]["left"], program["papers"][0]["entry"]) == ("held", 171, paper)
    assert {"day", "kind", "counted", "reason", "entry"} <= set(program["explain"][0])
    every = browser.get(f"/cases/{one.case}/deadlines")
    assert f"/cases/{one.case}/deadlines/execution" in every.links() and "怎样看期限" in every.text


def test_days_that_one_paper_takes_out_stand_in_one_row() -> None:
    """Years of suspension would fill a page with the same sentence; days that count, and days off, stay one by one."""

    def line(day: int, counted: int | None, reason: str, entry: str = "") -> DayLineView:
        return DayLineView(day=date(2026, 3, day), weekday="周一", kind="工作日", counted=counted, reason=reason, entry=entry)

    lines = [
        line(1, None, "休息日不计入（周末）"), line(2, None, "休息日不计入（周末）"), line(3, 1, "第1日"),
        line(4, None, "中止", "e1"), line(5, None, "中止", "e1"), line(6, None, "中止", "e1"), line(7, 2, "第2日"),
    ]  # fmt: skip
    assert [(first.day.day, last.day.day, many) for first, last, many in stretches(lines)] == [
        (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 6, 3), (7, 7, 1),
    ]  # fmt: skip
