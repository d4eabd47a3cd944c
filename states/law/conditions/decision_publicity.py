"""决策公开内容的核对、撤回和重新公布 (L713 art. 32; 政府信息公开条例 arts. 14-17, 37): nothing private goes out, nothing goes silently.

A number that names a person is refused; a name or an address may be an officer's or an office's, so it is only pointed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from states.dossier.kinds import KINDS
from states.dossier.kinds.execution import Released, WithdrawalGround
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.publication import STATUTORY_CHANNELS
from states.law.conditions.publication_residue import CURE, MOST, public_texts
from states.law.masking import NOTHING_ON_FILE, Residue, mask_of
from states.law.number_patterns import PERSONAL
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICE = Role.DECISION_OFFICE
WITHDRAWAL, AGAIN = "publication_withdrawal", "republication"
# What makes each of them public, and what goes out with it.
PAPERS: dict[str, tuple[str, ...]] = {
    Released.CONSULTATION: ("consultation_notice", "consultation_extension"), Released.HEARING: ("hearing_notice",),
    Released.PARTICIPANTS: ("hearing_participants",), Released.FEEDBACK: ("opinion_summary",),
    Released.DECISION: ("publication_record", "final_text", "interpretation", AGAIN),
}  # fmt: skip


def standing(dossier: Dossier, what: str) -> tuple[Entry, ...]:
    """What was made public of that and was not withdrawn since."""
    gone = [dossier.order(one) for one in dossier.all(WITHDRAWAL) if what in one.many("covers")]
    last = max(gone, default=-1)
    return tuple(one for kind in PAPERS[what] for one in dossier.all(kind) if dossier.order(one) > last)


def released(dossier: Dossier, what: str) -> bool:
    """Is it out? Feedback is once its day is on file, the decision by its record or its republication."""
    papers = standing(dossier, what)
    if what == Released.FEEDBACK:
        return any(one.day("fed_back_on") for one in papers)
    return any(one.kind in (PAPERS[what][0], AGAIN) for one in papers)


def nothing_out(dossier: Dossier) -> str:
    """Why nothing can be withdrawn."""
    return "" if any(released(dossier, what) for what in PAPERS) else "本事项没有正在公开的内容，不存在撤回。"


def nothing_to_repeat(dossier: Dossier) -> str:
    """Why the decision cannot be published again."""
    withdrawn = any(Released.DECISION in one.many("covers") for one in dossier.all(WITHDRAWAL))
    return "" if withdrawn and not released(dossier, Released.DECISION) else "本决策没有撤回公布，不需要重新公布。"


def numbers_in(entry: Entry) -> dict[str, str]:
    """Field -> why, where a paper that goes out as it is recorded holds a number that names a person."""
    return {
        spec.name: f"「{spec.label}」{found[0].told()}，不得公开。"
        for spec in KINDS[entry.kind].fields
        if spec.public and (found := [one for one in NOTHING_ON_FILE.residue(entry.text(spec.name)) if one.label in PERSONAL])
    }


def _left(dossier: Dossier, papers: Iterable[Entry]) -> Iterator[tuple[Residue, str]]:
    mask = mask_of(dossier)
    for entry in papers:
        for label, text in public_texts(entry):
            yield from ((one, f"「{KINDS[entry.kind].label}」的「{label}」{one.told()}") for one in mask.residue(text))


def _judged(dossier: Dossier, papers: Iterable[Entry], clean: str) -> Finding:
    found = list(_left(dossier, papers))
    worst = [told for one, told in found if one.label in PERSONAL]
    shown = worst or [told for _, told in found]
    more = f"等{len(shown)}处" if len(shown) > MOST else ""
    if worst:
        return unmet(f"{'；'.join(worst[:MOST])}{more}，不得公开。", CURE, OFFICE)
    if shown:
        return warned(f"{'；'.join(shown[:MOST])}{more}，请核实是否属于不得公开的个人信息。", f"属于个人信息的，{CURE}", OFFICE)
    return met(clean)


@requirement("D-PBL-05#private")
def nothing_private_goes_out(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 15, 17: before release the texts are held against what the file says of private persons."""
    papers = [one for what in PAPERS for one in standing(dossier, what)]
    return _judged(dossier, papers, "公开的文字中没有发现自然人的证件、电话、账号、姓名和住址。")


