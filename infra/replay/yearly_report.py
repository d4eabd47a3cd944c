"""法治政府建设年度报告: signed and posted by the days that the case carries; no catalogued rule fixes them."""

from __future__ import annotations

from datetime import date

from infra.replay.court import Court
from infra.replay.verdict import Result, Verdict

_PUBLICATION = "annual_report_publication"


def signed(court: Court) -> list[Result]:
    return _by(court, "report_by", "签发")


def published(court: Court) -> list[Result]:
    return _by(court, "publish_by", "公布")


def _by(court: Court, limit: str, done: str) -> list[Result]:
    """Without a rule of the catalogues the results have no id."""
    due, here = court.case.facts.get(limit), court.here
    if not isinstance(due, date):
        return [Result(Verdict.WARN, "", f"案例没有载明{done}的期限，不能确认是否按期{done}。")]
    if not here.certain:
        return [Result(Verdict.WARN, "", f"案例所列日期有疑问，是否按期（{due}）{done}需人工核对。")]
    if here.last <= due:
        return [Result(Verdict.ACCEPT, "", f"报告按期{done}，期限为{due}。")]
    if here.first > due:
        return [Result(Verdict.FLAG, "", f"报告没有按期{done}，期限为{due}。")]
    return [Result(Verdict.WARN, "", f"{done}日期不明，不能确认是否按期{done}，期限为{due}。")]


def deadline_reached(court: Court) -> list[Result]:
    """Set by the calendar. What is not shown to be done raises an alarm, unless the posting itself is on the list."""
    done = court.fact("done_shown")
    posted = court.fact("period") == _PUBLICATION and bool(court.earlier("report_published"))
    if done is True or (done is None and posted):
        return [Result(Verdict.ACCEPT, "", "期限届满时，所要求的事项已有记录。")]
    return [Result(Verdict.WARN, "", "期限届满，没有显示所要求的事项已经完成。")]

