"""年度重大行政决策事项目录 (L713 art. 3(3)); kept as a matter of its own procedure."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, one, rows, some, text, year, yes_no
from states.dossier.vocabulary import Channel, Labelled, MatterClass, Role

OFFICE = (Role.DECISION_OFFICE,)


class PlannedStep(Labelled):
    """Steps an item of the catalogue says it will go through."""

    PARTICIPATION = "participation", "公众参与"
    EXPERT = "expert", "专家论证"
    RISK = "risk", "风险评估"
    FAIR_COMPETITION = "fair_competition", "公平竞争审查"
    LEGALITY = "legality", "合法性审查"
    DELIBERATION = "deliberation", "集体讨论决定"


KINDS = (
    kind(
        "catalogue_draft",
        "年度目录草案",
        year("year", "年度", rules=("D-CAT-05",)),
        text("name", "目录名称"),
        long("criteria", "目录标准", required=False, rules=("D-CAT-01",)),
        rows(
            "items",
            "决策事项",
            count("number", "序号"),
            text("item", "事项名称"),
            text("unit", "承办单位"),
            one("matter_class", "类别", MatterClass, required=False),
            text("planned", "计划决策时间", required=False),
            day("planned_on", "最晚日期", required=False, future=True),
            some("steps", "履行程序", PlannedStep, required=False),
            yes_no("hearing", "举行听证会", required=False, rules=("D-CAT-06",)),
            rules=("D-CAT-01",),
        ),
        roles=OFFICE,
        states=("ca_drafting", "ca_adjusting"),
    ),
    kind(
        "catalogue_consent",
        "同级党委同意",
        text("document", "同意文件文号", rules=("D-CAT-02",)),
        yes_no("agreed", "党委同意", rules=("D-CAT-02",)),
        day("on", "日期"),
        roles=OFFICE,
        states=("ca_drafting", "ca_adjusting"),
        effective="on",
    ),
    kind(
        "catalogue_publication",
        "目录公布",
        day("published_on", "公布日期", rules=("D-CAT-03",)),
        some("channels", "公布途径", Channel, rules=("D-CAT-03",)),
        text("address", "公布网址", rules=("D-CAT-03",)),
        effective="published_on",
    ),
    kind("catalogue_adjustment", "目录调整", long("reason", "调整理由", rules=("D-CAT-04",))),
    kind("catalogue_closing", "目录完成情况", long("completion", "完成情况"), day("on", "日期"), effective="on"),
)
