"""不予处罚: what must be spared, what may be spared, and what then is owed (行政处罚法 arts. 30, 31, 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from states.dossier.discretion_words import DiscretionPaper
from states.dossier.enforcement_words import NoPenaltyGround
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import Role
from states.law.conditions.penalty_discretion import age_at
from states.law.discretion import in_force
from states.law.folding import bare
from states.law.officers import register_of
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet

HEAD = Role.AGENCY_HEAD
EDUCATED = frozenset({NoPenaltyGround.SLIGHT, NoPenaltyGround.FIRST, NoPenaltyGround.NO_FAULT, NoPenaltyGround.UNDER_AGE, NoPenaltyGround.INCAPABLE})


def _decision(dossier: Dossier, *grounds: NoPenaltyGround) -> Entry | None:
    """The decision, where it rests on one of these grounds."""
    found = dossier.last("no_penalty_decision")
    return found if found is not None and found.text("ground") in grounds else None


def _listed(dossier: Dossier, decision: Entry) -> Iterator[tuple[Entry, Mapping[str, Value]]]:
    """The lists in force that have the case's item for the ground of the decision, each with its row."""
    register, filed = register_of(dossier), dossier.last("filing_approval")
    for paper in register.all("no_penalty_list") if register is not None and filed is not None else ():
        for row in paper.rows("items") if in_force(paper, decision.on) else ():
            if filed is not None and row.get("code") == filed.text("item") and row.get("ground") == decision.text("ground"):
                yield paper, row


def _chosen(dossier: Dossier, decision: Entry) -> Mapping[str, Value] | None:
    """The row that the decision goes by: of several the one whose conditions it answers, else that whose violation it names."""
    rows = [row for paper, row in _listed(dossier, decision) if bare(paper.text("document")) in bare(decision.text("list_item"))]
    named = [row for row in rows if row.get("violation") and bare(str(row["violation"])) in bare(decision.text("list_item"))]
    answered = {bare(str(one.get("condition", ""))) for one in decision.rows("list_conditions")}
    return max(named or rows, key=lambda row: len(answered & set(map(bare, _conditions(row)))), default=None)


def _conditions(row: Mapping[str, Value]) -> tuple[str, ...]:
    """What must all be there (同时具备), each by itself."""
    return tuple(one for part in re.split(r"[;；\n]", str(row.get("conditions", ""))) if (one := re.sub(r"^\s*[（(]?\d{1,2}[)）.、．]?\s*", "", part).strip("。 ")))


def _beside_the_list(dossier: Dossier, decision: Entry) -> Finding | None:
    """PEN art. 33(1), as the body's list spells it out: who goes by the list keeps all its conditions, and no policy is a list."""
    register, named = register_of(dossier), bare(decision.text("list_item"))
    for paper in register.all("discretion_paper") if register is not None and named else ():
        if paper.text("nature") == DiscretionPaper.POLICY and bare(paper.text("document")) in named:
            why = f"「{paper.text('document')}」是激励政策，不是不予处罚的法定依据。"
            return unmet(why, "按行政处罚法第三十三条的条件逐项认定，写明清单事项或者删去该文件。", HEAD)
    row = _chosen(dossier, decision) if named else None
    answers = {bare(str(one.get("condition", ""))): one.get("fulfilled") is True for one in decision.rows("list_conditions")}
    lacking = [one for one in _conditions(row) if not answers.get(bare(one))] if row else []
    if lacking:
        return unmet(f"清单要求同时具备的条件没有核对或者不具备：{'；'.join(lacking)}。", "在「清单条件的核对」中逐项填写；不具备的，不适用该清单事项。", HEAD)
    return None


def _all_of(decision: Entry, needed: dict[str, str], otherwise: str) -> Finding | None:
    missing = [label for name, label in needed.items() if not decision.flag(name)]
    return unmet(f"不具备{'、'.join(missing)}的条件。", otherwise, HEAD) if missing else None


