"""法条对照: every rule that the product knows, where it is asked for, and how sure its text is."""

from __future__ import annotations

from datetime import date
from functools import cache

from states.law.rule import Rule
from states.law.values import not_built, rules
from states.procedures.catalogue import PROCEDURES
from storage.database import Database
from storage.queries.dossiers import confirmed
from storage.queries.models import LawRow, Viewer
from storage.queries.reading import look

VERIFIED, UNVERIFIED, NOT_BUILT = "已核实", "待核实", "尚未内置"


def law_rows(database: Database, viewer: Viewer, today: date, search: str = "") -> tuple[LawRow, ...]:
    """The rules by id; only those with ``search`` in id, name or citation."""
    with look(database) as reader:
        sure = confirmed(reader)
    found = [_row(rule, sure, today) for rule in rules().values()]
    found += [_missing(key, name) for key, name in not_built().items()]
    text = search.strip().lower()
    chosen = (one for one in found if text in f"{one.id} {one.name} {one.citation}".lower())
    return tuple(sorted(chosen, key=lambda one: one.id))


def _row(rule: Rule, sure: frozenset[str], today: date) -> LawRow:
    status = UNVERIFIED if rule.warns and rule.id not in sure else VERIFIED
    periods = ";".join(one.period.label for one in rule.periods if one.holds(today))
    return LawRow(
        id=rule.id, name=rule.name, citation=";".join(str(one.citation) for one in rule.bases),
        kind_label=rule.kind.label, modality_label=rule.modality.label, status=status,
        where=_places().get(rule.id, ()), period=periods,
    )  # fmt: skip


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
            found.setdefault(timer.rule, {})[f"{plan.label}·期限:{timer.label}"] = None
    return {rule: tuple(places) for rule, places in found.items()}
