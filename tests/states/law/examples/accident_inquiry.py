"""事故调查和批复: worked examples (ACC arts. 27, 29, 32)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import WATCHED, Example, Given, entry, given


def case(*entries: Entry, today: str = "2026-11-30", overlays: tuple[str, ...] = ("work_safety",)) -> Given:
    return given(*entries, today=today, overlays=overlays, procedure="penalty")


def accident(grade: str = "ordinary") -> Entry:
    return entry("accident_inquiry", grade=grade, happened_on="2026-03-02")


def report(on: str = "2026-06-16", **days: int) -> Entry:
    return entry("accident_report", submitted_on=on, **days)


def reply(on: str, **fields: object) -> Entry:
    return entry("accident_reply", replied_on=on, **fields)


def shown(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    return Example(key, WATCHED, passes, blocks, passing=passing, procedure="penalty")


GRAVE = accident("extra_serious")
EXAMPLES = (
    # Monday 2 March: sixty days end on 1 May, a holiday, hence on Wednesday 6 May.
    shown("E-INV-14", case(accident(), report("2026-05-06")), case(accident(), report("2026-05-07"))),
    shown("E-INV-14", case(accident(), today="2026-05-06"), case(accident(), today="2026-05-07")),
    # Sixty more days: Tuesday 30 June; ten of appraisal are not counted: Monday 11 May. Sixty-one more nobody may grant.
    shown("E-INV-14", case(accident(), report("2026-06-30", extension_days=60)), case(accident(), report("2026-07-01", extension_days=60))),
    shown("E-INV-14", case(accident(), report("2026-05-11", appraisal_days=10)), case(accident(), report("2026-05-12", appraisal_days=10))),
    shown("E-INV-14", case(accident(), report("2026-05-06", extension_days=60)), case(accident(), report("2026-05-06", extension_days=61))),
    shown("E-INV-14", case(), case(accident()), Status.NOT_APPLICABLE),
    shown("E-INV-14", case(accident(), overlays=()), case(accident()), Status.NOT_APPLICABLE),
    # Tuesday 16 June: fifteen days to 1 July; of the gravest thirty to 16 July, thirty more to Saturday 15 August, hence to the 17th.
    shown("E-INV-15", case(accident(), report(), reply("2026-07-01")), case(accident(), report(), reply("2026-07-02"))),
    shown("E-INV-15", case(GRAVE, report(), reply("2026-07-16")), case(GRAVE, report(), reply("2026-07-17"))),
    shown("E-INV-15", case(GRAVE, report(), reply("2026-08-17", extended=True)), case(GRAVE, report(), reply("2026-08-18", extended=True))),
    shown("E-INV-15", case(GRAVE, report(), reply("2026-07-01", extended=True)), case(accident(), report(), reply("2026-07-01", extended=True))),
    shown("E-INV-15", case(accident(), report(), today="2026-07-01"), case(accident(), report(), today="2026-07-02")),
    shown("E-INV-15", case(accident()), case(accident(), report()), Status.NOT_APPLICABLE),
)
