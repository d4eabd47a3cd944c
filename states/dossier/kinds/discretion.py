"""裁量: the benchmarks, lists and papers by which a body uses its discretion (行政处罚法 arts. 32-34)."""

from __future__ import annotations

from states.dossier.discretion_words import DiscretionPaper, FineBase, ListedRelief
from states.dossier.kinds.build import count, day, kind, long, one, rows, text
from states.dossier.vocabulary import Role

KEEPERS = (Role.ENFORCEMENT_REVIEWER, Role.AGENCY_HEAD)
KEPT = ("er_kept",)
SHARE_HINT = "写明倍数或者百分比，例如：2倍、60%"
ENDS = (day("ends_on", "失效日期", required=False, future=True, hint="最后适用的一日；没有规定的留空"),
        text("ends_when", "失效条件", required=False, hint="以某一事件为条件的，事件发生后填写失效日期，申请更正"))

DISCRETION_KINDS = (
    kind(
        "discretion_table",
        "行政裁量权基准",
        text("code", "适用的事项编码", required=False, hint="各行另有事项编码的，可以留空"),
        text("issuer", "制定机关", rules=("E-AUT-15",)),
        text("document", "文件名称和文号"),
        text("adopted_by", "直接适用上级基准的，转发文件", required=False),
        rows("tiers", "裁量阶次",
             text("code", "事项编码", required=False), text("violation", "违法行为", required=False),
             text("tier", "阶次"), text("circumstance", "适用情形"),
             count("unit_from", "对单位罚款下限（元）", required=False), count("unit_to", "对单位罚款上限（元）", required=False),
             count("person_from", "对个人罚款下限（元）", required=False), count("person_to", "对个人罚款上限（元）", required=False),
             one("base", "计算基数", FineBase, required=False),
             count("base_from", "基数达到（元）", required=False), count("base_under", "基数不足（元）", required=False),
             text("share_from", "倍数或者比例下限", required=False), text("share_to", "倍数或者比例上限", required=False),
             text("other", "其他处理", required=False)),
        text("published_at", "公布途径", rules=("E-AUT-14",)),
        day("published_on", "公布日期", rules=("E-AUT-14",)),
        day("in_force_on", "施行日期", future=True),
        *ENDS,
        roles=KEEPERS,
        states=KEPT,
        effective="published_on",
    ),
    kind(
        "no_penalty_list",
        "轻微违法行为不予处罚清单",
        text("document", "文件名称和文号", rules=("E-DEC-13",)),
        text("issuer", "制定机关", required=False),
        rows("items", "清单事项", text("code", "事项编码"), text("violation", "违法行为", required=False), one("ground", "类型", ListedRelief),
             text("conditions", "同时具备的条件"), text("follow_up", "后续措施", required=False)),
        day("in_force_on", "施行日期", future=True),
        *ENDS,
        roles=KEEPERS,
        states=KEPT,
        rules=("E-DEC-13",),
    ),
    kind(
        "discretion_paper",
        "裁量权相关文件",
        one("nature", "性质", DiscretionPaper),
        text("issuer", "制定机关"),
        text("document", "文件名称和文号"),
        rows("contents", "内容", text("name", "项目"), text("value", "内容"), required=False),
        day("issued_on", "日期", required=False),
        long("note", "说明", required=False),
        roles=KEEPERS,
        states=KEPT,
        effective="issued_on",
    ),
)  # fmt: skip
SHEETS = tuple(one.name for one in DISCRETION_KINDS)  # long tables: also read from a sheet (states.dossier.sheet)
