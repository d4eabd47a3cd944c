"""办理人员资格: whoever performs an act of enforcement here as an officer holds a certificate on the day of the act (行政处罚法 art. 42).

The officers whom a paper names are judged by the gates of its steps; this asks the same of the hand that performs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.officers import certified
from states.law.requirement import Finding, Moment, judge, met, not_applicable, requirement, unmet

OFFICER, KEEPER, OFFICE_HEAD = Role.OFFICER, Role.ENFORCEMENT_REVIEWER, Role.OFFICE_HEAD
ACTING = "E-AUT-10#acting"
# What officers do towards a party or to establish the facts; what is only received, passed on or published is desk work.
ACTS = frozenset(
    {
        *("inspection_start", "site_record", "stop_order", "order_to_correct", "correction_checked"),
        *("inquiry_record", "scene_record", "evidence_item", "sampling", "evidence_registration", "registered_handled", "seizure_list"),
        *("testing_started", "investigation_report", "penalty_notice", "statement_review", "summary_decision"),
        *("service_attempt", "service_proof", "service_announced", "service_deemed", "demand"),
    }
)  # fmt: skip
CURE = "由持有有效执法证件的执法人员本人办理；证件已经换发、续期而漏登的，先在执法登记中补登。"


def _acts(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(one for one in entries if one.role is OFFICER and one.kind in ACTS)


@requirement(ACTING)
def performed_by_certified_officers(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 42(1): a penalty is carried out by persons qualified to enforce, each act of it and on its own day.

    Inspections are held to the same: their officers show a certificate (SAFE art. 67). A stand-in needs one of his own.
    """
    gone = dossier.superseded()
    done = [one for one in _acts(dossier.entries) if one.id not in gone]
    if not done:
        return not_applicable("没有执法人员办理的执法行为。")
    for act in done:
        if not certified(dossier, act.by, act.on):
            who = dossier.names.person(act.by)
            return unmet(f"办理{act.on}的「{KINDS[act.kind].label}」的{who}当日没有有效的执法证件。", CURE, OFFICER, OFFICE_HEAD, KEEPER)
    return met("执法行为均由当日持有有效执法证件的人员办理。")


def unqualified(dossier: Dossier, new: Iterable[Entry], moment: Moment) -> tuple[Finding, ...]:
    """What blocks these new entries of a matter because of who files them; the papers before were judged in their time."""
    return tuple(one for one in judge((ACTING,), replace(dossier, entries=tuple(new)), moment) if one.blocks)


def told_ahead(dossier: Dossier, kinds: Iterable[str], person: str, moment: Moment) -> str:
    """What the officer is told before the form is filled in; "" where nothing is wrong. An act of an earlier day may still be lawful."""
    if ACTS.isdisjoint(kinds) or certified(dossier, person, moment.today):
        return ""
    return f"您在{moment.today}没有有效的执法证件，以今天为办理日期的将被拒绝（依据：{moment.law.cite('E-AUT-10')}）。{CURE}"
