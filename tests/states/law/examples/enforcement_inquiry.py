"""调查终结: worked examples (行政处罚法 arts. 28, 40, 57)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given


def report(proposal: str | None = "penalty", clear: bool = True, enough: bool = True, **fields: object) -> Entry:
    facts = {"facts_clear": clear, "evidence_sufficient": enough, "basis": "安全生产法第九十七条"}
    return entry("investigation_report", proposal=proposal, **{**facts, **fields})


def none(ground: str) -> Entry:
    return entry("no_penalty_decision", ground=ground)


def order(**fields: object) -> Entry:
    return entry("order_to_correct", ordered_on="2026-03-16", **{"immediate": False, "due_on": "2026-03-31", **fields})


def case(*entries: Entry) -> Given:
    return given(*entries, procedure="penalty")


STEPS = {"#not_proven": "decide_no_penalty", "#decided": "decide_penalty", "#notice": "give_notice"}


def example(key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    return Example(key, STEPS.get(key[8:], "conclude_investigation"), passes, blocks, expect, passing, procedure="penalty")


FACTS = (
    example("E-INV-06", case(report()), case(report(clear=False))),
    example("E-INV-06", case(report()), case(report(enough=False))),
    example("E-INV-06", case(report("not_proven", False, False)), case(report("penalty", False, False)), passing=Status.NOT_APPLICABLE),
    example("E-INV-06", case(report(clear=False), report()), case(report(), report(clear=False))),
    example("E-INV-06", case(report()), case()),
    example("E-INV-06#not_proven", case(report(clear=False), none("not_proven")), case(report(), none("not_proven"))),
    example("E-INV-06#not_proven", case(report(enough=False), none("not_proven")), case(report(), none("not_proven"))),
    # A slight violation, a first one, a child's one: each is a violation, and has to be proven.
    *(
        example("E-INV-06#not_proven", case(report(), none(ground)), case(report(enough=False), none(ground)))
        for ground in ("slight", "first", "no_fault", "under_age", "incapable")
    ),
    # Out of time: nothing need be proven any more.
    example("E-INV-06#not_proven", case(report(clear=False), none("time_barred")), case(report(clear=False), none("slight"))),
    example("E-INV-06#not_proven", case(report(), none("slight")), case(none("slight"))),
    example("E-INV-06#not_proven", case(report(), none("slight")), case(report())),
)

CORRECTION = (
    example("E-INV-10", case(order(), report()), case(order(due_on=None), report())),
    example("E-INV-10", case(order(immediate=True, due_on=None), report()), case(order(due_on="2026-03-15"), report())),
    # It may still come with the decision; without a penalty the article asks for none.
    example("E-INV-10", case(order(), report()), case(report()), Status.WARNED),
    example("E-INV-10", case(report("no_penalty")), case(report()), Status.WARNED, Status.NOT_APPLICABLE),
    example("E-INV-10", case(order(), report()), case()),
    example("E-INV-10#decided", case(order()), case()),
    example("E-INV-10#decided", case(order(due_on="2026-03-16")), case(order(due_on=None))),
    example("E-INV-10#decided", case(order(immediate=True, due_on=None)), case(order(content=None))),
)

ENDS = (
    example("E-CLO-01", case(report()), case(report(None))),
    example("E-CLO-01", case(report()), case(report(basis=None))),
    example("E-CLO-01", case(report("not_proven", clear=False)), case(report("not_proven"))),
    example("E-CLO-01", case(report("no_penalty")), case(report("no_penalty", enough=False))),
    example("E-CLO-01", case(report("transfer", basis=None)), case()),
    *(example("E-CLO-01#notice", case(report()), case(report(other))) for other in ("no_penalty", "not_proven", "transfer")),
    # The last report counts: reopened, and another end.
    example("E-CLO-01#notice", case(report("no_penalty"), report()), case(report(), report("no_penalty"))),
    example("E-CLO-01#notice", case(report()), case()),
)

EXAMPLES = (*FACTS, *CORRECTION, *ENDS)
