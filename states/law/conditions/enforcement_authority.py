"""处罚主体、依据、管辖和人员: who may file a case, on what, where, by whom (行政处罚法 arts. 16, 17, 20-25, 42)."""

from __future__ import annotations

from states.dossier.enforcement_words import BodyStanding
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.enforcement_items import LAWFUL, body_of, item_on
from states.law.officers import named, uncertified
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD, KEEPER = Role.OFFICER, Role.AGENCY_HEAD, Role.ENFORCEMENT_REVIEWER
ENTRUSTMENT = {
    "entrusted_in_writing": "载明事项、权限、期限的书面委托书",
    "entrustment_published": "委托书的公布",
    "entrusted_able": "受委托组织的条件（依法成立、管理公共事务、有合格人员和技术条件）",
}


def filing_of(dossier: Dossier) -> Entry | None:
    """The approval as it stands, corrections included."""
    return dossier.last("filing_approval")


def not_filed() -> Finding:
    return unmet("没有立案审批。", "填写「立案审批」。", OFFICER, HEAD)


def _standing(dossier: Dossier) -> str:
    body = body_of(dossier)
    return body.text("standing") if body else ""


@requirement("E-AUT-01")
def body_within_its_powers(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 17: a body that has the power, within its statutory powers: the item of the case is one of them.

    The register is where the body's powers stand, so what is not listed there, or was cancelled, is none of them.
    """
    body, filing = body_of(dossier), filing_of(dossier)
    if body is None or not body.text("standing") or not body.text("powers_basis"):
        return unmet("本机关没有登记执法主体性质和处罚权依据。", "在执法登记中办理「执法主体登记」，写明处罚权依据。", KEEPER, HEAD)
    if filing is None:
        return not_filed()
    code = filing.text("item")
    if item_on(dossier, code, filing.on) is None:
        return unmet(
            f"执法事项「{code or '未填'}」在{filing.on}没有列入本机关的执法事项，或者已经取消，不在法定职权范围内。",
            "核对事项编码；依法有处罚权的，先登记「行政执法事项」；没有依据的，不予立案。",
            KEEPER,
            HEAD,
        )
    return met(f"本机关依{body.text('powers_basis')}行使处罚权，执法事项「{code}」已列入清单。")


@requirement("E-AUT-02")
def entrusted_lawfully(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 20, 21: entrusted in writing with matter, powers and term, published, to a body that meets the conditions."""
    body, filing = body_of(dossier), filing_of(dossier)
    if body is None or _standing(dossier) != BodyStanding.ENTRUSTED:
        return not_applicable("本机关不是受委托实施处罚。")
    missing = [label for name, label in ENTRUSTMENT.items() if not body.flag(name)]
    if not body.text("entrusted_by"):
        missing.insert(0, "委托机关")
    if missing:
        return unmet(f"委托实施处罚缺少{'、'.join(missing)}。", "补齐后重新办理「执法主体登记」；补齐前由委托机关立案。", KEEPER, HEAD)
    until, on = body.day("entrusted_until"), filing.on if filing else moment.today
    if until is None or until < on:
        return unmet(f"委托期限{until or '未填'}，不能涵盖{on}。", "由委托机关重新书面委托并公布，更新「执法主体登记」。", KEEPER, HEAD)
    return met(f"受{body.text('entrusted_by')}书面委托，期限至{until}。")


@requirement("E-AUT-03")
def township_able(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 24: by a published decision of the province, to a township that is able to, assessed at intervals."""
    body, filing = body_of(dossier), filing_of(dossier)
    if body is None or _standing(dossier) != BodyStanding.TOWNSHIP:
        return not_applicable("本机关不是乡镇人民政府、街道办事处。")
    missing = [] if body.text("provincial_decision") else ["省级交由行使处罚权的决定"]
    if not body.flag("provincial_published"):
        missing.append("该决定的公布")
    assessed, on = body.day("capacity_assessed_on"), filing.on if filing else moment.today
    if assessed is None or assessed > on:
        missing.append(f"{on}以前的承接能力评估")
    if missing:
        return unmet(f"乡镇、街道行使处罚权缺少{'、'.join(missing)}。", "补齐后更新「执法主体登记」；补齐前移送县级主管部门。", KEEPER, HEAD)
    return met(f"处罚权依{body.text('provincial_decision')}交由行使，承接能力已于{assessed}评估。")


@requirement("E-AUT-09")
def item_listed(dossier: Dossier, moment: Moment) -> Finding:
    """Local plans (S0 二(四)3, S3 五(十九)): enforcement items without a basis are cancelled from the list."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    code = filing.text("item")
    if item_on(dossier, code, filing.on) is None:
        return unmet(
            f"执法事项清单在{filing.on}没有「{code or '未填'}」，或者该事项已经取消。", "没有依据的事项不再执法；有依据的，先列入清单。", KEEPER, HEAD
        )
    return met(f"「{code}」列入执法事项清单，没有取消。")


@requirement("E-AUT-07#filing")
def item_based_on_law(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 16: only statutes, regulations and rules may provide for a penalty, so no case is filed on less."""
    filing = filing_of(dossier)
    item = item_on(dossier, filing.text("item"), filing.on) if filing else None
    if item is None:
        return unmet("没有在执法事项清单中找到本案的依据。", "核对事项编码，登记依据后立案。", KEEPER, HEAD)
    if item.text("basis_level") not in LAWFUL or not item.text("basis"):
        return unmet(
            f"「{item.text('name')}」的依据「{item.text('basis')}」不是法律、法规、规章，不能设定处罚。",
            "不予立案；另有法律、法规、规章依据的，先更正执法事项的依据。",
            KEEPER,
            HEAD,
        )
    return met(f"依据为{item.text('basis')}。")


@requirement("E-AUT-05")
def jurisdiction(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 22, 23: where the act happened, unless a law, regulation or ministry's rule says otherwise."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    if filing.flag("in_area"):
        return met(f"违法行为发生地{filing.text('place')}在本机关管辖区域。")
    if basis := filing.text("jurisdiction_basis"):
        return met(f"违法行为发生地不在本机关管辖区域，依{basis}管辖。")
    return unmet(
        f"违法行为发生地{filing.text('place')}不在本机关管辖区域，没有写明管辖依据。",
        "办理「移送有管辖权的机关」；法律、行政法规、部门规章另有规定的，写明依据。",
        OFFICER,
        HEAD,
    )


@requirement("E-AUT-05#referred")
def referred_to_the_competent(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 22, 23, 25: a case goes to who has jurisdiction; who was designated keeps it."""
    referral, filing = dossier.last("referral"), filing_of(dossier)
    if referral is None or not referral.text("to") or not referral.text("reason"):
        return unmet("没有写明移送机关和理由。", "填写「移送有管辖权的机关」。", HEAD)
    if filing is not None and (by := filing.text("designated_by")):
        return unmet(f"本案由{by}指定本机关管辖，不能自行移送。", "继续办理，或者报请原指定机关改变指定。", HEAD)
    if filing is not None and filing.flag("in_area") and not filing.text("other_agency"):
        return warned("立案审批认定违法行为发生在本机关管辖区域，没有其他机关在先立案。", "在移送理由中写明本机关为什么没有管辖权。", HEAD)
    return met(f"移送{referral.text('to')}。")


@requirement("E-AUT-06")
def first_to_file(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 25: of two competent bodies the first to file; in dispute by agreement, else by the common superior."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    other, by = filing.text("other_agency"), filing.text("designated_by")
    if not other:
        return met("没有其他机关对同一违法行为在先立案。")
    if not by:
        return unmet(
            f"{other}已对同一违法行为立案，由最先立案的机关管辖。",
            "移送该机关；有争议的先协商，协商不成的报请共同的上一级机关指定管辖，写明指定机关和文号。",
            HEAD,
        )
    return met(f"{other}也已立案，由{by}指定本机关管辖。")


@requirement("E-AUT-10#filing")
def case_given_to_officers(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): who is put on the case holds a valid certificate of an officer on the day of filing."""
    filing = filing_of(dossier)
    if filing is None:
        return not_filed()
    people = named(filing)
    if not people:
        return unmet("立案审批没有写明执法人员。", "指定持有执法证件的执法人员。", HEAD)
    if lacking := uncertified(dossier, people, filing.on):
        who = "、".join(dossier.names.person(one) for one in lacking)
        return unmet(f"{who}在{filing.on}没有有效的执法证件。", "另行指定持有有效执法证件的执法人员；证件漏登的，先在执法登记中补登。", HEAD, KEEPER)
    return met(f"{len(people)}名执法人员在{filing.on}均持有有效的执法证件。")


@requirement("E-AUT-04")
def coercion_is_not_entrusted(dossier: Dossier, moment: Moment) -> Finding:
    """COE art. 17(1): the power to seize and seal is exercised by the body that the law names; it cannot be entrusted."""
    if not dossier.has("seizure_list"):
        return not_applicable("本案没有查封、扣押。")
    if _standing(dossier) == BodyStanding.ENTRUSTED:
        return unmet("受委托的组织实施了查封、扣押，行政强制措施权不得委托。", "解除查封、扣押；由有权的行政机关实施。", OFFICER, HEAD)
    return met("查封、扣押由具有法定职权的机关实施。")
