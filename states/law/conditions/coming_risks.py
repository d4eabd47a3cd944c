"""风险提示: what no gate asks yet, because it only comes nearer or happened outside a gate (行政处罚法 arts. 36, 42, 46, 56).

Asked of the file as it stands, day by day, by ``states.law.risk_points``; no step of a procedure has these in its gate.
"""

from __future__ import annotations

from datetime import date

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.enforcement_authority import filing_of
from states.law.conditions.enforcement_filing import MONTHS, limitation_ends
from states.law.conditions.implementing_facts import decision
from states.law.conditions.inquiry_evidence import relied_on, unhandled
from states.law.legal_day import add_months
from states.law.lights import Span
from states.law.officers import certified, certified_until, named
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.risk_thresholds import thresholds

OFFICER, HEAD, OFFICE_HEAD, KEEPER = Role.OFFICER, Role.AGENCY_HEAD, Role.OFFICE_HEAD, Role.ENFORCEMENT_REVIEWER
TEAM = ("filing_approval", "officers_assigned")
REPLACE = "变更办案人员；证件已经换发、续期的，先在执法登记中登记。"


def _near(span: Span, last: date, moment: Moment) -> bool:
    """Whether no more than so many days are left; the last day itself still counts as left."""
    return moment.today <= last <= span.from_day(moment.today, moment.law.calendar)


@requirement("E-FIL-02#near")
def two_years_are_running_out(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36: what is not found within two years is not punished. Until a case is filed nothing proves the finding.

    For a lead two years are taken, the safe reading: whether the longer time applies is known only at the filing. Once
    filed, the day it was found is on file and E-FIL-02 has judged it.
    """
    if filing_of(dossier) is not None:
        return not_applicable("已经立案，发现日期已经载明。")
    lead = dossier.last("lead")
    ended = lead.day("happened_on") if lead else None
    if ended is None:
        return not_applicable("线索没有写明违法行为终了之日，或者行为仍在继续。")
    last = add_months(ended, int(moment.law.number("E-FIL-02", "years")) * MONTHS)
    if moment.today > last:
        why = f"违法行为{ended}终了，二年追责期限至{last}，今天{moment.today}尚未立案。"
        return unmet(why, "核实期限届满前是否已经发现违法行为；已经发现的，在立案审批中写明发现日期和依据，否则不再给予处罚。", OFFICER, HEAD)
    if _near(thresholds().limitation, last, moment):
        return warned(f"违法行为{ended}终了，二年追责期限至{last}，还有{(last - moment.today).days}日。", "尽快核查，符合条件的及时立案。", OFFICER, HEAD)
    return met(f"二年追责期限至{last}。")


@requirement("E-FIL-02#margin")
def found_shortly_before_the_end(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 36: a finding in the last days of the limit will be looked at closely; its proof belongs on file."""
    filing = filing_of(dossier)
    found, last = (filing.day("found_on"), limitation_ends(filing, moment)) if filing else (None, None)
    if found is None or last is None:
        return not_applicable("没有发现日期，或者违法行为仍在继续。")
    if found <= last <= thresholds().limitation.from_day(found, moment.law.calendar):
        return warned(f"{found}发现违法行为，距追责期限{last}只有{(last - found).days}日。", "将证明发现日期的材料存卷。", OFFICER)
    return met(f"{found}发现违法行为，追责期限至{last}。")


@requirement("E-INV-09#near")
def registered_evidence_is_nearly_due(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 56, 85: seven working days; what has run over already is E-INV-09's own."""
    period, calendar = moment.law.period("E-INV-09"), moment.law.calendar
    for done in unhandled(dossier):
        due = period.due(done.on, calendar).on
        if _near(thresholds().registration, due, moment):
            return warned(f"{done.on}先行登记保存的证据应当在{due}前处理，尚未处理。", "及时作出处理决定，办理「处理先行登记保存的证据」。", OFFICER, HEAD)
    return met("没有临近期限的先行登记保存。")


def _team(dossier: Dossier) -> Entry | None:
    """The paper that says who is on the case now."""
    return max((one for kind in TEAM for one in dossier.all(kind)), key=dossier.order, default=None)


@requirement("E-INV-02#today")
def two_officers_are_on_the_case(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): with fewer than two certified officers on the case today nothing may be done in it tomorrow."""
    team = _team(dossier)
    if team is None:
        return not_applicable("尚未确定办案人员。")
    least = int(moment.law.number("E-INV-02", "officers"))
    able = sum(certified(dossier, one, moment.today) for one in named(team))
    if able < least:
        return unmet(f"现有办案人员中，今天持有有效执法证件的只有{able}名，不足{least}名。", REPLACE, OFFICE_HEAD, HEAD, KEEPER)
    return met(f"现有办案人员{able}名持有有效的执法证件。")


@requirement("E-AUT-10#today")
def certificates_hold_on(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): a certificate that has run out, or is about to, before the next act of the case."""
    team = _team(dossier)
    if team is None:
        return not_applicable("尚未确定办案人员。")
    until = {one: certified_until(dossier, one, moment.today) for one in named(team)}
    if gone := [dossier.names.person(one) for one, last in until.items() if last is None]:
        return unmet(f"办案人员{'、'.join(gone)}今天没有有效的执法证件。", REPLACE, OFFICE_HEAD, HEAD, KEEPER)
    span = thresholds().certificate
    if ending := [f"{dossier.names.person(one)}（至{last}）" for one, last in until.items() if last and _near(span, last, moment)]:
        return warned(f"办案人员{'、'.join(ending)}的执法证件即将到期。", "及时换发证件并登记，或者变更办案人员。", KEEPER, OFFICE_HEAD)
    return met("办案人员的执法证件均在有效期内。")


@requirement("E-INV-05#late")
def nothing_collected_after_the_decision(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 46, 54, 57 (and LIT art. 35): facts are established before they are decided on; what came later proves none of them."""
    made = decision(dossier)
    if made is None:
        return not_applicable("尚未作出决定。")
    if late := [one for one in relied_on(dossier) if one.on > made.on]:
        listed = "、".join(f"「{one.text('name')}」（{one.on}）" for one in late)
        return unmet(f"证据{listed}在{made.on}作出决定以后取得，不能作为决定的根据。", "取得日期有误的，更正证据登记；确系事后收集的，写明已经排除。", OFFICER)
    return met("作为根据的证据均在作出决定以前取得。")
