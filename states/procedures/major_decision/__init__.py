"""重大行政决策程序 (State Council Order 713): the chart, the steps, the clocks."""

from __future__ import annotations

from states.law.decision_entries import misfit
from states.procedures.base import Desk, Procedure
from states.procedures.major_decision.chart import STAGES, MajorDecisionChart
from states.procedures.major_decision.steps import STEPS
from states.procedures.major_decision.timers import TIMERS

HEARING = Desk(
    "hearing", "听证会",
    ("announce_hearing", "postpone_hearing", "hearing_participants", "hearing_materials", "hold_hearing", "skip_hearing"),
    laid=("draft", "basis_table", "hearing_suggestion"), invited="hearing_participants",
)  # fmt: skip

PROCEDURE = Procedure(
    name="major_decision",
    label="重大行政决策",
    chart=MajorDecisionChart,
    steps={step.name: step for step in STEPS},
    timers=TIMERS,
    opening_kind="proposal",
    stages=STAGES,
    weigh=misfit,
    evaluated=("evaluating", "evaluating_suspended"),
    returns=("return_to_drafting", "return_for_supplement", "discuss_again", "reconsider"),
    desks=(HEARING,),
)
