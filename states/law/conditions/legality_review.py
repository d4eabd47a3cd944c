"""合法性审查: is the request complete, is it a review, does the opinion say what it must (L713 arts. 25-28)."""

from __future__ import annotations

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Conclusion, Role
from states.law.conditions import expert_review, fair_competition, risk_assessment
from states.law.conditions.draft_text import current_text, is_review, standing
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet

SPONSOR, REVIEWER, ADVISER = Role.SPONSOR, Role.LEGAL_REVIEWER, Role.LEGAL_ADVISER
PAPERS = {
    "draft": "决策草案",
    "related": "相关材料",
    "basis": "法律、法规、规章等依据",
    "procedure_note": "履行决策法定程序的说明",
}
FINDINGS = {"competence": "是否符合法定权限", "procedure": "是否履行法定程序", "content": "内容是否合法"}
NO_REQUEST = "案卷中没有合法性审查送审材料。"
NO_OPINION = "案卷中没有合法性审查意见。"


@requirement("D-LEG-05")
def request_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 26(1): draft, related papers, basis, account of the procedure; the draft is the newest one."""
    request = dossier.last("legality_submission")
    if request is None:
        return unmet(NO_REQUEST, "登记送审的草案、相关材料、依据和程序说明。", SPONSOR)
    if lacking := _lacking(request, PAPERS):
        return unmet(f"送审材料缺少：{lacking}。", f"补充{lacking}后送审。", SPONSOR)
    newest = current_text(dossier)
    if newest and request.text("draft") != newest:
        return unmet(
            "送审的草案不是案卷中最新的草案。", "以最新草案送审；文本另有修改的，先登记新的草案。", SPONSOR
        )
    return met("送审材料四项齐备，草案为最新文本。")


@requirement("D-LEG-05#complete")
def papers_are_confirmed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 26(1): the reviewer confirms the four papers; the time for review starts then, not before."""
    request, receipt = dossier.last("legality_submission"), dossier.last("review_receipt")
    if request is None:
        return unmet(NO_REQUEST, "先由承办单位送审。", SPONSOR)
    if lacking := _lacking(request, PAPERS):
        return unmet(f"送审材料缺少：{lacking}，不能确认齐备。", "退回承办单位补正。", REVIEWER, SPONSOR)
    if receipt is None:
        return unmet("尚未登记材料齐备日期。", "核对送审材料，登记齐备日期。", REVIEWER)
    if receipt.on < request.on:
        return unmet(
            f"材料齐备日期{receipt.on}早于送审日期{request.on}。",
            f"齐备日期应当在{request.on}或者以后。",
            REVIEWER,
        )
    return met(f"送审材料已于{receipt.on}齐备。")


@requirement("D-LEG-12")
def own_legal_unit_agreed(dossier: Dossier, moment: Moment) -> Finding:
    """Xishuangbanna only: a department sends the sealed opinion of its own legal unit along."""
    request = dossier.last("legality_submission")
    if request is None or not request.flag("sender_is_department"):
        return not_applicable("不是由部门送审。")
    if request.text("own_opinion"):
        return met("已附本部门法制机构盖章的意见。")
    return unmet("部门送审没有附本部门法制机构的意见。", "补充本部门法制机构盖章的意见，否则应退回。", SPONSOR)


