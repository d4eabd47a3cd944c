"""一事不再罚款 (行政处罚法 art. 29): in the case itself, and against what other matters decided."""

from __future__ import annotations

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier, EarlierFine
from states.dossier.vocabulary import Role
from states.law.conditions.implementing_facts import holds, penalty
from states.law.earlier_fines import acts, alike
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICER, HEAD = Role.OFFICER, Role.AGENCY_HEAD
ANSWER = "属于同一违法行为的，不得再次罚款，可以依法给予其他种类的处罚；不是的，在「与前次罚款不是同一违法行为的理由」中写明依据。"


@requirement("E-FIL-06")
def not_fined_twice(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 29: one act is not fined twice; whoever fines again beside a like case says why it is another act."""
    if (nothing := _no_fine(dossier)) is not None:
        return nothing
    decision, found = dossier.last("penalty_decision"), alike(dossier)
    if decision is not None and decision.flag("fined_before"):
        return unmet("对当事人的同一违法行为已经给予罚款。", "删去罚款；可以依法给予其他种类的处罚。", HEAD)
    if not found:
        return met("同一违法行为没有两次以上罚款。")
    answer = decision.text("distinct_act") if decision is not None else ""
    return _answered(dossier, found, answer, HEAD)


@requirement("E-FIL-06#summary")
def not_fined_twice_on_the_spot(dossier: Dossier, moment: Moment) -> Finding:
    """PEN arts. 29, 51: the same holds for a fine on the spot."""
    if (nothing := _no_fine(dossier)) is not None:
        return nothing
    decision, found = dossier.last("summary_decision"), alike(dossier)
    if not found:
        return met("没有查到对同一当事人同一违法行为的罚款。")
    return _answered(dossier, found, decision.text("distinct_act") if decision is not None else "", OFFICER)


@requirement("E-FIL-06#filed")
def may_be_fined_already(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 29, told while the case is handled and not only when it is decided."""
    if not acts(dossier):
        return not_applicable("尚未立案，没有当事人可以核对。")
    found = alike(dossier)
    return warned(f"{_told(dossier, found)}。", f"核对两案是否属于同一违法行为。{ANSWER}", OFFICER, HEAD) if found else met("没有查到对同一当事人同一违法行为的罚款。")


def _no_fine(dossier: Dossier) -> Finding | None:
    if penalty(dossier) is None or not holds(dossier, PenaltyKind.FINE):
        return not_applicable("决定没有罚款。")
    return None


def _answered(dossier: Dossier, found: tuple[EarlierFine, ...], answer: str, who: Role) -> Finding:
    if not answer:
        return unmet(f"{_told(dossier, found)}。", ANSWER, who)
    return warned(f"{_told(dossier, found)}；已说明不是同一违法行为：{answer}", "复核说明的依据。", who)


def _told(dossier: Dossier, found: tuple[EarlierFine, ...]) -> str:
    """Number, day and sum; of another body's case nothing more is known here."""
    rows = (f"{one.number}（{_body(dossier, one)}{one.decided_on}对「{one.party}」罚款{one.yuan}元）" for one in found)
    return f"当事人可能已就同一违法行为受到罚款：{'、'.join(rows)}"


def _body(dossier: Dossier, one: EarlierFine) -> str:
    return "本机关" if one.body == dossier.body else f"{dossier.names.office(one.body)}"
