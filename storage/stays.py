"""Where matters stand and who acted: written with the event, so that time and acts can be counted without reading bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from states.casework.commands import Actor
from states.casework.events import Outcome
from states.dossier.vocabulary import Role

NOBODY = (Role.CLOCK, Role.PUBLIC)
ENTER = "INSERT INTO stay (case_id, seq, state, procedure, since) VALUES (:case, :seq, :state, :procedure, :on)"
_LEAVE = "UPDATE stay SET until = :on, until_seq = :seq, days = {days} WHERE case_id = :case AND state = :state AND until IS NULL"
PG_LEAVE = _LEAVE.format(days="greatest(0, CAST(:on AS date) - since)")
LITE_LEAVE = _LEAVE.format(days="max(0, CAST(julianday(:on) - julianday(since) AS INTEGER))")
HAND = """INSERT INTO hand (case_id, seq, person_id, represented, role, kind, act, on_day)
 VALUES (:case, :seq, :person, :represented, :role, :kind, :act, :on)"""
Run = Callable[[str, Mapping[str, Any]], Any]


def moved(run: Run, lite: bool, case: str, procedure: str, outcome: Outcome, seq: int) -> None:
    """The states that the outcome leaves and enters; most acts move nothing."""
    known = {"case": case, "seq": seq, "on": outcome.on}
    for state in outcome.before:
        if state not in outcome.after:
            run(LITE_LEAVE if lite else PG_LEAVE, known | {"state": state})
    for state in outcome.after:
        if state not in outcome.before:
            run(ENTER, known | {"state": state, "procedure": procedure})


def acted(run: Run, case: str, actor: Actor, kind: str, act: str, on: date, seq: int) -> None:
    """Whose act it was; what time does and what the public sends is nobody's."""
    if actor.role not in NOBODY:
        run(HAND, {"case": case, "seq": seq, "person": actor.person, "represented": actor.represents, "role": actor.role, "kind": kind, "act": act, "on": on})
