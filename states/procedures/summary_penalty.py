"""行政处罚简易程序 (行政处罚法 arts. 51-53): decided on the spot, reported to the agency; what follows is shared."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.procedures import implementing as follows
from states.procedures.base import Procedure, Step, StrictChart

STAGES = (("sp_deciding", "当场处罚"), ("implementing", "送达、公示与履行"), ("en_closed", "结案"))
OFFICER, HEAD = (Role.OFFICER,), (Role.AGENCY_HEAD,)


class SummaryPenaltyChart(StrictChart):
    """当场处罚 → 送达、公示、履行 → 结案; or over to the ordinary procedure."""

    sp_deciding = State("当场处罚", initial=True)

    class implementing(State.Parallel, name="送达、公示与履行"):
        service = follows.service()
        publicity = follows.publicity()
        performance = follows.performance()

    sp_ordinary = State("转为普通程序", final=True)
    sp_revoked = State("决定已撤销", final=True)
    en_closed = State("结案", final=True)

    decide_on_the_spot = sp_deciding.to(implementing)
    turn_to_ordinary = sp_deciding.to(sp_ordinary)
    revoke_summary = implementing.to(sp_revoked)
    close_summary = implementing.to(en_closed, cond=f"{follows.SERVED} and {follows.MADE_PUBLIC} and {follows.PERFORMED}")


STEPS = (
    Step("decide_on_the_spot", "作出当场处罚决定", OFFICER, ("summary_decision",),
         gate=("E-SUM-01", "E-SUM-02", "E-SUM-06", "E-CNT-17", "E-AUT-01#summary", "E-AUT-10#summary", "E-AUT-07#summary", "E-FIL-06#summary", "E-PER-03#decided")),
    Step("turn_to_ordinary", "转为普通程序", OFFICER, ("to_ordinary",)),
    Step("report_summary", "报所属行政机关备案", OFFICER, ("summary_report",), moves=False, states=("implementing",)),
    Step("revoke_summary", "撤销、变更原决定", HEAD, ("decision_revoked",), gate=("E-PBL-05#revoked",), own_office=False),
    Step("close_summary", "结案", HEAD, ("case_closing",), gate=("E-SUM-03", "E-CLS-04", "E-CLS-01", "E-AUT-17", "E-PBL-05#closed"), own_office=False),
    *follows.STEPS,
    follows.seal("en_closed", "sp_ordinary", "sp_revoked"),
)

PROCEDURE = Procedure(
    name="summary_penalty",
    label="行政处罚（简易程序）",
    chart=SummaryPenaltyChart,
    steps={step.name: step for step in STEPS},
    timers=follows.TIMERS,
    opening_kind="summary_case",
    stages=STAGES,
    mark="简",
    inner=True,
    fixed=follows.PUBLISHED,
    settled=follows.MADE_PUBLIC_STATES,
    **follows.UNDER_REGISTER,
)
