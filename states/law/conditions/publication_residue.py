"""公示内容的隐去: nothing private is left in anything that a step makes public (政府信息公开条例 arts. 14, 15; 行政处罚法 art. 50)."""

from __future__ import annotations

from collections.abc import Iterator

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.masking import Mask, mask_of
from states.law.requirement import Finding, Moment, met, requirement, unmet

OFFICER = Role.OFFICER
CURE = "改用表单下方给出的隐去稿，或者删去有关内容后重新提交。"
MOST = 8  # places told in one finding; the rest is counted


def public_texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Label and text of whatever of a paper is shown to everybody, the names of its files included."""
    for spec in KINDS[entry.kind].fields:
        if spec.public:
            yield spec.label, entry.text(spec.name)
        for number, row in enumerate(entry.rows(spec.name), 1):
            yield from ((f"{spec.label}第{number}行", str(row.get(one.name, ""))) for one in spec.columns if one.public)


def left(entry: Entry, mask: Mask) -> tuple[str, ...]:
    """What is left in a paper and where, told without repeating it."""
    return tuple(f"「{label}」{one.told()}" for label, text in public_texts(entry) for one in mask.residue(text))


def refused(entry: Entry | None, dossier: Dossier) -> Finding | None:
    """The refusal for what is left; None where nothing is."""
    if entry is None or not (found := left(entry, mask_of(dossier))):
        return None
    more = f"等{len(found)}处" if len(found) > MOST else ""
    return unmet(f"{'；'.join(found[:MOST])}{more}，不得公开。", CURE, OFFICER)


@requirement("E-PBL-11#corrected")
def nothing_private_in_the_correction(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 14, 15: a correction is published like what it corrects, and repeats nothing that may not be."""
    if (found := refused(dossier.last("publication_corrected"), dossier)) is not None:
        return found
    if refused(dossier.last("result_publication"), dossier) is not None:
        return unmet("已经公示的内容中有不得公开的信息，更正不能使其消失。", "办理「撤回公示信息」，隐去后重新公示。", OFFICER)
    return met("更正内容中没有不得公开的信息。")


@requirement("E-PBL-11#withdrawn")
def nothing_private_in_the_reason(dossier: Dossier, moment: Moment) -> Finding:
    """INFO arts. 14, 15; PEN art. 48(2): the reason is made public, and only the reason."""
    return refused(dossier.last("publication_withdrawn"), dossier) or met("公开说明的理由中没有不得公开的信息。")
