"""Who may evaluate a decision or advise on its evaluation: a graph of employers, earlier duties and declared interests.

L713 art. 36(2) bars units that did the main argument or assessment from being the third party afterwards; arts. 19(2)
and 20 ask experts to be independent, neutral and without a direct interest. A body may charge its own units (art. 36(1)).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from states.dossier.model import Dossier, Entry, Part
from states.dossier.schema import Value
from states.dossier.vocabulary import Labelled, Role
from states.law import experts

# What a person may not have been in the evaluated matter, by what they are to be in the evaluation.
EARLIER: Mapping[Role, frozenset[Role]] = {
    Role.EVALUATOR: frozenset({Role.SPONSOR, Role.EXPERT, Role.RISK_ASSESSOR, Role.LEGAL_REVIEWER, Role.EXECUTOR}),
    Role.EXPERT: frozenset({Role.SPONSOR, Role.EVALUATOR}),
}
ARGUED = frozenset({Role.EXPERT, Role.RISK_ASSESSOR})  # as a unit: 承担主要论证评估工作

T = TypeVar("T")


class Bar(Labelled):
    """Why somebody may not."""

    DUTY = "duty", "在被评估的决策事项中担任过有关职责"
    UNIT = "unit", "所在单位在决策作出前承担过主要论证评估工作"
    NOT_NEUTRAL = "not_neutral", "所在单位是被评估事项的承办单位或者执行单位"
    INTEREST = "interest", "与被评估事项或者有关单位、人员有利害关系"


@dataclass(frozen=True, slots=True)
class Graph:
    """The ties around one evaluated matter. Nodes are names of persons and units; "" among interests is the matter."""

    employers: Mapping[str, frozenset[str]] = field(default_factory=dict)  # person -> units
    duties: Mapping[str, frozenset[Role]] = field(default_factory=dict)  # person -> duties held in person
    argued: frozenset[str] = frozenset()  # units that argued or assessed as such
    interests: frozenset[tuple[str, str]] = frozenset()  # (who, with whom); holds both ways
    body: str = ""
    charged: frozenset[str] = frozenset()  # the sponsoring office and the executing units

    @property
    def own(self) -> frozenset[str]:
        """Units that the body may charge with the evaluation without making them third parties."""
        return self.charged | {self.body}

    @property
    def concerned(self) -> frozenset[str]:
        """With whom an interest counts: the matter, its units, and everybody who had a duty in it."""
        return frozenset({"", *self.own, *self.argued, *(one for one, held in self.duties.items() if held)})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit (``person`` empty) or a person for a unit; ``third_party``: commissioned from outside."""

    role: Role
    person: str = ""
    unit: str = ""
    third_party: bool = False


def bars(graph: Graph, candidate: Candidate) -> tuple[Bar, ...]:
    """Every reason against the candidate; empty: nothing in the graph stands in the way."""
    return tuple(_bars(graph, candidate))


def _bars(graph: Graph, candidate: Candidate) -> Iterator[Bar]:
    units = _units(graph, candidate)
    if candidate.person and earlier_duties(graph, candidate.person, candidate.role):
        yield Bar.DUTY
    if candidate.role is Role.EVALUATOR and any(_outside(graph, one, candidate) for one in units & graph.argued):
        yield Bar.UNIT
    if candidate.role is Role.EXPERT and units & graph.charged:
        yield Bar.NOT_NEUTRAL
    if _interested(graph, candidate):
        yield Bar.INTEREST


def earlier_duties(graph: Graph, person: str, role: Role) -> tuple[Role, ...]:
    """Duties that the person had in the evaluated matter and that the new role excludes."""
    return tuple(sorted(graph.duties.get(person, frozenset()) & EARLIER.get(role, frozenset())))


def _units(graph: Graph, candidate: Candidate) -> frozenset[str]:
    known = graph.employers.get(candidate.person, frozenset()) if candidate.person else frozenset[str]()
    return (known | {candidate.unit}) - {""}


def _outside(graph: Graph, unit: str, candidate: Candidate) -> bool:
    return candidate.third_party or unit not in graph.own


def _interested(graph: Graph, candidate: Candidate) -> bool:
    """A declared interest bars a person always, a unit unless it is one of the body's own that evaluates itself."""
    who = candidate.person or candidate.unit
    if not who or (not candidate.person and not _outside(graph, who, candidate)):
        return False
    ties = {other for one, other in graph.interests if one == who} | {one for one, other in graph.interests if other == who}
    return not ties.isdisjoint(graph.concerned - {who})


def graph(evaluated: Dossier, evaluation: Dossier) -> Graph:
    """The graph that the two files give: parts and papers of the decision, declarations of the evaluation."""
    executing = {part.employer for part in evaluated.parts if part.role is Role.EXECUTOR} - {""}
    executing |= {str(row.get("unit", "")) for one in evaluated.all("execution_assignment") for row in one.rows("units")} - {""}
    appointment = evaluation.last("evaluator_appointment")
    return Graph(
        _employers(evaluated, appointment), _duties(evaluated), _argued(evaluated), _interests(appointment),
        evaluated.body, frozenset({evaluated.office} | executing) - {""},
    )  # fmt: skip


def _employers(evaluated: Dossier, appointment: Entry | None) -> Mapping[str, frozenset[str]]:
    pairs = [(part.person, part.employer) for part in evaluated.parts]
    pairs += [(str(row.get("person", "")), str(row.get("employer", ""))) for row in _rows(appointment, "members")]
    pairs += [(str(row.get("person", "")), str(row.get("employer", ""))) for row in experts.seats(evaluated) if row.get("institution") is not True]
    return _gathered((one, unit) for one, unit in pairs if one and unit)


def _duties(evaluated: Dossier) -> Mapping[str, frozenset[Role]]:
    held = [(part.person, part.role) for part in evaluated.parts if part.person]
    held += [(str(row.get("person", "")), Role.EXPERT) for row in experts.seats(evaluated) if row.get("institution") is not True]
    return _gathered(held)


def _gathered(pairs: Iterable[tuple[str, T]]) -> Mapping[str, frozenset[T]]:
    found: dict[str, frozenset[T]] = {}
    for name, value in pairs:
        found[name] = found.get(name, frozenset()) | {value}
    return found


def _argued(evaluated: Dossier) -> frozenset[str]:
    seats = [row for row in experts.seats(evaluated) if row.get("institution") is True]
    named = {str(row.get(name, "")) for row in seats for name in ("person", "employer")}
    named |= {plan.text("assessor") for plan in evaluated.all("risk_plan")}
    return frozenset(named | {part.employer for part in evaluated.parts if _as_a_unit(part)}) - {""}


def _as_a_unit(part: Part) -> bool:
    """Assessors work for their unit; experts for themselves, unless the unit itself was named."""
    return part.role is Role.RISK_ASSESSOR or (part.role is Role.EXPERT and not part.person)


def _interests(appointment: Entry | None) -> frozenset[tuple[str, str]]:
    """A declaration that names nobody is one about the matter itself."""
    if appointment is None:
        return frozenset()
    found = {(str(row.get("person", "")), str(row.get("interest_with", "")))
             for row in appointment.rows("members") if row.get("interested") is True}  # fmt: skip
    if appointment.flag("interested"):
        found.add((appointment.text("evaluator"), appointment.text("interest_with")))
    return frozenset(found)


def _rows(entry: Entry | None, name: str) -> tuple[Mapping[str, Value], ...]:
    return entry.rows(name) if entry else ()
