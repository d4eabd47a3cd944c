"""What the figures of the overview must be, worked out by walking every matter's events one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.procedures.catalogue import PROCEDURES
from storage.queries.chips import floors
from storage.queries.models import Viewer
from storage.reviving import as_date
from tests.storage.queries.generated import TODAY, House

KEPT = ("er_kept", "cn_published", "rc_confirmed")
Row = tuple[str, date]


@dataclass
class Walked:
    """A matter as its events tell it. Stays: state, since, until, and the numbers of the events that led in and out."""

    case: str
    procedure: str
    office: str
    body: str
    level: str
    stays: list[list[Any]] = field(default_factory=list)
    clocks: dict[str, date] = field(default_factory=dict)
    missed: set[tuple[str, date]] = field(default_factory=set)
    here: tuple[str, ...] = ()
    opened: date = date.min

    def take(self, seq: int, on: date, said: dict[str, Any]) -> None:
        self.opened = on if seq == 1 else self.opened
        for stay in self.stays:
            if stay[2] is None and stay[0] in said["from"] and stay[0] not in said["to"]:
                stay[2], stay[4] = on, seq
        self.stays += [[state, on, None, seq, None] for state in said["to"] if state not in said["from"]]
        self.here = tuple(said["to"])
        for one in said["timers"]:
            self.clocks.pop(one["name"], None)
            if one["due_on"] and "held" not in one:
                self.clocks[one["name"]] = date.fromisoformat(one["due_on"])
        note = said.get("note") or {}
        if said["kind"] == "deadline" and note["act"] == "fire" and not note["floor"]:
            self.missed.add((note["timer"], date.fromisoformat(note["due_on"])))

    @property
    def running(self) -> bool:
        return not PROCEDURES[self.procedure].ended(self.here) and not set(self.here) & set(KEPT)

    def into(self, *states: str) -> Iterator[tuple[int, date]]:
        return ((stay[3], stay[1]) for stay in self.stays if stay[0] in states)

    def was(self, before: int, *states: str) -> bool:
        return any(seq < before for seq, _ in self.into(*states))


def walk(house: House) -> list[Walked]:
    found = []
    for case, *rest in house.rows("SELECT id, procedure, office_id, body_id, confidentiality FROM case_file ORDER BY id"):
        one = Walked(case, *rest)
        for seq, on, body in house.rows(f"SELECT seq, on_day, body FROM event WHERE case_id = '{case}' ORDER BY seq"):
            one.take(seq, as_date(on), json.loads(body))
        found.append(one)
    return found


def sees(viewer: Viewer, one: Walked, trusted: bool) -> bool:
    """The rule of the house for those who work in one body: what is withheld is for the trusted, and for its own office."""
    if one.body not in {held.body for held in viewer.roles}:
        return False
    return one.level in ("public", "internal") or trusted or one.office == viewer.office


def _decided(*states: str) -> Callable[[Walked], Iterator[Row]]:
    return lambda one: ((one.case, on) for seq, on in one.into("decided") if one.procedure == "major_decision" and (not states or one.was(seq, *states)))


def _risky(one: Walked) -> Iterator[Row]:
    return ((one.case, on) for seq, on in one.into("decided") if one.was(seq, "ri_done") or not one.was(seq, "ri_none"))


def _punished(*states: str) -> Callable[[Walked], Iterator[Row]]:
    return lambda one: ((one.case, on) for seq, on in one.into("implementing") if one.procedure == "penalty" and (not states or one.was(seq, *states)))


def _closed(one: Walked) -> Iterator[Row]:
    states = PROCEDURES[one.procedure].chart.states_map
    return ((one.case, stay[1]) for stay in one.stays if states[stay[0]].final and states[stay[0]].parent is None)


HAPPENED: dict[str, Callable[[Walked], Iterator[Row]]] = {
    "opened": lambda one: iter([(one.case, one.opened)]),
    "closed": _closed,
    "closed_in_time": lambda one: _closed(one) if not one.missed else iter(()),
    "missed": lambda one: ((one.case, due) for _, due in one.missed),
    "decided": _decided(), "decided_reviewed": _decided("le_passed"), "decided_assessed": _decided("ri_done"),
    "decided_heard": _decided("co_closed", "he_held"), "decided_discussed": _decided("deliberating"), "decided_risky": _risky,
    "punished": _punished(), "punished_reviewed": _punished("pe_reviewing"),
}  # fmt: skip


def rows(seen: list[Walked], asked: dict[str, str]) -> list[Row]:
    """What a link must list, by its query."""
    chosen = [
        one for one in seen
        if asked.get("office", one.office) == one.office and asked.get("procedure", one.procedure) == one.procedure and asked.get("case", one.case) == one.case
    ]  # fmt: skip
    figure = asked["figure"]
    first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
    if figure == "running":
        found = [(one.case, one.opened) for one in chosen if one.running and asked.get("band", _band(one)) == _band(one)]
    elif figure == "overdue":
        found = [(one.case, due) for one in chosen for name, due in one.clocks.items() if due < TODAY and name not in floors(TODAY)]
    elif figure in ("stands", "passed"):
        found = [
            (one.case, stay[1] if figure == "stands" else stay[2])
            for one in chosen for stay in one.stays
            if f"{one.procedure}.{stay[0]}" == asked["state"] and (stay[2] is None if figure == "stands" else stay[2] is not None and first <= stay[2] <= last)
        ]  # fmt: skip
    else:
        found = [row for one in chosen for row in HAPPENED[figure](one) if first <= row[1] <= last and asked.get("month", f"{row[1]:%Y-%m}") == f"{row[1]:%Y-%m}"]
    return sorted(found)


def _band(one: Walked) -> str:
    age = (TODAY - one.opened).days
    return next((name for name, most in (("30", 30), ("90", 90), ("180", 180), ("365", 365)) if age <= most), "more")


def days(seen: list[Walked], asked: dict[str, str]) -> list[int]:
    """How long the stays took that a link of time lists."""
    first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
    return sorted(
        max(0, (stay[2] - stay[1]).days)
        for one in seen for stay in one.stays
        if f"{one.procedure}.{stay[0]}" == asked["state"] and stay[2] is not None and first <= stay[2] <= last
        and asked.get("office", one.office) == one.office and asked.get("procedure", one.procedure) == one.procedure
    )  # fmt: skip
