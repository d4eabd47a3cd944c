"""执法人员培训学时: worked examples (漯河 40 hours a year, 云南 60; pointed out when sixty days of the year are left)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import WATCHED, Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import certificate

LUOHE, YUNNAN = ("luohe",), ("yunnan",)


def opened(on: str) -> Entry:
    return entry("enforcement_body", registered_on=on)


def held(valid_from: str, valid_to: str) -> Entry:
    return certificate("甲", valid_from=valid_from, valid_to=valid_to)


BODY = opened("2025-01-06")
LONG = held("2024-06-01", "2028-05-31")


def trained(hours: int, year: int = 2025, person: str = "甲") -> Entry:
    return entry("training_record", person=person, year=year, hours=hours)


def register(*entries: Entry, overlays: tuple[str, ...] = LUOHE, today: str = "2026-05-06", body: Entry = BODY) -> Given:
    return given(body, *entries, procedure="enforcement_register", configuration=("er_kept",), overlays=overlays, today=today)


def example(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    return Example(key, WATCHED, passes, blocks, Status.WARNED, passing, procedure="enforcement_register")


EXAMPLES = (
    # Forty hours are enough in Luohe, sixty in Yunnan; several classes add up, those of another year or person do not.
    example("I-E-13", register(LONG, trained(40)), register(LONG, trained(39))),
    example("I-E-13", register(LONG, trained(24), trained(16)), register(LONG, trained(24), trained(16, 2024))),
    example("I-E-13", register(LONG, trained(40)), register(LONG, trained(40, person="乙"))),
    example("I-E-14", register(LONG, trained(60), overlays=YUNNAN), register(LONG, trained(59), overlays=YUNNAN)),
    example("I-E-14", register(LONG, overlays=LUOHE), register(LONG, trained(40), overlays=YUNNAN), Status.NOT_APPLICABLE),
    # Who came on 2 January, or left on 30 December, was not there all the year; an assistant is no officer.
    example("I-E-13", register(held("2025-01-02", "2028-01-01")), register(held("2025-01-01", "2028-01-01"))),
    example("I-E-13", register(held("2024-01-01", "2025-12-30")), register(held("2024-01-01", "2025-12-31"))),
    example("I-E-13", register(certificate("甲", valid_from="2024-06-01", valid_to="2028-05-31", standing="assistant")), register(LONG)),
    # A register that was opened in 2026 knows nothing of 2025.
    example("I-E-13", register(LONG, body=opened("2026-01-05")), register(LONG, body=opened("2025-12-31"))),
    # 2026 itself: sixty days before 31 December are 1 November; on that day what is lacking is pointed out, the day before not.
    example("I-E-13", register(LONG, trained(40), trained(10, 2026), today="2026-10-31"), register(LONG, trained(40), trained(10, 2026), today="2026-11-01"), Status.MET),
    example("I-E-14", register(LONG, trained(60), trained(60, 2026), overlays=YUNNAN, today="2026-12-31"),
            register(LONG, trained(60), trained(40, 2026), overlays=YUNNAN, today="2026-12-31")),
)  # fmt: skip
