"""The steps of the major-decision procedure: who, with which papers, through which gate."""

from __future__ import annotations

from states.dossier.vocabulary import MeetingOutcome, Role
from states.law.conditions.archiving import sealed_whole
from states.law.conditions.decision_publicity import nothing_out, nothing_to_repeat
from states.procedures.base import Step

OFFICE, SPONSOR, HEAD = Role.DECISION_OFFICE, Role.SPONSOR, Role.HEAD
REVIEWER, REGULATOR, HOST = Role.LEGAL_REVIEWER, Role.MARKET_REGULATOR, Role.HEARING_HOST
ASSESSOR, EXECUTOR, EVALUATOR = Role.RISK_ASSESSOR, Role.EXECUTOR, Role.EVALUATOR
ARCHIVIST = Role.ARCHIVIST

SCOPE = ("D-SCOPE-01", "D-SCOPE-03", "D-SCOPE-04", "D-SCOPE-05", "D-CAT-07")
OUT_OF_SCOPE = ("D-SCOPE-01#out", "D-SCOPE-02", "D-SCOPE-03#out", "D-SCOPE-04#out", "D-SCOPE-05#out",
                "D-SCOPE-06", "D-SCOPE-07")
HEARING = ("D-HEAR-02#held", "D-HEAR-03", "D-HEAR-04", "D-HEAR-05", "D-HEAR-06", "D-HEAR-07", "D-HEAR-09", "D-HEAR-10")
PACKAGE = ("D-SUB-01", "D-SUB-02", "D-SUB-03", "D-SUB-04", "D-SUB-05", "D-SUB-06", "D-SUB-07")
BEFORE_MEETING = ("D-LEG-01", "D-LEG-03", "D-LEG-07", "D-LEG-11", "D-LEG-14", "D-RISK-07", "D-FCR-08")
MEETING = ("D-DEL-01", "D-DEL-02", "D-DEL-03", "D-DEL-04", "D-DEL-05", "D-DEL-06", "D-DEL-07", "D-DEL-08")
RELEASE = ("D-PARTY-01", "D-PARTY-02", "D-SCOPE-08", "D-FCR-08#issue")
EVALUATION = ("D-EVA-02#report", "D-EVA-04#report", "D-EVA-05", "D-EVA-06#concluded", "D-EVA-07")
AFTER_NOTICE = ("arguing", "drafting", "legality_review", "tabled", "deliberating")

OPENING = (
    Step("refer_for_study", "交有关单位研究论证", (OFFICE,), ("scope_test",),
         gate=(*SCOPE, "D-INIT-02", "D-INIT-03"), own_office=False),
    Step("exclude", "认定不适用本程序", (OFFICE,), optional=("scope_test",),
         gate=OUT_OF_SCOPE, own_office=False),
    Step("start", "决定启动", (OFFICE, HEAD), ("start_decision",),
         gate=("D-INIT-01", "D-INIT-03#study", "D-INIT-04", "D-INIT-05"), own_office=False),
    Step("decline_start", "决定不启动", (OFFICE, HEAD), ("start_decision",),
         gate=("D-INIT-01", "D-INIT-03#study", "D-INIT-04#declined"), own_office=False),
    Step("begin_drafting", "开始拟订草案", (SPONSOR,), ("matter_profile",), gate=("D-INIT-05#drafting",)),
    Step("begin_argument", "提交论证", (SPONSOR,), ("draft",), ("basis_table", "participation_plan"),
         gate=("D-DRAFT-01", "D-DRAFT-02", "D-DRAFT-03", "D-DRAFT-04", "D-DRAFT-05", "D-DRAFT-06",
               "D-RISK-01#screened")),
    Step("terminate", "终止程序", (OFFICE, HEAD), ("termination",), gate=("D-LIA-03",), own_office=False),
    Step("return_to_drafting", "退回修改草案", (SPONSOR, OFFICE, HEAD, REVIEWER), ("return_to_drafting",),
         own_office=False),
)

