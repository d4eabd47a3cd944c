"""行政处罚普通程序 (行政处罚法 ch. 5 sections 1, 3, 4): the map, who takes which step, and through which gate."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.law.conditions.accident_inquiry import grave_reply_starts, ordinary_reply_starts
from states.procedures import implementing as follows
from states.procedures.base import Desk, Procedure, Step, StrictChart, TimerRule

STAGES = (
    ("pe_lead", "线索核查"),
    ("pe_investigating", "调查取证"),
    ("pe_concluded", "调查终结"),
    ("pe_notified", "告知"),
    ("pe_hearing", "听证"),
    ("pe_heard", "听证结束"),
    ("pe_reviewing", "法制审核"),
    ("pe_reviewed", "审核通过"),
    ("pe_discussed", "集体讨论"),
    ("implementing", "送达、公示与履行"),
    ("en_closed", "结案"),
)
OFFICER, HEAD, OFFICE_HEAD = (Role.OFFICER,), (Role.AGENCY_HEAD,), (Role.OFFICE_HEAD,)
HOST, REVIEWER = (Role.HEARING_HOST,), (Role.ENFORCEMENT_REVIEWER,)
BEFORE_DECISION = ("pe_investigating", "pe_concluded", "pe_notified", "pe_hearing", "pe_heard", "pe_reviewing", "pe_returned",
                   "pe_reviewed", "pe_discussed")


class PenaltyChart(StrictChart):
    """线索 → 立案调查 → 终结 → 告知 → (听证) → 法制审核 → (集体讨论) → 决定 → 送达、公示、履行 → 结案; new facts lead back."""

    pe_lead = State("线索核查", initial=True)
    pe_investigating = State("调查取证")
    pe_suspended = State("中止调查")
    pe_concluded = State("调查终结")
    pe_notified = State("已告知，听取陈述申辩")
    pe_hearing = State("听证准备")
    pe_heard = State("听证结束")
    pe_reviewing = State("法制审核中")
    pe_returned = State("审核退回")
    pe_reviewed = State("审核通过")
    pe_discussed = State("已集体讨论")
    pe_transferred = State("涉嫌犯罪移送中")
    pe_revoked = State("决定已撤销")

    class implementing(State.Parallel, name="送达、公示与履行"):
        service = follows.service()
        publicity = follows.publicity()
        performance = follows.performance()

    pe_not_filed = State("不予立案", final=True)
    pe_referred = State("移送有管辖权的机关", final=True)
    pe_ended = State("撤销案件、终止调查", final=True)
    pe_police = State("司法机关已立案", final=True)
    en_closed = State("结案", final=True)

    file_case = pe_lead.to(pe_investigating)
    decline_filing = pe_lead.to(pe_not_filed)
    refer_case = pe_lead.to(pe_referred) | pe_investigating.to(pe_referred)
    suspend_investigation = pe_investigating.to(pe_suspended)
    resume_investigation = pe_suspended.to(pe_investigating)
    conclude_investigation = pe_investigating.to(pe_concluded)
    reopen_investigation = (
        pe_concluded.to(pe_investigating) | pe_notified.to(pe_investigating) | pe_heard.to(pe_investigating)
        | pe_returned.to(pe_investigating) | pe_reviewed.to(pe_investigating) | pe_discussed.to(pe_investigating)
    )  # fmt: skip
    give_notice = (
        pe_concluded.to(pe_notified) | pe_notified.to.itself() | pe_heard.to(pe_notified) | pe_returned.to(pe_notified)
        | pe_reviewed.to(pe_notified) | pe_discussed.to(pe_notified)
    )  # fmt: skip
    announce_penalty_hearing = (  # a request posted in time may arrive when the review is under way (E-CNT-11)
        pe_notified.to(pe_hearing) | pe_hearing.to.itself() | pe_returned.to(pe_hearing) | pe_reviewed.to(pe_hearing) | pe_discussed.to(pe_hearing)
    )
    hold_penalty_hearing = pe_hearing.to(pe_heard)
    end_penalty_hearing = pe_hearing.to(pe_heard)
    submit_enforcement_review = (
        pe_concluded.to(pe_reviewing) | pe_notified.to(pe_reviewing) | pe_heard.to(pe_reviewing) | pe_returned.to(pe_reviewing)
    )
    waive_enforcement_review = pe_concluded.to(pe_reviewed) | pe_notified.to(pe_reviewed) | pe_heard.to(pe_reviewed)
    pass_enforcement_review = pe_reviewing.to(pe_reviewed)
    return_enforcement_review = pe_reviewing.to(pe_returned)
    discuss_collectively = pe_reviewed.to(pe_discussed)
    decide_penalty = pe_reviewed.to(implementing) | pe_discussed.to(implementing)
    decide_no_penalty = pe_reviewed.to(implementing) | pe_discussed.to(implementing)
    end_case = (
        pe_investigating.to(pe_ended) | pe_suspended.to(pe_ended) | pe_concluded.to(pe_ended) | pe_notified.to(pe_ended)
        | pe_heard.to(pe_ended) | pe_returned.to(pe_ended) | pe_reviewed.to(pe_ended) | pe_discussed.to(pe_ended)
        | pe_revoked.to(pe_ended)
    )  # fmt: skip
    transfer_to_police = (
        pe_investigating.to(pe_transferred) | pe_concluded.to(pe_transferred) | pe_returned.to(pe_transferred)
        | pe_reviewed.to(pe_transferred) | pe_discussed.to(pe_transferred)
    )  # fmt: skip
    take_back_case = pe_transferred.to(pe_investigating)
    end_by_transfer = pe_transferred.to(pe_police)
    revoke_decision = implementing.to(pe_revoked)
    withdraw_publication = pe_revoked.to.itself()  # besides the way out of pb_published: three days run on after the revocation
    remake_decision = pe_revoked.to(pe_investigating)
    close_case = implementing.to(en_closed, cond=f"{follows.SERVED} and {follows.MADE_PUBLIC} and {follows.PERFORMED}")


FILING = (
    Step("file_case", "立案", HEAD, ("filing_approval",), own_office=False,
         gate=("E-AUT-01", "E-AUT-02", "E-AUT-03", "E-AUT-09", "E-AUT-07#filing", "E-AUT-05", "E-AUT-06", "E-AUT-10#filing",
               "E-FIL-01", "E-FIL-02", "E-FIL-03", "E-FIL-04", "E-FIL-05", "E-LEAD-02")),
    Step("decline_filing", "不予立案", HEAD, ("not_filing",), gate=("E-FIL-01#declined",), own_office=False),
    Step("refer_case", "移送有管辖权的机关", HEAD, ("referral",), gate=("E-AUT-05#referred",), own_office=False),
)
INQUIRY = (
    Step("register_evidence", "先行登记保存证据", OFFICER, ("evidence_registration",), moves=False, states=("pe_investigating",),
         gate=("E-INV-08", "E-INV-02#registered", "E-AUT-10#registered")),
    Step("handle_registered", "处理先行登记保存的证据", OFFICER, ("registered_handled",), moves=False,
         states=(*BEFORE_DECISION, "pe_suspended"), gate=("E-INV-09",)),  # no decision is made while any is left over
    Step("suspend_investigation", "中止调查", HEAD, ("investigation_suspended",), own_office=False),
    Step("resume_investigation", "恢复调查", HEAD, ("investigation_resumed",), own_office=False),
    Step("conclude_investigation", "调查终结", OFFICER, ("investigation_report",),
         gate=("E-INV-01", "E-INV-02", "E-AUT-10", "E-INS-04", "E-INV-03", "E-INV-04", "E-INV-05", "E-INV-06", "E-INV-09#concluded",
               "E-INV-10", "E-INV-13", "E-AUT-04", "E-AUT-16", "E-AUT-18", "E-CLO-01")),
    Step("reopen_investigation", "重新调查、补充调查", OFFICER, ("reopening",)),
    Step("end_case", "撤销案件、终止调查", HEAD, ("case_ending",), gate=("E-PBL-05#revoked",), own_office=False),
    Step("transfer_to_police", "移送涉嫌犯罪案件", HEAD, ("police_transfer",), own_office=False),
    Step("take_back_case", "司法机关不予立案，恢复办理", OFFICER, ("police_answer",)),
    Step("end_by_transfer", "司法机关立案，案件移送办结", HEAD, ("police_answer",), own_office=False),
)
NOTICE = (
    Step("give_notice", "告知拟处罚内容和权利", OFFICER, ("penalty_notice",),
         gate=("E-NOT-01", "E-HEA-01", "E-HEA-02#told", "E-NOT-03#notice", "E-CLO-01#notice", "E-AUT-07#range_told", "E-AUT-14#tier_told")),
    Step("announce_penalty_hearing", "通知听证", HOST, ("penalty_hearing_notice",), own_office=False, asked="hearing_request",
         gate=("E-HEA-02", "E-HEA-03#notice", "E-HEA-04#notice", "E-HEA-05#notice")),
    Step("hold_penalty_hearing", "举行听证", HOST, ("penalty_hearing_record",), own_office=False,
         gate=("E-HEA-03", "E-HEA-04", "E-HEA-05", "E-HEA-06", "E-HEA-08", "E-HEA-09", "E-HEA-10")),
    Step("end_penalty_hearing", "终止听证", HOST, ("penalty_hearing_ended",), own_office=False, gate=("E-HEA-07",)),
)
REVIEW = (
    Step("submit_enforcement_review", "提交法制审核", OFFICER, ("review_submission",),
         gate=("E-NOT-02", "E-HEA-02#window", "E-REV-09")),
    Step("waive_enforcement_review", "认定不需要法制审核", OFFICE_HEAD, ("review_waived",), own_office=False,
         gate=("E-REV-01#waived", "E-REV-03#waived", "E-REV-11", "E-NOT-02", "E-HEA-02#window")),
    Step("pass_enforcement_review", "法制审核通过", REVIEWER, ("enforcement_review",), own_office=False,
         gate=("E-REV-02#passed", "E-REV-05", "E-REV-07", "E-REV-08", "E-REV-10", "E-AUT-11")),
    Step("return_enforcement_review", "法制审核退回", REVIEWER, ("enforcement_review",), own_office=False,
         gate=("E-REV-02#returned", "E-REV-08", "E-AUT-11")),
    Step("discuss_collectively", "负责人集体讨论", HEAD, ("collective_discussion",), own_office=False, gate=("E-COL-01#held",)),
)
DECISION = (
    Step("decide_penalty", "作出行政处罚决定", HEAD, ("penalty_decision",), own_office=False,
         gate=("E-REV-01", "E-REV-02", "E-REV-03", "E-COL-01", "E-COL-02", "E-AUT-07", "E-AUT-08", "E-FIL-06", "E-NOT-02", "E-NOT-03", "E-NOT-04",
               "E-NOT-05", "E-NOT-06", "E-HEA-01#decided", "E-HEA-02#window", "E-HEA-11", "E-AUT-07#range", "E-AUT-14#tier", "E-DEC-12#penalty",
               "E-DEC-01", "E-DEC-02", "E-DEC-03", "E-DEC-04", "E-DEC-05", "E-DEC-06", "E-DEC-07",
               "E-DEC-14", "E-DEC-15", "E-DEC-16", "E-DEC-17", "E-DEC-18", "E-DEC-19", "E-DEC-20", "E-LAT-06", "E-TRF-14",
               "E-INV-10#decided", "E-FIL-02#decided", "E-INV-09#decided", "E-INV-03#decided")),
    Step("decide_no_penalty", "作出不予行政处罚决定", HEAD, ("no_penalty_decision",), own_office=False,
         gate=("E-DEC-08", "E-DEC-09", "E-DEC-10", "E-DEC-11", "E-DEC-12", "E-DEC-13", "E-DEC-05#spared", "E-FIL-02#barred", "E-INV-06#not_proven",
               "E-REV-01", "E-REV-02", "E-REV-03", "E-COL-01", "E-DEC-01", "E-DEC-02", "E-DEC-03", "E-DEC-04", "E-INV-09#decided",
               "E-INV-03#decided")),
    Step("revoke_decision", "撤销、变更原决定", HEAD, ("decision_revoked",), own_office=False),
    Step("remake_decision", "重新办理", HEAD, ("reopening",), gate=("E-PBL-05#revoked",), own_office=False),
    Step("close_case", "结案", HEAD, ("case_closing",), own_office=False, gate=("E-CLS-04", "E-CLS-01", "E-AUT-17", "E-PBL-05#closed")),
)
ENDS = ("en_closed", "pe_not_filed", "pe_referred", "pe_ended", "pe_police")
STEPS = (*FILING, *INQUIRY, *NOTICE, *REVIEW, *DECISION, *follows.STEPS, follows.seal(*ENDS))

LIMIT = (("filing_approval", "filed_on"),)
TIMERS = (
    TimerRule("filing_due", "决定是否立案（市场监管）", "E-FIL-04", (("lead", "received_on"),), ("pe_lead",)),
    TimerRule("registered_due", "处理先行登记保存的证据", "E-INV-09", (("evidence_registration", "registered_on"),),
              (*BEFORE_DECISION, "pe_suspended"), until=("registered_handled",), warn_days=2),
    TimerRule("accident_report_due", "提交事故调查报告", "E-INV-14", (("accident_inquiry", "happened_on"),), ("pe_lead", *BEFORE_DECISION, "pe_suspended"),
              until=("accident_report",), warn_days=7),
    TimerRule("accident_reply_due", "批复事故调查报告", "E-INV-15", (("accident_report", "submitted_on"),), ("pe_lead", *BEFORE_DECISION, "pe_suspended"),
              until=("accident_reply",), starts=ordinary_reply_starts),
    TimerRule("accident_reply_due_grave", "批复事故调查报告（特别重大事故）", "E-INV-15", (("accident_report", "submitted_on"),),
              ("pe_lead", *BEFORE_DECISION, "pe_suspended"), until=("accident_reply",), starts=grave_reply_starts, period="extra_serious"),
    TimerRule("correction_due", "改正期限", "E-INV-10", (("order_to_correct", "due_on"),), BEFORE_DECISION, until=("correction_checked",),
              dated=True),
    TimerRule("hearing_request_ends", "要求听证的期限", "E-HEA-02", (("penalty_notice", "served_on"),), ("pe_notified",),
              until=("hearing_request",), window=True),
    TimerRule("decision_due", "作出处罚决定", "E-DEC-01", LIMIT, (*BEFORE_DECISION, "pe_suspended"), warn_days=15,
              unless=("E-DEC-02", "E-DEC-03", "E-DEC-04")),
    TimerRule("decision_due_market", "作出处罚决定（市场监管）", "E-DEC-02", LIMIT, BEFORE_DECISION, warn_days=15,
              clock="penalty_decision_market", waits=("pe_suspended",)),
    TimerRule("decision_due_police", "作出处罚决定（公安）", "E-DEC-03", LIMIT, (*BEFORE_DECISION, "pe_suspended"), warn_days=7,
              clock="penalty_decision_police"),
    TimerRule("decision_due_safety", "作出处罚决定（安全生产，旧办法）", "E-DEC-04", LIMIT, (*BEFORE_DECISION, "pe_suspended"), warn_days=7,
              clock="penalty_decision_safety"),
    TimerRule("follow_up_due", "不予处罚后的跟踪", "E-DEC-11", (("no_penalty_decision", "follow_up_by"),), ("implementing",), until=("no_penalty_follow_up",),
              dated=True),
    *follows.TIMERS,
)

HEARING = Desk(
    "hearing", "听证", ("hearing_request", "announce_penalty_hearing", "hold_penalty_hearing", "end_penalty_hearing"),
    laid=("penalty_hearing_notice", "penalty_notice", "investigation_report", "party_statement"),
)  # fmt: skip

PROCEDURE = Procedure(
    name="penalty",
    label="行政处罚（普通程序）",
    chart=PenaltyChart,
    steps={step.name: step for step in STEPS},
    timers=TIMERS,
    opening_kind="lead",
    stages=STAGES,
    mark="罚",
    desks=(HEARING,),
    inner=True,
    fixed=follows.PUBLISHED,
    settled=follows.MADE_PUBLIC_STATES,
    **follows.UNDER_REGISTER,
    returns=("reopen_investigation", "return_enforcement_review"),
)
