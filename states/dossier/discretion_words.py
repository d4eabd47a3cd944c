"""The words of discretion (裁量): what a fine is reckoned from, what a list spares or lightens, what papers there are about it."""

from __future__ import annotations

from states.dossier.vocabulary import Labelled


class FineBase(Labelled):
    """What a fine is a multiple or a part of, where it is no fixed sum."""

    GAINS = "gains", "违法所得"
    GOODS = "goods", "货值金额"
    INCOME = "income", "上一年年收入"
    TURNOVER = "turnover", "上一年度销售额"
    CONTRACT = "contract", "合同价款"
    RANGE = "range", "法定罚款幅度（下限加上幅度的比例）"


class ListedRelief(Labelled):
    """What a list of slight matters grants: the first must be spared, the second may be (行政处罚法 arts. 32, 33)."""

    SLIGHT = "slight", "轻微免罚（不予处罚）"
    FIRST = "first", "首违不罚（可以不予处罚）"
    REDUCED = "reduced", "减轻处罚"
    LIGHTER = "lighter", "从轻处罚"


class DiscretionPaper(Labelled):
    """Papers about discretion that hold no tiers themselves; of a policy a statute knows nothing, so nobody is spared by it."""

    ADOPTION = "adoption", "直接适用上级机关的基准（不另行制定）"
    RULE = "rule", "裁量规则"
    DUTIES = "duties", "责任清单"
    FIGURES = "figures", "执行情况"
    POLICY = "policy", "激励政策（不是不予处罚的法定依据）"