@requirement("D-PBL-05#reason")
def nothing_private_in_the_reason(dossier: Dossier, moment: Moment) -> Finding:
    """INFO art. 15: what is said of the withdrawal stays public for good."""
    return _judged(dossier, dossier.all(WITHDRAWAL)[-1:], "公开说明的理由中没有不得公开的信息。")


@requirement("D-PBL-03#withdrawn")
def withdrawn_on_a_ground(dossier: Dossier, moment: Moment) -> Finding:
    """L713 arts. 32, 37; INFO arts. 14-16: what is public stays so, unless a ground that is on file takes it back."""
    paper = dossier.last(WITHDRAWAL)
    if paper is None:
        return unmet("没有撤回的范围、依据和理由。", "登记撤回的内容、情形、依据和公开说明的理由。", OFFICE)
    before = _before(dossier, paper)
    absent = [one.label for one in Released if one in paper.many("covers") and not released(before, one)]
    if absent:
        return unmet(f"{'、'.join(absent)}没有公开或者已经撤回。", "核对撤回的内容。", OFFICE)
    if Released.CONSULTATION in paper.many("covers") and "co_open" in dossier.configuration:
        return unmet("仍在公开征求意见，撤回公告使公众无法提出意见。", "更正公告内容，或者截止征求意见后再撤回。", OFFICE)
    if paper.text("ground") == WithdrawalGround.CHANGED and not _changed(dossier):
        return unmet("案卷没有中止执行、调整或者由新决策替代的决定，决策不得随意变更。", "先办理相应的决定，或者改填其他情形。", OFFICE)
    ground = next((one.label for one in WithdrawalGround if one == paper.text("ground")), "没有写明")
    return met(f"撤回的情形为「{ground}」，依据：{paper.text('basis')}。")


@requirement("D-PBL-05#again")
def reviewed_before_it_is_out_again(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 17, 37: what is published in place of the withdrawn text is reviewed like it."""
    paper = dossier.last(AGAIN)
    if paper is None:
        return unmet("没有重新公布的记录。", "登记重新公布的日期、途径和文本。", OFFICE)
    if not paper.flag("reviewed"):
        return unmet("重新公布的文本没有经过公开前审查。", "审查同意后再公布。", OFFICE)
    withdrawal = dossier.last(WITHDRAWAL)
    if withdrawal is not None and paper.on < withdrawal.on:
        return unmet(f"重新公布（{paper.on}）早于撤回（{withdrawal.on}）。", "核对日期。", OFFICE, earliest=withdrawal.on)
    return met(f"{paper.on}重新公布，已经公开前审查。")


@requirement("D-PBL-01#again")
def again_through_statutory_channels(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 32: the same channels as the first time."""
    paper = dossier.last(AGAIN)
    if paper is None:
        return not_applicable("没有重新公布。")
    used = [one.label for one in STATUTORY_CHANNELS if one in paper.many("channels")]
    if used:
        return met(f"已通过{'、'.join(used)}重新公布。")
    return unmet("没有采用规定的公布途径。", f"至少通过{'、'.join(one.label for one in STATUTORY_CHANNELS)}之一公布。", OFFICE)


def _before(dossier: Dossier, paper: Entry) -> Dossier:
    """The file as it was when that paper came onto it."""
    return replace(dossier, entries=dossier.entries[: dossier.order(paper)])


def _changed(dossier: Dossier) -> bool:
    closing = dossier.last("closing_report")
    return dossier.has("suspension") or dossier.has("adjustment") or (closing is not None and bool(closing.text("new_decision")))
