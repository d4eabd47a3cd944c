"""Matters lived in memory through the deciding functions alone, so that every step meets its real gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any

from infra.demo.life import Act, Life, Paper
from states.casework.commands import Actor, OpenCase, RecordEntry, TakeStep
from states.casework.decide import Context, new_id, open_case, record_entry, take_step
from states.casework.events import Outcome
from states.casework.ports import Credentials, Holding
from states.dossier.model import Dossier, OpinionCounts
from states.dossier.vocabulary import Role
from states.law.requirement import Moment
from states.law.values import law_view

CITY, SPONSORING = "city", "transport"


@dataclass
class Wanderer:
    """One matter and the story that it lives; ``walked``: the steps taken, with the place each led to."""

    life: Life
    overlays: tuple[str, ...] = ()
    walked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    dossier: Dossier = field(init=False)

    def __post_init__(self) -> None:
        actor = Actor("office", Role.DECISION_OFFICE)
        command = OpenCase(actor, "m", "k", procedure="major_decision", title="城市道路停车收费标准调整", office=SPONSORING,
                           body=CITY, overlays=self.overlays, fields=_plain(self.life.proposal()))  # fmt: skip
        self.dossier, _ = open_case(command, "演示〔2025〕1号", self._context(actor, self.life.day))

    def play(self, *acts: Act) -> None:
        for act in acts:
            self._play(act)

    def step(self, who: str, role: Role, name: str, **inputs: Any) -> None:
        self._play(self.life.step(who, role, name, **inputs))

    def record(self, who: str, role: Role, kind: str, **fields: Any) -> None:
        self._play(self.life.record(who, role, kind, **fields))

    def _play(self, act: Act) -> None:
        actor = Actor(act.who, act.role)
        context, inputs = self._context(actor, act.on), _plain(act.inputs)
        match act.verb:
            case "step":
                outcome = take_step(self.dossier, TakeStep(actor, "m", "k", step=act.name, inputs=inputs), context)
                self.walked.append((act.name, outcome.after))
                self._lived(outcome)
            case "record":
                self._lived(record_entry(self.dossier, RecordEntry(actor, "m", "k", kind=act.name, fields=inputs), context))
            case "opinion":
                received = self.dossier.opinions.received + 1
                self.dossier = replace(self.dossier, opinions=replace(self.dossier.opinions, received=received))
            case "dispose":
                received = self.dossier.opinions.received
                self.dossier = replace(self.dossier, opinions=OpinionCounts(received, adopted=received))

    def _lived(self, outcome: Outcome) -> None:
        one = self.dossier
        self.dossier = replace(
            one, entries=one.entries + outcome.entries, configuration=outcome.after, version=one.version + 1,
            parts=one.parts + tuple(part for part in outcome.parts if part not in one.parts),
            entered=one.entered if outcome.entered is None else outcome.entered,
        )  # fmt: skip

    def _context(self, actor: Actor, today: Any) -> Context:
        cast = self.life.cast
        units = {cast.assessor: cast.assessor_unit, cast.evaluator: cast.evaluator_unit, cast.executor: cast.executor_unit}
        office = SPONSORING if actor.role is Role.SPONSOR else units.get(actor.person, "elsewhere")
        now = datetime.combine(today, time(2), UTC)
        known = Credentials(actor.person, actor.person, True, (Holding(actor.role, office, CITY),), office)
        return Context(Moment(today, law_view(self.life.day, self.overlays)), now, known, tuple(new_id(now) for _ in range(4)))


def _plain(value: Any) -> Any:
    if isinstance(value, Paper):
        return f"sha256:{sha256(value.name.encode()).hexdigest()}"
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def with_inputs(acts: Iterable[Act], step: str, **more: Mapping[str, Any]) -> Iterable[Act]:
    """The same acts; in that step these fields stand in its entries as well."""
    for act in acts:
        if act.name == step:
            act = replace(act, inputs={kind: {**fields, **more.get(kind, {})} for kind, fields in act.inputs.items()})
        yield act
