"""Kinds of case and their procedures: the only place where a procedure is registered."""

from __future__ import annotations

from collections.abc import Mapping

from states.dossier.kinds import KINDS
from states.errors import DefinitionError, InvalidEntry
from states.law import conditions
from states.law.requirement import REQUIREMENTS
from states.law.timekeeping import shipped_terms
from states.procedures import (
    annual_catalogue,
    calendar_notice,
    enforcement_register,
    evaluation,
    inspection,
    major_decision,
    penalty,
    random_draw,
    rule_confirmation,
    summary_penalty,
    supervision_order,
)
from states.procedures.base import Procedure

PROCEDURES: Mapping[str, Procedure] = {
    one.PROCEDURE.name: one.PROCEDURE
    for one in (major_decision, annual_catalogue, evaluation, supervision_order, enforcement_register, random_draw, inspection, penalty, summary_penalty,
                rule_confirmation,
                calendar_notice)
}


def procedure(name: str) -> Procedure:
    """The procedure of that name; an unknown one is the caller's mistake."""
    try:
        return PROCEDURES[name]
    except KeyError:
        raise InvalidEntry({"procedure": "没有这种程序，请从列表中选择。"}) from None


def verify_definitions() -> None:
    """Every kind and requirement that a step names must exist, and the terms of every clock; called once at start-up."""
    conditions.load()
    for one in PROCEDURES.values():
        clocks = [timer.clock for timer in one.timers if timer.clock and timer.clock not in shipped_terms()]
        if clocks:
            raise DefinitionError(f"{one.name}: no terms for the clocks {clocks}")
        for step in one.steps.values():
            kinds = [name for name in (*step.kinds, *step.optional) if name not in KINDS]
            gates = [key for key in step.gate if key not in REQUIREMENTS]
            if kinds or gates:
                raise DefinitionError(f"{one.name}.{step.name}: unknown {kinds} {gates}")
