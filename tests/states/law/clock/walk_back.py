"""The second clock for periods counted back from an event: it walks backwards, and only the event can be moved."""

from __future__ import annotations

from datetime import date

from tests.states.law.clock.wall import ONE, Outcome, Plain, worked


def backward(law: Plain, records: list[Plain], today: date) -> Outcome:
    """Counted back from an event to come: the records in their order, nothing pauses, the event may be moved."""
    out, event, settled = Outcome(), None, None
    for place, one in enumerate(records):
        kind = one["record"]
        if kind == "start" and event is None and "ends_on" not in one:
            event = one["on"]
        elif kind == "restart" and event is not None and law["restarts"]:
            event, settled = one["on"], None
        elif kind == "settlement" and event is not None and settled is None and one["on"] <= today:
            settled = one["on"]
        else:
            out.void.add(place)
    if event is None:
        return out
    day = event
    while len(out.numbers) < law["n"]:
        day -= ONE
        if law["unit"] == "calendar_day" or worked(day):
            out.numbers[day] = len(out.numbers) + 1
    due = day - ONE if law["unit"] == "working_day" else day
    horizon = settled or today
    out.started_on, out.due, out.raw, out.told = event, due, due, (due, event)
    first, last = min(due, horizon), max(due, horizon)
    between = [first + ONE * offset for offset in range(1, (last - first).days + 1)]
    counted = sum(worked(one) or law["unit"] == "calendar_day" for one in between)
    late = max(1, counted) if horizon > due else 0
    out.days_left = -late if late else counted
    out.status = "settled" if settled else "lapsed" if late else "running"
    out.kept, out.late_by = (not late, late) if settled else (None, 0)
    return out
