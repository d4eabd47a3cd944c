"""规则核实: that a 待核实 rule was held against its authentic text; proposed by one person, confirmed by another."""

from __future__ import annotations

from states.dossier.kinds.build import day, kind, long, paper, text
from states.dossier.vocabulary import Role

KINDS = (
    kind(
        "rule_proposal",
        "规则核实提请",
        text("rule", "要求编号", hint="法规对照中标“待核实”的编号，如D-LEG-14。"),
        text("instrument", "正式文本名称", hint="与公布的正式文本一致，写明发文字号。"),
        text("article", "条款", hint="写明第几条第几款第几项。"),
        day("in_force_on", "施行日期", hint="正式文本载明的施行日期。"),
        long("wording", "条文原文", hint="逐字抄录正式文本中的有关条文。"),
        text("source", "正式文本出处", hint="写明政府公报期号、官方网站网址或者文件档号。"),
        roles=(Role.SYSTEM_ADMIN,),
    ),
    kind(
        "rule_check",
        "核实意见",
        long("reason", "核实理由", hint="写明如何取得正式文本、与系统内置的要求是否一致。"),
        paper("original", "核对所用的正式文本", required=False, hint="先在案卷中上传，再从清单中选择。"),
    ),
    kind("rule_return", "不予核实", long("reason", "不予核实的理由")),
    kind("rule_withdrawal", "撤销核实", long("reason", "撤销核实的理由", hint="写明发现的问题和依据。")),
)
