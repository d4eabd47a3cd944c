"""The words of a story: papers by name, acts by day and person, and the cast that plays them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.dossier.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Paper:
    """A material by its name; resolved to a digest when the act is played."""

    name: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act: a step or an entry, by a person in a role, on a day."""

    on: date
    who: str
    role: Role
    verb: str  # step | record | opinion | dispose
    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons and units that play a matter; the defaults are the tests' office."""

    office: str = "office"
    study: str = "study"
    study_unit: str = "某市人民政府研究室"
    sponsor: str = "sponsor"
    sponsor_unit: str = "某市交通运输局"
    reviewer: str = "reviewer"
    review_unit: str = "某市司法局"
    adviser: str = "adviser"
    expert: str = "expert"
    expert_unit: str = "某大学"
    second_expert: str = "expert2"
    assessor: str = "assessor"
    assessor_unit: str = "某评估公司"
    regulator: str = "regulator"
    host: str = "host"
    head: str = "head"
    head_name: str = "行政首长甲"
    members: tuple[str, ...] = ("组成人员甲", "组成人员乙", "组成人员丙")
    executor: str = "executor"
    executor_unit: str = "某市城市管理局"
    evaluator: str = "evaluator"
    evaluator_unit: str = "某研究院"
    supervisor: str = "supervisor"
    archivist: str = "archivist"
    body_name: str = "某市人民政府"
