"""执法台: which matters of enforcement wait where, told by the states of the procedures' own maps: a table and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from states.dossier.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Lane:
    """Matters that stand in one of these states. ``acts``: what is done there, by the steps' names; ``shown``: where all may read it."""

    name: str
    label: str
    states: tuple[str, ...]
    acts: tuple[str, ...] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class EnforcementDesk:
    name: str
    label: str
    told: str
    opens: tuple[str, ...]  # procedures that begin here
    roles: tuple[Role, ...]  # whom the menu offers it
    lanes: tuple[Lane, ...]
    part: str = ""  # the part of the matter's page that the desk is about
    part_label: str = ""


HANDS = (Role.OFFICER, Role.AGENCY_HEAD)
DRAW, RESULT = "/portal/enforcement/draws/", "/portal/enforcement/"
DESKS = (
    EnforcementDesk(
        "draws", "抽查检查", "双随机抽查先承诺随机数、再冻结名单、最后公开随机数；每一步都公开，任何人都可以重新抽取核对。检查经批准后实施。",
        ("random_draw", "inspection"), (*HANDS, Role.SUPERVISOR),
        (
            Lane("preparing", "抽取准备", ("rd_prepared",), ("commit_seed", "drop_draw")),
            Lane("committed", "已承诺，待冻结名单", ("rd_committed",), ("freeze_lists",), DRAW),
            Lane("frozen", "名单已冻结，待抽取", ("rd_frozen",), ("disclose_seed",), DRAW),
            Lane("drawn", "已抽取，待公布", ("rd_drawn",), ("publish_draw",), DRAW),
            Lane("published", "已公布", ("rd_published",), (), DRAW),
            Lane("planned", "检查待批准", ("is_planned",), ("approve_inspection",)),
            Lane("approved", "已批准，待检查", ("is_approved",), ("start_inspection",)),
            Lane("inspecting", "现场检查", ("is_inspecting",), ("conclude_inspection", "demand_correction", "order_stop", "hand_over_case")),
            Lane("correcting", "整改、停产停业", ("is_correcting", "is_stopped"), ("confirm_correction", "lift_stop")),
        ),
    ),
    EnforcementDesk(
        "payments", "缴款", "罚没款项的缴纳、暂缓分期、催告和执行。打开「缴款情况」看应缴、已缴、分期安排和逐日测算的加处罚款。",
        (), (*HANDS, Role.FINE_COLLECTOR),
        (
            Lane("pending", "待履行", ("pf_pending",), ("record_payment", "approve_deferral", "confirm_performance")),
            Lane("deferred", "暂缓、分期", ("pf_deferred",), ("record_payment", "end_deferral")),
            Lane("demanded", "已催告", ("pf_demanded",), ("record_payment", "decide_forced_execution", "apply_to_court")),
            Lane("enforcing", "强制执行", ("pf_enforcing", "pf_court"), ("record_payment", "record_court_answer")),
            Lane("stayed", "停止执行", ("pf_stayed",), ("resume_execution",)),
            Lane("done", "已履行、终结", ("pf_done", "pf_ended")),
        ),
        "/dues", "缴款情况",
    ),
    EnforcementDesk(
        "publicity", "公示", "决定作出以后依法公示。公示前在表单里预览隐去稿：姓名、住址、号码和登记为保密的内容不得公开。已经结案的，在执法公示栏查看。",
        (), (*HANDS, Role.ENFORCEMENT_REVIEWER),
        (
            Lane("pending", "待公示", ("pb_pending",), ("publish_result", "withhold_result")),
            Lane("published", "已公示", ("pb_published",), ("correct_publication", "withdraw_publication"), RESULT),
            Lane("withheld", "不予公示", ("pb_withheld",), ("publish_result",)),
            Lane("withdrawn", "已撤回", ("pb_withdrawn",), ("publish_result",), RESULT),
        ),
    ),
)  # fmt: skip


def shown_at(configuration: tuple[str, ...]) -> str:
    """Where everybody may read of a matter that stands there; empty where nothing is public yet."""
    return next((lane.shown for desk in DESKS for lane in desk.lanes if lane.shown and set(lane.states).intersection(configuration)), "")
