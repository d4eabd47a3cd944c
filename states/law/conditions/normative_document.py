"""行政规范性文件: when the decision is also a normative document, that regime's own duties hold as well.

Sources: 地方组织法 art. 75, 国办发〔2018〕37号, 国办发〔2018〕115号, 优化营商环境条例 art. 64, local filing rules.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import BodyLevel, Conclusion, Role
from states.law.conditions.initiation import not_argued
from states.law.conditions.participation import kept_back
from states.law.requirement import (
    Check,
    Finding,
    Moment,
    departed,
    met,
    not_applicable,
    requirement,
    unmet,
    warned,
)

OFFICE, SPONSOR, REVIEWER = Role.DECISION_OFFICE, Role.SPONSOR, Role.LEGAL_REVIEWER
ARGUED = ("expert_report", "risk_assessment", "cost_benefit", "study_report")
PASSED = frozenset({Conclusion.LAWFUL, Conclusion.LAWFUL_IF_CHANGED, Conclusion.RISK_STATED})


def _for_documents(check: Check) -> Check:
    """Only where the profile says that the outcome is also a normative document."""

    @wraps(check)
    def judged(dossier: Dossier, moment: Moment) -> Finding:
        if not dossier.flag("matter_profile", "normative_document"):
            return not_applicable("成果不是行政规范性文件。")
        return check(dossier, moment)

    return judged


def _on_regime(check: Callable[[Dossier, Moment, Entry], Finding]) -> Check:
    """Judge the record of how the document was handled as a document."""

    @wraps(check)
    def judged(dossier: Dossier, moment: Moment) -> Finding:
        regime = dossier.last("document_regime")
        if regime is None:
            return unmet("没有行政规范性文件办理记录。", "登记制定机关、登记编号和备案等情况。", OFFICE)
        return check(dossier, moment, regime)

    return _for_documents(judged)


def _county_government(dossier: Dossier) -> bool:
    scope = dossier.last("scope_test")
    return scope is None or scope.text("body_level") == BodyLevel.GOVERNMENT


def _steps_before_the_meeting(dossier: Dossier) -> Finding:
    proposal = dossier.last("proposal")
    argued = proposal is not None and not not_argued(proposal)  # necessity and feasibility, art. 10(2)
    steps = {
        "评估论证": argued or any(dossier.has(kind) for kind in ARGUED),
        "公开征求意见": dossier.has("consultation_closing") or bool(kept_back(dossier)),
        "合法性审查": dossier.has("legality_opinion"),
    }
    missing = [name for name, done in steps.items() if not done]
    if missing:
        return unmet(f"行政规范性文件尚未履行：{'、'.join(missing)}。", "补办后再提请集体讨论。", SPONSOR)
    return met(f"已履行{'、'.join(steps)}程序。")


@requirement("D-NORM-01")
@_for_documents
def organic_law_steps_done(dossier: Dossier, moment: Moment) -> Finding:
    """地方组织法 art. 75: a county-level or higher government argues, consults, reviews, then discusses."""
    if not _county_government(dossier):
        return not_applicable("制定机关不是县级以上地方人民政府。")
    return _steps_before_the_meeting(dossier)


@requirement("D-NORM-01#filed")
@_for_documents
def organic_law_filing_done(dossier: Dossier, moment: Moment) -> Finding:
    """地方组织法 art. 75: after publication the document is put on record."""
    if not _county_government(dossier):
        return not_applicable("制定机关不是县级以上地方人民政府。")
    return _filed(dossier)


@requirement("D-NORM-02")
@_for_documents
def important_document_steps_done(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕37号 二(三): argued, consulted and reviewed before it is discussed collectively."""
    return _steps_before_the_meeting(dossier)


