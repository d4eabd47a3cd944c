"""python -m infra plan: the earliest lawful day of every step of a matter that has not begun."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from json import dumps
from pathlib import Path
from typing import Any

from infra.calendar_file import fields_of
from states.dossier.kinds import KINDS
from states.dossier.schema import parse
from states.errors import InvalidEntry
from states.law.almanac import SHIPPED, Almanac
from states.law.announced import LAST_YEAR, announced, faults
from states.law.calendar import WorkCalendar
from states.law.day_lines import chinese_date
from states.law.period import Unit
from states.law.planning import PLANNED, Plan, Stretch, Traits, Wish, plan_ahead
from states.law.values import law_view, overlays
from states.procedures import calendar_notice

WEEKDAYS = "一二三四五六日"
OPTIONS = {
    "from_day": "--start",
    "first": "--from-stage",
    "wish": "--wish",
    "overlay": "--overlay",
    "calendar": "--calendar",
    "procedure": "--procedure",
}
SIDE_BY_SIDE = (
    "论证各部分（公众参与、听证会、专家论证、风险评估、公平竞争审查）并行推进，听证会不另加在公开征求意见之后；"
    "没有法定最短期间的环节按不占时间计算，实际办理应当另留时间；"
    "公开征求意见的最后一日仍应接受意见，截止手续自次日起办理。"
)
SELECTED = "听证会按需要遴选参加人计算；听证材料等各项提前量都从听证日倒算，取最长的一项。"


def main(given: Namespace) -> int:
    """Print the plan; 2 and a Chinese sentence for arguments that make no sense."""
    try:
        plan, wish = _asked(given)
    except InvalidEntry as wrong:
        for name, why in wrong.fields.items():
            print(f"参数 {OPTIONS.get(name, name)}：{why}", file=sys.stderr)
        return 2
    print(dumps(as_json(plan, wish), ensure_ascii=False) if given.json else as_text(plan, wish, given.hearing))
    return 0


def _asked(given: Namespace) -> tuple[Plan, Wish | None]:
    if given.procedure != PLANNED:
        raise InvalidEntry({"procedure": f"不能计划“{given.procedure}”，可选：{PLANNED}（重大行政决策）。"})
    start, chosen = _day("from_day", given.start), _overlays(given.overlay)
    traits = Traits(given.hearing, given.experts, given.risk, given.fair_competition, given.project)
    wished = _day("wish", given.wish) if given.wish is not None else None
    law = law_view(start, chosen | traits.overlays, almanac=_supposed(given.calendar))
    plan = plan_ahead(start, traits, law, given.from_stage)
    if wished is None:
        return plan, None
    wish = plan.wish(wished)
    if wish is None:
        raise InvalidEntry({"wish": "从所给环节开始时决定已经作出，不能再核对希望作出决定的日期。"})
    return plan, wish


def _supposed(file: str | None) -> Almanac:
    """The days off that ship with the product, and those of a notice as if it held; read-only."""
    if file is None:
        return SHIPPED
    try:
        fields = fields_of(Path(file).read_text(encoding="utf-8"))
        notice = announced(parse(KINDS[calendar_notice.PROCEDURE.opening_kind], fields, date(LAST_YEAR, 12, 31)))
        wrong = faults(notice)
    except (OSError, UnicodeDecodeError):
        wrong = {"file": f"没有文件“{file}”，或者它不能读取、不是UTF-8文本。"}
    except InvalidEntry as error:
        wrong = dict(error.fields)
    if wrong:
        raise InvalidEntry({"calendar": "".join(wrong.values())})
    return SHIPPED.with_notice(notice)


def _day(name: str, text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidEntry({name: f"“{text}”不是有效日期，请按2026-01-31的格式填写。"}) from None


def _overlays(names: list[str]) -> set[str]:
    unknown = [name for name in names if name not in overlays()]
    if unknown:
        known = "、".join(f"{key}（{one.name}）" for key, one in sorted(overlays().items()))
        raise InvalidEntry({"overlay": f"没有“{'、'.join(unknown)}”这一地方规定，可选：{known}。"})
    return set(names)


def as_json(plan: Plan, wish: Wish | None) -> dict[str, Any]:
    """For programs; an item that a missing holiday notice may still move says ``"provisional": true``."""
    return {
        "earliest": {step: day.isoformat() for step, day in plan.earliest().items()},
        "critical": [_item(one) for one in plan.critical],
        "wish": {"met": wish.met, "blocked_by": [_item(one) for one in wish.blocked_by]} if wish else None,
    }


def _item(one: Stretch) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "period": f"{one.label}（{one.text}）",
        "rule": one.rule,
        "from": one.begins.isoformat(),
        "to": one.ends.isoformat(),
    }
    return shown | ({"provisional": True} if one.provisional else {})


def as_text(plan: Plan, wish: Wish | None, hearing: bool) -> str:
    """For people: every step with its day and why, the critical path counted out, the wish."""
    return "\n".join((*_steps(plan), *_critical(plan), *_wished(wish), *_notes(plan, hearing)))


def _steps(plan: Plan) -> Iterator[str]:
    yield f"自{chinese_date(plan.start)}开始，各环节依法最早可以完成的日期："
    wide = max(len(one.label) for one in plan.steps)
    for one in plan.steps:
        # A Chinese character is as wide as two others, so labels are filled up with full-width blanks.
        label = one.label + "\u3000" * (wide - len(one.label))
        yield f"  {label}  {_weekday(one.earliest)}  {one.reason}{'【暂定】' if one.provisional else ''}"


def _critical(plan: Plan) -> Iterator[str]:
    yield ""
    yield "决定最早日期的期间（关键路径）：" if plan.critical else "没有占用时间的法定最短期间。"
    for number, one in enumerate(plan.critical, 1):
        yield f"  {number}. {one.reason}"
        yield f"     依据：{one.citation}〔{one.rule}〕{_force(one)}"
        yield from _counted(one, plan.calendar)


def _force(one: Stretch) -> str:
    soft = "；确有正当理由的，说明理由后可以缩短" if one.soft else ""
    return soft + ("；该条待核实" if one.unverified else "") + ("；暂定，以放假安排公布后重新计算为准" if one.provisional else "")


def _counted(one: Stretch, calendar: WorkCalendar) -> Iterator[str]:
    """Working days are named one by one: which count and which do not; calendar days need no list."""
    if one.period is None or one.period.unit is not Unit.WORKING_DAY:
        return
    lines = [line for line in one.explain(calendar) if line.day not in (one.begins, one.ends) or line.counted]
    yield f"     计入：{'、'.join(_short(line.day) for line in lines if line.counted)}"
    if resting := [_short(line.day) for line in lines if line.counted is None]:
        yield f"     不计入：{'、'.join(resting)}"


def _wished(wish: Wish | None) -> Iterator[str]:
    if wish is None:
        return
    yield ""
    day = chinese_date(wish.day)
    if wish.met:
        yield f"希望在{day}作出决定：依法可以做到。"
        return
    yield f"希望在{day}作出决定：依法做不到。" + ("下列期间使其不能提前：" if wish.blocked_by else "该日早于开始日期。")
    for one in wish.blocked_by:
        yield f"  {one.rule} {one.label}（{one.text}）：{chinese_date(one.begins)}至{chinese_date(one.ends)}"


def _notes(plan: Plan, hearing: bool) -> Iterator[str]:
    yield ""
    yield f"说明：{SIDE_BY_SIDE}"
    if hearing:
        yield SELECTED
    decision = plan.decision
    if decision is not None and not plan.calendar.is_workday(decision):
        yield f"{chinese_date(decision)}是休息日，最短期间不因休息日变动；会议可以安排在此后的工作日。"
    if any(one.provisional for one in plan.steps):
        yield "标明【暂定】的日期所在年份的放假安排尚未公布或者未收录，公布后可能变动。"


def _weekday(day: date) -> str:
    return f"{day}（周{WEEKDAYS[day.weekday()]}）"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
