"""加处罚款: worked examples (行政处罚法 arts. 72, 73(3); 行政强制法 arts. 42, 45, 46)."""

from __future__ import annotations

from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry
from tests.states.law.examples.implementing import (
    OTHER,
    agreed,
    case,
    decided,
    deferral,
    demand,
    ended,
    filed,
    forced,
    late_fine,
    on_the_spot,
    outcome,
    payment,
    proof,
    shown,
)

POWER = (entry("enforcement_body", own_forced_execution=True),)
NO_POWER = (entry("enforcement_body", own_forced_execution=False),)


def imposed(key: str, passes: Given, blocks: Given, step: str = "impose_late_fine", passing: Status = Status.MET) -> Example:
    return shown(key, step, passes, blocks, passing=passing)


# Served on 2 March; the last day to pay is 17 March, so the late fine begins on the 18th.
SERVED = (decided(), proof("2026-03-02"))
FIFTY = (decided("2026-03-02", outcome(amount=50)), proof("2026-03-02"))
PART = payment("2026-03-25", 4_000)
FIRST = late_fine("2026-03-18", "2026-03-25", 8, 2_400)

RECKONED = (
    imposed("E-LAT-01", case(*SERVED, late_fine("2026-03-18", "2026-03-27", 10, 3_000)), case(*SERVED, late_fine("2026-03-18", "2026-03-27", 10, 3_001))),
    imposed("E-LAT-01", case(*SERVED, late_fine("2026-03-18", "2026-03-18", 1, 300)), case(*SERVED, late_fine("2026-03-17", "2026-03-18", 2, 600))),
    # 18 March..20 April: fourteen and twenty days; 10200 would be above the fine.
    imposed("E-LAT-01", case(*SERVED, late_fine("2026-03-18", "2026-04-20", 34, 10_000)), case(*SERVED, late_fine("2026-03-18", "2026-04-20", 34, 10_200))),
    # 1.50 yuan: the fen are dropped, not rounded.
    imposed("E-LAT-01", case(*FIFTY, late_fine("2026-03-18", "2026-03-18", 1, 1, 50)), case(*FIFTY, late_fine("2026-03-18", "2026-03-18", 1, 2, 50))),
    # Less than the law gives is as wrong as more.
    imposed("E-LAT-01", case(*SERVED, late_fine("2026-03-18", "2026-03-27", 10, 3_000)), case(*SERVED, late_fine("2026-03-18", "2026-03-27", 10, 2_000))),
    # 4000 paid on the 25th, which still counts on the whole; what follows is on 6000.
    imposed(
        "E-LAT-01",
        case(*SERVED, PART, FIRST, late_fine("2026-03-26", "2026-03-27", 2, 360, 6_000)),
        case(*SERVED, PART, FIRST, late_fine("2026-03-26", "2026-03-27", 2, 600)),
    ),
    imposed("E-LAT-01", case(*SERVED, PART, FIRST), case(*SERVED, PART, late_fine("2026-03-18", "2026-03-27", 10, 3_000))),
    imposed("E-LAT-01", case(*SERVED, FIRST), case(*SERVED, payment("2026-03-17", 10_000), FIRST)),  # paid in time
    # The same days twice.
    imposed(
        "E-LAT-01",
        case(*SERVED, FIRST, late_fine("2026-03-26", "2026-03-27", 2, 600)),
        case(*SERVED, FIRST, late_fine("2026-03-25", "2026-03-26", 2, 600)),
    ),
    # Two papers together stay within the fine: 9900 was added by day 33 (19 April), so 100 are left.
    imposed(
        "E-LAT-01",
        case(*SERVED, late_fine("2026-03-18", "2026-04-19", 33, 9_900), late_fine("2026-04-20", "2026-04-20", 1, 100)),
        case(*SERVED, late_fine("2026-03-18", "2026-04-19", 33, 9_900), late_fine("2026-04-20", "2026-04-20", 1, 300)),
    ),
    # Deferred to 30 June: from 1 July, as if the fifteen days had ended then.
    imposed(
        "E-LAT-01",
        case(*SERVED, deferral("2026-06-30"), late_fine("2026-07-01", "2026-07-02", 2, 600)),
        case(*SERVED, deferral("2026-06-30"), late_fine("2026-06-30", "2026-07-01", 2, 600)),
    ),
    imposed("E-LAT-01", case(*SERVED, FIRST), case(*SERVED, late_fine("2026-03-18", "2026-03-25", 9, 2_700))),  # nine days in eight
    imposed("E-LAT-01", case(*SERVED, FIRST), case(*SERVED, late_fine("2026-03-18", "2026-03-25", 8, 2_400, on="2026-03-24"))),  # days to come
    imposed("E-LAT-01", case(*SERVED, FIRST), case(decided(), FIRST)),  # never served
    imposed("E-LAT-01", case(*SERVED, FIRST), case(*SERVED, late_fine("2026-03-18", "2026-03-25", 8, 2_400, party=OTHER))),
)

# Reconsideration from 20 to 24 March: five of the ten days fall out.
REVIEWED = (*SERVED, filed("2026-03-20"), ended("2026-03-24"))
AGAIN = (*SERVED, filed("2026-03-20"), ended("2026-03-20"), filed("2026-03-24"), ended("2026-03-26"))
HALF = late_fine("2026-03-18", "2026-03-27", 5, 1_500)
WHOLE = late_fine("2026-03-18", "2026-03-27", 10, 3_000)

