"""What follows every decision of enforcement, side by side: service, publicity, performance. Shared, not copied.

A state belongs to one chart, so each region is made anew for the chart that takes it in; steps and clocks are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statemachine import State

from states.dossier.vocabulary import Role
from states.law.conditions.archiving import sealed_whole
from states.law.conditions.court_execution import window_starts
from states.law.conditions.enforcement_publicity import (
    forwarding_starts,
    home_publicity_starts,
    receiving_starts,
    withdrawal_starts,
)
from states.law.conditions.implementing_facts import payment_starts
from states.procedures.base import Step, TimerRule

OFFICER, HEAD, COLLECTOR, ARCHIVIST = (Role.OFFICER,), (Role.AGENCY_HEAD,), (Role.FINE_COLLECTOR,), (Role.ARCHIVIST,)


def service() -> Any:
    """送达: served, or announced to the public and deemed served after thirty days (行政处罚法 art. 61)."""

    class service(State.Compound, name="送达"):
        sv_pending = State("待送达", initial=True)
        sv_announced = State("公告送达中")
        sv_done = State("已送达", final=True)

        serve_decision = sv_pending.to(sv_done) | sv_announced.to(sv_done)
        announce_service = sv_pending.to(sv_announced)
        deem_served = sv_announced.to(sv_done)

    return service


def publicity() -> Any:
    """公示: published, withheld, withdrawn with a reason, published anew (行政处罚法 art. 48)."""

    class publicity(State.Compound, name="公示"):
        pb_pending = State("待公示", initial=True)
        pb_published = State("已公示")
        pb_withheld = State("不予公示")
        pb_withdrawn = State("已撤回")

        publish_result = pb_pending.to(pb_published) | pb_withdrawn.to(pb_published) | pb_withheld.to(pb_published)
        withhold_result = pb_pending.to(pb_withheld)
        withdraw_publication = pb_published.to(pb_withdrawn)

    return publicity


def performance() -> Any:
    """履行: paid or done; deferred, stayed; demanded, enforced by the agency or through the court; ended (arts. 66-74)."""

    class performance(State.Compound, name="履行"):
        pf_pending = State("待履行", initial=True)
        pf_deferred = State("暂缓、分期缴纳")
        pf_stayed = State("停止执行")
        pf_demanded = State("已催告")
        pf_enforcing = State("行政机关强制执行")
        pf_court = State("申请法院执行")
        pf_done = State("已履行", final=True)
        pf_ended = State("终结执行", final=True)

        approve_deferral = pf_pending.to(pf_deferred) | pf_demanded.to(pf_deferred)
        end_deferral = pf_deferred.to(pf_pending)
        stay_execution = pf_pending.to(pf_stayed) | pf_demanded.to(pf_stayed) | pf_enforcing.to(pf_stayed)
        resume_execution = pf_stayed.to(pf_pending)
        serve_demand = pf_pending.to(pf_demanded, cond=SERVED) | pf_demanded.to.itself()
        decide_forced_execution = pf_demanded.to(pf_enforcing)
        apply_to_court = pf_demanded.to(pf_court)
        take_back_from_court = pf_court.to(pf_demanded)
        confirm_performance = (
            pf_pending.to(pf_done, cond=SERVED) | pf_deferred.to(pf_done, cond=SERVED) | pf_stayed.to(pf_done, cond=SERVED) | pf_demanded.to(pf_done)
            | pf_enforcing.to(pf_done) | pf_court.to(pf_done)
        )  # fmt: skip
        end_execution = (
            pf_pending.to(pf_ended) | pf_deferred.to(pf_ended) | pf_stayed.to(pf_ended) | pf_demanded.to(pf_ended)
            | pf_enforcing.to(pf_ended) | pf_court.to(pf_ended)
        )  # fmt: skip

    return performance


# May the case be closed? Served, published or lawfully not, performed or ended.
SERVED = "In('sv_done')"
MADE_PUBLIC_STATES = ("pb_published", "pb_withheld", "pb_withdrawn")
MADE_PUBLIC = f"({' or '.join(f'In({state!r})' for state in MADE_PUBLIC_STATES)})"
PERFORMED = "(In('pf_done') or In('pf_ended'))"
OWED = ("pf_pending", "pf_demanded", "pf_enforcing", "pf_court")  # nothing is added while the fine is deferred, stayed, settled

SERVICE_STEPS = (
    Step("serve_decision", "送达决定书", OFFICER, ("service_proof",), gate=("E-SER-01", "E-SER-02", "E-SER-03")),
    Step("announce_service", "公告送达", OFFICER, ("service_announced",), gate=("E-SER-04#announced", "E-AUT-18#announced")),
    Step("deem_served", "确认公告期满视为送达", OFFICER, ("service_deemed",), gate=("E-SER-04",)),
)
PUBLICITY_STEPS = (
    Step("publish_result", "公示执法结果", OFFICER, ("result_publication",),
         gate=("E-PBL-01", "E-PBL-02", "E-PBL-03", "E-PBL-07", "E-PBL-11")),
    Step("withhold_result", "认定不予公示", (Role.OFFICE_HEAD, *HEAD), ("no_publication",), gate=("E-PBL-04", "E-PBL-11#withheld"), own_office=False),
    Step("correct_publication", "更正公示信息", OFFICER, ("publication_corrected",), moves=False, states=("pb_published",), gate=("E-PBL-11#corrected",)),
    Step("withdraw_publication", "撤回公示信息", OFFICER, ("publication_withdrawn",), gate=("E-PBL-05", "E-PBL-11#withdrawn")),
)
PERFORMANCE_STEPS = (
    Step("record_payment", "登记缴款", COLLECTOR, ("payment",), moves=False, states=("implementing",), own_office=False,
         gate=("E-SER-01#collected", "E-PER-02", "E-PER-03", "E-PER-04", "E-PER-05", "E-PER-06")),
    Step("approve_deferral", "批准暂缓或者分期缴纳", HEAD, ("deferral",), gate=("E-PER-07",), own_office=False),
    Step("end_deferral", "暂缓、分期期限届满", COLLECTOR, ("deferral_ended",), own_office=False),
    Step("stay_execution", "停止执行", HEAD, ("stay",), gate=("E-PER-08", "E-PER-09"), own_office=False),
    Step("resume_execution", "恢复执行", HEAD, ("stay_ended",), own_office=False),
    Step("impose_late_fine", "加处罚款", HEAD, ("late_fine",), moves=False, states=OWED, own_office=False,
         gate=("E-LAT-01", "E-LAT-02", "E-LAT-03", "E-PER-01#overdue")),
    Step("serve_demand", "催告", OFFICER, ("demand",), gate=("E-DEM-01", "E-SER-05", "E-PER-01#overdue")),
    Step("decide_forced_execution", "作出强制执行决定", HEAD, ("forced_execution",), own_office=False,
         gate=("E-DEM-02", "E-DEM-03", "E-LAT-04", "E-SER-05#forced")),
    Step("apply_to_court", "申请人民法院强制执行", OFFICER, ("court_application",),
         gate=("E-CRT-01", "E-CRT-02", "E-CRT-03", "E-CRT-04", "E-CRT-09", "E-DEM-02")),
    Step("record_court_answer", "登记人民法院处理情况", OFFICER, ("court_answer",), moves=False, states=("pf_court",),
         gate=("E-CRT-05", "E-CRT-06", "E-CRT-07", "E-CRT-08")),
    Step("take_back_from_court", "法院不予受理、不予执行，重新办理", OFFICER, ("court_returned",), gate=("E-CRT-05#returned",)),
    Step("record_agreement", "登记执行协议", OFFICER, ("execution_agreement",), moves=False, states=("pf_demanded", "pf_enforcing"),
         gate=("E-LAT-05",)),
    Step("confirm_performance", "确认履行完毕", COLLECTOR, ("performance_report",), own_office=False,
         gate=("E-PER-01", "E-PER-10", "E-LAT-02#settled")),
    Step("end_execution", "终结执行", HEAD, ("execution_ended",), own_office=False),
)


def seal(*ends: str) -> Step:
    """封存: a file that came to one of its ends is sealed (行政处罚法 art. 47)."""
    return Step("seal_dossier", "封存案卷", ARCHIVIST, ("dossier_seal",), gate=("E-CLS-01#seal", "E-CLS-01#held"), moves=False, states=ends,
                own_office=False, by_clock=True, over=sealed_whole)



# What every matter under a body's register says of itself; and those whose result is published.
UNDER_REGISTER: Mapping[str, Any] = {
    "belongs_to": "enforcement_register", "called": "本机关的", "unready": "本机关的执法主体登记已经撤销，请先办理登记。", "begun": "登记",
    "agency": "执法机关",
}  # fmt: skip

STEPS = (*SERVICE_STEPS, *PUBLICITY_STEPS, *PERFORMANCE_STEPS)
PUBLISHED = ("result_publication", "publication_corrected", "publication_withdrawn")  # what is out is corrected by a step with its gate

DECISIONS = (("penalty_decision", "decided_on"), ("no_penalty_decision", "decided_on"), ("summary_decision", "decided_on"))
PENALTIES = (("penalty_decision", "decided_on"), ("summary_decision", "decided_on"))
OTHERS = (("no_penalty_decision", "decided_on"),)
RECEIVED = (("service_proof", "served_on"), ("service_deemed", "deemed_on"), ("summary_decision", "decided_on"))
TIMERS = (
    TimerRule("service_due", "送达决定书", "E-SER-01", DECISIONS, ("sv_pending",)),
    TimerRule("announcement_floor", "公告送达期满", "E-SER-04", (("service_announced", "published_on"),), ("sv_announced",)),
    TimerRule("publicity_due", "公示处罚决定", "E-PBL-01", PENALTIES, ("pb_pending",), unless=("E-PBL-07",)),
    TimerRule("publicity_due_market", "公示处罚决定（市场监管）", "E-PBL-07", PENALTIES, ("pb_pending",), starts=home_publicity_starts),
    TimerRule("forwarding_due_market", "推送外省当事人的公示信息（市场监管）", "E-PBL-07", PENALTIES, ("pb_pending",), starts=forwarding_starts,
              period="sent_on"),
    TimerRule("publicity_due_elsewhere", "登记地公示处罚信息（市场监管）", "E-PBL-07", (("publicity_received", "received_on"),), ("pb_pending",),
              starts=receiving_starts, period="other_province"),
    TimerRule("publicity_due_other", "公示其他执法结果", "E-PBL-02", OTHERS, ("pb_pending",)),
    TimerRule("withdrawal_due", "撤回公示信息", "E-PBL-05", (("decision_revoked", "effective_on"), ("remedy_ended", "ended_on")),
              ("pe_revoked", "pb_published"), starts=withdrawal_starts),
    TimerRule("payment_due", "缴纳罚款", "E-PER-01", RECEIVED, ("pf_pending",), until=("performance_report",),
              starts=payment_starts),
    TimerRule("deferral_ends", "暂缓、分期的最后期限", "E-CRT-03", (("deferral", "until"),), ("pf_deferred",), dated=True, warn_days=7),
    TimerRule("court_window", "申请人民法院强制执行的期限", "E-CRT-02", RECEIVED, ("pf_pending", "pf_deferred", "pf_demanded"), warn_days=30,
              starts=window_starts),
    TimerRule("demand_floor", "催告期满，可以申请法院强制执行", "E-CRT-01", (("demand", "served_on"),), ("pf_demanded",)),
)