@requirement("D-NORM-02#skip")
@_for_documents
def document_is_consulted_openly(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕37号 二(三): not left out, but for what the law keeps secret; held once, it need not be repeated."""
    if dossier.has("consultation_closing"):
        return met("此前已向社会公开征求意见。")
    if basis := kept_back(dossier):
        return not_applicable(f"依法不予公开，依据：{basis}。")
    return unmet(
        "行政规范性文件应当公开征求意见，不能省略。",
        "办理「公开征求意见」；成果确实不是行政规范性文件的，更正事项特征认定。",
        SPONSOR,
    )


@requirement("D-NORM-02#withhold")
@_for_documents
def document_is_made_public(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕37号 二(三): a normative document is released to society."""
    return unmet(
        "行政规范性文件应当向社会公开发布，不能作不予公开处理。",
        "办理「公布决策」；成果确实不是行政规范性文件的，更正事项特征认定。",
        OFFICE,
        SPONSOR,
    )


@requirement("D-NORM-03")
@_on_regime
def issuer_and_content_allowed(dossier: Dossier, moment: Moment, regime: Entry) -> Finding:
    """国办发〔2018〕37号 一(一): not in an internal organ's name, and without what such documents may not set."""
    if regime.flag("internal_organ"):
        return unmet("以部门内设机构名义制发行政规范性文件。", f"改以有权机关名义制发（现填：{regime.text('issuer')}）。", OFFICE)
    if regime.flag("forbidden_content"):
        return unmet(
            "文件含有增设许可、处罚、强制或者违法减损权益、增加义务等不得规定的内容。",
            "删除有关内容，重新审查、讨论后再公布。",
            OFFICE,
            SPONSOR,
        )
    return met(f"由{regime.text('issuer')}制发，不含不得规定的内容。")


@requirement("D-NORM-04")
@_for_documents
def not_discussed_unreviewed(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕37号 二(六): not reviewed, or found unlawful, it may not go to collective discussion."""
    opinion = dossier.last("legality_opinion")
    if opinion is None:
        return unmet("没有合法性审核意见。", "先办理合法性审查。", SPONSOR, REVIEWER)
    conclusion = Conclusion(opinion.text("conclusion"))
    if conclusion not in PASSED:
        return unmet(f"合法性审核结论为「{conclusion.label}」。", "修改后重新审核，通过后再提交集体审议。", SPONSOR, REVIEWER)
    return met(f"合法性审核结论为「{conclusion.label}」。")


@requirement("D-NORM-05")
@_for_documents
def review_took_five_to_fifteen_days(dossier: Dossier, moment: Moment) -> Finding:
    """国办发〔2018〕115号: as a rule 5 to 15 working days from complete papers to the opinion."""
    receipt, opinion = dossier.last("review_receipt"), dossier.last("legality_opinion")
    if receipt is None:
        return unmet("没有送审材料齐备日期，无法计算审核时限。", "确认送审材料齐备并登记日期。", REVIEWER)
    done = opinion.on if opinion else moment.today
    calendar = moment.law.calendar
    least, most = moment.law.period("D-NORM-05", "min"), moment.law.period("D-NORM-05", "max")
    gone = least.elapsed(receipt.on, done, calendar)
    if not most.kept(receipt.on, done, calendar):
        return warned(f"审核用时{gone}个工作日，超过{most.label}。", "尽快出具意见，并说明超时原因。", REVIEWER)
    if least.kept(receipt.on, done, calendar):
        return met(f"审核用时{gone}个工作日。")
    if dossier.has("short_review_reason"):
        return departed(f"审核用时{gone}个工作日，已说明理由。")
    earliest = least.due(receipt.on, calendar).on
    return unmet(
        f"审核用时{gone}个工作日，{least.label}。",
        f"{earliest}当日或者以后出具意见；确需缩短的，登记审查时间不足的说明。",
        REVIEWER,
        SPONSOR,
        earliest=earliest,
    )


@requirement("D-NORM-06")
@_for_documents
def unpublished_is_no_basis(dossier: Dossier, moment: Moment) -> Finding:
    """优化营商环境条例 art. 64(2): an unpublished document touching market entities is no basis for acting."""
    if not dossier.flag("matter_profile", "market_entities"):
        return not_applicable("不涉及市场主体的权利义务。")
    if record := dossier.last("publication_record"):
        return met(f"文件已于{record.on}公布。")
    return unmet("文件未公布，不得作为行政管理的依据。", "依法公布后再交付执行。", OFFICE)


@requirement("D-NORM-07")
@_for_documents
def document_consultation_long_enough(dossier: Dossier, moment: Moment) -> Finding:
    """法治政府指标 24: as a rule 7 working days; 30 days when closely tied to market entities."""
    notice = dossier.last("consultation_notice")
    opens, closes = (notice.day("opens_on"), notice.day("closes_on")) if notice else (None, None)
    if notice is None or opens is None or closes is None:
        return unmet("没有公开征求意见公告。", "登记公告及起止日期。", SPONSOR)
    market = dossier.flag("matter_profile", "market_entities")
    period = moment.law.period("D-NORM-07", "market_entities" if market else "main")
    if period.kept(opens, closes, moment.law.calendar):
        return met(f"公告自{opens}至{closes},{period.label}。")
    if notice.text("short_reason"):
        return departed("期限不足，已随公告说明缩短理由。")
    due = period.due(opens, moment.law.calendar).on
    return unmet(
        f"公告自{opens}至{closes},{period.label}。",
        f"将截止日期改为{due}或者以后。",
        SPONSOR,
        earliest=due,
    )


def _filed(dossier: Dossier) -> Finding:
    regime = dossier.last("document_regime")
    if regime is None or not regime.day("filed_on") or not regime.text("filed_with"):
        return unmet("没有备案日期和备案机关。", "报送备案，并在行政规范性文件办理记录中登记。", OFFICE)
    return met(f"已于{regime.day('filed_on')}报{regime.text('filed_with')}备案。")


@requirement("D-NORM-08")
@_for_documents
def filed_with_the_congress_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """云南备案审查规定 art. 7: filed within 15 days of publication. Filed late it is filed: hence an alarm."""
    record = dossier.last("publication_record")
    if record is None or not _county_government(dossier):
        return not_applicable("不属于县级以上人民政府已公布的行政规范性文件。")
    filed = _filed(dossier)
    regime = dossier.last("document_regime")
    on = regime.day("filed_on") if regime else None
    period = moment.law.period("D-NORM-08")
    if filed.blocks or on is None or period.kept(record.on, on, moment.law.calendar):
        return filed
    due = period.due(record.on, moment.law.calendar).on
    return warned(f"备案期限至{due},{on}才报送备案。", "在备案报告中说明逾期原因。", OFFICE)


@requirement("D-NORM-11")
@_on_regime
def document_regime_still_applies(dossier: Dossier, moment: Moment, regime: Entry) -> Finding:
    """L713 art. 3: the decision procedure governs, and the document is still registered and numbered."""
    if regime.text("registration"):
        return met(f"已统一登记编号（{regime.text('registration')}）。")
    return unmet("行政规范性文件没有统一登记编号。", "办理统一登记、统一编号、统一印发并填写登记编号。", OFFICE)


@requirement("D-NORM-12")
@_for_documents
def every_document_is_filed(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(二)2 and the like: every document goes through the review of filings (rate 100%)."""
    rate = moment.law.number("D-NORM-12", "filing_review_rate")
    filed = _filed(dossier)
    return met(f"{filed.reason}备案审查率要求{rate}%。") if not filed.blocks else filed
