"""What the examples of service, publicity, performance, execution and closing have in common; no examples itself."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

PARTY, OTHER = "某某公司", "某某矿业公司"
EXAMPLES: tuple[Example, ...] = ()


def case(*entries: Entry, today: str = "2026-11-30", register: tuple[Entry, ...] | None = None) -> Given:
    return given(*entries, procedure="penalty", today=today, register=register)


def shown(key: str, step: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    return Example(key, step, passes, blocks, expect, passing, procedure="penalty")


def outcome(party: str = PARTY, penalty: str = "fine", amount: int = 10_000) -> dict[str, object]:
    return {"party": party, "penalty": penalty, "amount": amount}


def decided(on: str = "2026-03-02", *outcomes: dict[str, object], **fields: object) -> Entry:
    """An ordinary penalty with a right remedy clause; a fine of 10000 unless told otherwise."""
    rows = [*outcomes] or [outcome()]
    told: dict[str, object] = {"review_days": 60, "suit_months": 6, "late_fine_stated": True}
    return entry("penalty_decision", decided_on=on, **{"outcomes": rows, **told, **fields})


def spared(on: str = "2026-03-02") -> Entry:
    return entry("no_penalty_decision", decided_on=on, party=PARTY)


def on_the_spot(on: str = "2026-03-02", amount: int = 100, **fields: object) -> tuple[Entry, Entry]:
    told: dict[str, object] = {"review_days": 60, "penalty": "fine", "amount": amount, "handed_over": True}
    case = entry("summary_case", party=PARTY, found_on=on)
    return case, entry("summary_decision", decided_on=on, **{**told, **fields})


def proof(on: str = "2026-03-02", **fields: object) -> Entry:
    return entry("service_proof", served_on=on, **{"way": "direct", "present": False, "signed": True, **fields})


def attempt(way: str, on: str = "2026-03-04") -> Entry:
    return entry("service_attempt", way=way, on=on)


def payment(on: str, amount: int, party: str = PARTY, by: str = "bank", **fields: object) -> Entry:
    paid = entry("payment", paid_on=on, amount=amount, party=party, **{"late_fine": False, **fields})
    return replace(paid, fields={**paid.fields, "by": by})  # ``by`` of ``entry`` is who filed it


def late_fine(first: str, last: str, days: int, amount: int, base: int = 10_000, **fields: object) -> Entry:
    said: dict[str, object] = {"party": PARTY, "base": base, "days": days, "amount": amount, "rate_told": True}
    return entry("late_fine", from_on=first, to_on=last, **{"on": last, **said, **fields})


def demand(served_on: str, deadline: str, **fields: object) -> Entry:
    said: dict[str, object] = {"amount": "罚款一万元，缴至指定银行", "rights_told": True, "served_by": "direct"}
    return entry("demand", served_on=served_on, deadline=deadline, **{**said, **fields})


def deferral(until: str, approved_on: str = "2026-03-10", amount: int = 10_000, **fields: object) -> Entry:
    plan: dict[str, object] = {"asked_on": "2026-03-09", "instalments": [{"due_on": until, "amount": amount}]}
    return entry("deferral", until=until, approved_on=approved_on, **{**plan, **fields})


def filed(on: str, way: str = "review") -> Entry:
    return entry("remedy_filed", kind=way, filed_on=on)


def ended(on: str, way: str = "review", **fields: object) -> Entry:
    return entry("remedy_ended", kind=way, ended_on=on, **{"changed": False, **fields})


def agreed(late_fine_cut: int, fine_cut: int = 0, **fields: object) -> Entry:
    return entry("execution_agreement", late_fine_cut=late_fine_cut, fine_cut=fine_cut, **fields)


def forced(on: str, way: str = "direct") -> Entry:
    return entry("forced_execution", decided_on=on, served_by=way)
