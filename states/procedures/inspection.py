"""行政检查 (安全生产法 arts. 62-69; 行政处罚法 art. 55; 国办发〔2024〕54号): approved, shown, recorded, corrected, published."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.procedures import implementing as follows
from states.procedures.base import Procedure, Step, StrictChart, TimerRule

STAGES = (
    ("is_planned", "检查准备"),
    ("is_approved", "已批准"),
    ("is_inspecting", "现场检查"),
    ("is_correcting", "整改"),
    ("is_stopped", "停产停业"),
    ("implementing", "结果公示"),
    ("en_closed", "办结"),
)
OFFICER, HEAD = (Role.OFFICER,), (Role.AGENCY_HEAD,)
OF_THE_RECORD = ("E-INS-08", "E-INS-15")  # asked of every result, also of one that came by way of a stop
RECORDED = ("E-INS-05", "E-INS-06#held", "E-INS-13", *OF_THE_RECORD)


class InspectionChart(StrictChart):
    """准备 → 批准 → 现场检查 → (整改、停产与恢复) → 结果公示 → 办结; or the hand-over to a case."""

    is_planned = State("检查准备", initial=True)
    is_approved = State("已批准")
    is_inspecting = State("现场检查")
    is_correcting = State("整改中")
    is_stopped = State("停产停业、停止使用")

    class implementing(State.Parallel, name="结果公示"):
        publicity = follows.publicity()

    is_dropped = State("取消检查", final=True)
    en_closed = State("办结", final=True)

    approve_inspection = is_planned.to(is_approved)
    drop_inspection = is_planned.to(is_dropped) | is_approved.to(is_dropped)
    start_inspection = is_approved.to(is_inspecting)
    conclude_inspection = is_inspecting.to(implementing)
    demand_correction = is_inspecting.to(is_correcting)
    order_stop = is_inspecting.to(is_stopped) | is_correcting.to(is_stopped)
    lift_stop = is_stopped.to(is_correcting)
    confirm_correction = is_correcting.to(implementing)
    hand_over_case = is_inspecting.to(implementing) | is_correcting.to(implementing) | is_stopped.to(implementing)
    close_inspection = implementing.to(en_closed, cond=follows.MADE_PUBLIC)


STEPS = (
    Step("approve_inspection", "批准检查", HEAD, ("inspection_approval",), own_office=False,
         gate=("E-INS-01", "E-INS-02", "E-INS-03", "E-INS-09", "E-INS-11", "E-INS-12")),
    Step("drop_inspection", "取消检查", HEAD, ("inspection_dropped",), own_office=False),
    Step("start_inspection", "开始现场检查", OFFICER, ("inspection_start",),
         gate=("E-INS-04#started", "E-INS-06", "E-INS-10", "E-INS-14", "E-AUT-10#inspection", "E-AUT-20")),
    Step("conclude_inspection", "检查结束，未发现问题或者已当场纠正", OFFICER, ("site_record",), gate=(*RECORDED, "E-INS-08#clean")),
    Step("demand_correction", "责令限期改正", OFFICER, ("site_record", "order_to_correct"), gate=(*RECORDED, "E-INV-10#inspection")),
    Step("order_stop", "责令停产停业、停止使用", OFFICER, ("stop_order",), ("site_record",), gate=("E-INS-05", "E-INS-08#stop")),
    Step("lift_stop", "审查同意恢复", HEAD, ("stop_lifted",), gate=("E-INS-08#lifted",), own_office=False),
    Step("confirm_correction", "复查合格", OFFICER, ("correction_checked",), gate=("E-INV-10#checked", *OF_THE_RECORD)),
    Step("hand_over_case", "移交立案查处", OFFICER, ("case_handover",), ("site_record",), gate=("E-INS-05", "E-INS-07", *OF_THE_RECORD)),
    Step("close_inspection", "检查办结", OFFICER, ("inspection_closing",)),
    *follows.PUBLICITY_STEPS,
    follows.seal("en_closed", "is_dropped"),
)
TIMERS = (
    TimerRule("correction_due", "改正期限", "E-INV-10", (("order_to_correct", "due_on"),), ("is_correcting",), until=("correction_checked",),
              dated=True),
    TimerRule("publicity_due_other", "公示检查结果", "E-PBL-02", (("site_record", "on"),), ("pb_pending",)),
)

PROCEDURE = Procedure(
    name="inspection",
    label="行政检查",
    chart=InspectionChart,
    steps={step.name: step for step in STEPS},
    timers=TIMERS,
    opening_kind="inspection_task",
    stages=STAGES,
    mark="检",
    inner=True,
    fixed=follows.PUBLISHED,
    settled=follows.MADE_PUBLIC_STATES,
    **follows.UNDER_REGISTER,
)
