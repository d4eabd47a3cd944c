"""临时占道许可, a made-up procedure: its map, steps, gate and clock."""

from __future__ import annotations

from statemachine import State

from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, requirement, unmet
from states.procedures.base import Procedure, Step, StrictChart, TimerRule

OFFICE = (Role.DECISION_OFFICE,)
STAGES = (("tp_applied", "已申请"), ("tp_examining", "审查"), ("tp_deciding", "待决定"), ("tp_granted", "准予许可"))


class ToyPermitChart(StrictChart):
    """申请 → 审查（现场核查、材料审核同时进行） → 决定; back for another look, or out."""

    tp_applied = State("已申请", initial=True)

    class tp_examining(State.Parallel, name="审查"):
        class tp_site(State.Compound, name="现场核查"):
            tp_site_due = State("待核查", initial=True)
            tp_site_done = State("已核查", final=True)
            check_site = tp_site_due.to(tp_site_done)

        class tp_papers(State.Compound, name="材料审核"):
            tp_papers_due = State("待审核", initial=True)
            tp_papers_done = State("已审核", final=True)
            check_papers = tp_papers_due.to(tp_papers_done)

    tp_deciding = State("待决定")
    tp_granted = State("准予许可", final=True)
    tp_refused = State("不予许可", final=True)

    accept_application = tp_applied.to(tp_examining)
    done_state_tp_examining = tp_examining.to(tp_deciding, cond="In('tp_site_done') and In('tp_papers_done')")
    examine_again = tp_deciding.to(tp_examining)
    grant_permit = tp_deciding.to(tp_granted)
    refuse_permit = tp_applied.to(tp_refused) | tp_deciding.to(tp_refused)


@requirement("D-EXE-04#toy")
def road_stays_passable(dossier: Dossier, moment: Moment) -> Finding:
    check = dossier.last("toy_site_check")
    if check is None or not check.flag("passable"):
        return unmet("余下路面不能通行，不得准予占道。", "请重新审查，待余下路面可以通行后再决定。", Role.DECISION_OFFICE)
    return met("余下路面可以通行。")


STEPS = (
    Step("accept_application", "受理申请", OFFICE, ("toy_acceptance",), own_office=False),
    Step("check_site", "现场核查", OFFICE, ("toy_site_check",), own_office=False),
    Step("check_papers", "审核材料", OFFICE, ("toy_paper_check",), own_office=False),
    Step("examine_again", "重新审查", OFFICE, own_office=False),
    Step("grant_permit", "准予占道许可", OFFICE, ("toy_permit",), gate=("D-EXE-04#toy",), own_office=False),
    Step("refuse_permit", "决定不予许可", OFFICE, ("toy_refusal",), own_office=False),
)
PROCEDURE = Procedure(
    name="toy_permit",
    label="临时占道许可",
    chart=ToyPermitChart,
    steps={step.name: step for step in STEPS},
    timers=(TimerRule("toy_permit_due", "许可办结期限", "D-EXE-04", (("toy_acceptance", "due_on"),), ("tp_examining", "tp_deciding"), dated=True),),
    opening_kind="toy_application",
    stages=STAGES,
    mark="占",
    begun="受理登记",
)
