"""提请讨论的材料: each item where its condition holds, and only there (L713 art. 29)."""

from __future__ import annotations

from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.conditions.draft_text import current_text, review_opinion
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

SPONSOR = Role.SPONSOR
NO_PACKAGE = "尚未登记提请讨论材料。"
PARTICIPATION = ("consultation_closing", "hearing_record", "other_participation", "group_contact")
EXPERT_REVIEW = ("expert_opinion", "expert_report")


@requirement("D-SUB-01")
def draft_is_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(1): the draft, which is the newest one on file, and the related papers."""
    package = dossier.last("submission_package")
    if package is None or not package.text("draft") or not package.text("related"):
        return unmet("提请材料缺少决策草案或者相关材料。", "附上决策草案和相关材料清单。", SPONSOR)
    if current_text(dossier) in ("", package.text("draft")):
        return met("已附决策草案及相关材料。")
    return unmet("提请的草案不是案卷中最新的草案。", "改附最新草案;文本另有修改的,先登记新的草案。", SPONSOR)


@requirement("D-SUB-02")
def fair_competition_is_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(1): where the draft touches the market, what came of the fair competition review."""
    if not dossier.flag("matter_profile", "market_activity"):
        return not_applicable("草案不涉及市场主体经济活动。")
    return _enclosed(dossier, "fair_competition", "公平竞争审查有关情况")


@requirement("D-SUB-03")
def public_opinions_are_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(2): where the public took part, what became of its main opinions."""
    if not any(dossier.has(kind) for kind in PARTICIPATION):
        return not_applicable("没有履行公众参与程序。")
    return _enclosed(dossier, "public_opinions", "社会公众主要意见的研究采纳情况")


@requirement("D-SUB-04")
def expert_opinions_are_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(3): where experts argued, what became of their opinions."""
    if not any(dossier.has(kind) for kind in EXPERT_REVIEW):
        return not_applicable("没有组织专家论证。")
    return _enclosed(dossier, "expert_opinions", "专家论证意见的研究采纳情况")


@requirement("D-SUB-05")
def risk_report_is_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(4): where risk was assessed, the report and what belongs to it."""
    if not dossier.has("risk_assessment"):
        return not_applicable("没有开展风险评估。")
    return _enclosed(dossier, "risk_report", "风险评估报告等有关材料")


@requirement("D-SUB-06")
def legality_opinion_is_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(5): the legality opinion, and there must be one to enclose."""
    if review_opinion(dossier) is None:
        return unmet(
            "案卷中没有可以报送的合法性审查意见书。",
            "取得合法性审查意见书后再提请。",
            SPONSOR,
            Role.LEGAL_REVIEWER,
        )
    return _enclosed(dossier, "legality_opinion", "合法性审查意见")


@requirement("D-SUB-07")
def other_papers_are_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(6): other papers that are required; a dispute among units must be explained (art. 13)."""
    disputes = dossier.all("dispute_statement")
    if not disputes:
        return not_applicable("没有需要报送的其他材料。")
    return _enclosed(dossier, "other", f"{len(disputes)}份争议说明等其他材料")


def _enclosed(dossier: Dossier, name: str, what: str) -> Finding:
    package = dossier.last("submission_package")
    if package is None:
        return unmet(NO_PACKAGE, f"登记提请材料,其中应当有{what}。", SPONSOR)
    if package.text(name):
        return met(f"已报送{what}。")
    return unmet(f"提请材料缺少{what}。", f"在提请材料中补充{what}。", SPONSOR)
