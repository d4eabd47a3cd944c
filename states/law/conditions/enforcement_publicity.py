"""公示、撤回 (行政处罚法 art. 48; 政府信息公开条例 arts. 14-16; 三项制度; 市场监督管理行政处罚信息公示规定)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from states.dossier.enforcement_words import PartyKind, Secret
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import (
    PENALTIES,
    decision,
    in_time,
    parties,
    penalty,
    since_decision,
)
from states.law.conditions.publication_residue import refused
from states.law.requirement import Finding, Moment, Status, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD, OFFICE_HEAD = Role.OFFICER, Role.AGENCY_HEAD, Role.OFFICE_HEAD
NO_PENALTY = "本事项没有行政处罚决定。"


def _published(dossier: Dossier, moment: Moment, rule: str) -> Finding:
    """Publishing late is better than never, so the day that has passed warns (decision 0009)."""
    made, published = _result(dossier), since_decision(dossier, "result_publication")
    if made is None or not published:
        return unmet("没有公示记录。", "登记公示平台、内容和日期。", OFFICER)
    if len(published) > 1:
        return met(f"此前已于{published[0].on}公示，本次为重新公示。")
    return in_time(moment, rule, made.on, published[-1].on, "公示")


def _result(dossier: Dossier) -> Entry | None:
    """What is to be published: the decision, or what an inspection found."""
    return decision(dossier) or dossier.last("site_record") or dossier.last("case_handover")


def _is_penalty(dossier: Dossier) -> bool:
    made = decision(dossier)
    return made is not None and made.kind in PENALTIES


@requirement("E-PBL-01")
def penalty_published_in_seven_days(dossier: Dossier, moment: Moment) -> Finding:
    """Three systems: penalties within seven working days, unless a law or rule of a sector says otherwise."""
    if moment.law.applies("E-PBL-07"):
        return not_applicable("市场监督管理部门另有公示期限。")
    if not _is_penalty(dossier):
        return not_applicable(NO_PENALTY)
    return _published(dossier, moment, "E-PBL-01")


@requirement("E-PBL-02")
def other_results_published_in_twenty_days(dossier: Dossier, moment: Moment) -> Finding:
    """Three systems: other results within twenty working days."""
    if _is_penalty(dossier):
        return not_applicable("本事项是行政处罚决定，适用处罚决定的公示期限。")
    return _published(dossier, moment, "E-PBL-02")


@requirement("E-PBL-03")
def work_safety_penalty_exposed(dossier: Dossier, moment: Moment) -> Finding:
    """SAFE art. 78(2): penalties on a production unit are exposed within seven working days."""
    return _published(dossier, moment, "E-PBL-03") if _is_penalty(dossier) else not_applicable(NO_PENALTY)


def _of_another_province(dossier: Dossier) -> tuple[bool, bool]:
    """Of those punished: whether any is registered in this province, whether any in another (SAMRP arts. 9, 10)."""
    filing = dossier.last("filing_approval")
    away = {str(row.get("name", "")) for row in filing.rows("parties") if row.get("elsewhere") is True} if filing else set()
    punished = set(parties(dossier))
    return not punished or not punished <= away, not punished.isdisjoint(away)


def home_publicity_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The twenty days run from the decision, for those who are registered in this province."""
    made = penalty(dossier)
    return made.on if made and _of_another_province(dossier)[0] else None


def forwarding_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The ten days to send on run from the decision, until it was sent."""
    made = penalty(dossier)
    return made.on if made and _of_another_province(dossier)[1] and not since_decision(dossier, "publicity_forwarded") else None


def receiving_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The ten days of the other province run from the receipt there."""
    got = since_decision(dossier, "publicity_received")
    return got[-1].on if got else None


@requirement("E-PBL-07")
def market_penalty_published(dossier: Dossier, moment: Moment) -> Finding:
    """SAMRP arts. 9, 10: in twenty working days; of a party of another province sent on in ten, published there in ten more."""
    made, published = penalty(dossier), since_decision(dossier, "result_publication")
    if made is None:
        return not_applicable(NO_PENALTY)
    at_home, away = _of_another_province(dossier)
    if not published or len(published) > 1 or not away:
        return _published(dossier, moment, "E-PBL-07")
    found = [_published(dossier, moment, "E-PBL-07")] if at_home else []
    found += _sent_on(dossier, made, published[-1], moment)
    return next((one for status in (Status.UNMET, Status.WARNED) for one in found if one.status is status), found[-1])


def _sent_on(dossier: Dossier, made: Entry, published: Entry, moment: Moment) -> Iterator[Finding]:
    sent, got = since_decision(dossier, "publicity_forwarded"), since_decision(dossier, "publicity_received")
    if not sent:
        yield unmet("当事人登记地（住所地）不在本省、自治区、直辖市，没有推送公示信息的记录。", "推送登记地市场监督管理部门，登记「推送公示信息」。", OFFICER)
        return
    yield in_time(moment, "E-PBL-07", made.on, sent[-1].on, "推送公示信息", "sent_on")
    if not got or got[-1].on < sent[-1].on:
        yield unmet("没有登记地收到推送信息的日期，或者早于推送日期。", "向登记地核实后，登记「登记地收到推送的公示信息」。", OFFICER)
        return
    yield in_time(moment, "E-PBL-07", got[-1].on, published.on, "登记地公示", "other_province")


