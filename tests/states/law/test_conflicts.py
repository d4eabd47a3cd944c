"""Who may evaluate, or advise on it: thousands of generated files against a judge that walks the raw facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from random import Random

import pytest

from states.casework.authority import SEPARATIONS
from states.dossier.model import Dossier, Part
from states.dossier.vocabulary import Role
from states.law.conflicts import EARLIER, Bar, Candidate, Graph, bars, earlier_duties, graph
from tests.states.law.examples.build import entry, given

PEOPLE = tuple(f"人{letter}" for letter in "甲乙丙丁戊")
UNITS = ("机关", "承办局", "执行局", "评估公司", "研究院")
DUTIES = (Role.SPONSOR, Role.EXPERT, Role.RISK_ASSESSOR, Role.LEGAL_REVIEWER, Role.EXECUTOR, Role.EVALUATOR, Role.MEMBER,
          Role.DECISION_OFFICE)  # fmt: skip
GRAPHS = 2_000
ROLES = (Role.EVALUATOR, Role.EXPERT)


@dataclass(frozen=True)
class Facts:
    """What is on file, as plain lists; the oracle reads these and nothing else."""

    acted: tuple[tuple[str, Role, str], ...]  # person ("" where a unit was named), duty, employer
    seats: tuple[tuple[str, str, bool], ...]  # the panel: person or institution, employer, is it an institution?
    assessor: str  # of the risk plan; "" without one
    executing: tuple[str, ...]
    unit: str  # of the appointment
    unit_interest: str | None  # None: none declared; "": in the matter itself
    members: tuple[tuple[str, str, str | None], ...]  # person, employer, interest


def facts(random: Random) -> Facts:
    def some(pool: tuple[str, ...], least: int, most: int) -> list[str]:
        return [random.choice(pool) for _ in range(random.randint(least, most))]

    def interest() -> str | None:
        return random.choice((None, None, None, "", *PEOPLE[:2], *UNITS[:4], "无关公司"))

    acted = tuple((random.choice((*PEOPLE, "")), random.choice(DUTIES), random.choice((*UNITS, ""))) for _ in range(random.randint(0, 4)))
    seats = tuple((random.choice((*PEOPLE, *UNITS)), random.choice((*UNITS, "")), random.random() < 0.4) for _ in some(PEOPLE, 0, 2))
    members = tuple((one, random.choice(UNITS), interest()) for one in some(PEOPLE, 1, 3))
    return Facts(acted, seats, random.choice(("", "", *UNITS)), tuple(some(UNITS[2:], 0, 2)), random.choice(UNITS), interest(), members)


def files(known: Facts) -> tuple[Dossier, Dossier]:
    """The decision and its evaluation with these facts on file."""
    seats = [{"person": one, "field": "规划", "no_interest": True, "secrecy": True, "institution": institution}
             | ({"employer": employer} if employer else {}) for one, employer, institution in known.seats]  # fmt: skip
    papers = [entry("expert_panel", experts=seats)] if seats else []
    papers += [entry("risk_plan", assessor=known.assessor)] if known.assessor else []
    papers += [entry("execution_assignment", units=[{"unit": one, "task": "执行"} for one in known.executing])] if known.executing else []
    members = [{"person": one, "employer": employer, "duty": "evaluator", "interested": interest is not None}
               | ({"interest_with": interest} if interest else {}) for one, employer, interest in known.members]  # fmt: skip
    chosen = entry("evaluator_appointment", evaluator=known.unit, interested=known.unit_interest is not None, members=members,
                   **({"interest_with": known.unit_interest} if known.unit_interest else {}))  # fmt: skip
    decision = replace(given(*papers).dossier, office="承办局", body="机关", parts=tuple(Part(*one) for one in known.acted))
    return decision, given(chosen).dossier


def refused(known: Facts, one: Candidate) -> set[Bar]:
    """The oracle: each rule asked of the bare facts, by going through all of them."""
    found: set[Bar] = set()
    executing = set(known.executing) | {unit for _, duty, unit in known.acted if duty is Role.EXECUTOR and unit}
    works_for = {one.unit}
    if one.person:
        works_for |= {unit for who, _, unit in known.acted if who == one.person}
        works_for |= {unit for who, unit, institution in known.seats if who == one.person and not institution}
        works_for |= {unit for who, unit, _ in known.members if who == one.person}
        held = {duty for who, duty, _ in known.acted if who == one.person}
        held |= {Role.EXPERT for who, _, institution in known.seats if who == one.person and not institution}
        wrong = (Role.SPONSOR, Role.EXPERT, Role.RISK_ASSESSOR, Role.LEGAL_REVIEWER, Role.EXECUTOR)
        if any(duty in held for duty in (wrong if one.role is Role.EVALUATOR else (Role.SPONSOR, Role.EVALUATOR))):
            found.add(Bar.DUTY)
    works_for.discard("")
    for unit in works_for:
        own = unit in executing or unit in ("机关", "承办局")
        if one.role is Role.EVALUATOR and (one.third_party or not own) and assessed(known, unit):
            found.add(Bar.UNIT)
        if one.role is Role.EXPERT and (unit in executing or unit == "承办局"):
            found.add(Bar.NOT_NEUTRAL)
    if interested(known, one, executing):
        found.add(Bar.INTEREST)
    return found


def assessed(known: Facts, unit: str) -> bool:
    """Did the unit as such argue the decision or assess its risk?"""
    acted = any(employer == unit and (duty is Role.RISK_ASSESSOR or (duty is Role.EXPERT and not who)) for who, duty, employer in known.acted)
    return acted or unit == known.assessor or any(unit in (one, employer) and institution for one, employer, institution in known.seats)


def interested(known: Facts, one: Candidate, executing: set[str]) -> bool:
    me = one.person or one.unit
    if not me or (not one.person and not one.third_party and (me in executing or me in ("机关", "承办局"))):
        return False
    ties = [(who, whom) for who, _, whom in known.members if whom is not None]
    ties += [(known.unit, known.unit_interest)] if known.unit_interest is not None else []
    for who, whom in ties:
        other = whom if who == me else who if whom == me else None
        if other is None or other == me:
            continue
        party = other in executing or other in ("", "机关", "承办局") or assessed(known, other)
        party = party or any(who == other for who, _, _ in known.acted)
        party = party or any(who == other and not institution for who, _, institution in known.seats)
        if party:
            return True
    return False


def candidates() -> list[Candidate]:
    """Every person for every unit or none, and every unit by itself, in both roles, from outside or not."""
    found = [Candidate(role, person, unit, outside) for role, person, unit, outside
             in product(ROLES, (*PEOPLE, ""), (*UNITS, ""), (True, False))]  # fmt: skip
    return [one for one in found if one.person or one.unit]


def test_nobody_wrong_is_let_in_and_nobody_is_wrongly_refused() -> None:
    everybody = candidates()
    seen: Counter[Bar | None] = Counter()
    for seed in range(GRAPHS):
        known = facts(Random(seed))
        ties = graph(*files(known))
        for one in everybody:
            told = bars(ties, one)
            assert len(set(told)) == len(told)
            assert set(told) == refused(known, one), (seed, one, known)
            seen.update(told or (None,))
    assert min(seen[one] for one in (*Bar, None)) > 5_000, seen


@pytest.mark.parametrize(("role", "duty"), [(role, duty) for role in ROLES for duty in Role])
def test_the_duties_are_those_that_exclude_each_other_within_one_matter(role: Role, duty: Role) -> None:
    """What one person may not do in one matter they may not do in a decision and its evaluation either."""
    apart = any({role, duty} == {one.first, one.second} for one in SEPARATIONS)
    assert (duty in EARLIER[role]) is apart
    ties = Graph(duties={"人甲": frozenset({duty})})
    assert bool(bars(ties, Candidate(role, "人甲"))) is apart
    assert earlier_duties(ties, "人甲", role) == ((duty,) if apart else ())
    assert not bars(ties, Candidate(role, "人乙"))


def test_a_repeated_evaluation_by_the_same_unit_is_not_barred() -> None:
    """L713 art. 36(2) bars who argued the decision before it was made, not who evaluated it since."""
    ties = Graph(duties={"人甲": frozenset({Role.EVALUATOR})}, employers={"人甲": frozenset({"研究院"})})
    assert not bars(ties, Candidate(Role.EVALUATOR, "人甲", "研究院", True))
