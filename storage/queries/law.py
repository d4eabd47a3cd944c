"""法条对照: every rule that the product knows, where it is asked for, and how sure its text is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from states.dossier.kinds import KINDS
from states.law.rule import Rule
from states.law.values import LawView, Unread, law_view, not_built, overlays, rules, shipped_law
from states.procedures import rule_confirmation
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.dossiers import almanac, confirmed
from storage.queries.models import LawRow, Viewer
from storage.queries.reading import Reader, look
from storage.queries.visibility import visible

VERIFIED, CONFIRMED, UNVERIFIED, NOT_BUILT = "已核实", "已核实（本单位）", "待核实", "尚未内置"
PLAN = rule_confirmation.PROCEDURE
STAGES = dict(rule_confirmation.STAGES)
PROPOSERS = KINDS[PLAN.opening_kind].roles


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known here of the rules' evidence: those confirmed, and the matters about them that have not ended."""

    sure: frozenset[str]
    matters: dict[str, tuple[str, str, str, bool]]  # rule -> matter, number, stage, may the viewer see it?
    proposes: bool


def law_rows(database: Database, viewer: Viewer, today: date, search: str = "") -> tuple[LawRow, ...]:
    """The rules by id; only those with ``search`` in id, name or citation."""
    with look(database) as reader:
        known = Standing(confirmed(reader), _matters(reader, viewer), viewer.holds(*PROPOSERS))
    found = [_row(rule, known, today) for rule in rules().values()]
    found += [_missing(key, name) for key, name in not_built().items()]
    text = search.strip().lower()
    chosen = (one for one in found if text in f"{one.id} {one.name} {one.citation}".lower())
    return tuple(sorted(chosen, key=lambda one: one.id))


def law_here(database: Database, as_of: date, places: Iterable[str]) -> LawView:
    """The law of that day for a matter that has not begun, with the rules confirmed and the days off published here."""
    with look(database) as reader:
        return law_view(as_of, places, confirmed(reader), almanac=almanac(reader))


def _matters(reader: Reader, viewer: Viewer) -> dict[str, tuple[str, str, str, bool]]:
    clause = visible(viewer)
    sql = f"""SELECT e.fields, c.id, c.number, c.stage, CASE WHEN {clause.sql} THEN 1 ELSE 0 END FROM case_file c
 JOIN entry e ON e.case_id = c.id AND e.kind = :kind WHERE c.procedure = :plan AND NOT c.ended"""
    found = reader.all(sql, clause.params | {"kind": PLAN.opening_kind, "plan": PLAN.name})
    return {json.loads(row[0])[PLAN.once]: (row[1], row[2], STAGES.get(row[3], ""), bool(row[4])) for row in found}


def _row(rule: Rule, known: Standing, today: date) -> LawRow:
    open_one = rule.warns and rule.id not in known.sure
    status = UNVERIFIED if open_one else CONFIRMED if rule.warns else VERIFIED
    matter, number, stage, seen = known.matters.get(rule.id, ("", "", "", False))
    periods = ";".join(one.period.label for one in rule.periods if one.holds(today))
    return LawRow(
        id=rule.id, name=rule.name, citation=";".join(str(one.citation) for one in rule.bases),
        note="".join(f"{_places_of(one)}：{one.told}" for one in shipped_law().unread if rule.id in one.rules),
        kind_label=rule.kind.label, modality_label=rule.modality.label, status=status,
        where=_places().get(rule.id, ()), period=periods, matter=matter if seen else "", matter_number=number if seen else "",
        matter_stage=stage if seen else "",
        proposable=known.proposes and open_one and not matter and rule_confirmation.confirmable(rule.id),
    )  # fmt: skip


def _places_of(text: Unread) -> str:
    return "、".join(overlays()[one].name for one in text.overlays)


def _missing(key: str, name: str) -> LawRow:
    return LawRow(id=key, name=name, citation="", kind_label="", modality_label="", status=NOT_BUILT, where=())


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Rule id -> the steps whose gate asks for it and the clocks it sets."""
    found: dict[str, dict[str, None]] = {}
    for plan in PROCEDURES.values():
        for step in plan.steps.values():
            for key in step.gate:
                found.setdefault(key.partition("#")[0], {})[f"{plan.label}·{step.label}"] = None
        for timer in plan.timers:
            found.setdefault(timer.rule, {})[f"{plan.label}·期限：{timer.label}"] = None
    return {rule: tuple(places) for rule, places in found.items()}