PARTICIPATION = (
    Step("open_consultation", "公开征求意见", (SPONSOR,), ("consultation_notice",), ("participation_plan",),
         gate=("D-PUB-02", "D-PUB-04", "D-PUB-05", "D-PUB-06", "D-PUB-07", "D-PUB-10", "D-NORM-07", "D-PBL-05#private")),
    Step("close_consultation", "截止公开征求意见", (SPONSOR,), ("consultation_closing",),
         gate=("D-PUB-06#closed",), by_clock=True),
    Step("skip_consultation", "不公开征求意见", (SPONSOR,), ("consultation_waiver",),
         gate=("D-PUB-01#skip", "D-PUB-10#skip", "D-NORM-02#skip")),
    Step("announce_hearing", "公告听证会", (SPONSOR,), ("hearing_notice",),
         gate=("D-HEAR-02", "D-HEAR-03#notice", "D-HEAR-10#notice", "D-PBL-05#private")),
    Step("postpone_hearing", "听证会延期", (SPONSOR, HOST), ("hearing_postponement",), own_office=False),
    Step("hold_hearing", "举行听证会", (HOST,), ("hearing_record",), gate=HEARING, own_office=False),
    Step("skip_hearing", "不举行听证会", (SPONSOR,), ("hearing_waiver",),
         gate=("D-HEAR-01", "D-PUB-11", "D-HEAR-08")),
    Step("consult_again", "对修改部分再次征求意见", (SPONSOR,), ("reconsultation_choice",)),
    Step("complete_participation", "完成意见整理", (SPONSOR,), ("opinion_summary",),
         gate=("D-PUB-01", "D-PUB-03", "D-PUB-08", "D-PUB-09", "D-PUB-10#feedback", "D-PBL-05#private")),
)

ASSESSMENT = (
    Step("convene_experts", "遴选专家", (SPONSOR,), ("expert_panel",),
         gate=("D-EXP-03", "D-EXP-06", "D-EXP-07", "D-EXP-08", "D-EXP-10")),
    Step("conclude_expert_review", "完成专家论证", (SPONSOR,), ("expert_report",),
         gate=("D-EXP-01", "D-EXP-02", "D-EXP-03", "D-EXP-04", "D-EXP-06", "D-EXP-07", "D-EXP-07#declared", "D-EXP-10")),
    Step("skip_expert_review", "不组织专家论证", (SPONSOR,), ("expert_waiver",), gate=("D-EXP-01#skip",)),
    Step("start_risk_assessment", "开展风险评估", (SPONSOR,), ("risk_plan",), gate=("D-RISK-02#start", "D-RISK-03", "D-RISK-06")),
    Step("conclude_risk_assessment", "完成风险评估", (SPONSOR, ASSESSOR), (), ("risk_assessment",),
         gate=("D-RISK-01", "D-RISK-04", "D-RISK-05", "D-RISK-07", "D-RISK-08", "D-RISK-09"), own_office=False),
    Step("skip_risk_assessment", "不开展风险评估", (SPONSOR,), ("risk_waiver",),
         gate=("D-RISK-01#skip", "D-RISK-02")),
    Step("start_fair_competition_review", "开展公平竞争审查", (SPONSOR,), ("fcr_preliminary",),
         gate=("D-FCR-02",)),
    Step("conclude_fair_competition_review", "完成公平竞争审查", (REGULATOR, SPONSOR), (), ("fcr_conclusion",),
         gate=("D-FCR-03", "D-FCR-04", "D-FCR-05", "D-FCR-06", "D-FCR-07", "D-FCR-09"), own_office=False),
    Step("skip_fair_competition_review", "不开展公平竞争审查", (SPONSOR,), ("fcr_waiver",),
         gate=("D-FCR-01#skip",)),
)

