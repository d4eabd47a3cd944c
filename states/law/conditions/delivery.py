"""送达 (行政处罚法 art. 61; 民事诉讼法 arts. 87-95; 行政强制法 art. 38)."""

from __future__ import annotations

from states.dossier.enforcement_words import ServiceMethod
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import decision, in_time, served, since_decision, tried
from states.law.legal_day import ONE_DAY
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, COLLECTOR = Role.OFFICER, Role.FINE_COLLECTOR


def _proof(dossier: Dossier) -> Entry | None:
    found = since_decision(dossier, "service_proof")
    return found[-1] if found else None


def _way(entry: Entry) -> str:
    known = {one.value: one.label for one in ServiceMethod}
    return known.get(entry.text("way") or entry.text("served_by"), "")


def _no_proof() -> Finding:
    return unmet("没有送达回证。", "登记「送达回证」。", OFFICER)


@requirement("E-SER-01")
def served_in_time(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 61(1): handed over on the spot to a party that is present, otherwise served within seven working days.

    Late service is service still, so it warns with the days (decision 0009).
    """
    made, proof = decision(dossier), _proof(dossier)
    if made is None or proof is None:
        return _no_proof()
    if proof.flag("present") and proof.on > made.on:
        return warned(
            f"宣告决定时当事人在场，应当在{made.on}当场交付，实际在{proof.on}送达。", "仍应当送达；查明原因并记入案卷。", OFFICER
        )
    return in_time(moment, "E-SER-01", made.on, proof.on, "送达")


@requirement("E-SER-01#collected")
def no_money_before_service(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 61(1), 67(3): the duty to pay begins with the receipt of the decision."""
    payment, received = dossier.last("payment"), served(dossier)
    if payment is None:
        return unmet("没有缴款登记。", "登记缴款情况。", COLLECTOR)
    if received is None:
        return unmet("决定书尚未送达，不得收缴罚款。", "先送达决定书。", OFFICER)
    if payment.on < received:
        return unmet(f"缴款日期{payment.on}早于决定书送达日期{received}。", "核对日期；送达以前收取的款项应当退还。", OFFICER, COLLECTOR)
    return met(f"决定书已于{received}送达。")


@requirement("E-SER-02")
def electronic_service_agreed(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 61(2): fax and e-mail only where the party agreed and signed the confirmation."""
    proof = _proof(dossier)
    if proof is None:
        return _no_proof()
    if proof.text("way") != ServiceMethod.ELECTRONIC:
        return not_applicable("没有采用电子送达。")
    if proof.flag("consent_signed"):
        return met("当事人同意电子送达并签订了确认书。")
    return unmet("采用电子送达，当事人没有签订确认书。", "由当事人签订确认书，或者改用其他方式送达。", OFFICER)


@requirement("E-SER-03")
def service_is_proved(dossier: Dossier, moment: Moment) -> Finding:
    """CPL arts. 87-94: left only before a witness or a camera, posted with the number, otherwise signed for or noted."""
    proof = _proof(dossier)
    if proof is None:
        return _no_proof()
    if lack := _lack(proof):
        return unmet(f"{_way(proof)}：{lack}", "补正送达回证；不能补正的，依法重新送达。", OFFICER)
    return met(f"{_way(proof)}，送达回证齐全。")


def _lack(proof: Entry) -> str:
    """What the proof lacks for its way of service; nothing when it is in order."""
    way, signed, noted = proof.text("way"), proof.flag("signed"), bool(proof.text("witness"))
    if way == ServiceMethod.LEFT:
        return "" if noted else "没有见证人，也没有拍照、录像。"
    if way == ServiceMethod.POST:
        return "" if proof.text("post_number") else "没有邮寄单号。"
    if way == ServiceMethod.ELECTRONIC:
        return ""  # the signed confirmation is asked by E-SER-02
    if way == ServiceMethod.DIRECT and not signed:
        return "受送达人没有签收；拒绝签收的，应当留置送达。"
    return "" if signed or noted else "没有签收，也没有注明情况。"


@requirement("E-SER-04#announced")
def announcement_is_the_last_resort(dossier: Dossier, moment: Moment) -> Finding:
    """CPL art. 95(1): only where nobody knows where the person is, or the other ways fail; both stand on file."""
    made, notice = decision(dossier), dossier.last("service_announced")
    if notice is None:
        return unmet("没有公告送达记录。", "登记「公告送达」。", OFFICER)
    ways = tried(dossier, notice.on, made)
    if not ways:
        return unmet("公告以前没有送达经过的记录。", "登记直接送达等各次「送达经过」，在案卷中记明原因。", OFFICER)
    if notice.flag("unknown"):
        return met("受送达人下落不明，查找、送达经过已经记录。")
    if ServiceMethod.DIRECT in ways and len(ways) > 1:
        return met("直接送达和其他方式均未能送达，经过已经记录。")
    return unmet("还没有穷尽其他送达方式。", "直接送达不成的，再以留置、邮寄、委托等方式送达并登记，仍不成的再公告。", OFFICER)


@requirement("E-SER-04")
def thirty_days_are_complete(dossier: Dossier, moment: Moment) -> Finding:
    """CPL art. 95(1): thirty days after the announcement have passed in full; rest days do not move the end.

    The thirtieth day is the day of service; it must be over before anybody says so.
    """
    notices, deemed = since_decision(dossier, "service_announced"), dossier.last("service_deemed")
    if not notices or deemed is None:
        return unmet("没有公告送达或者期满确认的记录。", "先公告送达，期满后确认。", OFFICER)
    period = moment.law.period("E-SER-04")
    due = period.due(notices[-1].on, moment.law.calendar).on
    if deemed.on >= due and moment.today > due:
        return met(f"{notices[-1].on}公告，至{due}满{period.n}{period.unit.label}。")
    return unmet(
        f"{notices[-1].on}公告，{due}日终才满{period.n}{period.unit.label}，不能视为在{deemed.on}送达。",
        f"{due + ONE_DAY}或者以后再确认，视为送达日期不早于{due}。",
        OFFICER,
        earliest=due + ONE_DAY,
    )


@requirement("E-SER-05")
def demand_served_in_person(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 38: the demand is served directly; otherwise only after refusal or failure, by the ways of the CPL."""
    return _in_person(dossier, dossier.last("demand"), "催告书")


@requirement("E-SER-05#forced")
def forced_execution_served_in_person(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 38, for the decision on forced execution."""
    return _in_person(dossier, dossier.last("forced_execution"), "强制执行决定书")


def _in_person(dossier: Dossier, paper: Entry | None, what: str) -> Finding:
    if paper is None:
        return unmet(f"没有{what}。", f"登记{what}及其送达情况。", OFFICER)
    if paper.text("served_by") == ServiceMethod.DIRECT:
        return met(f"{what}已经直接送达。")
    if ServiceMethod.DIRECT in tried(dossier, paper.on, _before(dossier, paper)):
        return met(f"{what}直接送达不成，已记录经过，改用{_way(paper)}。")
    return unmet(
        f"{what}没有直接送达，也没有拒收或者无法直接送达的记录。", f"先直接送达{what}；拒收或者送达不成的，登记「送达经过」。", OFFICER
    )


def _before(dossier: Dossier, paper: Entry) -> Entry | None:
    """What the paper follows: attempts before it concerned other papers."""
    followed = ("service_proof", "service_deemed") if paper.kind == "demand" else ("demand",)
    earlier = [one for kind in followed for one in since_decision(dossier, kind) if dossier.order(one) < dossier.order(paper)]
    return max(earlier, key=dossier.order, default=decision(dossier))
