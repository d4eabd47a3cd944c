"""专家论证、风险评估、公平竞争审查 (L713 arts. 19-24; 公平竞争审查条例)."""

from __future__ import annotations

from states.dossier.kinds.build import day, kind, long, office, one, paper, person, rows, some, text, yes_no
from states.dossier.vocabulary import Labelled, RiskLevel, Role

SPONSOR = (Role.SPONSOR,)


class ExpertWay(Labelled):
    """How experts were heard (L713 art. 20(1))."""

    MEETING = "meeting", "论证会"
    WRITTEN = "written", "书面咨询"
    COMMISSIONED = "commissioned", "委托咨询论证"


class AssessmentWay(Labelled):
    """How risk was assessed (L713 art. 23(1))."""

    OPINION_TRACKING = "opinion_tracking", "舆情跟踪"
    VISITS = "visits", "重点走访"
    CONSULTATION = "consultation", "会商分析"
    QUALITATIVE = "qualitative", "定性分析"
    QUANTITATIVE = "quantitative", "定量分析"


class Restriction(Labelled):
    """What a measure may not contain (公平竞争审查条例 arts. 8-11)."""

    NONE = "none", "未发现限制竞争内容"
    ENTRY = "entry", "限制或者变相限制市场准入和退出"
    FLOW = "flow", "限制商品、要素自由流动"
    COST = "cost", "没有依据影响生产经营成本"
    CONDUCT = "conduct", "影响生产经营行为"


class ExceptionGround(Labelled):
    """When restricted content may stand (公平竞争审查条例 art. 12)."""

    SECURITY = "security", "为维护国家安全和发展利益"
    INNOVATION = "innovation", "为促进科学技术进步、增强国家自主创新能力"
    PUBLIC = "public", "为实现节约能源、保护环境、救灾救助等社会公共利益"
    STATUTE = "statute", "法律、行政法规规定的其他情形"


# A seat on the panel: who, of what profession, and what they promised.
SEAT = (
    person("person", "姓名或者机构", unit_if="institution"),
    office("employer", "单位", required=False),
    text("field", "专业领域"),
    yes_no("no_interest", "声明与决策事项无直接利害关系", rules=("D-EXP-07",)),
    yes_no("secrecy", "签署保密承诺", rules=("D-EXP-03",)),
    yes_no("institution", "专业机构", required=False),
    yes_no("from_library", "选自专家库", required=False, rules=("D-EXP-08", "D-EXP-09")),
)