LEFT_OUT = (
    imposed("E-LAT-02", case(*REVIEWED, HALF), case(*REVIEWED, WHOLE)),
    imposed("E-LAT-02", case(*SERVED, WHOLE), case(*SERVED, HALF)),  # nothing was pending
    # Pending still: only the 18th and 19th count.
    imposed("E-LAT-02", case(*SERVED, filed("2026-03-20"), late_fine("2026-03-18", "2026-03-27", 2, 600)), case(*SERVED, filed("2026-03-20"), WHOLE)),
    # And a suit from the 26th: 18, 19, 25 are left.
    imposed(
        "E-LAT-02",
        case(*REVIEWED, filed("2026-03-26", "suit"), late_fine("2026-03-18", "2026-03-27", 3, 900)),
        case(*REVIEWED, filed("2026-03-26", "suit"), HALF),
    ),
    # Filed and taken back on one day, then again from the 24th to the 26th: one and three days.
    imposed("E-LAT-02", case(*AGAIN, late_fine("2026-03-18", "2026-03-27", 6, 1_800)), case(*AGAIN, late_fine("2026-03-18", "2026-03-27", 3, 900))),
    imposed("E-LAT-02#settled", case(*REVIEWED, HALF), case(*SERVED, WHOLE, filed("2026-03-20"), ended("2026-03-24")), "confirm_performance"),
    imposed(
        "E-LAT-02#settled",
        case(*SERVED, payment("2026-03-17", 10_000)),
        case(*SERVED, WHOLE, filed("2026-03-27")),
        "confirm_performance",
        Status.NOT_APPLICABLE,
    ),
)

TOLD = (
    imposed("E-LAT-03", case(*SERVED, WHOLE), case(*SERVED, late_fine("2026-03-18", "2026-03-27", 10, 3_000, rate_told=False))),
    imposed("E-LAT-03", case(*SERVED, WHOLE), case(decided(late_fine_stated=False), proof(), WHOLE)),  # the decision did not say so
    imposed(
        "E-LAT-03",
        case(*SERVED, late_fine("2026-03-18", "2026-04-20", 34, 10_000)),
        case(*SERVED, late_fine("2026-03-18", "2026-04-19", 33, 9_900), late_fine("2026-04-20", "2026-04-20", 1, 101)),
    ),
    imposed(
        "E-LAT-03",
        case(*on_the_spot(), late_fine("2026-03-18", "2026-03-18", 1, 3, 100)),
        case(*on_the_spot(), late_fine("2026-03-18", "2026-03-18", 1, 101, 100)),
    ),
)

DEMANDED = demand("2026-03-18", "2026-04-10")
ONE = late_fine("2026-03-18", "2026-03-18", 1, 300)

FORCED = (
    # From 18 March: fourteen days in March, so 16 April is the thirtieth and 17 April the thirty-first.
    imposed(
        "E-LAT-04",
        case(*SERVED, ONE, DEMANDED, forced("2026-04-17"), register=POWER),
        case(*SERVED, ONE, DEMANDED, forced("2026-04-16"), register=POWER),
        "decide_forced_execution",
    ),
    imposed(
        "E-LAT-04",
        case(*SERVED, ONE, DEMANDED, forced("2026-04-17"), register=POWER),
        case(*SERVED, ONE, DEMANDED, forced("2026-04-17"), register=NO_POWER),
        "decide_forced_execution",
    ),
    # Added in two papers: it has run since the first of them.
    imposed(
        "E-LAT-04",
        case(*SERVED, ONE, late_fine("2026-04-10", "2026-04-10", 1, 300), DEMANDED, forced("2026-04-17"), register=POWER),
        case(*SERVED, late_fine("2026-04-10", "2026-04-10", 1, 300), DEMANDED, forced("2026-04-17"), register=POWER),
        "decide_forced_execution",
    ),
    # Five days of reconsideration: the thirty-first counted day is 22 April.
    imposed(
        "E-LAT-04",
        case(*REVIEWED, ONE, DEMANDED, forced("2026-04-22"), register=POWER),
        case(*REVIEWED, ONE, DEMANDED, forced("2026-04-21"), register=POWER),
        "decide_forced_execution",
    ),
    imposed(
        "E-LAT-04",
        case(decided("2026-03-02", outcome(penalty="stop", amount=0)), proof(), DEMANDED, forced("2026-04-13"), register=POWER),
        case(*SERVED, DEMANDED, forced("2026-04-30"), register=POWER),  # no late fine was ever added
        "decide_forced_execution",
        Status.NOT_APPLICABLE,
    ),
)

REMITTED = (
    imposed("E-LAT-05", case(*SERVED, WHOLE, DEMANDED, agreed(3_000)), case(*SERVED, WHOLE, DEMANDED, agreed(3_000, 1)), "record_agreement"),
    imposed("E-LAT-05", case(*SERVED, WHOLE, DEMANDED, agreed(0)), case(*SERVED, WHOLE, DEMANDED, agreed(3_001)), "record_agreement"),
    imposed("E-LAT-05", case(*SERVED, WHOLE, DEMANDED, agreed(1)), case(*SERVED, WHOLE, DEMANDED, agreed(1, content=None)), "record_agreement"),
    imposed(
        "E-LAT-05",
        case(*SERVED, WHOLE, payment("2026-04-01", 2_000, late_fine=True), agreed(1_000)),
        case(*SERVED, WHOLE, payment("2026-04-01", 2_000, late_fine=True), agreed(1_001)),  # what was paid is no longer owed
        "record_agreement",
    ),
)

EXAMPLES = (*RECKONED, *LEFT_OUT, *TOLD, *FORCED, *REMITTED)
