"""Whose life a story tells: which matter is opened under what, by whom it is read, where the archivist seals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from infra.demo.draw_life import DrawLife
from infra.demo.inspection_life import InspectionLife
from infra.demo.life import Act, Life
from infra.demo.penalty_life import PenaltyLife, register_entries
from infra.demo.penalty_remade import RemadePenaltyLife
from infra.demo.squad import Squad
from infra.demo.summary_life import SummaryLife
from states.dossier.vocabulary import Role
from tests.penalties import BODY

BEGINS = date(2025, 1, 6)
ENFORCED_FROM = date(2026, 3, 2)
Changes = Mapping[str, Any]


@dataclass(frozen=True)
class House:
    """Who in a body reads its matters for a story, confirms corrections, keeps the archive, uploads."""

    readers: tuple[str, ...]
    second: str
    archivist: str
    uploader: str


GOVERNMENT = House(("office", "sponsor", "reviewer", "head", "supervisor"), "supervisor", "archivist", "office")
AGENCY = House(("officer", "officer2", "bureau_head", "bureau_reviewer", "bureau_host", "collector"), "bureau_supervisor", "bureau_archivist", "officer")


@dataclass(frozen=True)
class Here:
    """The matter in which the story stands, named before anybody knows its number."""


@dataclass(frozen=True)
class Tale:
    """A kind of life: how it is begun, and after which stages it is sealed."""

    life: Callable[..., Any]
    begins: date
    opening: Callable[[Any, Changes], Iterator[Act]]
    sealed: tuple[str, ...]
    house: House


def decided(life: Life, changes: Changes) -> Iterator[Act]:
    sent = {"title": "城市道路停车收费标准调整", "office": "transport", "fields": life.proposal()}
    yield Act(life.day, "office", Role.DECISION_OFFICE, "open", "open", sent | changes)


def enforced(life: Any, changes: Changes) -> Iterator[Act]:
    """The body's register first, and under it the matter."""
    keeper, role = "bureau_reviewer", Role.ENFORCEMENT_REVIEWER
    register = {"procedure": "enforcement_register", "title": "某市应急管理局执法主体和清单登记", "office": "bureau_legal",
                "fields": BODY | {"registered_on": BEGINS}}  # fmt: skip
    yield Act(BEGINS, keeper, role, "open", "open_register", register)
    for kind, fields in register_entries(Squad(), BEGINS):
        yield Act(BEGINS, keeper, role, "record", kind, fields)
    sent = {"procedure": life.procedure, "title": "某工贸有限公司培训记录不实", "office": "team", "parent": Here(), "confidentiality": "internal",
            "fields": life.opening()}  # fmt: skip
    yield Act(life.day, "officer", Role.OFFICER, "open", "open", sent | changes)


def enforcing(life: Callable[..., Any]) -> Tale:
    return Tale(life, ENFORCED_FROM, enforced, ("closed",), AGENCY)


DECISION = Tale(Life, BEGINS, decided, ("published", "reports"), GOVERNMENT)
PENALTY, REMADE, SUMMARY = enforcing(PenaltyLife), enforcing(RemadePenaltyLife), enforcing(SummaryLife)
OLD_PENALTY = replace(PENALTY, begins=date(2025, 11, 3))  # when the old measures of work safety were in force
INSPECTION, DRAW = enforcing(InspectionLife), Tale(DrawLife, ENFORCED_FROM, enforced, (), AGENCY)