LEGALITY = (
    Step("submit_for_legality_review", "提交合法性审查", (SPONSOR,), ("legality_submission",),
         gate=("D-LEG-05", "D-LEG-12", "D-PUB-12")),
    Step("return_for_supplement", "退回补正", (REVIEWER,), ("supplement_request",), own_office=False),
    Step("accept_for_review", "确认材料齐备", (REVIEWER,), ("review_receipt",), gate=("D-LEG-05#complete",),
         own_office=False),
    Step("find_lawful", "审查结论：合法", (REVIEWER,), ("legality_opinion",),
         gate=("D-LEG-02", "D-LEG-08", "D-LEG-09", "D-LEG-10", "D-LEG-03#lawful", "D-LEG-14#opinion",
               "D-NORM-05"), own_office=False),
    Step("find_lawful_if_changed", "审查结论：修改后合法", (REVIEWER,), ("legality_opinion",),
         gate=("D-LEG-02", "D-LEG-08", "D-LEG-09", "D-LEG-10", "D-LEG-11#points", "D-LEG-14#opinion",
               "D-NORM-05"), own_office=False),
    Step("find_unlawful", "审查结论：不合法", (REVIEWER,), ("legality_opinion",),
         gate=("D-LEG-02", "D-LEG-08", "D-LEG-09", "D-LEG-10", "D-LEG-03#unlawful",
               "D-NORM-05"), own_office=False),
    Step("state_legal_risk", "审查结论：明示法律风险", (REVIEWER,), ("legality_opinion",),
         gate=("D-LEG-02", "D-LEG-04", "D-LEG-08", "D-LEG-09", "D-LEG-10", "D-LEG-14#opinion",
               "D-NORM-05"), own_office=False),
    Step("confirm_changes", "核对修改并通过", (REVIEWER,), ("changes_checked",),
         gate=("D-LEG-11#checked", "D-LEG-14#checked"), own_office=False),
    Step("review_again", "草案变化后重新送审", (SPONSOR,)),
    Step("table_for_discussion", "提请集体讨论", (SPONSOR,), ("submission_package",),
         gate=(*PACKAGE, *BEFORE_MEETING, "D-EXP-01#tabled", "D-RISK-01#tabled",
               "D-DRAFT-05", "D-DRAFT-06#tabled", "D-PUB-01#tabled", "D-PUB-03#tabled", "D-PUB-09#tabled",
               "D-HEAR-01#tabled", "D-NORM-01", "D-NORM-02", "D-NORM-04")),
)

