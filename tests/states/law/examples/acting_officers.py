"""办理人员资格: worked examples of the hand that performs an act (PEN art. 42(1))."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import WATCHED, Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import CERTIFIED, certificate

KEY = "E-AUT-10#acting"


def case(*entries: Entry, register: tuple[Entry, ...] | None = CERTIFIED, procedure: str = "penalty") -> Given:
    return given(*entries, register=register, procedure=procedure)


def asked(by: str, on: str, kind: str = "inquiry_record", day: str = "on", role: Role = Role.OFFICER) -> Entry:
    return entry(kind, by=by, role=role, **{day: on})


def example(passes: Given, blocks: Given, passing: Status = Status.MET, procedure: str = "penalty") -> Example:
    return Example(KEY, WATCHED, passes, blocks, passing=passing, procedure=procedure)


# 甲's certificate runs from 2026-03-10 to 2026-06-30, both days included, and is withheld from 2026-05-11 to 2026-05-20:
# on the day of the change it is withheld, on the day it is restored it holds again.
SPAN = (certificate("甲", valid_from="2026-03-10", valid_to="2026-06-30"),)
WITHHELD = (
    *SPAN,
    entry("certificate_change", number="云A001", change="withheld", on="2026-05-11"),
    entry("certificate_change", number="云A001", change="restored", on="2026-05-20"),
)
EXAMPLES = (
    example(case(asked("甲", "2026-03-10"), register=SPAN), case(asked("甲", "2026-03-09"), register=SPAN)),
    example(case(asked("甲", "2026-06-30"), register=SPAN), case(asked("甲", "2026-07-01"), register=SPAN)),
    example(case(asked("甲", "2026-05-10"), register=WITHHELD), case(asked("甲", "2026-05-11"), register=WITHHELD)),
    example(case(asked("甲", "2026-05-20"), register=WITHHELD), case(asked("甲", "2026-05-19"), register=WITHHELD)),
    # An assistant's paper is none; without a register nobody is certified.
    example(case(asked("甲", "2026-05-06")), case(asked("甲", "2026-05-06"), register=(certificate("甲", standing="assistant"),))),
    example(case(asked("甲", "2026-05-06")), case(asked("甲", "2026-05-06"), register=None)),
    # Every act counts, not the last alone; each on its own day.
    example(case(asked("甲", "2026-05-06"), asked("乙", "2026-05-07")), case(asked("丁", "2026-05-06"), asked("乙", "2026-05-07"))),
    # Desk work asks for no certificate, nor does what another role files.
    example(case(asked("丁", "2026-05-06", "secrecy_note", "measure")), case(asked("丁", "2026-05-06", "penalty_notice", "served_on")),
            passing=Status.NOT_APPLICABLE),
    example(case(asked("丁", "2026-05-06", "filing_approval", "filed_on", Role.AGENCY_HEAD)), case(asked("丁", "2026-05-06", "service_proof", "served_on")),
            passing=Status.NOT_APPLICABLE),
    example(case(asked("甲", "2026-05-06", "summary_decision", "decided_on"), procedure="summary_penalty"),
            case(asked("丁", "2026-05-06", "summary_decision", "decided_on"), procedure="summary_penalty"), procedure="summary_penalty"),
    example(case(asked("甲", "2026-05-06", "site_record"), procedure="inspection"), case(asked("丁", "2026-05-06", "site_record"), procedure="inspection"),
            procedure="inspection"),
)  # fmt: skip
