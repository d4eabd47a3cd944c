"""Every kind of entry, by name: the one table behind forms, refusals and stored entries."""

from __future__ import annotations

from states.dossier.kinds import (
    accident,
    assessment,
    calendar,
    catalogue,
    confirmation,
    enforcement_register,
    evaluation,
    execution,
    implementing,
    inspection,
    opening,
    participation,
    penalty_decision,
    penalty_filing,
    penalty_inquiry,
    publicity,
    random_draw,
    review,
    summary_penalty,
    supervision,
)
from states.dossier.schema import Kind
from states.errors import DefinitionError


def _table() -> dict[str, Kind]:
    table: dict[str, Kind] = {}
    for module in (
        opening, participation, assessment, review, execution, evaluation, catalogue, supervision,
        confirmation, calendar, enforcement_register, penalty_filing, penalty_inquiry, penalty_decision,
        implementing, summary_penalty, inspection, random_draw, publicity, accident,
    ):  # fmt: skip
        for one in module.KINDS:
            if one.name in table:
                raise DefinitionError(f"entry kind {one.name} is defined twice")
            table[one.name] = one
    return table


KINDS: dict[str, Kind] = _table()
