"""决策后评估: every state × step × role, and that nothing gets stuck."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from states.casework import timers
from states.casework.authority import may_take
from states.casework.commands import Actor
from states.casework.ports import Holding
from states.dossier.model import Dossier, Part
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotPermitted, StepUnavailable
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.evaluation import PROCEDURE
from states.procedures.major_decision import PROCEDURE as DECISION
from tests.every import every
from tests.states.law.examples.build import entry, given

BODY, AT_WORK = {Role.DECISION_OFFICE, Role.HEAD}, {Role.EVALUATOR, Role.DECISION_OFFICE}
# Written down apart from the chart: step -> (from where, where to, who).
MAP = {
    "start_evaluation": ({"ev_proposed"}, "ev_started", BODY),
    "appoint_evaluator": ({"ev_started"}, "ev_planning", BODY),
    "replace_evaluator": ({"ev_planning", "ev_evaluating", "ev_reporting"}, "ev_started", BODY),
    "fix_plan": ({"ev_planning"}, "ev_evaluating", BODY),
    "close_input": ({"ev_evaluating"}, "ev_reporting", AT_WORK),
    "reopen_input": ({"ev_reporting"}, "ev_evaluating", AT_WORK),
    "submit_report": ({"ev_reporting"}, "ev_reviewing", AT_WORK),
    "return_report": ({"ev_reviewing"}, "ev_reporting", BODY),
    "approve_report": ({"ev_reviewing"}, "ev_applying", BODY),
    "apply_result": ({"ev_applying"}, "ev_closed", BODY),
    "terminate_evaluation": (
        {"ev_proposed", "ev_started", "ev_planning", "ev_evaluating", "ev_reporting", "ev_reviewing", "ev_applying"}, "ev_terminated", BODY,
    ),
}  # fmt: skip
STATES = tuple(PROCEDURE.chart.states_map)
TODAY = date(2026, 6, 30)


def matter(state: str) -> Dossier:
    return Dossier("m", "1", "evaluation", "评估", "o", "city", Confidentiality.PUBLIC, TODAY, configuration=(state,),
                   parts=(Part("", Role.EVALUATOR, "institute"),))  # fmt: skip


def test_the_map_is_the_whole_chart() -> None:
    assert set(MAP) == set(PROCEDURE.steps)
    assert len(STATES) == 9 and PROCEDURE.open() == ("ev_proposed",)


@every(("state", "step"), product(STATES, MAP), "{} {}".format)
def test_every_state_step_and_role(state: str, step: str) -> None:
    sources, target, roles = MAP[step]
    plan = PROCEDURE.steps[step]
    if state in sources:
        assert PROCEDURE.move((state,), plan) == (target,)
    else:
        with pytest.raises(StepUnavailable, match=plan.label):
            PROCEDURE.move((state,), plan)
    for role in Role:
        actor = Actor("p", role)
        for office, body in (("o", "city"), ("institute", "city"), ("institute", "elsewhere"), ("other", "elsewhere")):
            allowed = role in roles and (office == "institute" if role is Role.EVALUATOR else body == "city")
            try:
                may_take(plan, matter(state), actor, Holding(role, office, body), office)
                assert allowed, (role, office)
            except NotPermitted:
                assert not allowed, (role, office)


def test_from_everywhere_an_end_can_be_reached_and_from_an_end_nothing() -> None:
    ways = {state: {target for sources, target, _ in MAP.values() if state in sources} for state in STATES}
    reached = {"ev_closed", "ev_terminated"}
    while more := {state for state in STATES if ways[state] & reached} - reached:
        reached |= more
    assert reached == set(STATES)
    assert all(bool(ways[state]) is not PROCEDURE.ended((state,)) for state in STATES)
    assert {"ev_closed"} < {state for state in STATES if not ways[state]}


# Execution tracking: interim reports by schedule.

MOMENT = Moment(TODAY, law_view(TODAY))


def due(months: object, *reports: tuple[str, bool]) -> date | None:
    assigned = entry("execution_assignment", on="2026-01-31", **({} if months is None else {"report_months": months}))
    filed = [entry("execution_report", reported_on=day, complete=complete) for day, complete in reports]
    dossier = given(assigned, *filed, configuration=("executing", "in_execution")).dossier
    found = timers.running(DECISION, dossier, MOMENT).get("interim_report")
    return found.due_on if found else None


@pytest.mark.parametrize(("months", "reports", "expected"), [
    (None, (), None),
    (0, (), None),
    (1, (), date(2026, 2, 28)),
    (3, (), date(2026, 4, 30)),
    (13, (), date(2027, 2, 28)),
    (3, (("2026-03-02", False),), date(2026, 6, 2)),
    (3, (("2026-03-02", False), ("2026-05-31", False)), date(2026, 8, 31)),
    (3, (("2026-03-02", False), ("2026-05-31", True)), None),
    (10**14, (), date(2046, 1, 31)),
])  # fmt: skip
def test_the_next_report_is_due_so_many_months_after_the_last(months: object, reports: tuple[tuple[str, bool], ...], expected: date | None) -> None:
    assert due(months, *reports) == expected


def test_a_report_moves_the_clock_on_and_the_last_one_stops_it() -> None:
    assigned = entry("execution_assignment", on="2026-01-31", report_months=3)
    before = given(assigned, configuration=("executing", "in_execution")).dossier
    later = given(assigned, entry("execution_report", reported_on="2026-03-02"), configuration=before.configuration).dossier
    done = given(assigned, entry("execution_report", reported_on="2026-03-02", complete=True), configuration=before.configuration).dossier
    (moved,) = [one for one in timers.changes(DECISION, before, later, MOMENT) if one.name == "interim_report"]
    assert (moved.due_on, moved.rule) == (date(2026, 6, 2), "D-EXE-05")
    (stopped,) = [one for one in timers.changes(DECISION, later, done, MOMENT) if one.name == "interim_report"]
    assert stopped.due_on is None and stopped.settled