DECISION = (
    Step("open_meeting", "列入会议议题", (OFFICE,), ("meeting_notice",),
         gate=("D-DEL-01#notice", "D-DEL-07#notice", *BEFORE_MEETING), own_office=False),
    Step("adopt", "决定：通过", (HEAD,), ("meeting_minutes",),
         gate=(*MEETING, "D-DEL-06#passed", "D-LEG-14#meeting", "D-LEG-13", "D-RISK-07", "D-EXE-02#minutes"), own_office=False,
         says=("outcome", MeetingOutcome.PASSED)),
    Step("adopt_with_changes", "决定：修改后通过", (HEAD,), ("meeting_minutes",),
         gate=(*MEETING, "D-DEL-06#changed", "D-DEL-01#changes", "D-LEG-14#changes", "D-LEG-13", "D-RISK-07", "D-EXE-02#minutes"), own_office=False,
         says=("outcome", MeetingOutcome.PASSED_CHANGED)),
    Step("discuss_again", "决定：再次讨论", (HEAD,), ("meeting_minutes",), gate=(*MEETING, "D-DEL-06#again"),
         own_office=False,
         says=("outcome", MeetingOutcome.AGAIN)),
    Step("reject", "决定：不予通过", (HEAD,), ("meeting_minutes",), gate=(*MEETING, "D-DEL-06#rejected"),
         own_office=False,
         says=("outcome", MeetingOutcome.REJECTED)),
    Step("reconsider", "出台前退回研究", (HEAD,), ("reconsideration",), gate=("D-PARTY-01#reconsider",), own_office=False),
    Step("publish", "公布决策", (OFFICE,), ("publication_record",), ("interpretation",),
         gate=(*RELEASE, "D-PBL-01", "D-PBL-02", "D-PBL-04", "D-PBL-05", "D-PBL-05#private", "D-NORM-03", "D-NORM-11"),
         own_office=False),
    Step("withhold_publication", "依法不予公开", (OFFICE,), ("non_disclosure",),
         gate=(*RELEASE, "D-PBL-03", "D-NORM-02#withhold"), own_office=False),
    Step("withdraw_publication", "撤回公开的内容", (OFFICE, HEAD), ("publication_withdrawal",), gate=("D-PBL-03#withdrawn", "D-PBL-05#reason"),
         moves=False, states=(*AFTER_NOTICE, "decided", "published", "executing", "closed", "rejected", "terminated"), own_office=False,
         over=nothing_out, at_need=True),
    Step("publish_again", "重新公布决策", (OFFICE,), ("republication",), gate=("D-PBL-01#again", "D-PBL-05#again", "D-PBL-05#private"),
         moves=False, states=("published", "executing", "closed"), own_office=False, over=nothing_to_repeat, at_need=True),
    Step("seal_dossier", "封存案卷", (ARCHIVIST,), ("dossier_seal",), gate=("D-ARC-01#seal", "D-ARC-01#held", "D-ARC-02"),
         moves=False, states=("published", "executing", "closed", "rejected", "terminated"), own_office=False,
         by_clock=True, over=sealed_whole),
)

EXECUTION = (
    Step("start_execution", "交付执行", (OFFICE,), ("execution_assignment",),
         gate=("D-EXE-01", "D-EXE-02", "D-EXE-03", "D-PBL-06", "D-NORM-06"), own_office=False),
    Step("report_problem", "报告执行中的问题", (EXECUTOR,), ("problem_report",), gate=("D-MON-01",), own_office=False),
    Step("resolve_problem", "处理报告的问题", (OFFICE, HEAD), ("problem_resolution",), own_office=False),
    Step("suspend", "决定中止执行", (HEAD,), ("suspension",), gate=("D-SUS-01",), own_office=False),
    Step("resume", "恢复执行", (HEAD, OFFICE), ("resumption",), gate=("D-SUS-02#resume",), own_office=False),
    Step("open_evaluation", "开展决策后评估", (OFFICE, HEAD), ("evaluation_order",),
         gate=("D-EVA-01", "D-EVA-02", "D-EVA-03", "D-EVA-04"), own_office=False),
    Step("conclude_evaluation", "完成决策后评估", (EVALUATOR, OFFICE), ("evaluation_report",), gate=EVALUATION,
         own_office=False),
    Step("adjust", "决定调整", (OFFICE, HEAD), ("adjustment",),
         gate=("D-ADJ-01", "D-ADJ-02", "D-EVA-06", "D-SUS-02"), own_office=False),
    Step("drop_adjustment", "结束调整", (OFFICE, HEAD), ("adjustment_ending",), gate=("D-SUS-02#resume",),
         own_office=False),
    Step("replace_by_adjustment", "由新的决策替代", (OFFICE,), ("closing_report",),
         gate=("D-SUS-02#replace", "D-ARC-01"), own_office=False),
    Step("close", "办结", (OFFICE,), ("closing_report",),
         gate=("D-EXE-05", "D-EXE-04", "D-EXE-06", "D-EVA-06#close", "D-PBL-02#interpreted", "D-ARC-01",
               "D-NORM-01#filed", "D-NORM-08", "D-NORM-12"), own_office=False),
)

STEPS = (*OPENING, *PARTICIPATION, *ASSESSMENT, *LEGALITY, *DECISION, *EXECUTION)
