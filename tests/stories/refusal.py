"""What a refusal at a gate must be: complete, reasoned, without effect on the matter, on record, and curable."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from infra.demo.life import Act
from states.casework.commands import Actor, TakeStep
from states.casework.decide import Context, new_id, take_step
from states.casework.naming import known_in, recognised
from states.errors import GateClosed
from states.law.requirement import Finding, Moment
from states.law.values import law_view, overlays
from states.procedures.base import Step
from states.procedures.catalogue import PROCEDURES
from storage.case_store import SqlCaseStore
from storage.queries.showing import finding_view
from tests.stories.conftest import Begin
from tests.stories.shelf import Way, merged
from tests.stories.tales import GOVERNMENT
from tests.stories.telling import Story, role

REGISTER = "enforcement_register"  # its matters and those below it are the agency's
STEPS: Mapping[str, Step] = {name: step for plan in PROCEDURES.values() if REGISTER not in (plan.name, plan.belongs_to) for name, step in plan.steps.items()}
ENFORCED: Mapping[str, Step] = {name: step for plan in PROCEDURES.values() if REGISTER in (plan.name, plan.belongs_to) for name, step in plan.steps.items()}
CITATION = re.compile(r"《.+》第[一二三四五六七八九十百千零]+(条|部分)")  # notices have parts, not articles
Doing = Callable[[Story], object]
Papers = Mapping[str, Any]


def taken_in(story: Story, name: str) -> Step:
    """The step of that name in the procedures of the story's house."""
    return (STEPS if story.house is GOVERNMENT else ENFORCED)[name]


def gated(steps: Mapping[str, Step], day: date, *, certain: bool) -> set[tuple[str, str]]:
    """Every key of every gate whose text is certain, here or where a place or project adds it; or every other one."""
    law = law_view(day, tuple(overlays()))
    return {(step.name, key) for step in steps.values() for key in step.gate if law.warns(key.partition("#")[0]) is not certain}


def nothing(story: Story) -> None:
    """Nothing has to be done."""


@dataclass(frozen=True)
class Refusal:
    """One refusal: facts that violate the gate of ``step`` in all of ``unmet`` at once, and how they are put right."""

    step: str
    unmet: tuple[str, ...]  # the keys of the gate that block, in its order: these and no others
    bad: Papers | Callable[[Act], Papers] = field(default_factory=dict)  # what the papers say instead of the lawful
    at: str = ""  # the act of the life before which the story begins; the step itself unless said
    way: Way = field(default_factory=Way)
    spoil: Doing = nothing  # what goes wrong before
    falsify: Papers | Callable[[Story], Papers] = field(default_factory=dict)  # entries corrected to what is wrong
    act: Callable[[Story], Act] | None = None  # the lawful act; the life's own unless given
    cure: Doing = nothing
    undo: bool = True  # are the falsified entries corrected back?
    again: Callable[[Story], Act] | None = None  # the lawful act after the cure, if its papers are new ones
    warned: tuple[str, ...] = ()  # keys that only alarm, and do so here

    @property
    def id(self) -> str:
        return f"{self.step}-{self.unmet[0]}"


def own(step: str, who: str, papers: Callable[[Story], Papers]) -> Callable[[Story], Act]:
    """An act that the plain life does not have."""
    return lambda story: Act(story.life.day, who, role(who), "step", step, papers(story))


def prove(refusal: Refusal, begin: Begin) -> None:
    """Bring the matter to the gate, be refused, put things right, pass."""
    story = begin(refusal.at or refusal.step, refusal.way)
    refusal.spoil(story)
    asked = refusal.falsify(story) if callable(refusal.falsify) else refusal.falsify
    held = {kind: story.correct(kind, **changes) for kind, changes in asked.items()}
    act = refusal.act(story) if refusal.act else story.until(refusal.step)
    changes = refusal.bad(act) if callable(refusal.bad) else refusal.bad
    bad = merged(act.inputs, changes)
    expected = judged(story, act, bad)
    gate = taken_in(story, act.name).gate
    assert _keys(gate, expected, lambda one: one.blocks) == refusal.unmet
    assert set(refusal.warned) <= set(_keys(gate, expected, lambda one: one.status == "warned"))
    problem = story.refuses(409, act.who, act.name, **bad)
    complete(problem, expected)
    on_record(story, act, expected)
    if refusal.undo:
        for kind, before in held.items():
            story.correct(kind, **before)
    refusal.cure(story)
    good = refusal.again(story) if refusal.again else act
    story.step(good.who, good.name, **good.inputs)
    story.holds()


def judged(story: Story, act: Act, papers: Papers) -> tuple[Finding, ...]:
    """The findings of the core itself on the dossier as it is stored."""
    command = TakeStep(Actor(act.who, act.role), story.case, "judged", step=act.name, inputs=story.resolved(papers))
    now, today = story.clock.now(), story.services.casework.today()
    with SqlCaseStore(story.services.database).open(command, today) as tx:
        assert tx.dossier is not None
        below = PROCEDURES[tx.dossier.procedure].belongs_to
        dossier = replace(tx.dossier, above=tx.above(tx.dossier.parent) if below else None, evaluations=tx.evaluations(story.case), fines=tx.fines(),
                          kept=tx.kept(story.case))  # fmt: skip
        dossier = recognised(dossier, tx.credentials)
        law = law_view(dossier.law_as_of, dossier.overlays, tx.confirmed)
        context = Context(Moment(today, law), now, tx.credentials, tuple(new_id(now) for _ in range(4)), known_in(dossier, tx.register()))
        try:
            take_step(dossier, command, context)
        except GateClosed as closed:
            return closed.findings
    raise AssertionError(f"the core lets {act.name} pass")


def _keys(gate: tuple[str, ...], findings: tuple[Finding, ...], wanted: Callable[[Finding], bool]) -> tuple[str, ...]:
    assert len(gate) == len(findings)
    return tuple(key for key, one in zip(gate, findings, strict=True) if wanted(one))


def complete(problem: Mapping[str, Any], expected: tuple[Finding, ...]) -> None:
    """The answer lists what the core found, all of it, each with its law, its reason, what to do and who can."""
    assert (problem["type"], problem["title"]) == ("urn:yifa:problem:gate_closed", "法定条件尚未满足")
    told = [finding_view(one).model_dump(mode="json", exclude_defaults=True) for one in expected]
    assert problem["findings"] == told
    blocking = [one for one in told if one.get("blocks")]
    for one in blocking:
        assert one["reason"] in problem["detail"] and one["citation"] in problem["detail"]
        assert CITATION.search(one["citation"]), one["citation"]
        assert one["rule"].startswith(("D-", "E-")) and one["cure"].endswith("。") and one["who"], one


def on_record(story: Story, act: Act, expected: tuple[Finding, ...]) -> None:
    """The refusal is the newest event of the matter, with everything that was found."""
    newest = story.read("/timeline", limit=1)["items"][0]
    assert (newest["kind"], newest["act"]) == ("refused", act.name)
    assert newest["label"] == f"拒绝办理：{taken_in(story, act.name).label}"
    assert [(one["rule"], one["status"], one["reason"], one["citation"]) for one in newest["findings"]] == [
        (one.rule, one.status, one.reason, one.citation) for one in expected
    ]