@requirement("D-LEG-02")
def opinion_is_a_review(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(1): a countersign, a reply to a consultation or a seat at the meeting is no review."""
    opinion = dossier.last("legality_opinion")
    if opinion is None:
        return unmet(NO_OPINION, "出具合法性审查意见书。", REVIEWER)
    if opinion.role is not REVIEWER:
        return unmet(
            "该意见不是由合法性审查人员登记的。", "由负责合法性审查的部门出具并登记意见书。", REVIEWER
        )
    if not is_review(opinion):
        return unmet(
            "会签、征求意见复函或者参会意见不能代替合法性审查。", "另行出具合法性审查意见书。", REVIEWER
        )
    return met(f"{opinion.on}出具了合法性审查意见书。")


@requirement("D-LEG-08")
def three_findings(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 27: competence, procedure, content. A favourable finding on procedure must fit the dossier."""
    opinion = dossier.last("legality_opinion")
    if opinion is None:
        return unmet(NO_OPINION, "就权限、程序、内容三项出具审查意见。", REVIEWER)
    if lacking := _lacking(opinion, FINDINGS):
        return unmet(f"审查意见缺少：{lacking}。", f"补充{lacking}的审查意见。", REVIEWER)
    owed = "、".join(_procedures_owed(dossier, moment))
    if owed and opinion.text("conclusion") != Conclusion.UNLAWFUL:
        return unmet(
            f"草案形成应当履行的程序尚缺：{owed}。", f"退回修改草案，补齐{owed}后重新送审。", REVIEWER, SPONSOR
        )
    return met("权限、程序、内容三项均有审查意见。")


@requirement("D-LEG-09")
def opinion_is_answered_for(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 28: the reviewing department answers for its opinion, given promptly once the papers are complete."""
    opinion, receipt = dossier.last("legality_opinion"), dossier.last("review_receipt")
    if opinion is None or not opinion.text("responsible"):
        return unmet("没有写明对审查意见负责的部门。", "写明负责合法性审查的部门。", REVIEWER)
    if receipt is not None and opinion.on < receipt.on:
        return unmet(
            f"意见出具日期{opinion.on}早于材料齐备日期{receipt.on}。",
            "核对两个日期；意见应当在材料齐备后出具。",
            REVIEWER,
        )
    return met(f"{opinion.text('responsible')}于{opinion.on}出具意见并对其负责。")


@requirement("D-LEG-10")
def advisers_were_asked(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 28: legal advisers and public lawyers give an opinion on this draft, or it says why none did."""
    given = standing(dossier, "adviser_opinion")
    if given:
        return met(f"{len(given)}名法律顾问、公职律师提出了法律意见。")
    opinion = dossier.last("legality_opinion")
    if opinion is not None and opinion.text("no_adviser_reason"):
        return departed("未组织法律顾问、公职律师提出意见，已说明理由。")
    return unmet(
        "没有法律顾问、公职律师就本次草案提出的法律意见。",
        "组织其提出意见并登记，或者在审查意见中说明理由。",
        REVIEWER,
        ADVISER,
    )


@requirement("D-LEG-03#lawful")
def concluded_lawful(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(2): only an opinion that says so opens the way to the discussion."""
    return _concluded(dossier, Conclusion.LAWFUL)


@requirement("D-LEG-03#unlawful")
def concluded_unlawful(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(2): the step and the opinion say the same."""
    return _concluded(dossier, Conclusion.UNLAWFUL)


@requirement("D-LEG-11#points")
def changes_are_listed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 28: who asks for changes lists them by number, so that each can be answered."""
    said = _concluded(dossier, Conclusion.LAWFUL_IF_CHANGED)
    opinion = dossier.last("legality_opinion")
    if said.blocks or opinion is None:
        return said
    numbers = [str(row.get("number", "")) for row in opinion.rows("points")]
    if not numbers:
        return unmet("结论为修改后合法，但没有列明修改意见。", "逐条编号列明应当修改的内容。", REVIEWER)
    if len(set(numbers)) < len(numbers):
        return unmet("修改意见的编号有重复，无法逐条答复。", "为每条修改意见编不同的编号。", REVIEWER)
    return met(f"列明了{len(numbers)}条修改意见。")


@requirement("D-LEG-04")
def exploratory_reform(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 25(2): where the state has no rule yet, with the legal risk stated openly; never against a rule."""
    said = _concluded(dossier, Conclusion.RISK_STATED)
    opinion = dossier.last("legality_opinion")
    if said.blocks or opinion is None:
        return said
    if fault := exception_fault(dossier, opinion):
        return unmet(fault, "不符合探索性改革条件的，作出合法、修改后合法或者不合法的结论。", REVIEWER)
    return departed("国家尚无明确规定的探索性改革，已明示法律风险。")


def exception_fault(dossier: Dossier, opinion: Entry) -> str:
    """Why the exception of art. 25(2) does not hold; empty when it does."""
    if not dossier.flag("matter_profile", "exploratory_reform"):
        return "本事项没有认定为国家尚无明确规定的探索性改革。"
    basis = dossier.last("basis_table")
    if basis is not None and not basis.flag("lawful"):
        return "依据梳理表认定草案与现行规定不符，不属于国家尚无明确规定。"
    return "" if opinion.text("risk_statement") else "审查意见没有明示法律风险。"


def _concluded(dossier: Dossier, expected: Conclusion) -> Finding:
    opinion = dossier.last("legality_opinion")
    if opinion is None:
        return unmet(NO_OPINION, "出具合法性审查意见书。", REVIEWER)
    if opinion.text("conclusion") == expected:
        return met(f"审查结论为「{expected.label}」。")
    given = "、".join(one.label for one in Conclusion if one == opinion.text("conclusion")) or "未写明"
    return unmet(
        f"意见书的结论为「{given}」，与所办环节「{expected.label}」不一致。",
        "按意见书的结论选择相应环节。",
        REVIEWER,
    )


def _procedures_owed(dossier: Dossier, moment: Moment) -> tuple[str, ...]:
    owed = {
        "专家论证": expert_review.review_owed(dossier),
        "风险评估": risk_assessment.assessment_owed(dossier),
        "公平竞争审查": fair_competition.review_owed(dossier, moment),
    }
    return tuple(label for label, missing in owed.items() if missing)


def _lacking(entry: Entry, parts: dict[str, str]) -> str:
    return "、".join(label for name, label in parts.items() if not entry.text(name))
