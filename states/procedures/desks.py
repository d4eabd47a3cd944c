"""The desks of a procedure: those it names, and one for its meeting, which follows from the papers of its steps."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.rolls import roll
from states.dossier.schema import Kind
from states.procedures.base import Desk, Procedure, Step

MEETING = "meeting"


def desks(plan: Procedure) -> tuple[Desk, ...]:
    """A meeting is held wherever a step brings a table of members with their views."""
    meeting = tuple(step for step in plan.steps.values() if deliberates(step))
    if not meeting:
        return plan.desks
    laid = dict.fromkeys(name for step in meeting for kind in step.kinds for name in KINDS[kind].laid)
    return (*plan.desks, Desk(MEETING, "会议", tuple(step.name for step in meeting), tuple(laid)))


def deliberates(step: Step) -> bool:
    return any(roll(KINDS[name]) for name in step.kinds)


def kinds_of(plan: Procedure, act: str) -> tuple[Kind, ...]:
    """What an act of a desk puts on file: that of the step, or the kind itself."""
    step = plan.steps.get(act)
    return tuple(KINDS[name] for name in (step.kinds if step else (act,)))


def begun(plan: Procedure, desk: Desk, configuration: tuple[str, ...], on_file: frozenset[str]) -> bool:
    """Is there something to do at the desk now, or something of it on file?"""
    steps = [plan.steps[name] for name in desk.acts if name in plan.steps]
    here = any(plan.available(step, configuration) for step in steps)
    return here or any(kind.name in on_file for act in desk.acts for kind in kinds_of(plan, act))