KINDS = (
    kind(
        "expert_panel",
        "专家遴选",
        one("way", "论证方式", ExpertWay, rules=("D-EXP-05",)),
        rows("experts", "专家（专业机构）", *SEAT),
        long("selection_note", "遴选说明（专业性、代表性、中立性）", rules=("D-EXP-06",)),
        long("differing_views", "不同意见专家的安排", rules=("D-EXP-06",)),
        text("library", "使用的专家库", required=False, rules=("D-EXP-08", "D-EXP-09")),
    ),
    kind(
        "expert_opinion",
        "专家论证意见",
        person("expert", "专家或者专业机构", rules=("D-EXP-02",)),
        long("opinion", "论证意见", rules=("D-EXP-01",)),
        yes_no("supports", "总体赞成"),
        yes_no("signed", "专家署名", rules=("D-EXP-04",)),
        yes_no("sealed", "机构盖章", required=False, rules=("D-EXP-04",)),
        paper("file", "意见书", required=False),
        roles=(Role.EXPERT,),
        states=("ex_reviewing",),
        signs=True,
    ),
    kind(
        "expert_interest",
        "专家利害关系声明",
        person("expert", "专家或者专业机构", rules=("D-EXP-07",)),
        long("relation", "与决策事项的利害关系", rules=("D-EXP-07",)),
        roles=(Role.EXPERT,),
        states=("ex_reviewing",),
    ),
    kind(
        "expert_recusal",
        "专家回避、更换",
        person("expert", "回避的专家或者专业机构", rules=("D-EXP-07",)),
        long("reason", "回避的理由", rules=("D-EXP-07",)),
        rows("experts", "更换的专家（专业机构）", *SEAT, required=False),
        day("decided_on", "决定日期"),
        roles=SPONSOR,
        states=("ex_reviewing",),
        effective="decided_on",
    ),
    kind(
        "expert_report",
        "专家论证报告",
        long("necessity", "必要性论证", rules=("D-EXP-01",)),
        long("feasibility", "可行性论证", rules=("D-EXP-01",)),
        long("soundness", "科学性论证", rules=("D-EXP-01",)),
        long("adoption", "论证意见研究采纳情况", rules=("D-SUB-04",)),
        day("finished_on", "完成日期"),
        effective="finished_on",
    ),
    kind("expert_waiver", "不组织专家论证说明", long("reason", "理由", rules=("D-EXP-01",))),
    kind(
        "risk_plan",
        "风险评估方案",
        office("assessor", "评估单位", rules=("D-RISK-06",)),
        yes_no("third_party", "委托第三方", required=False, rules=("D-RISK-06",)),
        some("ways", "评估方式", AssessmentWay, rules=("D-RISK-03",)),
    ),
    kind(
        "earlier_assessment",
        "已有评价评估",
        text("title", "评价评估名称", rules=("D-RISK-02",)),
        long("risks_covered", "已覆盖的风险", rules=("D-RISK-02",)),
        yes_no("covers_all", "覆盖本事项全部风险", rules=("D-RISK-02",)),
        paper("file", "报告", required=False),
        roles=SPONSOR,
        states=("arguing",),
    ),
    kind(
        "risk_consultation",
        "风险评估听取部门意见",
        office("unit", "部门", rules=("D-RISK-04",)),
        day("on", "日期"),
        long("views", "意见"),
        roles=(Role.SPONSOR, Role.RISK_ASSESSOR),
        states=("ri_assessing",),
        effective="on",
    ),
    kind(
        "risk_assessment",
        "风险评估报告",
        long("risk_points", "风险点", rules=("D-RISK-05",)),
        long("measures", "风险防范措施", rules=("D-RISK-05",)),
        long("contingency", "风险处置预案", rules=("D-RISK-05",)),
        yes_no("controllable", "风险可控", rules=("D-RISK-07",)),
        one("level", "风险等级", RiskLevel, required=False, rules=("D-RISK-08", "D-RISK-09")),
        long("conclusion", "决策建议", required=False, rules=("D-RISK-08",)),
        day("finished_on", "完成日期", rules=("D-RISK-01",)),
        paper("file", "报告", required=False),
        roles=(Role.SPONSOR, Role.RISK_ASSESSOR),
        states=("ri_assessing",),
        effective="finished_on",
    ),
    kind(
        "risk_waiver",
        "不开展风险评估说明",
        long("reason", "理由（风险识别情况）", rules=("D-RISK-01",)),
    ),
    kind(
        "fcr_preliminary",
        "公平竞争审查初审意见",
        office("drafter", "起草单位", rules=("D-FCR-01", "D-FCR-02")),
        yes_no("joint", "多个部门联合起草", required=False, rules=("D-FCR-02",)),
        office("lead_drafter", "牵头起草单位", required=False, rules=("D-FCR-02",)),
        long("opinion", "初审意见", rules=("D-FCR-03",)),
        text("measure_class", "政策措施类别", required=False, rules=("D-FCR-09",)),
    ),
    kind(
        "fcr_stakeholders",
        "公平竞争审查听取意见",
        text("from_whom", "经营者、行业协会商会等利害关系人", rules=("D-FCR-04",)),
        day("on", "日期"),
        long("views", "意见"),
        yes_no("public_heard", "涉及社会公众利益的，已听取社会公众意见", required=False, rules=("D-FCR-04",)),
        roles=(Role.SPONSOR, Role.MARKET_REGULATOR),
        states=("fc_reviewing",),
        effective="on",
    ),
    kind(
        "fcr_conclusion",
        "公平竞争审查结论",
        some("restrictions", "审查标准核对", Restriction, rules=("D-FCR-05",)),
        yes_no("compliant", "符合公平竞争审查标准", rules=("D-FCR-07",)),
        long("conclusion", "审查结论", rules=("D-FCR-07",)),
        one("exception", "适用例外规定", ExceptionGround, required=False, rules=("D-FCR-06",)),
        long("no_alternative", "没有对公平竞争影响更小的替代方案的说明", required=False, rules=("D-FCR-06",)),
        day("ends_on", "合理的实施期限（截止日期）", required=False, future=True, rules=("D-FCR-06",)),
        long("end_condition", "终止条件（不能确定截止日期的）", required=False, rules=("D-FCR-06",)),
        day("concluded_on", "结论日期", rules=("D-FCR-03",)),
        roles=(Role.MARKET_REGULATOR, Role.SPONSOR),
        states=("fc_reviewing",),
        effective="concluded_on",
    ),
    kind("fcr_waiver", "不开展公平竞争审查说明", long("reason", "理由", rules=("D-FCR-01",))),
)
