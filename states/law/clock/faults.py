"""What is wrong with a record of a clock, in words that an officer or a legal reviewer can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from states.errors import DomainError, InvalidEntry, OutOfTime


class Flaw(StrEnum):
    """Why a record does not count, or what else must be said of it."""

    REVERSED = "reversed"
    NOT_STARTED = "not_started"
    STARTED_TWICE = "started_twice"
    BEFORE_START = "before_start"
    AHEAD = "ahead"
    AFTER_END = "after_end"
    SETTLED = "settled"
    WAITING = "waiting"
    NOT_ALLOWED = "not_allowed"
    NOT_NOTIFIED = "not_notified"
    NOTIFIED_LATE = "notified_late"
    NO_FIXED_END = "no_fixed_end"
    OVERRUN = "overrun"
    TOO_LONG = "too_long"
    TOO_OFTEN = "too_often"
    WRONG_UNIT = "wrong_unit"
    WRONG_APPROVER = "wrong_approver"
    NO_PAPER = "no_paper"
    NOT_ASKED = "not_asked"
    NOT_TOLD = "not_told"
    NO_END = "no_end"


# These records count nevertheless, in part or wholly.
REMARKS = frozenset({Flaw.NOTIFIED_LATE, Flaw.OVERRUN, Flaw.NOT_TOLD})
_OUT_OF_TIME = frozenset({Flaw.AFTER_END, Flaw.BEFORE_START, Flaw.AHEAD, Flaw.SETTLED, Flaw.WAITING})


@dataclass(frozen=True, slots=True)
class Fault:
    """``record``: place among the records passed in; ``field``: of that record; ``message``: Chinese."""

    record: int
    flaw: Flaw
    field: str
    message: str

    @property
    def void(self) -> bool:
        """Whether the record is left out of the count."""
        return self.flaw not in REMARKS

    def refusal(self) -> DomainError:
        if self.flaw in _OUT_OF_TIME:
            return OutOfTime(self.message)
        return InvalidEntry({self.field: self.message}, self.message)


class Refused(Exception):
    """Ends the judging of one record; never leaves the package."""

    def __init__(self, flaw: Flaw, field: str, message: str) -> None:
        self.flaw, self.field, self.message = flaw, field, message
