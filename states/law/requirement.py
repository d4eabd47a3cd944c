"""A requirement of the law and what came of checking it (法定要求与核验结果)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import DefinitionError
from states.law.values import LawView

NOT_ASKED = "本事项适用的法律依据中没有这一要求。"


class Status(StrEnum):
    """What came of a check. WARNED is an unmet requirement whose rule is 待核实: it alarms and does not block."""

    MET = "met"
    DEPARTED = "departed"
    UNMET = "unmet"
    WARNED = "warned"
    NOT_APPLICABLE = "not_applicable"


STATUS_LABELS = {
    Status.MET: "已满足",
    Status.DEPARTED: "说明理由后变通",
    Status.UNMET: "未满足",
    Status.WARNED: "待核实，提示",
    Status.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement, judged. ``reason`` says why, ``cure`` what to do, ``who`` can do it, ``earliest`` from when."""

    status: Status
    reason: str
    cure: str = ""
    who: tuple[Role, ...] = ()
    earliest: date | None = None
    rule: str = ""
    name: str = ""
    citation: str = ""
    unverified: bool = False

    @property
    def blocks(self) -> bool:
        return self.status is Status.UNMET


def met(reason: str) -> Finding:
    return Finding(Status.MET, reason)


def departed(reason: str) -> Finding:
    """A soft minimum not kept, lawfully, with its recorded reason."""
    return Finding(Status.DEPARTED, reason)


def unmet(reason: str, cure: str, *who: Role, earliest: date | None = None) -> Finding:
    return Finding(Status.UNMET, reason, cure, who, earliest)


def not_applicable(reason: str) -> Finding:
    return Finding(Status.NOT_APPLICABLE, reason)


def warned(reason: str, cure: str = "", *who: Role) -> Finding:
    """Lawful but worth an alarm: the law leaves the choice and asks that it be made knowingly."""
    return Finding(Status.WARNED, reason, cure, who)


@dataclass(frozen=True, slots=True)
class Moment:
    """When and under which law a check is made: the legal day in Asia/Shanghai and the law as of the matter."""

    today: date
    law: LawView


Check = Callable[[Dossier, Moment], Finding]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A named, cited predicate over the dossier."""

    key: str  # the rule id, or "rule#variant" where a rule is asked for in more than one way
    check: Check
    where: str

    @property
    def rule(self) -> str:
        return self.key.partition("#")[0]

    def judge(self, dossier: Dossier, moment: Moment) -> Finding:
        """Check, cite, and soften to a warning where the rule is 待核实 or its source has no exact date."""
        rule, name, citation, applies, warns = moment.law.bearing(self.key)
        found = self.check(dossier, moment) if applies else not_applicable(NOT_ASKED)
        status = Status.WARNED if warns and found.status is Status.UNMET else found.status
        return Finding(status, found.reason, found.cure, found.who, found.earliest, rule, name, citation, warns)


REQUIREMENTS: dict[str, Requirement] = {}


def requirement(key: str) -> Callable[[Check], Check]:
    """Register the decorated check as the place where that rule is enforced ("D-INIT-04" or "D-INIT-04#declined")."""

    def register(check: Check) -> Check:
        where = f"{check.__module__}:{check.__qualname__}"
        if key in REQUIREMENTS and REQUIREMENTS[key].where != where:
            raise DefinitionError(f"{key} is enforced twice: {REQUIREMENTS[key].where} and {where}")
        REQUIREMENTS[key] = Requirement(key, check, where)
        return check

    return register


def judge(gate: Iterable[str], dossier: Dossier, moment: Moment) -> tuple[Finding, ...]:
    """All findings of a gate, in its order; a key without a requirement is a fault of the definition."""
    return tuple(REQUIREMENTS[key].judge(dossier, moment) for key in gate)
