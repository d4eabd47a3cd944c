"""立案: worked examples (行政处罚法 arts. 36, 54; 安全生产法 art. 73; rules of market supervision and work safety)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import filing

MARKET, SAFETY = ("market_supervision",), ("work_safety",)


def lead(received_on: str = "2026-03-02", **fields: object) -> Entry:
    return entry("lead", **{"received_on": received_on, "concerns_death": False, **fields})


def check(suspected: bool = True) -> Entry:
    return entry("lead_check", on="2026-03-04", suspected=suspected)


def case(*entries: Entry, overlays: tuple[str, ...] = (), law_as_of: str = "2026-01-10") -> Given:
    return given(*entries, overlays=overlays, law_as_of=law_as_of, procedure="penalty")


def act(ended_on: str | None, found_on: str, field: str = "general", harm: bool = False) -> Entry:
    ended = {} if ended_on is None else {"ended_on": ended_on}
    return filing("2026-03-10", found_on=found_on, field=field, harmful_result=harm, **ended)


def example(key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    steps = {"#declined": "decline_filing", "#decided": "decide_penalty", "#barred": "decide_no_penalty"}
    step = next((step for ending, step in steps.items() if key.endswith(ending)), "file_case")
    return Example(key, step, passes, blocks, expect, passing, procedure="penalty")


PROMPT = (
    example("E-FIL-01", case(check(), filing()), case(check(False), filing())),
    example("E-FIL-01", case(filing(standard_met_on="2026-03-10")), case(filing(standard_met_on="2026-03-11"))),
    example("E-FIL-01", case(filing()), case()),
    # 2026-02-13 is a Friday: the 14th is a make-up Saturday, 15 to 23 are free, so the second working day is the 24th.
    example(
        "E-FIL-01",
        case(filing("2026-02-24", standard_met_on="2026-02-13", found_on="2026-02-13")),
        case(filing("2026-02-25", standard_met_on="2026-02-13", found_on="2026-02-13")),
        Status.WARNED,
    ),
    example(
        "E-FIL-01",
        case(filing(standard_met_on="2026-03-02", late_reason="等待检验结论")),
        case(filing(standard_met_on="2026-03-02")),
        Status.WARNED,
    ),
    # Where the sector has a number, promptness is that number's business.
    example(
        "E-FIL-01",
        case(filing(standard_met_on="2026-03-02"), overlays=MARKET),
        case(filing(standard_met_on="2026-03-02")),
        Status.WARNED,
    ),
    example("E-FIL-01#declined", case(check(False), entry("not_filing")), case(check(), entry("not_filing"))),
    example("E-FIL-01#declined", case(check(False), entry("not_filing")), case(entry("not_filing"))),
)

# Two years from 2024-03-01 end on 2026-03-01, a Sunday; the time does not roll over: it bounds the agency's power.
# From the last day of February 2024 (a leap day) they end on the last day of February 2026.
TWO_YEARS = tuple(
    example(key, case(act(ended, kept)), case(act(ended, late)))
    for key in ("E-FIL-02", "E-FIL-02#decided")
    for ended, kept, late in (("2024-03-01", "2026-03-01", "2026-03-02"), ("2024-02-29", "2026-02-28", "2026-03-01"))
)
# Found in time and filed long after: what counts is being found. Still going on: no time has begun to run.
OTHER_STARTS = tuple(
    one
    for key in ("E-FIL-02", "E-FIL-02#decided")
    for one in (
        example(key, case(act("2023-06-01", "2025-05-30")), case(act("2023-06-01", "2025-06-02"))),
        example(key, case(act(None, "2026-03-02")), case(act("2024-01-31", "2026-03-02"))),
        # Found while it went on; found and filed on one day; but never filed before it was found.
        example(key, case(act("2026-03-05", "2026-03-02")), case(filing(found_on="2026-03-11"))),
        example(key, case(filing(found_on="2026-03-10")), case(filing(found_on="2026-03-11"))),
        example(key, case(filing()), case(filing(found_on=None))),
        example(key, case(filing()), case()),
    )
)
# Five years need both: either alone leaves the act of 2023 out of time in 2026.
BOTH = tuple(
    one
    for key in ("E-FIL-02", "E-FIL-02#decided")
    for field in ("life_safety", "finance")
    for one in (
        example(key, case(act("2023-03-02", "2026-03-02", field, True)), case(act("2023-03-02", "2026-03-02", field, False))),
        example(key, case(act("2023-03-02", "2026-03-02", field, True)), case(act("2023-03-02", "2026-03-02", "general", True))),
        # Five years from 2021-03-02 end on 2026-03-02.
        example(key, case(act("2021-03-02", "2026-03-02", field, True)), case(act("2021-03-01", "2026-03-02", field, True))),
    )
)
FIVE_YEARS = (
    *(
        example("E-FIL-03", case(act("2021-03-02", "2026-03-02", field, True)), case(act("2021-03-01", "2026-03-02", field, True)))
        for field in ("life_safety", "finance")
    ),
    example(
        "E-FIL-03",
        case(act("2020-03-02", "2026-03-02", "finance", False)),
        case(act("2020-03-02", "2026-03-02", "finance", True)),
        passing=Status.NOT_APPLICABLE,
    ),
    example(
        "E-FIL-03",
        case(act("2020-03-02", "2026-03-02", "general", True)),
        case(act("2020-03-02", "2026-03-02", "life_safety", True)),
        passing=Status.NOT_APPLICABLE,
    ),
    example("E-FIL-03", case(act("2021-03-02", "2026-03-02", "finance", True)), case()),
)

BARRED = entry("no_penalty_decision", ground="time_barred")
OUT_OF_TIME = (
    example("E-FIL-02#barred", case(act("2024-03-01", "2026-03-02"), BARRED), case(act("2024-03-01", "2026-03-01"), BARRED)),
    example(
        "E-FIL-02#barred",
        case(act("2021-03-01", "2026-03-02", "life_safety", True), BARRED),
        case(act("2023-03-01", "2026-03-02", "life_safety", True), BARRED),
    ),
    example("E-FIL-02#barred", case(act("2024-03-01", "2026-03-02"), BARRED), case(act(None, "2026-03-02"), BARRED)),
    example(
        "E-FIL-02#barred",
        case(act("2024-03-01", "2026-03-01"), entry("no_penalty_decision", ground="slight")),
        case(BARRED),
        passing=Status.NOT_APPLICABLE,
    ),
)

# Lead on Monday 2026-01-26: 27-30 Jan are 4 working days, 2-6 Feb 9, 9-13 Feb 14, Saturday 14 Feb (make-up) the 15th.
# 15-23 Feb are free. Fifteen more: 24-27 Feb 4, Saturday 28 Feb (make-up) 5, 2-6 Mar 10, 9-13 Mar the 15th.
FOUND = {"found_on": "2026-01-26"}
MARKET_TIME = (
    example(
        "E-FIL-04",
        case(lead("2026-01-26"), filing("2026-02-14", **FOUND), overlays=MARKET),
        case(lead("2026-01-26"), filing("2026-02-15", **FOUND), overlays=MARKET),
        Status.WARNED,
    ),
    example(
        "E-FIL-04",
        case(lead("2026-01-26"), filing("2026-03-13", extended=True, **FOUND), overlays=MARKET),
        case(lead("2026-01-26"), filing("2026-03-14", extended=True, **FOUND), overlays=MARKET),
        Status.WARNED,
    ),
    # A second report does not set the clock back; a reason on file departs from what is only general.
    example(
        "E-FIL-04",
        case(lead("2026-01-26"), filing("2026-02-24", late_reason="等待检验结论", **FOUND), overlays=MARKET),
        case(lead("2026-01-26"), lead("2026-02-10"), filing("2026-02-24", **FOUND), overlays=MARKET),
        Status.WARNED,
        Status.DEPARTED,
    ),
    # Nowhere else is there a number.
    example(
        "E-FIL-04",
        case(lead("2026-01-26"), filing("2026-03-10", **FOUND)),
        case(filing("2026-03-10", **FOUND), overlays=MARKET),
        Status.WARNED,
        Status.NOT_APPLICABLE,
    ),
)


def acted(acted_on: str, filed_on: str, law_as_of: str = "2026-01-10") -> Given:
    facts = {"found_on": "2026-01-05", "acted_first_on": acted_on}
    return case(filing(filed_on, **facts), overlays=SAFETY, law_as_of=law_as_of)


# Acted on Monday 2026-01-05: the fifth calendar day is Saturday the 10th, so it ends on Monday the 12th.
SAFETY_FIRST = (
    example("E-FIL-05", acted("2026-01-05", "2026-01-12"), acted("2026-01-05", "2026-01-13"), Status.WARNED),
    example("E-FIL-05", acted("2026-01-12", "2026-01-12"), acted("2026-01-13", "2026-01-12"), Status.WARNED),
    example(
        "E-FIL-05", case(filing(), overlays=SAFETY), acted("2026-01-05", "2026-01-13"), Status.WARNED, Status.NOT_APPLICABLE
    ),
    example("E-FIL-05", acted("2026-01-05", "2026-01-12"), case(overlays=SAFETY), Status.WARNED),
    # The old measures ended on 2026-01-31.
    example(
        "E-FIL-05",
        acted("2026-01-05", "2026-02-13", law_as_of="2026-02-01"),
        acted("2026-01-05", "2026-02-13", law_as_of="2026-01-31"),
        Status.WARNED,
        Status.NOT_APPLICABLE,
    ),
)

DEATH = lead(concerns_death=True, death_checked_by="某县人民政府")
REPORTED_DEATH = (
    example("E-LEAD-02", case(DEATH, filing(), overlays=SAFETY), case(lead(concerns_death=True), filing(), overlays=SAFETY)),
    example(
        "E-LEAD-02",
        case(lead(), filing(), overlays=SAFETY),
        case(DEATH, lead(concerns_death=True), filing(), overlays=SAFETY),
        passing=Status.NOT_APPLICABLE,
    ),
    example(
        "E-LEAD-02",
        case(lead(concerns_death=True), filing()),
        case(lead(concerns_death=True), filing(), overlays=SAFETY),
        passing=Status.NOT_APPLICABLE,
    ),
)

EXAMPLES = (
    *PROMPT, *TWO_YEARS, *OTHER_STARTS, *BOTH, *FIVE_YEARS, *OUT_OF_TIME, *MARKET_TIME, *SAFETY_FIRST, *REPORTED_DEATH,
)  # fmt: skip
