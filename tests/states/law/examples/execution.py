"""执行、问题报告、中止: worked examples (L713 arts. 34, 35, 37)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry, Part
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

OFFICE, HEAD, EXECUTOR = Role.DECISION_OFFICE, Role.HEAD, Role.EXECUTOR
CHUXIONG, YUNNAN = ("chuxiong",), ("yunnan",)


def assigned(*units: str, by: str = "2026-12-31") -> Entry:
    rows = [{"unit": unit, "task": "组织实施"} for unit in units or ("o2",)]
    return entry("execution_assignment", role=OFFICE, units=rows, execute_by=by)


def minutes(**fields: object) -> Entry:
    return entry("meeting_minutes", role=HEAD, **fields)


def progress(on: str, complete: bool = False) -> Entry:
    return entry("execution_report", role=EXECUTOR, reported_on=on, complete=complete)


def problem(found_on: str = "2026-06-01", reported_on: str = "2026-06-02") -> Entry:
    return entry("problem_report", role=EXECUTOR, found_on=found_on, reported_on=reported_on)


def suspended(urgent: bool = True, role: Role = HEAD, on: str = "2026-06-03") -> Entry:
    return entry("suspension", role=role, urgent=urgent, decided_on=on)


def resumed(on: str) -> Entry:
    return entry("resumption", role=HEAD, decided_on=on)


def people(*parts: Part) -> Given:
    handed_over = given(assigned(), overlays=CHUXIONG)
    return replace(handed_over, dossier=replace(handed_over.dossier, parts=parts))


ORDER = {"executor": "o2", "execute_by": "2026-12-31", "feedback": "按季度书面报告"}
ADJUSTED = entry("adjustment", role=OFFICE, major=True, new_matter="演示〔2026〕9号", decided_on="2026-06-10")


def replaced(closed_on: str = "2026-12-11", decided_on: str = "2026-12-10") -> Entry:
    return entry("closing_report", closed_on=closed_on, new_decision="演示发〔2026〕30号", new_decided_on=decided_on)


HANDED_OVER = (
    Example("D-EXE-01", "start_execution", passes=given(assigned("o2", "o3")), blocks=given()),
    Example(
        "D-EXE-02#minutes",
        "adopt",
        passes=given(minutes(**ORDER), overlays=YUNNAN),
        blocks=given(minutes(**(ORDER | {"feedback": None})), overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXE-02#minutes",
        "adopt_with_changes",
        passes=given(minutes(**ORDER), overlays=CHUXIONG),
        blocks=given(overlays=CHUXIONG),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXE-02",
        "start_execution",
        passes=given(minutes(**ORDER), assigned(by="2026-12-31"), overlays=YUNNAN),
        blocks=given(minutes(**ORDER), assigned(by="2027-01-01"), overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXE-02",
        "start_execution",
        passes=given(assigned(), overlays=YUNNAN),
        blocks=given(overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    # The body itself, or one of its deciding officials, may not also execute.
    Example(
        "D-EXE-03",
        "start_execution",
        passes=given(assigned("o2"), overlays=CHUXIONG),
        blocks=given(assigned("o2", "b1"), overlays=CHUXIONG),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXE-03",
        "start_execution",
        passes=people(Part("p1", HEAD), Part("p2", EXECUTOR)),
        blocks=people(Part("p1", HEAD), Part("p1", EXECUTOR)),
        expect=Status.WARNED,
    ),
)

CARRIED_OUT = (
    Example(
        "D-EXE-04",
        "close",
        passes=given(assigned(), entry("inspection_record", role=OFFICE, on="2026-06-15")),
        blocks=given(assigned()),
    ),
    Example(
        "D-EXE-05",
        "close",
        passes=given(assigned(), progress("2026-05-04"), progress("2026-12-31", complete=True)),
        blocks=given(assigned(), progress("2026-12-31")),
    ),
    Example(
        "D-EXE-05",
        "close",
        passes=given(assigned(), progress("2026-12-31", complete=True)),
        blocks=given(assigned(), progress("2027-01-04", complete=True)),
        expect=Status.WARNED,  # done, but late: closing it stays possible
    ),
    Example(
        "D-EXE-06",
        "close",
        passes=given(progress("2026-05-04"), progress("2026-06-15", complete=True), overlays=CHUXIONG),
        blocks=given(progress("2026-06-15", complete=True), overlays=CHUXIONG),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXE-06",
        "close",
        passes=given(entry("public_feedback", role=OFFICE), overlays=YUNNAN),
        blocks=given(overlays=YUNNAN),
        expect=Status.WARNED,
    ),
)

PROBLEMS = (
    # From Friday 29 May: Monday and Tuesday are the first two working days, Wednesday the third.
    Example(
        "D-MON-01",
        "report_problem",
        passes=given(problem("2026-05-29", "2026-06-02")),
        blocks=given(problem("2026-05-29", "2026-06-03")),
        expect=Status.WARNED,
    ),
    Example("D-MON-01", "report_problem", passes=given(problem()), blocks=given(problem("2026-06-03", "2026-06-02"))),
    Example("D-MON-01", "report_problem", passes=given(problem()), blocks=given()),
    Example("D-SUS-01", "suspend", passes=given(problem(), suspended()), blocks=given(suspended())),
    Example("D-SUS-01", "suspend", passes=given(problem(), suspended()), blocks=given(problem(), suspended(urgent=False))),
    Example("D-SUS-01", "suspend", passes=given(problem(), suspended()), blocks=given(problem(), suspended(role=OFFICE))),
    Example("D-SUS-01", "suspend", passes=given(problem(), suspended()), blocks=given(problem())),
    # A problem that was dealt with, or that an earlier suspension ended with, carries no second one.
    Example(
        "D-SUS-01",
        "suspend",
        passes=given(problem(), entry("problem_resolution"), problem(), suspended()),
        blocks=given(problem(), entry("problem_resolution"), suspended()),
    ),
    Example(
        "D-SUS-01",
        "suspend",
        passes=given(problem(), suspended(), resumed("2026-06-05"), problem(), suspended()),
        blocks=given(problem(), suspended(), resumed("2026-06-05"), suspended()),
    ),
)

NOT_AT_WILL = (
    Example("D-SUS-02", "adjust", passes=given(problem(), ADJUSTED), blocks=given(ADJUSTED)),
    Example("D-SUS-02", "adjust", passes=given(entry("evaluation_report"), ADJUSTED), blocks=given(progress("2026-06-01"))),
    Example(
        "D-SUS-02#resume",
        "resume",
        passes=given(suspended(), resumed("2026-06-03")),
        blocks=given(suspended(), resumed("2026-06-02")),
    ),
    Example(
        "D-SUS-02#resume",
        "drop_adjustment",
        passes=given(suspended(), ADJUSTED, resumed("2026-06-10")),
        blocks=given(suspended(), ADJUSTED, resumed("2026-06-09")),
    ),
    Example("D-SUS-02#resume", "resume", passes=given(suspended(), resumed("2026-06-03")), blocks=given(suspended())),
    Example("D-SUS-02#resume", "resume", passes=given(ADJUSTED, resumed("2026-06-10")), blocks=given(resumed("2026-06-10"))),
    Example(
        "D-SUS-02#replace",
        "replace_by_adjustment",
        passes=given(ADJUSTED, replaced()),
        blocks=given(entry("adjustment", major=False), replaced()),
    ),
    Example(
        "D-SUS-02#replace",
        "replace_by_adjustment",
        passes=given(ADJUSTED, replaced("2026-06-10", "2026-06-10")),
        blocks=given(ADJUSTED, replaced("2026-06-09", "2026-06-09")),
    ),
    # A new matter that was only opened replaces nothing: it must have been decided, and before this one ends.
    Example(
        "D-SUS-02#replace",
        "replace_by_adjustment",
        passes=given(ADJUSTED, replaced()),
        blocks=given(ADJUSTED, entry("closing_report", closed_on="2026-12-11")),
    ),
    Example(
        "D-SUS-02#replace",
        "replace_by_adjustment",
        passes=given(ADJUSTED, replaced("2026-12-11", "2026-12-11")),
        blocks=given(ADJUSTED, replaced("2026-12-11", "2026-12-12")),
    ),
)

EXAMPLES = (*HANDED_OVER, *CARRIED_OUT, *PROBLEMS, *NOT_AT_WILL)
