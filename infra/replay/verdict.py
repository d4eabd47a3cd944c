"""Verdicts of a replay, from mild to severe, and how single results make the verdict of an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """In the order of severity."""

    ACCEPT = "accept"
    WARN = "warn"
    FLAG = "flag"
    REJECT = "reject"

    @property
    def severity(self) -> int:
        return list(Verdict).index(self)

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Verdict.ACCEPT: "通过",
    Verdict.WARN: "提示",
    Verdict.FLAG: "存疑",
    Verdict.REJECT: "拒绝",
}
ACCEPT_WITH_WARNING = "accept_with_warning"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one check. ``rule`` is empty for a check that has no id."""

    verdict: Verdict
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """The verdict of an event: the rules that decide it, and for each its reason."""

    verdict: Verdict
    rules: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def most_severe(results: Iterable[Result]) -> Ruling:
    """The most severe result decides; only its rules are named. Where nothing was checked: accept, no rules."""
    results = list(results)
    verdict = max((one.verdict for one in results), key=lambda one: one.severity, default=Verdict.ACCEPT)
    reasons: dict[str, list[str]] = {}
    for one in results:
        if one.verdict is verdict:
            reasons.setdefault(one.rule, []).append(one.reason)
    rules = tuple(rule for rule in reasons if rule)
    lines = ["".join(dict.fromkeys(reasons[rule])) for rule in rules]
    return Ruling(verdict, rules, (*lines, *dict.fromkeys(reasons.get("", ()))))


def overall(verdicts: Iterable[Verdict]) -> str:
    """The verdict of a case; one whose worst event is ``warn`` is accept_with_warning."""
    worst = max(verdicts, key=lambda one: one.severity, default=Verdict.ACCEPT)
    return ACCEPT_WITH_WARNING if worst is Verdict.WARN else worst.value
