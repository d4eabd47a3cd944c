"""Random laws and random records for them, lawful and unlawful alike, as plain values."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from types import ModuleType
from typing import Any

from states.law.calendar import WorkCalendar
from states.law.period import Bound, FallsOn, Period, Unit
from tests.states.law.clock.walk import Walk
from tests.states.law.clock.walk_back import backward

Plain = dict[str, Any]
KINDS = [("exclusion", "hearing"), ("exclusion", "testing"), ("suspension", "stayed"), ("suspension", "awaiting")]
OFFICES = ["行政机关负责人", "上级机关"]


def draw_law(random: Random) -> Plain:
    unit = random.choice(["working_day", "working_day", "calendar_day", "calendar_day", "month", None])
    before = unit in ("working_day", "calendar_day") and random.random() < 0.08
    bound = "at_least" if before or (unit and random.random() < 0.25) else "at_most"
    power = not before and random.random() < 0.2
    plain = before or unit is None
    return {
        "unit": unit, "before": before, "bound": bound, "power": power,
        "n": 0 if unit is None else random.randint(1, 5) if unit == "month" else random.randint(1, 30),
        "moves": unit in ("calendar_day", "month") and bound == "at_most" and not power and not before,
        "pauses": {} if plain else {
            kind: {"written": random.random() < 0.4, "fixed": random.random() < 0.25}
            for kind in KINDS if random.random() < 0.75
        },
        "extensions": [] if before else [
            {
                "n": random.choice([None, 5, 10, 20]), "unit": _unit(random, unit), "by": random.sample(OFFICES, 1),
                "asked": random.random() < 0.3, "told": random.random() < 0.3, "repeats": random.random() < 0.3,
            }
            for _ in range(random.randint(0, 2))
        ],
        "supplements": 0 if plain else random.choice([0, 1, 2]),
        "restarts": unit is not None and random.random() < 0.5,
        "deemed": random.choice([None, "start", "end", "next_day"]) if not before else None,
    }


def _unit(random: Random, unit: str | None) -> str:
    own = unit or "working_day"
    return own if random.random() < 0.7 else random.choice(["working_day", "calendar_day", "month"])


def draw(seed: int) -> tuple[Plain, list[Plain], date]:
    random = Random(seed)
    law = draw_law(random)
    start = date(2015, 1, 1) + timedelta(days=random.randrange(3300))
    span = 10 + (law["n"] * 31 if law["unit"] == "month" else int(law["n"] * 1.6))
    records: list[Plain] = []
    if random.random() > 0.01:
        records.append({"record": "start", "on": start})
        if (law["unit"] is None) != (random.random() < 0.01):
            records[0]["ends_on"] = start + timedelta(days=random.randint(-1 if random.random() < 0.1 else 0, 40))
    records += [_record(random, law, start, span) for _ in range(random.choice([0, 1, 2, 2, 3, 3, 4, 5, 6]))]
    if random.random() < 0.05:
        records.append({"record": "start", "on": start + timedelta(days=random.randint(-3, 3))})
    if random.random() < 0.3:
        random.shuffle(records)
    return law, records, start + timedelta(days=random.randint(-3, span + 40))


def _record(random: Random, law: Plain, start: date, span: int) -> Plain:
    day = start + timedelta(days=random.randint(-2 if random.random() < 0.2 else 0, span + 10))
    what = random.choice(["pause", "pause", "pause", "extension", "extension", "supplement", "restart", "settlement"])
    if what == "pause":
        return _pause(random, day, list(law["pauses"]) or KINDS)
    if what == "extension":
        return _extension(random, law, day)
    if what == "supplement":
        later = {"complete_on": day + timedelta(days=random.randint(-1, 20))} if random.random() < 0.8 else {}
        return {"record": what, "asked_on": day, **later}
    if what == "settlement":
        return {"record": what, "on": day, "by_protected": random.random() < 0.3}
    return {"record": what, "on": day}


def _pause(random: Random, day: date, kinds: list[tuple[str, str]]) -> Plain:
    record, kind = random.choice(kinds if random.random() < 0.95 else KINDS)
    found: Plain = {"record": record, "kind": kind, "first": day}
    if random.random() < 0.75:
        found["last"] = day + timedelta(days=random.randint(-1 if random.random() < 0.1 else 0, 14))
    if random.random() < 0.8:
        found["notified_on"] = day + timedelta(days=random.randint(-3, 4))
    if random.random() < 0.8:
        found["told_until"] = day + timedelta(days=random.randint(-1, 12))
    return found


def _extension(random: Random, law: Plain, day: date) -> Plain:
    rule = random.choice(law["extensions"] or [{"n": 5, "unit": "working_day", "by": OFFICES}])
    good = random.random() < 0.9
    found: Plain = {
        "record": "extension", "decided_on": day, "n": random.randint(1 if good else 0, (rule["n"] or 15) + (not good)),
        "unit": rule["unit"] if random.random() < 0.95 else "calendar_day",
        "by": rule["by"][0] if random.random() < 0.95 else random.choice(OFFICES),
    }
    if random.random() < 0.95:
        found["paper"] = "延期审批表"
    if random.random() < 0.8:
        found["asked_on"] = day - timedelta(days=random.randint(-1, 10))
    if random.random() < 0.6:
        found["told_on"] = day
    return found


def build_law(law: Plain, clock: ModuleType) -> Any:
    """The plain law in the words of the clock under test."""
    period = None
    if law["unit"]:
        period = Period(law["n"], Unit(law["unit"]), Bound(law["bound"]), FallsOn.AGENCY, before=law["before"])
    pauses = {
        record: tuple(
            clock.Allowance(kind, kind, one["written"], one["fixed"])
            for (its, kind), one in law["pauses"].items() if its == record
        )
        for record in ("exclusion", "suspension")
    }
    extensions = tuple(
        clock.ExtensionRule(
            one["n"], Unit(one["unit"]), tuple(one["by"]), one["asked"], one["told"], one["repeats"]
        )
        for one in law["extensions"]
    )
    deemed = clock.DeemedRule("视为", clock.DeemedFrom(law["deemed"])) if law["deemed"] else None
    terms = clock.Terms(
        pauses["exclusion"], pauses["suspension"], extensions, law["supplements"], law["restarts"], deemed
    )
    return clock.ClockLaw("期限", "某法某条", period, terms, law["power"])


def compare(seed: int, clock: ModuleType, cal: WorkCalendar) -> str:
    """Empty when the clock and the walk agree about the history with this number; otherwise what differs."""
    law, records, today = draw(seed)
    wanted = backward(law, records, today) if law["before"] else Walk(law, records, today).go()
    built, made = build_law(law, clock), [clock.record_from(one) for one in records]
    found = clock.state(built, made, today, cal)
    lines = clock.explain(built, made, today, cal)
    told = {
        "status": str(found.status), "started_on": found.started_on, "due": found.due, "raw": found.raw,
        "days_left": found.days_left, "open": found.open, "kept": found.kept, "late_by": found.late_by,
        "deemed": next((one.on for one in found.deemed), None),
        "void": {fault.record for fault in found.faults if fault.void},
        "remarks": sorted(fault.record for fault in found.faults if not fault.void),
        "numbers": {line.day: line.counted for line in lines if line.counted is not None},
        "told": (lines[0].day, lines[-1].day) if lines else None,
    }
    wrong = {key: (value, getattr(wanted, key)) for key, value in told.items() if value != getattr(wanted, key)}
    if found.provisional or len(lines) != len({line.day for line in lines}):
        wrong["provisional or doubled"] = (found.provisional, False)
    return f"history {seed}: {wrong}\n{law}\n{records}\n{today}" if wrong else ""