@requirement("E-PBL-11")
def nothing_secret_published(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 14, 15; PEN art. 50: secrets and privacy are taken out before the rest is published."""
    publication = dossier.last("result_publication")
    if publication is None:
        return unmet("没有公示记录。", "登记公示平台、内容和日期。", OFFICER)
    if (found := refused(publication, dossier)) is not None:
        return found
    if publication.flag("masked"):
        return met("已隐去不得公开的内容，逐字核对没有遗留。")
    if covered := _protected(dossier):
        return unmet(f"案卷涉及{'、'.join(covered)}，公示内容没有隐去。", "隐去有关内容后再公示。", OFFICER)
    return met("案卷没有登记不得公开的内容。")


def _protected(dossier: Dossier) -> tuple[str, ...]:
    """What the file says that may not be disclosed: noted secrets, and what is private to citizens who are parties."""
    found = {code for note in dossier.all("secrecy_note") for code in note.many("covers")} - {Secret.NONE}
    filing = dossier.last("filing_approval")
    if filing is not None and any(row.get("kind") == PartyKind.CITIZEN for row in filing.rows("parties")):
        found.add(Secret.PRIVACY)
    return tuple(one.label for one in Secret if one in found)


@requirement("E-PBL-04")
def of_social_impact_is_public(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 48(1): a penalty with some social impact is made public; it cannot be withheld as one without."""
    withheld, report = dossier.last("no_publication"), dossier.last("investigation_report")
    if withheld is None:
        return unmet("没有不予公示的认定。", "登记不予公示的理由和依据。", OFFICE_HEAD, HEAD)
    if not _is_penalty(dossier):
        return not_applicable(NO_PENALTY)
    if withheld.flag("social_impact"):
        return unmet("处罚决定具有一定社会影响，应当依法公开。", "办理「公示执法结果」，隐去不得公开的内容。", OFFICE_HEAD, HEAD)
    if report is not None and report.flag("social_impact"):
        return unmet(
            "调查终结报告载明可能造成重大社会影响，与认定没有社会影响不一致。", "办理「公示执法结果」，或者更正认定。", OFFICE_HEAD, HEAD
        )
    return met("认定处罚决定不具有一定社会影响。")


@requirement("E-PBL-11#withheld")
def withheld_only_for_secrets(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 14-16, 37: withheld whole only where what may not be disclosed cannot be taken out."""
    withheld = dossier.last("no_publication")
    if withheld is None or not withheld.text("basis"):
        return unmet("没有写明不予公示的依据。", "写明不予公示的法律依据。", OFFICE_HEAD, HEAD)
    covered = [one.label for one in Secret if one != Secret.NONE and one in withheld.many("covers")]
    if not covered:
        return warned("没有登记不得公开的内容；三项制度要求公开全部执法结果。", "确认法律、法规另有规定，否则办理公示。", OFFICE_HEAD, HEAD)
    if withheld.flag("separable"):
        return unmet(f"涉及{'、'.join(covered)}，但隐去后可以公开。", "隐去有关内容后办理「公示执法结果」。", OFFICE_HEAD, HEAD)
    return met(f"涉及{'、'.join(covered)}，不能区分处理。")


@requirement("E-PBL-05")
def withdrawn_with_reason(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 48(2): withdrawn within three working days of the change, and the reason is made public."""
    paper, revoked = dossier.last("publication_withdrawn"), since_decision(dossier, "decision_revoked")
    if paper is None or not paper.text("reason"):
        return unmet("没有公开说明撤回的理由。", "写明并公开撤回理由。", OFFICER)
    if not dossier.has("result_publication"):
        return unmet("没有公示过，不存在撤回。", "核对后更正。", OFFICER)
    changed = paper.day("changed_on")
    if changed is None:
        return unmet("没有写明决定被变更、撤销的日期。", "填写生效日期。", OFFICER)
    if revoked and revoked[-1].on != changed:
        return unmet(f"撤销、变更决定在{revoked[-1].on}生效，撤回记录写的是{changed}。", "核对并更正日期。", OFFICER)
    return in_time(moment, "E-PBL-05", changed, paper.on, "撤回公示信息")


def _left_standing(dossier: Dossier) -> tuple[Entry, Entry] | None:
    """A publication, and what undid its decision afterwards, where it was not withdrawn since it was published."""
    changes = [*dossier.all("decision_revoked"), *(one for one in dossier.all("remedy_ended") if one.flag("changed"))]
    for change in sorted(changes, key=dossier.order):
        for publication in dossier.all("result_publication"):
            if dossier.order(publication) > dossier.order(change) or any(dossier.after(publication, "publication_withdrawn")):
                continue
            return publication, change
    return None


def withdrawal_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The day from which the three days to withdraw run: of the change, while what was published still stands."""
    standing = _left_standing(dossier)
    return standing[1].on if standing else None


def _nothing_left(dossier: Dossier) -> Finding:
    if standing := _left_standing(dossier):
        published, change = standing
        return unmet(
            f"决定在{change.on}被变更、撤销或者确认违法，{published.on}公示的信息没有撤回。", "办理「撤回公示信息」并公开说明理由。", OFFICER
        )
    return met("没有应当撤回而未撤回的公示信息。")


@requirement("E-PBL-05#revoked")
def nothing_undone_stays_public(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 48(2): what was published of a decision that was undone is withdrawn before the matter goes on."""
    if not dossier.has("decision_revoked"):
        return not_applicable("没有被撤销、变更的决定。")
    return _nothing_left(dossier)


@requirement("E-PBL-05#closed")
def nothing_changed_stays_public(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 48(2), also where a reconsideration or a suit changed the decision without a new one being made."""
    return _nothing_left(dossier)
