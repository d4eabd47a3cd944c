"""缴款账: what each party owes, pays and is behind with on a day, plan of instalments and late fine day by day included.

Nothing is decided here: late fines are owed by their papers alone (行政处罚法 art. 72). What the days come to is reckoned so
that whoever draws up such a paper, or pays before there is one, can check every day of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier
from states.law.conditions.implementing_facts import (
    decision,
    fine_left,
    laid_on,
    last_pay_day,
    money_due,
    paid,
    parties,
    remedies,
    served,
    since_decision,
    stayed,
)
from states.law.late_fine import Span, amount, room, starts
from states.law.legal_day import ONE_DAY
from states.law.requirement import Moment


class Share(StrEnum):
    """Where a payment of the plan stands."""

    PAID = "paid"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of the latest plan; ``covered``: yuan paid since towards it, the earlier payments of the plan first."""

    due_on: date
    amount: int
    covered: int
    share: Share


@dataclass(frozen=True, slots=True)
class LateDays:
    """Days of one kind: ``base`` was unpaid; ``counted`` 0 where a remedy was pending. ``total``: yuan by the last of them."""

    first: date
    last: date
    base: int
    counted: int
    total: int


@dataclass(frozen=True, slots=True)
class PartyDues:
    """One party's account in yuan."""

    party: str
    fine: int
    gains: int
    paid: int
    left: int
    late_imposed: int
    late_paid: int
    days: tuple[LateDays, ...]

    @property
    def reckoned(self) -> int:
        return self.days[-1].total if self.days else 0


@dataclass(frozen=True, slots=True)
class Dues:
    """The account of a matter; ``last_day`` is None while nothing was served."""

    served_on: date | None
    last_day: date | None
    stayed: bool
    late_stated: bool  # did the decision say that a late fine is added? Otherwise none may be (国务院令第235号 art. 7)
    rate: float
    parties: tuple[PartyDues, ...]
    plan: tuple[Instalment, ...]


def dues(dossier: Dossier, moment: Moment) -> Dues | None:
    """As things stand today; None where the decision that stands asks for no money."""
    made = decision(dossier)
    if made is None or not money_due(dossier):
        return None
    last = last_pay_day(dossier, moment)
    stated = made.kind != "penalty_decision" or made.flag("late_fine_stated")
    rate = moment.law.number("E-LAT-01", "rate")
    return Dues(
        served(dossier), last, stayed(dossier), stated, rate,
        tuple(_party(dossier, moment, one, last if stated else None, rate) for one in parties(dossier)), tuple(_plan(dossier, moment.today)),
    )  # fmt: skip


def _party(dossier: Dossier, moment: Moment, party: str, last: date | None, rate: float) -> PartyDues:
    fine, owed = laid_on(dossier, party, (PenaltyKind.FINE,)), laid_on(dossier, party)
    ordinary = paid(dossier, party, late=False)
    imposed = sum(one.number("amount") for one in since_decision(dossier, "late_fine") if one.text("party") == party)
    cap = room(fine, moment.law.number("E-LAT-01", "cap"), ())
    days = tuple(_late(dossier, party, starts(last), moment.today, rate, cap)) if last else ()
    late = paid(dossier, party, late=True) + max(0, ordinary - owed)
    return PartyDues(party, fine, owed - fine, min(ordinary, owed), max(0, owed - ordinary), imposed, late, days)


def _late(dossier: Dossier, party: str, first: date, today: date, rate: float, cap: int) -> Iterator[LateDays]:
    """Each day that counts by itself, days of a remedy together; until nothing is unpaid or the cap is reached.

    As papers do, fen are dropped from the sum of a stretch with one base, not from each day.
    """
    before, base, run, total, day = 0, 0, 0, 0, first
    out: list[date] = []
    pending = remedies(dossier)
    while day <= today and total < cap and (unpaid := fine_left(dossier, party, day)):
        if unpaid != base:
            before, base, run = total, unpaid, 0
        if _waits(day, pending):
            out.append(day)
        else:
            if out:
                yield LateDays(out[0], out[-1], base, 0, total)
                out = []
            run += 1
            total = before + amount(base, run, rate, cap - before)
            yield LateDays(day, day, base, 1, total)
        day += ONE_DAY
    if out:
        yield LateDays(out[0], out[-1], base, 0, total)


def _waits(day: date, pending: tuple[Span, ...]) -> bool:
    return any(one.meets(day, day) for one in pending)


def _plan(dossier: Dossier, today: date) -> Iterator[Instalment]:
    """The latest approved plan; what was paid since its approval covers its payments in their order."""
    granted = since_decision(dossier, "deferral")
    if not granted:
        return
    since = (one for one in dossier.all("payment") if one.on >= granted[-1].on and not one.flag("late_fine"))
    left = sum(one.number("amount") for one in since)
    rows = [(row.get("due_on"), row.get("amount")) for row in granted[-1].rows("instalments")]
    for due_on, yuan in sorted((day, n) for day, n in rows if isinstance(day, date) and isinstance(n, int)):
        covered = min(yuan, left)
        left -= covered
        share = Share.PAID if covered == yuan else Share.OVERDUE if due_on < today else Share.DUE
        yield Instalment(due_on, yuan, covered, share)
