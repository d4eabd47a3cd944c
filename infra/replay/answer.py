"""The answer: as JSON, as a table to read, and compared with the answer key of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from infra.replay.deciding import ANY_EVENT, RULES
from infra.replay.format import Event
from infra.replay.judge import CaseRuling
from infra.replay.labels import EVENT_LABELS
from infra.replay.verdict import ACCEPT_WITH_WARNING, Ruling, Verdict

_OVERALL = {one.value: one.label for one in Verdict} | {ACCEPT_WITH_WARNING: "通过（有提示）"}


def as_data(ruled: Iterable[CaseRuling]) -> dict[str, object]:
    """The document that ``--json`` prints."""
    return {"cases": [_case_data(one) for one in ruled]}


def _case_data(one: CaseRuling) -> dict[str, object]:
    events = [
        {
            "on": event.on.isoformat() if event.on else None,
            "event": event.name,
            "verdict": ruling.verdict.value,
            "rules": list(ruling.rules),
            "reasons": list(ruling.reasons),
        }
        for event, ruling in zip(one.case.events, one.rulings, strict=True)
    ]
    return {"id": one.case.id, "overall": one.overall, "events": events}


def as_table(ruled: Sequence[CaseRuling]) -> str:
    """For people: one line per event, reasons below it."""
    lines: list[str] = []
    for one in ruled:
        authority = f"({one.case.authority})" if one.case.authority else ""
        lines.append(f"{one.case.id}  {_OVERALL[one.overall]}  {one.case.title}{authority}")
        for event, ruling in zip(one.case.events, one.rulings, strict=True):
            day = event.on.isoformat() if event.on else "日期不明  "
            rules = "、".join(ruling.rules) or "—"
            lines.append(f"    {day}  {ruling.verdict.label}  {EVENT_LABELS[event.name]}  {rules}")
            lines.extend(f"                {reason}" for reason in ruling.reasons)
        lines.append("")
    lines.append(_totals(ruled))
    return "\n".join(lines)


def _totals(ruled: Sequence[CaseRuling]) -> str:
    counts = {label: sum(_OVERALL[one.overall] == label for one in ruled) for label in _OVERALL.values()}
    shown = "、".join(f"{label}{count}件" for label, count in counts.items() if count)
    return f"共{len(ruled)}件：{shown}。" if ruled else "文件中没有案例。"


def differences(ruled: Iterable[CaseRuling]) -> Iterator[str]:
    """Where the answer key of the file says otherwise."""
    for one in ruled:
        allowed = ANY_EVENT.get(one.case.procedure, ())
        for number, (event, ruling) in enumerate(zip(one.case.events, one.rulings, strict=True), 1):
            place = f"{one.case.id}第{number}个事件（{event.on or '日期不明'} {event.name}）"
            yield from (
                f"{place}:{what}"
                for what in _event_differences(event, (*RULES.get(event.name, ()), *allowed), ruling)
            )
        if one.case.overall is not None and one.case.overall != one.overall:
            yield f"{one.case.id}：总体应为{one.case.overall}，实为{one.overall}"


def _event_differences(event: Event, allowed: Sequence[str], ruling: Ruling) -> Iterator[str]:
    if event.expect is not None and event.expect != ruling.verdict.value:
        yield f"应为{event.expect}，实为{ruling.verdict.value}({'、'.join(ruling.rules)})"
    wanted = event.rules if isinstance(event.rules, list) else []
    if lacking := [str(one) for one in wanted if one not in ruling.rules]:
        yield f"没有指出{'、'.join(lacking)}"
    if foreign := [one for one in ruling.rules if one not in allowed]:
        yield f"指出了与该事件无关的{'、'.join(foreign)}"
