"""Who acted: written with the event, so that acts can be counted without reading bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from states.casework.commands import Actor
from states.dossier.vocabulary import Role

NOBODY = (Role.CLOCK, Role.PUBLIC)
HAND = """INSERT INTO hand (case_id, seq, person_id, represented, role, kind, act, on_day)
 VALUES (:case, :seq, :person, :represented, :role, :kind, :act, :on)"""
Run = Callable[[str, Mapping[str, Any]], Any]


def acted(run: Run, case: str, actor: Actor, kind: str, act: str, on: date, seq: int) -> None:
    """Whose act it was; what time does and what the public sends is nobody's."""
    if actor.role not in NOBODY:
        run(HAND, {"case": case, "seq": seq, "person": actor.person, "represented": actor.represents, "role": actor.role, "kind": kind, "act": act, "on": on})
