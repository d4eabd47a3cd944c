"""请示报告与公布解读: agreed before issue, published in time, explained (L713 arts. 31, 32; INFO arts. 17, 26)."""

from __future__ import annotations

from datetime import date

from states.dossier.kinds.execution import WithholdingGround
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Channel, Role
from states.law.conditions.draft_text import changed_since
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICE = Role.DECISION_OFFICE
STATUTORY_CHANNELS = (Channel.GAZETTE, Channel.WEBSITE, Channel.NEWSPAPER)


def issued_on(dossier: Dossier, today: date) -> date:
    """The day on which the decision is issued: published, or withheld by a decision; today while neither is done."""
    act = dossier.last("publication_record") or dossier.last("non_disclosure")
    return act.on if act else today


def formed_on(dossier: Dossier) -> date | None:
    """The day on which the text to be disclosed came to be: signed, or else decided at the meeting."""
    minutes = dossier.last("meeting_minutes")
    signed = of_this_round(dossier, "final_text")
    text = signed or minutes
    return text.on if text else None


def of_this_round(dossier: Dossier, kind: str) -> Entry | None:
    """The paper, unless the decision it belonged to was sent back before issue: then it must be made anew."""
    paper, sent_back = dossier.last(kind), dossier.last("reconsideration")
    if paper is None or sent_back is None or dossier.order(paper) > dossier.order(sent_back):
        return paper
    return None


