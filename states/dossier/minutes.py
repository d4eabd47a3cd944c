"""Reads the minutes of a meeting: who was there, in which order they spoke, and who saw it differently."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from states.dossier.model import Entry
from states.dossier.vocabulary import MeetingOutcome, Position

SILENT = frozenset({Position.RECUSED, Position.ABSENT})
PASSING = frozenset({MeetingOutcome.PASSED, MeetingOutcome.PASSED_CHANGED})
# Views that differ from what was decided, so that L713 art. 30(3) asks for them to be set down.
DIFFERS = {
    MeetingOutcome.PASSED: frozenset({Position.DISAGREE, Position.AGREE_IF_CHANGED}),
    MeetingOutcome.PASSED_CHANGED: frozenset({Position.DISAGREE}),
    MeetingOutcome.AGAIN: frozenset({Position.DISAGREE}),
    MeetingOutcome.REJECTED: frozenset({Position.AGREE, Position.AGREE_IF_CHANGED}),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the minutes: who, as which speaker, with what view."""

    name: str
    order: int
    position: Position
    statement: str

    @property
    def present(self) -> bool:
        return self.position not in SILENT


def members(minutes: Entry) -> tuple[Member, ...]:
    """The lines of the minutes in the order of speaking."""
    rows = (
        Member(
            str(row.get("name", "")).strip(),
            order if isinstance(order := row.get("order"), int) else 0,
            Position(str(row.get("position", Position.ABSENT))),
            str(row.get("statement", "")).strip(),
        )
        for row in minutes.rows("members")
    )
    return tuple(sorted(rows, key=lambda member: member.order))


def present(minutes: Entry) -> tuple[Member, ...]:
    """Members who took part in the discussion: neither absent nor recused."""
    return tuple(member for member in members(minutes) if member.present)


def outcome(minutes: Entry) -> MeetingOutcome | None:
    """What was decided; None where minutes from elsewhere do not say."""
    return next((one for one in MeetingOutcome if one == minutes.text("outcome")), None)


def dissenting(minutes: Entry) -> tuple[Member, ...]:
    """Members whose view differs from the decision; it may reduce their liability (L713 art. 38(3))."""
    decided = outcome(minutes)
    differs = DIFFERS[decided] if decided else frozenset()
    return tuple(member for member in present(minutes) if member.position in differs)


def majority_accepts(minutes: Entry) -> frozenset[MeetingOutcome] | None:
    """Outcomes in line with most of the views expressed, the head's not counted; None: no majority.

    Who agrees only with changes does not agree to the text as it stands: with those against they may be the most.
    """
    head = minutes.text("head")
    views = Counter(member.position for member in present(minutes) if member.name != head)
    conditional, against = views[Position.AGREE_IF_CHANGED], views[Position.DISAGREE]
    favour = views[Position.AGREE] + conditional
    total = favour + against
    unchanged_falls = (conditional + against) * 2 > total
    if against * 2 > total:
        return frozenset({MeetingOutcome.AGAIN, MeetingOutcome.REJECTED})
    if favour * 2 > total:
        return frozenset({MeetingOutcome.PASSED_CHANGED, MeetingOutcome.AGAIN}) if unchanged_falls else PASSING
    return frozenset(MeetingOutcome) - {MeetingOutcome.PASSED} if unchanged_falls else None
