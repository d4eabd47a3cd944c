"""意见处理: every opinion has an end, and a changed text is a new text (L713 art. 18)."""

from __future__ import annotations

from states.dossier.model import Dossier, Entry, OpinionCounts
from states.dossier.vocabulary import Role
from states.law.conditions.draft_text import changes_since
from states.law.conditions.participation import for_market_entities, heard, withheld
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR = Role.SPONSOR


def unanswered(counts: OpinionCounts, received: int = 0) -> int:
    """Opinions without a disposition; ``received``: how many the closing record speaks of."""
    return max(counts.received, received) - (counts.received - counts.unanswered)


@requirement("D-PUB-09")
def opinions_answered(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 18: opinions are sorted, studied, and reasonable ones taken up; none stays without an end."""
    if rest := unanswered(dossier.opinions, _received(dossier)):
        return unmet(f"还有{rest}条意见没有处理结果。", "逐条登记采纳、部分采纳或者不采纳及理由。", SPONSOR)
    return _summary(dossier)


def _received(dossier: Dossier) -> int:
    return sum(one.number("received") for one in dossier.all("consultation_closing"))


def _summary(dossier: Dossier) -> Finding:
    counts, summary = dossier.opinions, dossier.last("opinion_summary")
    if summary is None or not summary.text("summary"):
        return unmet("没有意见归纳与研究采纳情况。", "登记「意见归纳与研究采纳情况」。", SPONSOR)
    if counts.not_adopted + counts.partly_adopted and not summary.flag("reasons_given"):
        return unmet(
            f"未采纳或者部分采纳{counts.not_adopted + counts.partly_adopted}条，没有逐条说明理由。",
            "逐条补充理由后勾选确认。",
            SPONSOR,
        )
    return met(f"收到意见{counts.received}条，均有处理结果。")


@requirement("D-PUB-09#tabled")
def opinions_answered_when_tabled(dossier: Dossier, moment: Moment) -> Finding:
    """L713 arts. 18, 29: late opinions have been studied too when the matter is tabled."""
    if dossier.opinions.unanswered:
        return unmet(
            f"还有{dossier.opinions.unanswered}条意见没有处理结果。",
            "提请讨论前逐条登记处理结果及理由。",
            SPONSOR,
        )
    if not heard(dossier) and withheld(dossier):
        return not_applicable("依法不予公开的决策事项，没有征求社会公众意见。")
    return _summary(dossier)


@requirement("D-PUB-10#feedback")
def market_entities_told(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 62(2): what became of the opinions is fed back; the text sets no day for it."""
    if not for_market_entities(dossier) or not dossier.has("consultation_closing"):
        return not_applicable("没有就涉市场主体的规范性文件公开征求意见。")
    summary = dossier.last("opinion_summary")
    if fed_back := summary.day("fed_back_on") if summary else None:
        return met(f"意见采纳情况已于{fed_back}反馈。")
    return warned("尚未反馈意见采纳情况。", "公布意见采纳情况，在意见归纳中填写反馈公布日期。", SPONSOR)


@requirement("D-PUB-12")
def changed_draft_heard_again(dossier: Dossier, moment: Moment) -> Finding:
    """No article (inference; local rules): a draft changed in substance calls for a reasoned choice."""
    closing = dossier.last("consultation_closing")
    change = _last_change(dossier, closing) if closing else None
    if change is None:
        return not_applicable("公开征求意见后草案没有实质性变化。")
    choice = next(iter(reversed([*dossier.after(change, "reconsultation_choice")])), None)
    if choice is None:
        return unmet(
            "公开征求意见后草案有实质性变化，没有决定是否再次征求意见。",
            "就修改部分再次征求意见，或者登记不再征求意见的理由。",
            SPONSOR,
        )
    if choice.flag("again"):
        return unmet("已决定再次征求意见，尚未完成。", "就修改部分公开征求意见并截止后再送审。", SPONSOR)
    return met(f"已决定不再征求意见，理由：{choice.text('reason')}")


def _last_change(dossier: Dossier, since: Entry) -> Entry | None:
    """The latest draft or meeting after ``since`` that changed the text in substance."""
    return max(changes_since(dossier, since), key=dossier.order, default=None)