@requirement("D-PARTY-01")
@requirement("D-PARTY-02")
def party_agreed_before_issue(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 31: reported to the Party committee before issue; before or after the meeting alike."""
    report = of_this_round(dossier, "party_report")
    if report is None:
        return unmet(
            "没有向同级党委请示报告的记录。",
            "按照规定程序向同级党委请示报告，登记请示报告和批复；可以在会议之前或者之后，但应当在出台之前。",
            OFFICE,
        )
    if not report.flag("agreed"):
        return unmet(f"党委{report.on}的答复为不同意。", "按党委意见研究修改，取得同意后再出台。", OFFICE)
    issued = issued_on(dossier, moment.today)
    if report.on > issued:
        return unmet(
            f"党委{report.on}才答复，决策{issued}已经出台。",
            f"公布日期应当在{report.on}当日或者以后。",
            OFFICE,
            earliest=report.on,
        )
    if changed_since(dossier, report):
        return warned(
            f"党委{report.on}答复之后草案有实质性变化。", "确认答复涵盖变化后的内容，必要时重新请示报告。", OFFICE
        )
    return met(f"已于出台前请示报告，党委{report.on}答复同意（{report.text('reply')}）。")


@requirement("D-PARTY-01#reconsider")
def may_be_sent_back_before_issue(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 31: what may not be issued goes back into the procedure; what may be is not changed at will (art. 37)."""
    report, review = dossier.last("party_report"), dossier.last("release_review")
    regime, fair = dossier.last("document_regime"), dossier.last("fcr_conclusion")
    ends, congress = fair.day("ends_on") if fair else None, dossier.last("congress_act")
    grounds = {
        "党委不同意": report is not None and not report.flag("agreed"),
        "人大讨论决定没有同意": congress is not None and congress.fields.get("approved") is False,
        "公开前审查不通过": review is not None and not review.flag("no_secret"),
        "含有规范性文件不得规定的内容": regime is not None and regime.flag("forbidden_content"),
        "公平竞争审查例外规定已经到期": ends is not None and ends < moment.today,
    }
    found = [name for name, holds in grounds.items() if holds]
    if found:
        return met(f"不能出台：{'、'.join(found)}。")
    return unmet(
        "没有不能出台的情形，已经作出的决定不得随意退回。",
        "党委不同意、人大没有同意、公开前审查不通过等情形发生的，先登记有关材料。",
        OFFICE,
    )


def _not_published() -> Finding:
    return unmet("没有公布记录。", "登记公布日期、途径和网址（期号）。", OFFICE)


@requirement("D-PBL-01")
def published_through_statutory_channels(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 32: through the gazette, the government's site, newspapers and the like; not before it is decided."""
    record = dossier.last("publication_record")
    if record is None:
        return _not_published()
    formed = formed_on(dossier)
    if formed is not None and record.on < formed:
        return unmet(
            f"公布日期{record.on}早于决定（签发）日期{formed}。",
            "核对日期；决定作出前不得以决策名义公布。",
            OFFICE,
            earliest=formed,
        )
    used = [channel.label for channel in STATUTORY_CHANNELS if channel in record.many("channels")]
    if used:
        return met(f"已通过{'、'.join(used)}公布。")
    names = "、".join(channel.label for channel in STATUTORY_CHANNELS)
    return unmet("没有采用规定的公布途径。", f"至少通过{names}之一公布，并登记途径。", OFFICE)


def needs_explaining(dossier: Dossier) -> bool:
    """Whether art. 32 asks for explanation: of general public concern, or professional or technical."""
    return dossier.flag("matter_profile", "public_concern") or dossier.flag("matter_profile", "technical")


@requirement("D-PBL-02")
def adoption_is_explained(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 32: what became of the public's and the experts' opinions is said when publishing."""
    if not needs_explaining(dossier):
        return not_applicable("不属于社会公众普遍关心或者专业性、技术性较强的事项。")
    record = dossier.last("publication_record")
    if record is None:
        return _not_published()
    if record.text("adoption_explained"):
        return met("公布时已说明公众意见、专家论证意见的采纳情况。")
    return unmet(
        "公布时没有说明公众意见、专家论证意见的采纳情况。",
        "在公布记录中填写采纳情况说明，并与决策一并公布。",
        OFFICE,
        Role.SPONSOR,
    )


@requirement("D-PBL-02#interpreted")
def decision_is_interpreted(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 32: press conference, interview or the like, before the matter is closed."""
    if not needs_explaining(dossier) or not dossier.has("publication_record"):
        return not_applicable("不属于应当宣传解读的已公布决策。")
    if note := dossier.last("interpretation"):
        return met(f"已于{note.on}通过{note.text('way')}宣传解读。")
    return unmet("没有宣传解读的记录。", "通过新闻发布会、接受访谈等方式宣传解读并登记。", OFFICE, Role.SPONSOR)


@requirement("D-PBL-06")
def interpretation_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """D80: as a rule within three working days of publication of a document that needs interpretation."""
    record = dossier.last("publication_record")
    policy = needs_explaining(dossier) or dossier.flag("matter_profile", "normative_document")
    if record is None or not policy:
        return not_applicable("不属于需要解读的已公布政策文件。")
    period = moment.law.period("D-PBL-06")
    due = period.due(record.on, moment.law.calendar).on
    note = dossier.last("interpretation")
    done = note.on if note else moment.today
    if period.kept(record.on, done, moment.law.calendar):
        return met(f"解读期限为公布后{period.label}，至{due}。")
    if note:
        return warned(f"解读于{done}发布，超过公布后{period.label}的期限（{due}）。", "说明迟延原因，以后与文件同步发布。", OFFICE)
    return unmet(f"公布后{period.label}（至{due}）没有发布解读材料。", "尽快发布解读材料并登记。", OFFICE)


@requirement("D-PBL-03")
def withholding_has_a_basis(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 32 with INFO arts. 14-16: withheld only on a ground; papers of the process are not the decision."""
    decision = dossier.last("non_disclosure")
    if decision is None:
        return unmet("没有不予公开的决定和依据。", "登记不予公开的情形、法律依据（写明条款）和理由。", OFFICE)
    if decision.text("ground") == WithholdingGround.PROCESS:
        return unmet(
            "过程性信息可以不公开，但决策本身应当公开。",
            "公布决策，仅对讨论记录、过程稿、请示报告等不予公开；或者另有依据的，改填该依据。",
            OFFICE,
        )
    return met(f"依法不予公开，依据：{decision.text('basis')}。")


@requirement("D-PBL-04")
def published_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """INFO art. 26: within 20 working days of the text being formed. Late, it is still due: hence an alarm."""
    formed, record = formed_on(dossier), dossier.last("publication_record")
    if formed is None:
        return unmet("没有决策文本的签发日期，无法计算公开期限。", "登记决策文本及签发日期。", OFFICE)
    done = record.on if record else moment.today
    period = moment.law.period("D-PBL-04")
    due = period.due(formed, moment.law.calendar).on
    late = period.shortfall(formed, done, moment.law.calendar) if done > formed else 0
    if not late:
        return met(f"自{formed}起{period.label}，期限至{due}。")
    return warned(
        f"自{formed}起{period.label}应当公开，期限至{due}，已逾期{late}个工作日。",
        "仍应当立即公布，并说明逾期原因；逾期记入本事项记录。",
        OFFICE,
    )


@requirement("D-PBL-05")
def reviewed_before_release(dossier: Dossier, moment: Moment) -> Finding:
    """INFO art. 17: the text to be released is reviewed before any release."""
    review, record = of_this_round(dossier, "release_review"), dossier.last("publication_record")
    if review is None:
        return unmet("没有公开前审查意见。", "公布前对决策文本进行保密等审查并登记意见。", OFFICE)
    if not review.flag("no_secret"):
        return unmet("公开前审查认为含有不得公开的内容。", "作区分处理后重新审查；依法不予公开的，办理不予公开。", OFFICE)
    if _text_is_newer(dossier, review):
        return unmet("决策文本在公开前审查之后又有变更。", "对现行决策文本重新进行公开前审查。", OFFICE)
    if record is not None and review.on > record.on:
        return unmet(
            f"公开前审查（{review.on}）晚于公布日期（{record.on}）。",
            "核对日期；应当先审查、后公开。",
            OFFICE,
            earliest=review.on,
        )
    return met(f"{review.on}已进行公开前审查，可以公开。")


def _text_is_newer(dossier: Dossier, review: Entry) -> bool:
    return any(True for _ in dossier.after(review, "final_text"))
