"""决策后评估 as a matter of its own: opening, evaluator, plan, what was heard and measured, result (L713 art. 36)."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, office, one, person, rows, some, text, yes_no
from states.dossier.kinds.execution import EvaluationParty
from states.dossier.vocabulary import EvaluationResult, Labelled, Role

OFFICE = (Role.DECISION_OFFICE,)
AT_WORK = (Role.EVALUATOR, Role.DECISION_OFFICE)


class EvaluationMethod(Labelled):
    """How an evaluation finds things out."""

    STATISTICS = "statistics", "数据统计分析"
    QUESTIONNAIRE = "questionnaire", "问卷调查"
    FIELD_VISIT = "field_visit", "实地调研"
    SYMPOSIUM = "symposium", "座谈会"
    INTERVIEW = "interview", "个别访谈"
    COMPARISON = "comparison", "对比分析"
    EXPERT = "expert", "专家咨询"


class PublicWay(Labelled):
    """Ways to hear the public (L713 art. 36(3))."""

    ONLINE = "online", "网上征求意见"
    QUESTIONNAIRE = "questionnaire", "问卷调查"
    SYMPOSIUM = "symposium", "座谈会"
    VISIT = "visit", "走访"
    LETTERS = "letters", "信函、电话、电子邮件"


class TeamDuty(Labelled):
    """What a member of the evaluation does in it."""

    EVALUATOR = "evaluator", "评估人员"
    EXPERT = "expert", "咨询专家"


KINDS = (
    kind(
        "evaluation_opening",
        "提出决策后评估",
        text("proposed_by", "提出单位"),
        long("reason", "提出评估的理由"),
        day("proposed_on", "提出日期"),
        roles=OFFICE,
        effective="proposed_on",
    ),
    kind(
        "evaluation_start",
        "启动决策后评估",
        text("decided_by", "决定机关", rules=("D-EVA-02",)),
        day("decided_on", "启动日期"),
        day("finish_by", "完成评估的期限", future=True),
        effective="decided_on",
    ),
    kind(
        "evaluation_extension",
        "延长评估期限的决定",
        day("finish_by", "延长后的期限", future=True, hint="应当晚于原期限；原期限届满后不能再延长。"),
        long("reason", "延长的理由"),
        day("decided_on", "决定日期"),
        roles=(Role.DECISION_OFFICE, Role.HEAD),
        states=("ev_started", "ev_planning", "ev_evaluating", "ev_reporting", "ev_reviewing", "ev_applying"),
        effective="decided_on",
    ),
    kind(
        "evaluator_appointment",
        "确定评估单位和人员",
        office("evaluator", "评估单位", rules=("D-EVA-02",)),
        yes_no("third_party", "委托第三方", rules=("D-EVA-03",)),
        yes_no("interested", "评估单位与被评估事项有利害关系", rules=("D-EVA-04",)),
        person("interest_with", "评估单位与何单位、何人有利害关系", required=False, rules=("D-EVA-04",)),
        rows(
            "members",
            "评估人员和咨询专家",
            person("person", "姓名"),
            office("employer", "工作单位"),
            one("duty", "任务", TeamDuty),
            yes_no("interested", "与被评估事项有利害关系"),
            person("interest_with", "与何单位、何人有利害关系", required=False),
            rules=("D-EVA-04",),
        ),
        day("decided_on", "确定日期"),
        effective="decided_on",
    ),
    kind("evaluator_replacement", "更换评估单位", long("reason", "更换的理由"), day("on", "日期"), effective="on"),
    kind(
        "evaluation_plan",
        "评估方案",
        long("objectives", "评估内容和重点"),
        rows("indicators", "评估指标", text("name", "指标"), text("aim", "预期目标")),
        some("methods", "评估方法", EvaluationMethod),
        some("public_ways", "听取社会公众意见的方式", PublicWay, rules=("D-EVA-05",)),
        some("parties", "参与方面", EvaluationParty, rules=("D-EVA-05",)),
        day("input_by", "听取意见截止日期", future=True),
        day("report_by", "提交评估报告的期限", future=True),
        day("made_on", "确定日期"),
        effective="made_on",
        rules=("D-EVA-02",),
    ),
    kind(
        "evaluation_public_input",
        "听取社会公众意见",
        one("way", "方式", PublicWay, rules=("D-EVA-05",)),
        day("on", "日期"),
        count("number", "意见条数"),
        long("content", "主要意见", rules=("D-EVA-05",)),
        roles=AT_WORK,
        states=("ev_evaluating",),
        effective="on",
    ),
    kind(
        "evaluation_party_input",
        "有关方面参与评估",
        one("party", "参与方面", EvaluationParty, rules=("D-EVA-05",)),
        day("on", "日期"),
        count("number", "参与人数"),
        long("content", "参与情况和主要意见", rules=("D-EVA-05",)),
        roles=AT_WORK,
        states=("ev_evaluating",),
        effective="on",
    ),
    kind(
        "indicator_result",
        "指标采集",
        text("name", "指标"),
        text("reached", "实际达到"),
        text("source", "数据来源"),
        yes_no("met", "达到预期目标"),
        day("on", "采集日期"),
        roles=AT_WORK,
        states=("ev_evaluating", "ev_reporting"),
        effective="on",
    ),
    kind("evaluation_input_closing", "结束评估实施", long("summary", "实施情况"), day("closed_on", "日期"), effective="closed_on"),
    kind("evaluation_return", "退回补充", long("reason", "理由和补充要求"), day("on", "日期"), effective="on"),
    kind(
        "evaluation_approval",
        "审定评估报告",
        text("approved_by", "审定机关"),
        long("opinion", "审定意见"),
        day("approved_on", "审定日期"),
        effective="approved_on",
        signs=True,
    ),
    kind(
        "evaluation_use",
        "运用评估结果",
        one("result", "处理决定", EvaluationResult, rules=("D-EVA-06",)),
        long("measures", "具体措施", rules=("D-EVA-06",)),
        long("departure_reason", "与评估结论不一致的理由", required=False, rules=("D-EVA-06",)),
        yes_no("major", "属于重大调整", required=False, rules=("D-ADJ-01",)),
        text("new_matter", "新的决策事项编号", required=False, rules=("D-ADJ-01",)),
        day("decided_on", "决定日期"),
        effective="decided_on",
    ),
    kind(
        "evaluation_termination",
        "终止决策后评估",
        text("decided_by", "决定机关"),
        long("reason", "终止的理由"),
        day("decided_on", "决定日期"),
        effective="decided_on",
    ),
)
