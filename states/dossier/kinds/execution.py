"""公布、归档、执行、评估、调整、责任 (L713 arts. 31-41)."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, office, one, paper, rows, some, text, yes_no
from states.dossier.vocabulary import Channel, EvaluationResult, EvaluationTrigger, Labelled, Problem, Role

OFFICE = (Role.DECISION_OFFICE,)
EXECUTOR = (Role.EXECUTOR,)
AFTER = ("decided", "published", "executing")
EXECUTING = ("executing",)


class WithholdingGround(Labelled):
    """Why a decision is lawfully not made public (L713 art. 32; INFO arts. 14-16); state secrets never enter here."""

    FORBIDDEN = "forbidden", "法律、行政法规禁止公开"
    SECURITY = "security", "公开后可能危及国家安全、公共安全、经济安全、社会稳定"
    THIRD_PARTY = "third_party", "涉及商业秘密、个人隐私，公开会对第三方合法权益造成损害"
    INTERNAL = "internal", "行政机关内部事务信息"
    PROCESS = "process", "讨论记录、过程稿、请示报告等过程性信息"


class Released(Labelled):
    """What of a decision the portal shows by itself, and what can be withdrawn by itself."""

    CONSULTATION = "consultation", "公开征求意见"
    HEARING = "hearing", "听证会公告"
    PARTICIPANTS = "participants", "听证参加人名单"
    FEEDBACK = "feedback", "意见采纳情况反馈"
    DECISION = "decision", "公布的决策（含文本、解读）"


class WithdrawalGround(Labelled):
    """Why something that was public is taken back (L713 arts. 35, 37; INFO arts. 14-16, 37)."""

    REVOKED = "revoked", "被有权机关撤销、改变或者确认无效"
    CHANGED = "changed", "决策中止、调整或者由新的决策替代"
    MASKED = "masked", "含有不得公开的内容，屏蔽后重新公布"
    WRONG = "wrong", "公布的内容与决定不一致，更正后重新公布"
    LAPSED = "lapsed", "有效期或者公布期限届满"


class EvaluationParty(Labelled):
    """Who took part in the evaluation (L713 art. 36(3))."""

    PUBLIC = "public", "社会公众"
    DEPUTY = "deputy", "人大代表"
    CPPCC = "cppcc", "政协委员"
    MASS = "mass", "人民团体"
    GRASSROOTS = "grassroots", "基层组织"
    SOCIAL = "social", "社会组织"


class LiabilityGround(Labelled):
    """Grounds of liability (L713 arts. 38-41; 政务处分法 art. 27)."""

    BODY = "body", "决策机关违反程序规定"
    SERIOUS_ERROR = "serious_error", "决策严重失误，造成重大损失、恶劣影响"
    LEFT_UNDECIDED = "left_undecided", "应当及时作出决策而久拖不决"
    SPONSOR = "sponsor", "承办单位未履行程序、失职渎职或者弄虚作假"
    EXECUTOR = "executor", "执行单位拒不执行、推诿拖延或者瞒报谎报"
    EXPERT = "expert", "专家、专业机构违反职业道德或者规定"


KINDS = (
    kind(
        "final_text",
        "决策文本",
        text("document", "文号", public=True),
        day("signed_on", "签发日期", rules=("D-PBL-04",)),
        paper("file", "决策文本"),
        roles=OFFICE,
        states=("decided",),
        effective="signed_on",
    ),
    kind(
        "reconsideration",
        "出台前退回研究的决定",
        long("reason", "不能出台的理由", rules=("D-PARTY-01",)),
        day("decided_on", "决定日期"),
        effective="decided_on", signs=True,
    ),
    kind(
        "release_review",
        "公开前审查",
        yes_no("no_secret", "不涉及国家秘密和其他不得公开的内容", rules=("D-PBL-05",)),
        long("opinion", "审查意见", rules=("D-PBL-05",)),
        text("withheld_process", "不予公开的过程性信息", required=False),
        roles=OFFICE,
        states=("decided",),
    ),
    kind(
        "publication_record",
        "决策公布",
        day("published_on", "公布日期", rules=("D-PBL-04",)),
        some("channels", "公布途径", Channel, rules=("D-PBL-01",)),
        text("address", "公布网址或者期号", public=True),
        long("adoption_explained", "公众意见、专家论证意见采纳情况说明", required=False, public=True, rules=("D-PBL-02",)),
        effective="published_on",
    ),
    kind(
        "publication_withdrawal",
        "撤回公开的内容",
        some("covers", "撤回的内容", Released, rules=("D-PBL-03",)),
        one("ground", "撤回的情形", WithdrawalGround, rules=("D-PBL-03",)),
        text("basis", "依据（写明文号或者条款）", public=True, rules=("D-PBL-03",)),
        long("reason", "公开说明的理由", public=True, hint="撤回后，公开页面只保留事项名称、撤回日期、情形、依据和本理由", rules=("D-PBL-03",)),
        day("withdrawn_on", "撤回日期"),
        effective="withdrawn_on",
    ),
    kind(
        "republication",
        "重新公布决策",
        day("published_on", "重新公布日期"),
        some("channels", "公布途径", Channel, rules=("D-PBL-01",)),
        text("address", "公布网址或者期号", public=True),
        paper("file", "重新公布的文本"),
        long("note", "与原公布内容的区别", required=False, public=True),
        yes_no("reviewed", "已对重新公布的文本进行公开前审查", rules=("D-PBL-05",)),
        effective="published_on",
    ),
    kind(
        "non_disclosure",
        "依法不予公开决定",
        one("ground", "不予公开的情形", WithholdingGround, rules=("D-PBL-03",)),
        text("basis", "不予公开的法律依据", rules=("D-PBL-03",)),
        long("reason", "理由"),
        day("decided_on", "决定日期"),
        effective="decided_on",
    ),
    kind(
        "interpretation",
        "决策解读",
        day("on", "解读日期", rules=("D-PBL-06",)),
        text("way", "解读方式（新闻发布会、接受访谈等）", public=True, rules=("D-PBL-02",)),
        long("content", "解读内容", public=True),
        roles=OFFICE,
        states=("decided", "published", "executing"),
        effective="on",
    ),
    kind(
        "document_regime",
        "行政规范性文件办理",
        text("registration", "登记编号", required=False, rules=("D-NORM-11",)),
        text("issuer", "制定机关", rules=("D-NORM-03",)),
        yes_no("internal_organ", "以部门内设机构名义制发", required=False, rules=("D-NORM-03",)),
        yes_no("forbidden_content", "含有增设许可处罚强制、减损权益等不得规定的内容", required=False, rules=("D-NORM-03",)),
        day("reviewed_from", "合法性审核材料收到日期", required=False, rules=("D-NORM-05",)),
        day("reviewed_to", "合法性审核办结日期", required=False, rules=("D-NORM-05",)),
        day("filed_on", "备案日期", required=False, rules=("D-NORM-08", "D-NORM-12")),
        text("filed_with", "备案机关", required=False, rules=("D-NORM-08",)),
        roles=OFFICE,
        states=AFTER,
    ),
    kind(
        "dossier_seal",
        "案卷封存",
        text("part", "封存部分"),
        text("package", "封存包标识", rules=("D-ARC-01", "E-CLS-01")),
        text("digest", "封存包摘要", rules=("D-ARC-01", "E-CLS-01")),
        count("events", "包含的事件数", rules=("D-ARC-02", "E-CLS-01")),
        yes_no("locked", "已锁定"),
        day("sealed_on", "封存日期"),
        effective="sealed_on",
    ),
    kind(
        "archive_transfer",
        "移交档案机构",
        text("to", "档案机构", rules=("D-ARC-03",)),
        day("on", "移交日期", rules=("D-ARC-03",)),
        roles=(Role.ARCHIVIST,),
        states=("executing", "closed"),
        effective="on",
    ),
    kind(
        "execution_assignment",
        "执行任务",
        rows("units", "执行单位", office("unit", "单位"), text("task", "任务"), rules=("D-EXE-01",)),
        day("execute_by", "执行时限", future=True, rules=("D-EXE-02",)),
        text("feedback", "执行反馈要求", rules=("D-EXE-02",)),
        count("report_months", "定期报告间隔（月）", required=False, rules=("D-EXE-05",),
              hint="填写后，执行单位应当每隔这么多个月报告一次执行情况，逾期自动提示并列入督办。"),
    ),
    kind(
        "execution_report",
        "执行情况报告",
        day("reported_on", "报告日期", rules=("D-EXE-05",)),
        long("progress", "执行情况", rules=("D-EXE-05", "D-EXE-06")),
        yes_no("complete", "执行完毕", required=False),
        roles=EXECUTOR,
        states=EXECUTING,
        effective="reported_on",
    ),
    kind(
        "inspection_record",
        "督促检查",
        day("on", "日期", rules=("D-EXE-04",)),
        long("result", "检查情况及要求", rules=("D-EXE-04",)),
        roles=(Role.DECISION_OFFICE, Role.SUPERVISOR),
        states=EXECUTING,
        effective="on",
    ),
    kind(
        "problem_report",
        "问题报告",
        one("problem", "情形", Problem, rules=("D-MON-01",)),
        day("found_on", "发现日期", rules=("D-MON-01",)),
        day("reported_on", "报告日期", rules=("D-MON-01",)),
        long("content", "情况及建议"),
        roles=EXECUTOR,
        states=("evaluating", "adjusting", "suspended", "evaluating_suspended", "adjusting_suspended"),
        effective="reported_on",
    ),
    kind("problem_resolution", "问题处理", long("result", "处理意见"), day("on", "日期"), effective="on"),
    kind(
        "public_feedback",
        "决策实施中的公众意见",
        day("on", "日期"),
        count("number", "意见条数", rules=("D-MON-02",)),
        long("content", "主要意见", rules=("D-MON-02",)),
        roles=(Role.DECISION_OFFICE, Role.EXECUTOR),
        states=EXECUTING,
        effective="on",
    ),
    kind(
        "suspension",
        "中止执行决定",
        yes_no("urgent", "情况紧急", rules=("D-SUS-01",)),
        long("reason", "理由", rules=("D-SUS-01",)),
        day("decided_on", "决定日期"),
        effective="decided_on", signs=True,
    ),
    kind("resumption", "恢复执行决定", long("reason", "理由", rules=("D-SUS-02",)), day("decided_on", "日期"), effective="decided_on"),
    kind("adjustment_ending", "结束调整决定", long("reason", "理由", rules=("D-SUS-02",)), day("decided_on", "日期"), effective="decided_on"),
    kind(
        "evaluation_order",
        "开展决策后评估的决定",
        one("trigger", "启动情形", EvaluationTrigger, rules=("D-EVA-01",)),
        long("evidence", "有关情况", rules=("D-EVA-01",)),
        day("decided_on", "决定日期"),
        office("evaluator", "评估单位", rules=("D-EVA-02", "D-EVA-04")),
        yes_no("third_party", "委托第三方", required=False, rules=("D-EVA-03",)),
        effective="decided_on",
    ),
    kind(
        "evaluation_declined",
        "不开展决策后评估的决定",
        one("trigger", "提示情形", EvaluationTrigger),
        long("reason", "理由", rules=("D-EVA-01",)),
        roles=OFFICE,
        states=EXECUTING,
    ),
    kind(
        "evaluation_report",
        "决策后评估报告",
        office("evaluator", "评估单位", rules=("D-EVA-02", "D-EVA-04")),
        yes_no("public_heard", "听取了社会公众意见", rules=("D-EVA-05",)),
        some("parties", "参与方面", EvaluationParty, rules=("D-EVA-05",)),
        long("findings", "评估情况"),
        one("result", "评估结论", EvaluationResult, rules=("D-EVA-06", "D-EVA-07")),
        long("revise_or_repeal", "修订或者废止的意见", required=False, rules=("D-EVA-07",)),
        day("finished_on", "完成日期"),
        paper("file", "报告", required=False),
        effective="finished_on",
    ),
    kind(
        "adjustment",
        "决策调整决定",
        yes_no("major", "属于重大调整", rules=("D-ADJ-01",)),
        long("content", "调整内容"),
        text("evaluation_used", "所依据的评估结论", required=False, rules=("D-EVA-06",)),
        long("departure_reason", "未依据评估结论的理由", required=False, rules=("D-EVA-06",)),
        text("new_matter", "新的决策事项编号", required=False, rules=("D-ADJ-01", "D-ADJ-02")),
        day("decided_on", "决定日期"),
        effective="decided_on", signs=True,
    ),
    kind(
        "closing_report",
        "办结报告",
        long("result", "执行结果"),
        text("new_decision", "替代本决策的新决策文号", required=False, rules=("D-SUS-02", "D-ADJ-01")),
        day("new_decided_on", "新决策作出日期", required=False, rules=("D-SUS-02",)),
        day("closed_on", "办结日期"),
        effective="closed_on",
    ),
    kind(
        "liability_order",
        "责任追究",
        one("ground", "情形", LiabilityGround),
        text("persons", "责任人员（职务）"),
        long("facts", "事实及依据"),
        text("action", "处理"),
        text("former_official", "已退休、离职人员的处理", required=False, rules=("D-LIA-08",)),
        roles=(Role.SUPERVISOR,),
        states=("decided", "published", "executing", "closed", "rejected", "terminated"),
        rules=("D-LIA-01", "D-LIA-02", "D-LIA-05", "D-LIA-06", "D-LIA-07", "D-LIA-09"),
    ),
)
