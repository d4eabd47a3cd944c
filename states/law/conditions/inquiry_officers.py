"""调查人员和笔录: two certified officers, who show their papers, step aside when told to, and write it down (行政处罚法 arts. 42, 43, 55)."""

from __future__ import annotations

from collections.abc import Iterator

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role, Signature
from states.law.officers import certified, named, uncertified
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

OFFICER, HEAD, KEEPER = Role.OFFICER, Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER
RECORDS = ("inquiry_record", "scene_record")
ACTS = (*RECORDS, "sampling", "evidence_registration")
DO_ANEW = "由不少于法定人数、持有有效执法证件的执法人员重新进行，以新的记录更正原记录；证件漏登的，先在执法登记中补登。"


def _called(act: Entry) -> str:
    return f"{act.on}的「{KINDS[act.kind].label}」"


def _acts(dossier: Dossier) -> tuple[Entry, ...]:
    """What officers did in the inquiry; of the reports only the last: an earlier one was judged when it ended its turn."""
    report = dossier.last("investigation_report")
    return (*(one for kind in ACTS for one in dossier.all(kind)), *((report,) if report else ()))


def _registered(dossier: Dossier) -> tuple[Entry, ...]:
    entry = dossier.last("evidence_registration")
    return (entry,) if entry else ()


def _two_each(dossier: Dossier, acts: tuple[Entry, ...], moment: Moment) -> Finding:
    """Two means two with valid certificates on that day; an assistant is none of them (art. 42(1))."""
    if not acts:
        return unmet("没有可以核验的记录。", "登记调查取证的记录，写明执法人员。", OFFICER)
    least = int(moment.law.number("E-INV-02", "officers"))
    for act in acts:
        able = sum(certified(dossier, one, act.on) for one in named(act))
        if able < least:
            return unmet(f"{_called(act)}只有{able}名持有有效证件的执法人员，应当不少于{least}名。", DO_ANEW, OFFICER, KEEPER)
    return met(f"{len(acts)}份记录均有不少于{least}名执法人员。")


def _all_certified(dossier: Dossier, acts: tuple[Entry, ...]) -> Finding:
    """Each person named as an officer held a valid certificate on the day of that act (art. 42(1))."""
    if not acts:
        return unmet("没有可以核验的记录。", "登记调查取证的记录，写明执法人员。", OFFICER)
    for act in acts:
        if not named(act):
            return unmet(f"{_called(act)}没有写明执法人员。", DO_ANEW, OFFICER, KEEPER)
        if lacking := uncertified(dossier, named(act), act.on):
            who = "、".join(dossier.names.person(one) for one in lacking)
            return unmet(f"{_called(act)}中的{who}当日没有有效的执法证件。", DO_ANEW, OFFICER, KEEPER)
    return met(f"{len(acts)}份记录中的执法人员当日均持有有效的执法证件。")


@requirement("E-INV-02")
def two_officers_each_time(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): never fewer than two officers, at each act of the inquiry."""
    return _two_each(dossier, _acts(dossier), moment)


@requirement("E-INV-02#registered")
def two_officers_register(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): evidence is registered by two officers."""
    return _two_each(dossier, _registered(dossier), moment)


@requirement("E-AUT-10")
def officers_certified(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): every act is done by persons qualified on that day; who only assists is not named as an officer."""
    return _all_certified(dossier, _acts(dossier))


@requirement("E-AUT-10#registered")
def registering_officers_certified(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): so is the registering of evidence."""
    return _all_certified(dossier, _registered(dossier))


def _records(dossier: Dossier) -> tuple[Entry, ...]:
    return tuple(one for kind in RECORDS for one in dossier.all(kind))


@requirement("E-INS-04")
def certificates_shown(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 55(1): certificates are shown unasked, at every questioning and on every scene."""
    records = _records(dossier)
    if not records:
        return not_applicable("没有询问或者现场检查。")
    if silent := [one for one in records if not one.flag("certificates_shown")]:
        return unmet(
            f"{'、'.join(map(_called, silent))}没有主动出示执法证件。", "出示证件后重新进行，以新的笔录更正；漏记的，更正笔录。", OFFICER
        )
    return met(f"{len(records)}次询问、检查均已主动出示执法证件。")


@requirement("E-INV-04")
def records_made(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 55(2): questioning and checking leave a record; a signature refused is noted, or it proves nothing.

    Only where automatic devices saw the act (art. 41) may an inquiry do with neither.
    """
    records = _records(dossier)
    seen = [one for one in dossier.all("evidence_item") if one.text("device") and not one.flag("excluded")]
    if not records and not seen:
        return unmet("没有询问笔录、现场笔录。", "询问或者检查，制作并登记笔录。", OFFICER)
    if empty := [one for one in records if not one.text("content")]:
        return unmet(f"{'、'.join(map(_called, empty))}没有内容。", "更正笔录。", OFFICER)
    if unsigned := [one for one in records if one.text("signature") != Signature.SIGNED and not one.text("refusal_note")]:
        return unmet(f"{'、'.join(map(_called, unsigned))}没有签名，也没有注明情况。", "注明拒绝签名的情况和见证人，更正笔录。", OFFICER)
    return met(f"已制作笔录{len(records)}份。" if records else "违法事实由电子技术监控设备记录。")


def _undecided(dossier: Dossier) -> Iterator[Entry]:
    """Requests that no decision about that person answers."""
    for request in dossier.all("recusal_request"):
        if not [one for one in dossier.after(request, "recusal_decision") if one.text("officer") == request.text("officer")]:
            yield request


def _acted_after(dossier: Dossier, decision: Entry) -> Entry | None:
    """What the person did in the case once he had to stand aside; what came before stays (inquiry goes on meanwhile)."""
    person, place, gone = decision.text("officer"), dossier.order(decision), dossier.superseded()
    for act in dossier.entries:
        later = act.on > decision.on or (act.on == decision.on and dossier.order(act) > place)
        if later and act.id not in gone and _takes_part(act, person):
            return act
    return None


def _takes_part(act: Entry, person: str) -> bool:
    """Whether the paper names the person as an officer, or was filed by him as one; asking to stand aside is no part."""
    filed = act.by == person and act.role is OFFICER and act.kind != "recusal_request"
    return act.kind in KINDS and (filed or person in named(act))


def _recusal(dossier: Dossier) -> Finding:
    requests, decisions = dossier.all("recusal_request"), dossier.all("recusal_decision")
    if not requests and not decisions:
        return not_applicable("没有回避申请，也没有人提出回避。")
    if open_ := tuple(_undecided(dossier)):
        who = dossier.names.person(open_[0].text("officer"))
        return unmet(f"{open_[0].on}提出{who}回避，没有决定。", "由机关负责人审查，登记「回避决定」；决定前不停止调查。", HEAD)
    for decision in decisions:
        if decision.flag("granted") and (act := _acted_after(dossier, decision)):
            who = dossier.names.person(decision.text("officer"))
            return unmet(f"{who}自{decision.on}应当回避，仍然参加{_called(act)}。", "由其他执法人员重新进行，以新的记录更正原记录。", OFFICER, HEAD)
    return met("回避申请均已由机关负责人决定，回避的人员没有再参加。")


@requirement("E-INV-03")
def recusals_decided_and_kept(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 43: the head decides on each request; who is recused does nothing more; meanwhile the inquiry goes on."""
    return _recusal(dossier)


@requirement("E-INV-03#decided")
def recusals_decided_before_the_decision(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 43: so also for what was asked after the inquiry had ended; no case is decided over an open request."""
    return _recusal(dossier)