@requirement("E-DEC-08")
def slight_and_harmless(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 33(1), first half: slight, corrected in time, no harm: all three, and then no penalty must be given."""
    decision = _decision(dossier, NoPenaltyGround.SLIGHT)
    if decision is None:
        return not_applicable("不是因违法行为轻微不予处罚。")
    needed = {"slight": "违法行为轻微", "corrected": "及时改正", "harmless": "没有造成危害后果"}
    lacking = _all_of(decision, needed, "三项条件同时具备才不予处罚；危害后果轻微的初次违法，按首违可以不予处罚办理。")
    return lacking or _beside_the_list(dossier, decision) or met("轻微、及时改正、没有危害后果，应当不予处罚。")


@requirement("E-DEC-09")
def first_and_slight_harm(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 33(1), second half: first, slight harm, corrected in time: may be spared."""
    decision = _decision(dossier, NoPenaltyGround.FIRST)
    if decision is None:
        return not_applicable("不是因初次违法不予处罚。")
    needed = {"first": "初次违法", "slight_harm": "危害后果轻微", "corrected": "及时改正"}
    if lacking := _all_of(decision, needed, "三项条件同时具备才可以不予处罚。") or _beside_the_list(dossier, decision):
        return lacking
    register = register_of(dossier)
    known = [one for one in register.all("violation_ledger") if one.text("subject") == decision.text("party")] if register else []
    if known:
        why = f"违法行为信息库中「{decision.text('party')}」{known[-1].on}已有违法记录，不是初次违法。"
        return unmet(why, "核对是否属于同一领域的初次违法；不是的，依法处罚。", HEAD)
    return met("初次违法、危害后果轻微并及时改正，可以不予处罚。")


@requirement("E-DEC-10")
def no_fault_is_proved(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 33(2): the party proves with sufficient evidence that it was not at fault."""
    decision = _decision(dossier, NoPenaltyGround.NO_FAULT)
    if decision is None:
        return not_applicable("不是因没有主观过错不予处罚。")
    if not decision.flag("party_proved"):
        return unmet("当事人没有以充分证据证明没有主观过错。", "由当事人举证；法律、行政法规另有规定的，从其规定。", HEAD)
    return met("当事人已证明没有主观过错。")


@requirement("E-DEC-11")
def party_is_educated(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 33(3): who is spared by law is educated."""
    decision = _decision(dossier, *EDUCATED)
    if decision is None:
        return not_applicable("违法事实不能成立或者超过追责时效，不适用教育。")
    if not decision.text("education"):
        return unmet("没有记录对当事人的教育。", "对当事人进行教育并填写。", HEAD)
    row = _chosen(dossier, decision) if decision.text("list_item") else None
    if row is not None and row.get("follow_up") and not (decision.text("follow_up") and decision.day("follow_up_by")):
        return unmet(f"清单规定不予处罚后「{row['follow_up']}」，决定没有写明后续措施和期限。", "填写后续措施和办理期限。", HEAD)
    return met("已对当事人进行教育。")


@requirement("E-DEC-12")
def spared_for_age_or_mind(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 30, 31: under fourteen, or unable to recognise or control: no penalty, the guardian is charged."""
    decision = _decision(dossier, NoPenaltyGround.UNDER_AGE, NoPenaltyGround.INCAPABLE)
    if decision is None:
        return not_applicable("不是因年龄、精神智力状况不予处罚。")
    if not decision.text("guardian"):
        return unmet("没有责令监护人管教、看管和治疗。", "填写监护人及责令的内容。", HEAD)
    if decision.text("ground") == NoPenaltyGround.INCAPABLE:
        if not decision.flag("incapable"):
            return unmet("没有不能辨认或者不能控制自己行为的认定。", "依鉴定等证据认定后填写。", HEAD)
        return met("不能辨认或者不能控制自己行为，不予处罚。")
    filed, born = dossier.last("filing_approval"), decision.day("born_on")
    below = int(moment.law.number("E-DEC-12", "none_below"))
    acted = (filed.day("ended_on") or filed.day("found_on") or filed.on) if filed else None
    if born is None or acted is None or age_at(born, acted) >= below:
        return unmet(f"没有出生日期，或者违法时已满{below}周岁。", "核对出生日期和违法行为发生的日期；已满的，从轻或者减轻处罚。", HEAD)
    return met(f"违法时不满{below}周岁，不予处罚。")


@requirement("E-DEC-13")
def list_is_named(dossier: Dossier, moment: Moment) -> Finding:
    """云南省纲要 五（二十）: where the list of slight matters has the item, the decision names it."""
    decision = _decision(dossier, NoPenaltyGround.SLIGHT, NoPenaltyGround.FIRST)
    if decision is None or register_of(dossier) is None or dossier.last("filing_approval") is None:
        return not_applicable("不是因轻微或者初次违法不予处罚。")
    listed = [paper for paper, _ in _listed(dossier, decision)]
    if listed and not decision.text("list_item"):
        return unmet(f"本事项列入{listed[-1].text('document')}，决定没有写明适用的清单事项。", "填写不予处罚清单的文件和事项。", HEAD)
    return met("已写明适用的清单事项。") if listed else not_applicable("不予处罚清单中没有本事项。")


@requirement("E-DEC-05#spared")
def remedies_are_told(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 59, in step with the decision on a penalty: no less time for reconsideration and suit than the law gives."""
    decision, law = dossier.last("no_penalty_decision"), moment.law
    if decision is None:
        return unmet("没有不予行政处罚决定。", "登记「不予行政处罚决定」。", HEAD)
    times = [("suit_months", "提起行政诉讼", law.period("E-CRT-02", "suit"))]
    if law.applies("E-REM-01"):  # the law on reconsideration is known here from 2024 on
        times.append(("review_days", "申请行政复议", law.period("E-REM-01")))
    short = [f"{what}的期限为{period.n}{period.unit.label}，写为{decision.number(name)}" for name, what, period in times if decision.number(name) < period.n]
    if short:
        return unmet(f"告知的期限少于法定期限：{'；'.join(short)}。", "按法定期限改正。", HEAD)
    return met("已写明复议、诉讼的途径和期限。")
