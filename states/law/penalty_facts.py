"""What stands on file of a penalty case at its present turn: parties, officers, the notice that holds, what is heavier.

A new report of the inquiry opens a new turn: notices, hearings and reviews of an earlier one no longer count
(行政处罚法 arts. 44, 45, 58, 62).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from states.dossier.enforcement_words import PartyKind, PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role

OFFICER_PAPERS = (
    "filing_approval", "officers_assigned", "inquiry_record", "scene_record", "sampling", "evidence_registration", "investigation_report",
)  # fmt: skip
# Penalties of which the law itself says that the party may ask for a hearing (行政处罚法 art. 63(1), items 3 and 4).
GRAVE = frozenset(
    {PenaltyKind.DOWNGRADE, PenaltyKind.LICENCE_REVOKED, PenaltyKind.STOP, PenaltyKind.CLOSURE, PenaltyKind.BARRED}
)
# What may be among "other heavier penalties" (item 5).
HEAVIER = frozenset({PenaltyKind.LICENCE_HELD, PenaltyKind.RESTRICTION, PenaltyKind.DETENTION})
MONEY = (PenaltyKind.FINE, PenaltyKind.GAINS, PenaltyKind.GOODS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one party is to bear; ``yuan`` is 0 for what is no money."""

    party: str
    penalty: PenaltyKind
    yuan: int


def outcomes(entry: Entry | None, column: str = "outcomes") -> tuple[Outcome, ...]:
    """The rows of a decision, or of a notice (``column`` proposed)."""
    rows = entry.rows(column) if entry else ()
    return tuple(Outcome(str(row.get("party", "")), PenaltyKind(str(row["penalty"])), _yuan(row)) for row in rows if row.get("penalty"))


def _yuan(row: Mapping[str, object]) -> int:
    amount = row.get("amount", 0)
    return amount if isinstance(amount, int) else 0


def parties(dossier: Dossier) -> Mapping[str, PartyKind]:
    """Who was filed against, by name."""
    filed = dossier.last("filing_approval")
    return {str(row.get("name", "")): PartyKind(str(row.get("kind", PartyKind.ORGANISATION))) for row in filed.rows("parties")} if filed else {}


def total(found: Iterable[Outcome], party: str, penalty: PenaltyKind) -> int:
    """What the party is to pay or lose of that kind, in yuan."""
    return sum(one.yuan for one in found if one.party == party and one.penalty is penalty)


def officers(dossier: Dossier) -> frozenset[str]:
    """Everybody who handled the case: named in its papers or acting as an officer."""
    named = (str(row.get("person", "")) for kind in OFFICER_PAPERS for one in dossier.all(kind) for row in one.rows("officers"))
    return dossier.people(Role.OFFICER) | frozenset(filter(None, named))


def report(dossier: Dossier) -> Entry | None:
    """The report that ended the inquiry; the last one counts."""
    return dossier.last("investigation_report")


def this_turn(dossier: Dossier, kind: str) -> tuple[Entry, ...]:
    """Standing entries of that kind since the inquiry last ended."""
    ended = report(dossier)
    return tuple(dossier.after(ended, kind)) if ended else dossier.all(kind)


def notice(dossier: Dossier) -> Entry | None:
    """The notice that holds: the last one since the inquiry ended."""
    given = this_turn(dossier, "penalty_notice")
    return given[-1] if given else None


def since_notice(dossier: Dossier, kind: str) -> tuple[Entry, ...]:
    """Standing entries of that kind since the notice that holds; nothing without one."""
    held = notice(dossier)
    return tuple(dossier.after(held, kind)) if held else ()


def heard(dossier: Dossier) -> Entry | None:
    """The record of the hearing held on the notice that holds."""
    records = since_notice(dossier, "penalty_hearing_record")
    return records[-1] if records else None


def review(dossier: Dossier) -> Entry | None:
    """The last opinion of the legal review that covers what is now to be decided: given after report and notice."""
    opinions = since_notice(dossier, "enforcement_review") if notice(dossier) else this_turn(dossier, "enforcement_review")
    return opinions[-1] if opinions else None


def heavier(new: Iterable[Outcome], old: Iterable[Outcome]) -> tuple[str, ...]:
    """In what the new outcome is heavier than the old: a kind that was not there, or more money; in Chinese."""
    after, before = tuple(new), tuple(old)
    found: list[str] = []
    for party, penalty in dict.fromkeys((one.party, one.penalty) for one in after):
        if penalty is PenaltyKind.NONE:
            continue
        was = [one for one in before if one.party == party and one.penalty is penalty]
        more, less = total(after, party, penalty), total(before, party, penalty)
        if not was:
            found.append(f"对「{party}」增加{penalty.label}")
        elif more > less:
            found.append(f"对「{party}」的{penalty.label}由{less}元增至{more}元")
    return tuple(found)
