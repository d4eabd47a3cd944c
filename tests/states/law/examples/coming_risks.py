"""风险提示: worked examples of what is asked outside gates (行政处罚法 arts. 36, 42, 46, 56); thresholds: 60 days, 2 working days, 30 days."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import WATCHED, Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import CERTIFIED, OFFICERS, certificate, filing
from tests.states.law.examples.enforcement_filing import act, lead


def case(*entries: Entry, today: str = "2026-06-30", register: tuple[Entry, ...] | None = CERTIFIED) -> Given:
    return given(*entries, today=today, register=register, procedure="penalty")


def example(key: str, passes: Given, blocks: Given, expect: Status = Status.WARNED, passing: Status = Status.MET) -> Example:
    return Example(key, WATCHED, passes, blocks, expect, passing, procedure="penalty")


# Two years from 2024-05-20 end on 2026-05-20, a Wednesday. Sixty calendar days before are 2026-03-21: sixty are left on
# that day, sixty-one on the day before. The last day itself is still in time; the day after is not.
OLD = lead(happened_on="2024-05-20")
LIMITATION = (
    example("E-FIL-02#near", case(OLD, today="2026-03-20"), case(OLD, today="2026-03-21")),
    example("E-FIL-02#near", case(OLD, today="2026-03-20"), case(OLD, today="2026-05-20")),
    example("E-FIL-02#near", case(OLD, today="2026-03-20"), case(OLD, today="2026-05-21"), Status.UNMET),
    example("E-FIL-02#near", case(lead(), today="2026-05-20"), case(OLD, today="2026-05-20"), passing=Status.NOT_APPLICABLE),
    example("E-FIL-02#near", case(OLD, filing(), today="2026-05-20"), case(OLD, today="2026-05-20"), passing=Status.NOT_APPLICABLE),
    # From 2024-03-01 to 2026-03-01; sixty days before are 2025-12-31.
    example("E-FIL-02#margin", case(act("2024-03-01", "2025-12-30")), case(act("2024-03-01", "2025-12-31"))),
    example("E-FIL-02#margin", case(act("2024-03-01", "2026-03-02")), case(act("2024-03-01", "2026-03-01"))),  # too late is E-FIL-02's own
    example("E-FIL-02#margin", case(act(None, "2026-03-01")), case(act("2024-03-01", "2026-03-01")), passing=Status.NOT_APPLICABLE),
    # Five years where both conditions are there: found on the last days of the second year is early.
    example("E-FIL-02#margin", case(act("2024-03-01", "2026-03-01", "life_safety", True)), case(act("2024-03-01", "2026-03-01", "life_safety"))),
)

# Registered on Monday 2026-09-21. The 25th to 27th are the holiday of Mid-Autumn, 1 to 7 October the National Day's; the
# Sunday 2026-09-20 and the Saturday 2026-10-10 are worked. Working days: 22, 23, 24, 28, 29, 30 September, 8 October = 7th.
# Two working days before the 8th is 2026-09-29 (30th and 8th are left).
REGISTERED = entry("evidence_registration", registered_on="2026-09-21", approved_on="2026-09-21")
HANDLED = entry("registered_handled", registered_on="2026-09-21", handled_on="2026-09-23")
REGISTRATION = (
    example("E-INV-09#near", case(REGISTERED, today="2026-09-28"), case(REGISTERED, today="2026-09-29")),
    example("E-INV-09#near", case(REGISTERED, today="2026-10-09"), case(REGISTERED, today="2026-10-08")),  # overdue is E-INV-09's own
    example("E-INV-09#near", case(REGISTERED, HANDLED, today="2026-10-08"), case(REGISTERED, today="2026-10-05")),
)

# 甲's certificate ends on 2026-06-30; thirty days before are 2026-05-31.
ENDING = (certificate("甲", valid_to="2026-06-30"), certificate("乙"))
RENEWED = (*ENDING, certificate("甲", valid_from="2026-07-01", valid_to="2030-06-30"))
WITHHELD = (*CERTIFIED, entry("certificate_change", number="云A001", change="withheld", on="2026-06-01"))
CHANGED = entry("officers_assigned", officers=[OFFICERS[1], {"person": "丙", "certificate": "云A003"}], on="2026-06-02")
TEAM = (
    example("E-AUT-10#today", case(filing(), register=ENDING, today="2026-05-30"), case(filing(), register=ENDING, today="2026-05-31")),
    example("E-AUT-10#today", case(filing(), register=ENDING, today="2026-05-30"), case(filing(), register=ENDING, today="2026-06-30")),
    example("E-AUT-10#today", case(filing(), register=RENEWED, today="2026-06-30"), case(filing(), register=ENDING, today="2026-07-01"), Status.UNMET),
    example("E-AUT-10#today", case(filing()), case(filing(), register=WITHHELD), Status.UNMET),
    example("E-AUT-10#today", case(), case(filing(), register=None), Status.UNMET, Status.NOT_APPLICABLE),
    example("E-INV-02#today", case(filing(), register=ENDING, today="2026-06-30"), case(filing(), register=ENDING, today="2026-07-01"), Status.UNMET),
    example("E-INV-02#today", case(filing()), case(filing(officers=OFFICERS[:1])), Status.UNMET),
    # Who is on the case now is who was put on it last.
    example("E-INV-02#today", case(filing(), CHANGED, register=(*CERTIFIED, certificate("丙"))), case(filing(), CHANGED), Status.UNMET),
    example("E-INV-02#today", case(), case(filing(), register=None), Status.UNMET, Status.NOT_APPLICABLE),
)

DECIDED = entry("penalty_decision", decided_on="2026-05-20")


def found(on: str, **fields: object) -> Entry:
    return entry("evidence_item", **{"obtained_on": on, "lawful": True, "verified": True, **fields})


LATE = (
    example("E-INV-05#late", case(found("2026-05-20"), DECIDED), case(found("2026-05-21"), DECIDED), Status.UNMET),
    example("E-INV-05#late", case(found("2026-05-21", excluded=True), DECIDED), case(found("2026-05-21"), DECIDED), Status.UNMET),
    # A decision that was made anew after it may rest on it.
    example(
        "E-INV-05#late", case(found("2026-05-21"), DECIDED, entry("penalty_decision", decided_on="2026-06-01")), case(found("2026-05-21"), DECIDED),
        Status.UNMET,
    ),
    example("E-INV-05#late", case(found("2026-05-21")), case(found("2026-05-21"), DECIDED), Status.UNMET, Status.NOT_APPLICABLE),
)  # fmt: skip

EXAMPLES = (*LIMITATION, *REGISTRATION, *TEAM, *LATE)
