"""决策后评估: the evaluation of a decision as a procedure of its own, under the evaluated matter (L713 art. 36)."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.procedures.base import Procedure, Step, StrictChart, TimerRule

STAGES = (
    ("ev_proposed", "提出"),
    ("ev_started", "确定评估单位"),
    ("ev_planning", "拟订评估方案"),
    ("ev_evaluating", "评估实施"),
    ("ev_reporting", "形成报告"),
    ("ev_reviewing", "审定"),
    ("ev_applying", "运用结果"),
    ("ev_closed", "办结"),
)
BODY = (Role.DECISION_OFFICE, Role.HEAD)
AT_WORK = (Role.EVALUATOR, Role.DECISION_OFFICE)


class EvaluationChart(StrictChart):
    """提出 → 启动 → 评估单位 → 方案 → 实施 → 报告 ⇄ 审定 → 运用结果 → 办结; 终止 at any time before the end."""

    ev_proposed = State("提出", initial=True)
    ev_started = State("确定评估单位")
    ev_planning = State("拟订评估方案")
    ev_evaluating = State("评估实施")
    ev_reporting = State("形成报告")
    ev_reviewing = State("决策机关审定")
    ev_applying = State("运用结果")
    ev_closed = State("办结", final=True)
    ev_terminated = State("终止", final=True)

    start_evaluation = ev_proposed.to(ev_started)
    appoint_evaluator = ev_started.to(ev_planning)
    replace_evaluator = ev_planning.to(ev_started) | ev_evaluating.to(ev_started) | ev_reporting.to(ev_started)
    fix_plan = ev_planning.to(ev_evaluating)
    close_input = ev_evaluating.to(ev_reporting)
    reopen_input = ev_reporting.to(ev_evaluating)
    submit_report = ev_reporting.to(ev_reviewing)
    return_report = ev_reviewing.to(ev_reporting)
    approve_report = ev_reviewing.to(ev_applying)
    apply_result = ev_applying.to(ev_closed)
    terminate_evaluation = (
        ev_proposed.to(ev_terminated)
        | ev_started.to(ev_terminated)
        | ev_planning.to(ev_terminated)
        | ev_evaluating.to(ev_terminated)
        | ev_reporting.to(ev_terminated)
        | ev_reviewing.to(ev_terminated)
        | ev_applying.to(ev_terminated)
    )


STEPS = (
    Step("start_evaluation", "启动决策后评估", BODY, ("evaluation_start",), gate=("D-EVA-01#started",), own_office=False),
    Step("appoint_evaluator", "确定评估单位", BODY, ("evaluator_appointment",),
         gate=("D-EVA-02#appointed", "D-EVA-03#appointed", "D-EVA-04#appointed"), own_office=False),
    Step("replace_evaluator", "更换评估单位", BODY, ("evaluator_replacement",), own_office=False),
    Step("fix_plan", "确定评估方案", BODY, ("evaluation_plan",), gate=("D-EVA-02#planned", "D-EVA-05#planned"),
         own_office=False),
    Step("close_input", "结束评估实施", AT_WORK, ("evaluation_input_closing",),
         gate=("D-EVA-05#heard", "D-EVA-02#measured"), own_office=False),
    Step("reopen_input", "补充评估实施", AT_WORK, ("evaluation_return",), own_office=False),
    Step("submit_report", "提交评估报告", AT_WORK, ("evaluation_report",),
         gate=("D-EVA-02#submitted", "D-EVA-04#submitted", "D-EVA-05", "D-EVA-05#borne_out", "D-EVA-07"), own_office=False),
    Step("return_report", "退回评估报告", BODY, ("evaluation_return",), own_office=False),
    Step("approve_report", "审定评估报告", BODY, ("evaluation_approval",), gate=("D-EVA-02#approved",), own_office=False),
    Step("apply_result", "运用评估结果", BODY, ("evaluation_use",), gate=("D-EVA-06#applied", "D-ADJ-01#applied"),
         own_office=False),
    Step("terminate_evaluation", "终止决策后评估", BODY, ("evaluation_termination",), own_office=False),
)
OPEN = tuple(name for name, _ in STAGES if name not in ("ev_proposed", "ev_closed"))

TIMERS = (
    TimerRule("evaluation_due", "完成决策后评估", "D-EVA-01", (("evaluation_start", "finish_by"),), OPEN, dated=True, warn_days=15,
              clock="evaluation_due"),
    TimerRule("evaluation_input", "听取意见截止", "D-EVA-05", (("evaluation_plan", "input_by"),), ("ev_evaluating",), dated=True,
              warn_days=7),
    TimerRule("evaluation_report_due", "提交评估报告", "D-EVA-02", (("evaluation_plan", "report_by"),),
              ("ev_evaluating", "ev_reporting"), dated=True, warn_days=7),
)

PROCEDURE = Procedure(
    name="evaluation",
    label="决策后评估",
    chart=EvaluationChart,
    steps={step.name: step for step in STEPS},
    timers=TIMERS,
    opening_kind="evaluation_opening",
    stages=STAGES,
    belongs_to="major_decision",
    called="被评估的",
    unready="被评估的事项尚未决定开展决策后评估，请先在该事项办理「开展决策后评估」。",
    alone=True,
    drafted=("ev_reporting",),
    returns=("reopen_input", "return_report"),
)
