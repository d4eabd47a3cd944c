"""What is refused of an entry, however it comes onto file: a closed gate, and what cannot be right beside the rest."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.errors import GateClosed, InvalidEntry
from states.law.requirement import Finding, Moment
from states.procedures.base import Procedure


def refuse_unmet(label: str, findings: tuple[Finding, ...]) -> None:
    blocking = [finding for finding in findings if finding.blocks]
    if blocking:
        reasons = ";".join(f"{finding.reason}（依据：{finding.citation}）" for finding in blocking)
        raise GateClosed(f"不能办理「{label}」：{reasons}", findings)


def refuse_misfit(plan: Procedure, dossier: Dossier, entry: Entry, moment: Moment, place: str = "") -> None:
    """InvalidEntry for what cannot be right there; ``place``: how its fields are called in the form."""
    if wrong := plan.weigh(dossier, entry, moment):
        fields = {f"{place}{name}": why for name, why in wrong.items()}
        raise InvalidEntry(fields, f"「{KINDS[entry.kind].label}」填写有误：{';'.join(wrong.values())}")
