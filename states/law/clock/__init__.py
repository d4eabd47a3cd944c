"""The legal clock: what the law lets happen to a period, what did happen, when it is due, and why, day by day.

Pure: dated law and standing records in, a state or an explanation out. First day out; working days by the calendar given;
days left out once, however many papers name them; months to the same date; extensions joined to the unmoved end.
"""

from states.law.clock.faults import Fault, Flaw
from states.law.clock.hours import HoursState, hours_state
from states.law.clock.reading import clock_law, read_clock_law, read_terms
from states.law.clock.records import (
    Exclusion,
    Extension,
    Interval,
    Pause,
    Restart,
    Settlement,
    Start,
    Supplement,
    Suspension,
    as_mapping,
    record_from,
)
from states.law.clock.state import (
    ClockState,
    ClockStatus,
    DeemedEffect,
    Standstill,
    admit,
    standstill,
    start_from,
    state,
)
from states.law.clock.telling import explain
from states.law.clock.terms import (
    Allowance,
    ClockLaw,
    DeemedFrom,
    DeemedRule,
    ExtensionRule,
    Terms,
)
from states.law.day_lines import DayLine

__all__ = [
    "Allowance",
    "ClockLaw",
    "ClockState",
    "ClockStatus",
    "DayLine",
    "DeemedEffect",
    "DeemedFrom",
    "DeemedRule",
    "Exclusion",
    "Extension",
    "ExtensionRule",
    "Fault",
    "Flaw",
    "HoursState",
    "Interval",
    "Pause",
    "Restart",
    "Settlement",
    "Standstill",
    "Start",
    "Supplement",
    "Suspension",
    "Terms",
    "admit",
    "as_mapping",
    "clock_law",
    "explain",
    "hours_state",
    "read_clock_law",
    "read_terms",
    "record_from",
    "standstill",
    "start_from",
    "state",
]
