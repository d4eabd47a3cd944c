"""The words of the explanation: each unusual day cites what makes it unusual."""

from __future__ import annotations

from states.law.calendar import DayClass, with_local_holidays
from states.law.period import Period
from tests.states.law.periods import CAL, DAY, HOUR, MONTH, WORK, ahead, at_least, d, within


def reasons(period: Period, start: str) -> dict[str, str]:
    return {f"{line.day:%m-%d}": line.reason for line in period.explain(d(start), CAL)}


def test_the_explanation_cites_the_notice_for_each_unusual_day() -> None:
    told = reasons(within(5, WORK), "2026-09-29")
    assert told["09-29"] == "首日不计入"
    assert told["09-30"] == "第1日"
    assert told["10-01"] == "休息日不计入（国办发明电〔2025〕7号）"
    assert told["10-10"] == "第4日（调休上班日，国办发明电〔2025〕7号）"
    assert told["10-11"] == "休息日不计入（周末）"
    assert told["10-12"] == "第5日，末日"


def test_the_explanation_tells_why_the_last_day_moves_or_does_not() -> None:
    told = reasons(within(15, DAY), "2026-09-18")
    assert told["10-03"] == "第15日，末日逢休息日，顺延至2026年10月8日"
    assert told["10-05"] == "休息日，末日继续顺延（国办发明电〔2025〕7号）"
    assert told["10-08"] == "顺延后的末日"
    assert reasons(at_least(15, DAY), "2026-09-18")["10-03"] == "第15日，最短期间届满，不因休息日变动"


def test_the_explanation_of_a_backward_count() -> None:
    told = reasons(ahead(7, WORK), "2026-10-15")
    assert told["10-15"] == "起算当日不计入"
    assert told["10-14"] == "倒数第1日"
    assert told["09-30"] == "倒数第7日"
    assert told["09-29"] == "本日不计入，最迟应在本日办理"
    sunday = reasons(ahead(4, DAY), "2026-06-11")
    assert sunday["06-07"] == "倒数第4日，最迟应在本日办理；本日为休息日，宜提前至2026年6月5日"


def test_the_explanation_of_months_and_hours() -> None:
    told = reasons(within(2, MONTH), "2026-03-31")
    assert told["04-30"] == "第1个月届满"
    assert told["05-30"] == "按月计算，不逐日计数"
    assert told["05-31"] == "第2个月届满，末日逢休息日，顺延至2026年6月1日"
    (line,) = within(24, HOUR).explain(d("2026-10-03"), CAL)
    assert (line.klass, line.counted) == (DayClass.HOLIDAY, None)
    assert line.reason == "按时刻连续计算24小时，夜间和休息日不停止"


def test_the_explanation_admits_what_is_provisional() -> None:
    told = reasons(within(2, WORK), "2026-12-30")
    assert told["12-31"] == "第1日"
    assert told["01-01"].endswith("2027年放假安排尚未公布，暂定）")
    assert told["01-04"] == "第2日（周一至周五，2027年放假安排尚未公布，暂定），末日"
    rolled = reasons(within(3, DAY), "2026-12-30")
    assert rolled["01-02"].endswith("顺延至2027年1月4日（周一至周五，2027年放假安排尚未公布，暂定）")


def test_the_explanation_names_a_local_holiday_that_counts() -> None:
    days = {d("2024-07-29"): "火把节"}
    counts = with_local_holidays(CAL, days, stops_national_periods=False)
    rests = with_local_holidays(CAL, days, stops_national_periods=True)
    period = within(1, WORK)
    assert period.explain(d("2024-07-26"), counts)[-1].reason == "第1日（地方假日照常计入：火把节），末日"
    assert "休息日不计入（火把节）" in [line.reason for line in period.explain(d("2024-07-26"), rests)]
