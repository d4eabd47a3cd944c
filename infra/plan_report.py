"""The plan of `python -m infra plan` in words for people and in JSON for programs, from the view that the page shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from states.law.day_lines import chinese_date
from states.law.period import Unit
from states.law.planning import DECISION
from storage.queries.plan import PlanView, StretchView

WEEKDAYS = "一二三四五六日"
HEARING = "hearing"
SIDE_BY_SIDE = (
    "论证各部分（公众参与、听证会、专家论证、风险评估、公平竞争审查）并行推进，听证会不另加在公开征求意见之后；"
    "没有法定最短期间的环节按不占时间计算，实际办理应当另留时间；"
    "公开征求意见的最后一日仍应接受意见，截止手续自次日起办理。"
)
SELECTED = "听证会按需要遴选参加人计算；听证材料等各项提前量都从听证日倒算，取最长的一项。"


def as_json(plan: PlanView, number: str = "") -> dict[str, Any]:
    """For programs; an item that a missing holiday notice may still move says ``"provisional": true``. Of a matter under
    way also its number, and the day of the decision as supposed and as it stands."""
    wish = plan.wish
    found = {
        "earliest": {one.step: one.earliest.isoformat() for one in plan.steps},
        "critical": [_item(one) for one in plan.critical],
        "wish": {"met": wish.met, "blocked_by": [_item(one) for one in wish.blocked_by]} if wish else None,
    }
    if not number:
        return found
    decided = {"decision": plan.decision, "as_it_stands": plan.as_it_stands}
    days = {name: day.isoformat() if day else None for name, day in decided.items()}
    return {"case": number, "start": plan.start.isoformat()} | found | days


def _item(one: StretchView) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "period": f"{one.label}（{one.text}）",
        "rule": one.rule,
        "from": one.begins.isoformat(),
        "to": one.ends.isoformat(),
    }
    return shown | ({"provisional": True} if one.provisional else {})


def as_text(plan: PlanView, number: str = "") -> str:
    """For people: every step with its day and why, the critical path counted out, the wish."""
    if not plan.steps:
        return f"事项{number}已经交付执行或者已经终结，没有剩余的决策环节。"
    return "\n".join((*_steps(plan, number), *_critical(plan), *_moved(plan), *_wished(plan), *_notes(plan)))


def _steps(plan: PlanView, number: str) -> Iterator[str]:
    whose = f"事项{number}自{chinese_date(plan.start)}继续办理，各剩余环节" if number else f"自{chinese_date(plan.start)}开始，各环节"
    yield f"{whose}依法最早可以完成的日期："
    wide = max(len(one.label) for one in plan.steps)
    for one in plan.steps:
        # A Chinese character is as wide as two others, so labels are filled up with full-width blanks.
        label = one.label + "\u3000" * (wide - len(one.label))
        yield f"  {label}  {_weekday(one.earliest)}  {one.reason}{'【暂定】' if one.provisional else ''}"


def _critical(plan: PlanView) -> Iterator[str]:
    yield ""
    yield "决定最早日期的期间（关键路径）：" if plan.critical else "没有占用时间的法定最短期间。"
    for number, one in enumerate(plan.critical, 1):
        yield f"  {number}. {one.reason}"
        yield f"     依据：{one.citation}〔{one.rule}〕{_force(one)}"
        yield from _counted(one)


def _force(one: StretchView) -> str:
    soft = "；确有正当理由的，说明理由后可以缩短" if one.soft else ""
    return soft + ("；该条待核实" if one.unverified else "") + ("；暂定，以放假安排公布后重新计算为准" if one.provisional else "")


def _counted(one: StretchView) -> Iterator[str]:
    """Working days are named one by one: which count and which do not; calendar days need no list."""
    if one.unit != Unit.WORKING_DAY:
        return
    lines = [line for line in one.lines if line.day not in (one.begins, one.ends) or line.counted]
    yield f"     计入：{'、'.join(_short(line.day) for line in lines if line.counted)}"
    if resting := [_short(line.day) for line in lines if line.counted is None]:
        yield f"     不计入：{'、'.join(resting)}"


def _moved(plan: PlanView) -> Iterator[str]:
    """What the suppositions do to the day of the decision."""
    if plan.decision is None or plan.as_it_stands is None or plan.decision == plan.as_it_stands:
        return
    days = (plan.decision - plan.as_it_stands).days
    yield ""
    yield (f"按所作假定，集体讨论决定最早为{chinese_date(plan.decision)}，比目前情况{'推迟' if days > 0 else '提前'}{abs(days)}天"
           f"（目前最早为{chinese_date(plan.as_it_stands)}）。")  # fmt: skip


def _wished(plan: PlanView) -> Iterator[str]:
    wish = plan.wish
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


def _notes(plan: PlanView) -> Iterator[str]:
    yield ""
    yield f"说明：{SIDE_BY_SIDE}"
    if any(one.step == HEARING for one in plan.steps):
        yield SELECTED
    yield from (f"{chinese_date(one.earliest)}：{one.note}" for one in plan.steps if one.step == DECISION and one.note)
    if any(one.provisional for one in plan.steps):
        yield "标明【暂定】的日期所在年份的放假安排尚未公布或者未收录，公布后可能变动。"


def _weekday(day: date) -> str:
    return f"{day}（周{WEEKDAYS[day.weekday()]}）"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
