"""期限计算说明 as people and programs get it: one clock with every day, the paper behind it, and room to sign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI

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
