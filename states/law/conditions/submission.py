"""提请讨论: the papers, each where its condition holds (L713 art. 29), and what the matter owed on its way here.

The profile of a matter may change after a step was left out on its strength; so what the law asks for without
exception is asked once more before the matter reaches the meeting.
"""

from __future__ import annotations

from states.dossier.model import Dossier
from states.dossier.vocabulary import Reply, Role
from states.law.conditions.draft_text import current_text, review_opinion
from states.law.conditions.drafting import latest_replies
from states.law.conditions.participation import groups_contacted, heard, kept_back
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

SPONSOR = Role.SPONSOR
NO_PACKAGE = "尚未登记提请讨论材料。"
PARTICIPATION = ("consultation_closing", "hearing_record", "other_participation", "group_contact")
BACK = "退回修改草案，{}后重新送审、提请；特征认定有误的，更正事项特征认定。"
EXPERT_REVIEW = ("expert_opinion", "expert_report")


@requirement("D-SUB-01")
def draft_is_enclosed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 29(1): the draft, which is the newest one on file, and the related papers."""
    package = dossier.last("submission_package")
    if package is None or not package.text("draft") or not package.text("related"):
        return unmet("提请材料缺少决策草案或者相关材料。", "附上决策草案和相关材料清单。", SPONSOR)
    if current_text(dossier) in ("", package.text("draft")):
        return met("已附决策草案及相关材料。")
    return unmet("提请的草案不是案卷中最新的草案。", "改附最新草案；文本另有修改的，先登记新的草案。", SPONSOR)


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
    replies = latest_replies(dossier)
    settled = {unit for unit, reply in replies.items() if reply.text("reply") == Reply.AGREE}
    disputes = [one for one in dossier.all("dispute_statement") if one.text("unit") not in settled]
    if not disputes:
        return not_applicable("没有需要报送的其他材料。")
    return _enclosed(dossier, "other", f"{len(disputes)}份争议说明等其他材料")


@requirement("D-PUB-01#tabled")
def public_was_heard(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(1), asked again when the matter is tabled: a basis for keeping it back may have fallen away."""
    if heard(dossier):
        return met("已听取社会公众意见。")
    if basis := kept_back(dossier):
        return not_applicable(f"依法不予公开的决策事项，依据：{basis}。")
    return unmet("没有听取社会公众意见的记录，也没有依法不予公开的依据。", BACK.format("听取社会公众意见"), SPONSOR)


@requirement("D-PUB-03#tabled")
def groups_were_contacted(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 14(3), asked again when the matter is tabled: the group may have been found out on the way."""
    found = groups_contacted(dossier, moment)
    if not found.blocks:
        return found
    return unmet(found.reason, BACK.format("听取特定群体意见并登记"), SPONSOR)


@requirement("D-HEAR-01#tabled")
def compulsory_hearing_was_held(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 16(1), asked again when the matter is tabled: where a law or rule says must, a hearing was held."""
    profile = dossier.last("matter_profile")
    basis = profile.text("hearing_required_by") if profile else ""
    if not basis:
        return not_applicable("没有法律、法规、规章规定应当听证。")
    if dossier.has("hearing_record"):
        return met(f"已依照{basis}举行听证会。")
    return unmet(f"{basis}规定应当举行听证会，案卷中没有听证会记录。", BACK.format("举行听证会"), SPONSOR)


def _enclosed(dossier: Dossier, name: str, what: str) -> Finding:
    package = dossier.last("submission_package")
    if package is None:
        return unmet(NO_PACKAGE, f"登记提请材料，其中应当有{what}。", SPONSOR)
    if package.text(name):
        return met(f"已报送{what}。")
    return unmet(f"提请材料缺少{what}。", f"在提请材料中补充{what}。", SPONSOR)
