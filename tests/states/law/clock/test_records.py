"""Records go to storage and come back; what is refused says why in Chinese; definitions are checked when made."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime

import pytest

from states.errors import DefinitionError, InvalidEntry, OutOfTime
from states.law.calendar import national_calendar, with_local_holidays
from states.law.clock import (
    Allowance,
    ClockLaw,
    ClockStatus,
    DeemedFrom,
    DeemedRule,
    Exclusion,
    Extension,
    ExtensionRule,
    Flaw,
    Interval,
    Restart,
    Settlement,
    Start,
    Supplement,
    Suspension,
    Terms,
    admit,
    as_mapping,
    clock_law,
    explain,
    hours_state,
    read_clock_law,
    read_terms,
    record_from,
    start_from,
    state,
)
from states.law.period import SHANGHAI
from states.law.toml_table import Table
from states.law.values import law_view
from tests.states.law.periods import CAL, DAY, HOUR, WORK, ahead, at_least, d, within

HEAD = "行政机关负责人"
LAW = ClockLaw(
    "作出决定",
    "某法第一条",
    within(30, DAY),
    Terms(
        exclusions=(Allowance("hearing", "听证"), Allowance("testing", "检测", written=True, fixed=True)),
        suspensions=(Allowance("stayed", "案件中止"),),
        extensions=(ExtensionRule(30, DAY, (HEAD,), told=True),),
        supplements=1,
        restarts=True,
    ),
)
START = Start(d("2026-03-02"), "受理通知书")  # due 2026-04-01


def extension(on: str, n: int = 30, by: str = HEAD, paper: str = "延期审批表", told: str | None = None) -> Extension:
    return Extension(n, DAY, by, d(on), paper, told_on=d(told) if told else None)


@pytest.mark.parametrize(
    "record",
    [
        START,
        Start(d("2026-03-02"), ends_on=d("2026-05-01"), backdated="视为受理"),
        Suspension("stayed", d("2026-03-05"), d("2026-03-09"), "中止决定书"),
        Exclusion("testing", d("2026-03-05"), None, "委托书", d("2026-03-04"), d("2026-03-20")),
        Extension(10, WORK, HEAD, d("2026-03-20"), "决定书", d("2026-03-18"), d("2026-03-21")),
        Supplement(d("2026-03-04"), d("2026-03-10"), "补正告知书"),
        Restart(d("2026-03-09"), "重新告知书"),
        Settlement(d("2026-03-31"), "决定书", by_protected=True),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_record_survives_json(record: Interval) -> None:
    assert record_from(json.loads(json.dumps(as_mapping(record)))) == record


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"record": "pause", "on": "2026-03-02"},
        {"record": "start"},
        {"record": "start", "on": None},
        {"record": "start", "on": "2026-02-30"},
        {"record": "start", "on": datetime(2026, 3, 2, 9)},
        {"record": "start", "on": "2026-03-02", "due": "2026-04-01"},
        {"record": "settlement", "on": "2026-03-02", "by_protected": 1},
        {"record": "extension", "n": True, "unit": "working_day", "by": "x", "decided_on": "2026-03-02"},
        {"record": "extension", "n": 5, "unit": "week", "by": "x", "decided_on": "2026-03-02"},
        {"record": "restart", "on": "2026-03-02", "paper": 7},
    ],
    ids=str,
)
def test_what_is_no_record_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(DefinitionError):
        record_from(values)


@pytest.mark.parametrize(
    ("records", "new", "error", "says"),
    [
        ([], Exclusion("hearing", d("2026-03-05")), InvalidEntry, "尚未起算"),
        ([START], START, InvalidEntry, "不能再次起算"),
        ([START], Exclusion("auction", d("2026-03-05")), InvalidEntry, "可以不计入期限的只有：听证、检测"),
        ([START], Suspension("hearing", d("2026-03-05")), InvalidEntry, "可以中止的只有：案件中止"),
        ([START], Exclusion("hearing", d("2026-03-05"), d("2026-03-04")), InvalidEntry, "止日早于起日"),
        ([START], Exclusion("hearing", d("2026-03-01")), OutOfTime, "起算前的日子不能扣除"),
        ([START], Exclusion("testing", d("2026-03-05"), d("2026-03-06")), InvalidEntry, "书面告知"),
        ([START], Exclusion("testing", d("2026-03-05"), notified_on=d("2026-03-05")), InvalidEntry, "应当明确"),
        ([START], Exclusion("hearing", d("2026-04-02")), OutOfTime, "已于2026年4月1日届满"),
        ([START], extension("2026-04-02"), OutOfTime, "已逾期"),
        ([START], extension("2026-05-02"), OutOfTime, "尚不能登记"),
        ([START], extension("2026-03-20", n=31), InvalidEntry, "最多延长30日"),
        ([START], extension("2026-03-20", by="办案机构负责人"), InvalidEntry, "应由行政机关负责人批准"),
        ([START], extension("2026-03-20", paper=" "), InvalidEntry, "书面决定"),
        ([START, extension("2026-03-20")], extension("2026-03-25"), InvalidEntry, "只允许延长1次"),
        ([START, Supplement(d("2026-03-04"))], extension("2026-03-20"), OutOfTime, "等待补正"),
        ([START, Settlement(d("2026-03-20"))], extension("2026-03-21"), OutOfTime, "2026年3月20日办结"),
        ([START], Settlement(d("2026-03-01")), OutOfTime, "早于起算日"),
        # Entered afterwards, it would take away what an extension already rests on.
        ([START, extension("2026-03-20", told="2026-03-20")], Settlement(d("2026-03-10")), OutOfTime, "办结"),
    ],
)
def test_an_unlawful_record_is_refused_with_the_reason(
    records: list[Interval], new: Interval, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        admit(LAW, records, new, d("2026-04-20"), CAL)


def test_a_lawful_record_is_admitted_and_its_shortcoming_told() -> None:
    assert admit(LAW, [START], Exclusion("hearing", d("2026-03-05")), d("2026-03-20"), CAL) == ()
    (fault,) = admit(LAW, [START], extension("2026-03-20"), d("2026-03-20"), CAL)
    assert (fault.record, fault.flaw, fault.field, fault.void) == (1, Flaw.NOT_TOLD, "told_on", False)


def test_an_old_fault_does_not_stop_a_new_record() -> None:
    bad = Exclusion("auction", d("2026-03-05"))
    assert admit(LAW, [START, bad], Exclusion("hearing", d("2026-03-06")), d("2026-03-20"), CAL) == ()


def test_without_a_start_nothing_runs() -> None:
    found = state(LAW, [], d("2026-03-20"), CAL)
    assert (found.status, found.due, found.days_left, found.deemed) == (ClockStatus.WAITING, None, None, ())
    assert explain(LAW, [], d("2026-03-20"), CAL) == ()


def test_silence_starts_the_next_clock_on_the_day_it_fixed() -> None:
    notice = ClockLaw(
        "一次告知", "行政许可法第三十二条", within(5, WORK), Terms(deemed=DeemedRule("即为受理", DeemedFrom.START))
    )
    assert state(notice, [Start(d("2026-04-29"))], d("2026-05-09"), CAL).deemed == ()
    (effect,) = state(notice, [Start(d("2026-04-29"))], d("2026-05-10"), CAL).deemed
    start = start_from(effect)
    assert start == Start(d("2026-04-29"), backdated="即为受理（行政许可法第三十二条）")
    assert "起算日追溯至本日" in explain(LAW, [start], d("2026-05-10"), CAL)[0].reason


def test_pauses_ahead_count_as_planned_and_a_start_ahead_waits() -> None:
    planned = Exclusion("hearing", d("2026-03-25"), d("2026-03-27"))
    assert state(LAW, [START, planned], d("2026-03-10"), CAL).due == d("2026-04-07")  # 4 April and 5, 6 are free
    found = state(LAW, [START], d("2026-02-25"), CAL)
    assert (found.status, found.due, found.days_left) == (ClockStatus.WAITING, d("2026-04-01"), 30)


def test_a_calendar_published_later_moves_the_day() -> None:
    """The same records, another calendar: the clock keeps nothing."""
    local = {d("2026-04-01"): "地方假日"}
    moved = with_local_holidays(national_calendar(), local, stops_national_periods=True)
    assert state(LAW, [START], d("2026-03-10"), CAL).due == d("2026-04-01")
    assert state(LAW, [START], d("2026-03-10"), moved).due == d("2026-04-02")


@pytest.mark.parametrize(
    ("arguments", "terms"),
    [
        ({"period": ahead(7, DAY)}, Terms(exclusions=(Allowance("hearing", "听证"),))),
        ({"period": ahead(7, DAY)}, Terms(extensions=(ExtensionRule(5, DAY, (HEAD,)),))),
        ({"period": within(24, HOUR)}, Terms(suspensions=(Allowance("stayed", "中止"),))),
        ({"period": within(24, HOUR)}, Terms(restarts=True)),
        ({"period": None}, Terms(supplements=1)),
        ({"period": None}, Terms(restarts=True)),
        ({"period": within(30, DAY)}, Terms((Allowance("a", "甲"),), (Allowance("a", "乙"),))),
        ({"period": within(30, DAY)}, Terms(extensions=(ExtensionRule(5, HOUR, (HEAD,)),))),
        ({"period": within(30, DAY), "protects": "审查机构"}, Terms()),
        ({"period": ahead(7, DAY), "protects": "审查机构"}, Terms()),
    ],
)
def test_a_clock_that_the_law_cannot_mean_is_refused(arguments: dict[str, object], terms: Terms) -> None:
    with pytest.raises(DefinitionError):
        ClockLaw("期限", "某法某条", terms=terms, **arguments)  # type: ignore[arg-type]


def test_terms_are_read_strictly() -> None:
    text = 'supplements = 1\n[[exclusions]]\nkind = "hearing"\nlabel = "听证"\nwritten = true\n'
    assert read_terms(Table(tomllib.loads(text), "x")) == Terms((Allowance("hearing", "听证", True),), supplements=1)
    for wrong in ("pauses = 3\n" + text, text + "notified = true\n", text.replace("1", "-1", 1)):
        with pytest.raises(DefinitionError):
            read_terms(Table(tomllib.loads(wrong), "x"))
    with pytest.raises(DefinitionError):
        read_clock_law(Table({"label": "期限", "article": "某条", "period": 7}, "x"))


def test_hours_and_days_are_not_mixed_up() -> None:
    hours = ClockLaw("补办手续", "行政强制法第十九条", within(24, HOUR))
    with pytest.raises(ValueError, match="hours_state"):
        state(hours, [START], d("2026-03-10"), CAL)
    with pytest.raises(DefinitionError):
        hours_state(LAW, datetime(2026, 3, 2, 9, tzinfo=SHANGHAI), datetime(2026, 3, 2, 9, tzinfo=SHANGHAI), CAL)
    with pytest.raises(ValueError, match="时区"):
        hours_state(hours, datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 9), CAL)
    with pytest.raises(ValueError, match="legal_day"):
        state(LAW, [Start(datetime(2026, 3, 2, 9, tzinfo=SHANGHAI))], d("2026-03-10"), CAL)


def test_a_floor_in_hours_is_over_on_the_hour() -> None:
    floor = ClockLaw("提前通知", "某条", at_least(24, HOUR))
    start, end = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI), datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
    assert hours_state(floor, start, end, CAL).status is ClockStatus.LAPSED
    assert hours_state(floor, start, end, CAL, settled_at=end).kept is True
    assert hours_state(floor, start, end, CAL, settled_at=end.replace(hour=8)).kept is False


def test_explanations_name_the_papers() -> None:
    records = [START, Exclusion("hearing", d("2026-03-10"), d("2026-03-11"), "听证通知书")]
    lines = {line.day: line for line in explain(LAW, records, d("2026-03-12"), CAL)}
    assert lines[date(2026, 3, 2)].reason == "首日不计入（受理通知书）"
    assert lines[date(2026, 3, 10)].reason == "不计入期限：听证（听证通知书）"
    assert (lines[date(2026, 3, 12)].counted, lines[date(2026, 3, 12)].reason) == (8, "第8日")


def test_the_law_of_the_day_makes_the_clock() -> None:
    review = clock_law(law_view(d("2024-05-01")), "D-LEG-07", Terms(restarts=True), protects="合法性审查机构")
    assert (review.period, review.floor, review.moves) == (at_least(7, WORK, soft=True), True, False)
    assert "第二十六条" in review.article or "26" in review.article
    assert state(review, [Start(d("2023-05-09"))], d("2023-05-15"), CAL).due == d("2023-05-18")
    with pytest.raises(DefinitionError):
        clock_law(law_view(d("2024-05-01")), "D-LEG-07", Terms(), name="nothing")


def test_a_ceiling_is_overdue_and_a_floor_never() -> None:
    late = state(LAW, [START], d("2026-04-02"), CAL)
    assert (late.status, late.overdue) == (ClockStatus.LAPSED, True)
    assert not state(LAW, [START], d("2026-04-01"), CAL).overdue
    assert not state(LAW, [START, Settlement(d("2026-04-02"))], d("2026-04-20"), CAL).overdue
    free = state(ClockLaw("征求意见", "某条", at_least(30, DAY)), [START], d("2026-04-02"), CAL)
    assert (free.status, free.overdue) == (ClockStatus.LAPSED, False)
