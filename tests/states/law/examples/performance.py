"""缴款、暂缓、停止执行、履行完毕: worked examples (行政处罚法 arts. 66-74; 行政强制法 art. 42)."""

from __future__ import annotations

from states.dossier.model import Entry
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
    late_fine,
    on_the_spot,
    outcome,
    payment,
    proof,
    shown,
    spared,
)


def paid(key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    return shown(key, "record_payment", passes, blocks, expect, passing)


def done(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    return shown(key, "confirm_performance", passes, blocks, passing=passing)


def by_hand(on: str, amount: int = 100, **fields: object) -> Entry:
    return payment(on, amount, by="officer", **{"on_the_spot": "small", "special_receipt": True, **fields})


def stay(from_on: str, **fields: object) -> Entry:
    return entry("stay", from_on=from_on, **{"detention": False, **fields})


def report(**fields: object) -> Entry:
    return entry("performance_report", **{"treasury": True, **fields})


SERVED = (decided(), proof("2026-03-02"))
BOTH = (decided("2026-03-02", outcome(), outcome(OTHER, amount=3_000), outcome(OTHER, "gains", 500)), proof("2026-03-02"))
LATE = late_fine("2026-03-18", "2026-03-27", 10, 3_000)
ALL = payment("2026-03-30", 10_000)
SHUT = (decided("2026-03-02", outcome(penalty="stop", amount=0)), proof())

PAID = (
    done("E-PER-01", case(*SERVED, ALL), case(*SERVED, payment("2026-03-30", 9_999))),
    done("E-PER-01", case(*BOTH, ALL, payment("2026-03-10", 3_500, OTHER)), case(*BOTH, ALL, payment("2026-03-10", 3_000, OTHER))),  # gains too
    done("E-PER-01", case(*BOTH, ALL, payment("2026-03-10", 3_500, OTHER)), case(*BOTH, payment("2026-03-30", 13_500))),  # not for another
    done("E-PER-01", case(*SERVED, LATE, ALL, payment("2026-03-30", 3_000, late_fine=True)), case(*SERVED, LATE, ALL)),
    done("E-PER-01", case(*SERVED, LATE, payment("2026-03-30", 13_000)), case(*SERVED, LATE, payment("2026-03-30", 12_999))),  # in one sum
    done("E-PER-01", case(*SERVED, LATE, agreed(3_000), ALL), case(*SERVED, LATE, agreed(2_999), ALL)),
    done("E-PER-01", case(spared()), case(*SERVED), Status.NOT_APPLICABLE),
    done("E-PER-01", case(*on_the_spot(), payment("2026-03-02", 100)), case(*on_the_spot(), payment("2026-03-02", 99))),
    done("E-PER-01", case(*SHUT), case(decided("2026-03-02", outcome(), outcome(penalty="stop", amount=0))), Status.NOT_APPLICABLE),
)


def overdue(passes: Given, blocks: Given, step: str = "serve_demand", passing: Status = Status.MET) -> Example:
    return shown("E-PER-01#overdue", step, passes, blocks, passing=passing)


def asked(on: str) -> Entry:
    return demand(on, "2026-12-31")


def added(on: str) -> Entry:
    return late_fine(on, on, 1, 300)


AUTUMN = (decided("2026-09-10"), proof("2026-09-10"))
SPRING = (decided("2026-01-30"), proof("2026-01-30"))
STAYED = (*SERVED, filed("2026-03-20"), stay("2026-03-23"))

OVERDUE = (
    # Monday 2 March: the fifteenth day is Tuesday 17 March.
    overdue(case(*SERVED, asked("2026-03-18")), case(*SERVED, asked("2026-03-17"))),
    overdue(case(*SERVED, added("2026-03-18")), case(*SERVED, added("2026-03-17")), "impose_late_fine"),
    # 10 September: the fifteenth day, 25 September, is Mid-Autumn; the next working day is Monday 28.
    overdue(case(*AUTUMN, asked("2026-09-29")), case(*AUTUMN, asked("2026-09-28"))),
    # 30 January: the fifteenth day, Saturday 14 February, is worked, so it does not move into the Spring Festival's end.
    overdue(case(*SPRING, added("2026-02-15")), case(*SPRING, added("2026-02-14")), "impose_late_fine"),
    overdue(case(*SERVED, deferral("2026-06-30"), asked("2026-07-01")), case(*SERVED, deferral("2026-06-30"), asked("2026-06-30"))),
    # Deferred to a Saturday: the party has until Monday 29 June.
    overdue(
        case(*SERVED, deferral("2026-06-27"), added("2026-06-30")), case(*SERVED, deferral("2026-06-27"), added("2026-06-29")), "impose_late_fine"
    ),
    # The paper gave thirty days: 2 March + 30 = Wednesday 1 April.
    overdue(
        case(decided(pay_days=30), proof("2026-03-02"), asked("2026-04-02")), case(decided(pay_days=30), proof("2026-03-02"), asked("2026-04-01"))
    ),
    overdue(case(*STAYED, entry("stay_ended", on="2026-05-06"), added("2026-05-07")), case(*STAYED, added("2026-05-07")), "impose_late_fine"),
    # Late once, then deferred: it is the demand of this step that is judged.
    overdue(
        case(*SERVED, added("2026-03-18"), deferral("2026-06-30", "2026-03-20"), asked("2026-07-01")),
        case(*SERVED, added("2026-03-18"), deferral("2026-06-30", "2026-03-20"), asked("2026-06-30")),
    ),
    overdue(case(*SHUT, asked("2026-03-18")), case(decided(), asked("2026-03-18")), passing=Status.NOT_APPLICABLE),  # never served
    # Before the paper is made the step is told by today.
    overdue(case(*SERVED, today="2026-03-18"), case(*SERVED, today="2026-03-17")),
)

COLLECTED = (
    paid("E-PER-02", case(*SERVED, ALL), case(*SERVED, payment("2026-03-30", 100, by="officer"))),
    paid("E-PER-02", case(*on_the_spot(), by_hand("2026-03-02")), case(*SERVED)),
    # A hundred is included (art. 68; 民法典 art. 1259).
    paid("E-PER-03", case(*on_the_spot(amount=100), by_hand("2026-03-02")), case(*on_the_spot(amount=101), by_hand("2026-03-02", 101))),
    paid("E-PER-03", case(*on_the_spot(amount=200), by_hand("2026-03-02", 200, on_the_spot="hard_later")), case(*SERVED, by_hand("2026-03-02"))),
    paid(
        "E-PER-03",
        case(*SERVED, by_hand("2026-03-02", on_the_spot="remote")),
        case(*SERVED, by_hand("2026-03-02", on_the_spot="hard_later")),  # an ordinary case
        passing=Status.NOT_APPLICABLE,
    ),
    paid("E-PER-03", case(*SERVED, ALL), case(*on_the_spot(amount=200), by_hand("2026-03-02", 200)), passing=Status.NOT_APPLICABLE),
    paid(
        "E-PER-04",
        case(*SERVED, by_hand("2026-03-02", on_the_spot="remote", party_asked=True)),
        case(*SERVED, by_hand("2026-03-02", on_the_spot="remote", party_asked=False)),
    ),
    paid(
        "E-PER-04",
        case(*on_the_spot(), by_hand("2026-03-02")),
        case(*on_the_spot(), by_hand("2026-03-02", on_the_spot="remote")),
        passing=Status.NOT_APPLICABLE,
    ),
    paid("E-PER-05", case(*on_the_spot(), by_hand("2026-03-02")), case(*on_the_spot(), by_hand("2026-03-02", special_receipt=False))),
    paid(
        "E-PER-05",
        case(*SERVED, payment("2026-03-02", 100, special_receipt=False)),
        case(*on_the_spot(), by_hand("2026-03-02", receipt=None)),
        passing=Status.NOT_APPLICABLE,
    ),
)


def handed(handed_on: str = "", banked_on: str = "", today: str = "2026-11-30", **fields: object) -> Given:
    days = {name: day for name, day in (("handed_on", handed_on), ("banked_on", banked_on)) if day}
    return case(*on_the_spot("2026-04-30"), by_hand("2026-04-30", **{**days, **fields}), today=today)


HANDED = (
    # Thursday 30 April: 6 and 7 May are the two working days; then 8 and 9 (Saturday, worked).
    paid("E-PER-06", handed("2026-05-07", "2026-05-09"), handed("2026-05-08", "2026-05-09"), Status.WARNED),
    paid("E-PER-06", handed("2026-05-07", "2026-05-09"), handed("2026-05-07", "2026-05-11"), Status.WARNED),
    paid("E-PER-06", handed(today="2026-05-07"), handed(today="2026-05-08"), Status.WARNED),  # not yet handed over
    paid("E-PER-06", handed("2026-05-07", today="2026-05-09"), handed("2026-05-07", today="2026-05-10"), Status.WARNED),
    # On water: landed on 6 May, so 7 and 8.
    paid("E-PER-06", handed("2026-05-08", "2026-05-11", landed_on="2026-05-06"), handed("2026-05-08", "2026-05-11"), Status.WARNED),
    paid("E-PER-06", handed("2026-04-30", "2026-04-30"), handed("2026-04-29")),  # before it was collected
    paid("E-PER-06", case(*SERVED, ALL), handed(banked_on="2026-05-09"), passing=Status.NOT_APPLICABLE),
)


def granted(passes: Given, blocks: Given) -> Example:
    return shown("E-PER-07", "approve_deferral", passes, blocks)


INSTALMENTS = [{"due_on": "2026-04-30", "amount": 4_000}, {"due_on": "2026-06-30", "amount": 6_000}]
PAST = [{"due_on": "2026-03-09", "amount": 4_000}, {"due_on": "2026-06-30", "amount": 6_000}]  # before it was approved
DETAINED = (decided("2026-03-02", outcome(penalty="detention", amount=0)), proof())

GRANTED = (
    granted(case(*SERVED, deferral("2026-06-30")), case(*SERVED, deferral("2026-06-30", difficulty=None))),
    granted(case(*SERVED, deferral("2026-06-30", instalments=INSTALMENTS)), case(*SERVED, deferral("2026-07-31", instalments=INSTALMENTS))),
    granted(case(*SERVED, deferral("2026-06-30", asked_on="2026-03-10")), case(*SERVED, deferral("2026-06-30", asked_on="2026-03-11"))),
    granted(
        case(*SERVED, payment("2026-03-05", 4_000), deferral("2026-06-30", amount=6_000)),
        case(*SERVED, payment("2026-03-05", 4_000), deferral("2026-06-30", amount=6_001)),
    ),
    granted(case(*SERVED, deferral("2026-03-10")), case(*SERVED, deferral("2026-03-09"))),  # over before it was approved
    granted(case(*SERVED, deferral("2026-06-30", instalments=INSTALMENTS)), case(*SERVED, deferral("2026-06-30", instalments=PAST))),
    granted(case(*SERVED, deferral("2026-06-30", amount=1)), case(*SERVED, deferral("2026-06-30", amount=0))),
    shown("E-PER-08", "stay_execution", case(*SERVED, filed("2026-03-20"), stay("2026-03-23")), case(*SERVED, filed("2026-03-20"))),
    shown(
        "E-PER-08",
        "stay_execution",
        case(*SERVED, filed("2026-03-20"), stay("2026-03-23")),
        case(*SERVED, filed("2026-03-20"), stay("2026-03-23", basis=None)),
    ),
    shown(
        "E-PER-08",
        "stay_execution",
        case(*SERVED, filed("2026-03-20"), ended("2026-05-18"), filed("2026-05-20", "suit"), stay("2026-05-25")),
        case(*SERVED, filed("2026-03-20"), ended("2026-05-18"), stay("2026-05-25")),
        Status.WARNED,
    ),
    shown(
        "E-PER-09",
        "stay_execution",
        case(*DETAINED, filed("2026-03-03"), stay("2026-03-03", detention=True)),
        case(*DETAINED, stay("2026-03-03", detention=True)),
    ),
    shown(
        "E-PER-09",
        "stay_execution",
        case(*SERVED, filed("2026-03-20"), stay("2026-03-23")),
        case(*SERVED, filed("2026-03-20"), stay("2026-03-23", detention=True)),  # there is no detention to stay
        passing=Status.NOT_APPLICABLE,
    ),
    done("E-PER-10", case(*SERVED, ALL, report()), case(*SERVED, ALL, report(treasury=False))),
    done(
        "E-PER-10",
        case(decided("2026-03-02", outcome(penalty="goods")), report(goods="公开拍卖")),
        case(decided("2026-03-02", outcome(penalty="goods")), report()),
    ),
    done("E-PER-10", case(*SHUT, report(treasury=False)), case(*SHUT)),
)

EXAMPLES = (*PAID, *OVERDUE, *COLLECTED, *HANDED, *GRANTED)
