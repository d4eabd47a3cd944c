"""简易程序: within which limits, with which paper, told and reported all the same (行政处罚法 arts. 44, 45, 51-53)."""

from __future__ import annotations

from states.dossier.enforcement_words import BasisLevel, PartyKind, PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role, Signature
from states.law.enforcement_items import LAWFUL, item_on
from states.law.officers import named, uncertified
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER = Role.OFFICER
ORDINARY = "办理「转为普通程序」，立案后依普通程序处理。"
PAPER = {
    "certificates_shown": "出示执法证件", "signed_by_officers": "执法人员签名或者盖章", "handed_over": "当场交付当事人",
}  # fmt: skip


def _decision(dossier: Dossier) -> Entry | None:
    return dossier.last("summary_decision")


def _limit(dossier: Dossier, moment: Moment) -> int:
    case = dossier.last("summary_case")
    company = case is not None and case.text("party_kind") == PartyKind.ORGANISATION
    return int(moment.law.number("E-SUM-01", "organisation" if company else "citizen"))


@requirement("E-SUM-01")
def small_and_certain(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 51: facts certain, basis in law, and a warning or a small fine; 通报批评 is not in the list."""
    decision = _decision(dossier)
    if decision is None:
        return unmet("没有当场处罚决定。", "登记「当场处罚决定」。", OFFICER)
    if not decision.flag("facts_certain"):
        return unmet("违法事实不确凿或者没有法定依据，不适用简易程序。", ORDINARY, OFFICER)
    penalty, limit = decision.text("penalty"), _limit(dossier, moment)
    if penalty not in (PenaltyKind.WARNING, PenaltyKind.FINE):
        label = next((one.label for one in PenaltyKind if one == penalty), "未填写种类的处罚")
        return unmet(f"「{label}」不得当场作出。", ORDINARY, OFFICER)
    if penalty == PenaltyKind.FINE and not 0 < decision.number("amount") <= limit:
        return unmet(f"罚款{decision.number('amount')}元，不在当场处罚的{limit}元以下。", ORDINARY, OFFICER)
    return met(f"事实确凿并有法定依据，处罚在{limit}元以下罚款或者警告的范围内。")


@requirement("E-CNT-17")
def the_limit_itself_is_below(dossier: Dossier, moment: Moment) -> Finding:
    """CIV art. 1259 (by analogy): 以下 includes the number, so that 200 or 3000 yuan may still be fined on the spot."""
    decision, limit = _decision(dossier), _limit(dossier, moment)
    if decision is None or decision.text("penalty") != PenaltyKind.FINE:
        return not_applicable("没有罚款。")
    if decision.number("amount") > limit:
        return unmet(f"罚款{decision.number('amount')}元，超过{limit}元；“以下”包括本数。", ORDINARY, OFFICER)
    return met(f"罚款{decision.number('amount')}元，“{limit}元以下”包括本数。")


@requirement("E-SUM-02")
def paper_on_the_spot(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 52: certificate shown, numbered form, elements, signatures, handed over; since 2024 review comes first (REC art. 23)."""
    decision = _decision(dossier)
    missing = [label for name, label in PAPER.items() if decision is None or not decision.flag(name)]
    if decision is None or missing:
        return unmet(f"当场处罚没有{'、'.join(missing)}。", "补办后登记。", OFFICER)
    if decision.text("signature") != Signature.SIGNED and not decision.text("refusal_note"):
        return unmet("当事人没有签收，决定书没有注明拒绝签收的情况。", "由当事人签收；拒绝的，在决定书上注明。", OFFICER)
    if moment.law.applies("E-REM-01") and not decision.flag("review_first"):
        return unmet("没有写明对当场处罚不服应当先申请行政复议。", "在决定书中写明复议前置。", OFFICER)
    if moment.law.applies("E-REM-01") and decision.number("review_days") < moment.law.period("E-REM-01").n:
        days = moment.law.period("E-REM-01").n
        return unmet(f"告知的复议期限{decision.number('review_days')}日，少于法定{days}日。", f"改为{days}日。", OFFICER)
    return met("决定书载明法定事项，已签名并当场交付。")


@requirement("E-SUM-03")
def reported_to_the_agency(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 52(3): what was decided on the spot is reported to the agency; the law names no days."""
    decision = _decision(dossier)
    if decision is None or not tuple(dossier.after(decision, "summary_report")):
        return unmet("当场处罚决定没有报所属行政机关备案。", "办理「报所属行政机关备案」。", OFFICER)
    return met("已报所属行政机关备案。")


@requirement("E-SUM-06")
def told_and_heard_all_the_same(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 44, 45 (read): notice and statement are general duties; on the spot they may be oral."""
    decision = _decision(dossier)
    if decision is None or not decision.flag("told"):
        return unmet("没有告知当事人拟处罚的内容、事实、理由、依据和陈述、申辩的权利。", "当场口头告知并听取陈述、申辩后作出决定。", OFFICER)
    return met("已当场告知并听取陈述、申辩。")


@requirement("E-AUT-10#summary")
def officers_on_the_spot_are_certified(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): only officers with a valid certificate on that day."""
    decision = _decision(dossier)
    if decision is None or not named(decision):
        return unmet("没有登记执法人员。", "登记执法人员及证件编号。", OFFICER)
    wrong = uncertified(dossier, named(decision), decision.on)
    if wrong:
        names = "、".join(dossier.names.person(one) for one in wrong)
        return unmet(f"{names}在{decision.on}没有有效的执法证件。", "由持有有效执法证件的人员办理。", OFFICER)
    return met("执法人员均持有有效执法证件。")


@requirement("E-AUT-01#summary")
def item_on_the_spot_is_listed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 17: within the body's powers, as the register lists them on that day."""
    case, decision = dossier.last("summary_case"), _decision(dossier)
    code = case.text("item") if case else ""
    if item_on(dossier, code, decision.on if decision else moment.today) is None:
        return unmet(f"执法事项「{code or '未填'}」没有列入本机关的执法事项，或者已经取消。", "核对事项编码；依法有处罚权的，先登记「行政执法事项」。", OFFICER)
    return met(f"执法事项「{code}」已列入清单。")


@requirement("E-AUT-07#summary")
def basis_on_the_spot_is_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 16: only statutes, regulations and rules set penalties."""
    decision = _decision(dossier)
    level = decision.text("basis_level") if decision else ""
    if level not in LAWFUL:
        return unmet(f"处罚依据属于{BasisLevel(level).label if level else '未注明层级'}，不得作为处罚依据。", "改用法律、法规、规章的规定。", OFFICER)
    return met(f"依据为{BasisLevel(level).label}。")


@requirement("E-PER-03#decided")
def collected_here_only_where_allowed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 68: who decides to collect on the spot has a fine up to 100 yuan; the harder cases are judged at the payment."""
    decision = _decision(dossier)
    if decision is None or not decision.flag("collected_here"):
        return not_applicable("没有当场收缴。")
    limit = int(moment.law.number("E-PER-03", "limit"))
    if decision.text("penalty") != PenaltyKind.FINE:
        return unmet("没有罚款，不能当场收缴。", "核对处罚种类。", OFFICER)
    return met(f"罚款{decision.number('amount')}元；超过{limit}元的，缴款时须注明事后难以执行等情形。")
