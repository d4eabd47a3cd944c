"""For every 待核实 rule of enforcement that a story shows to alarm: that story, to be told again with the rule confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.demo.acts import Act
from tests.stories.all_refusals import OF_ENFORCEMENT
from tests.stories.conftest import Begin
from tests.stories.enforcement_alarms import CASES, Alarm
from tests.stories.enforcement_unreachable import EARLIER
from tests.stories.refusal import Refusal
from tests.stories.shelf import merged
from tests.stories.telling import Story

Told = tuple[Story, Act, Mapping[str, Any]]

# Keys that go on alarming however certain the text is, and why; a confirmed rule cannot make of them a refusal.
ALARMS_ON: Mapping[str, str] = {
    "E-DEC-02": "a decision that is late is still to be made: the delay stays on file",
    "E-DEC-04": "a decision that is late is still to be made: the delay stays on file",
    "E-REV-10": "a review that is late is still to be given: the delay stays on file",
    "E-AUT-18#announced": "service by public notice is filmed according to the circumstances; at the end of the inquiry E-AUT-18 itself refuses",
}
# The order of the days is asked of the papers before any gate (test_every_requirement_of_every_gate …).
UNREACHABLE = {one.key.partition("#")[0]: "refused as a paper before the gate" for one in EARLIER}


@dataclass(frozen=True)
class Scene:
    """A story in which ``key`` alarms at ``step``."""

    step: str
    key: str
    of: Alarm | Refusal

    @property
    def id(self) -> str:
        return f"{self.step}-{self.key}"

    @property
    def rule(self) -> str:
        return self.key.partition("#")[0]

    @property
    def alone(self) -> bool:
        """Is the step taken where the rule only alarms?"""
        return isinstance(self.of, Alarm)

    def told(self, begin: Begin) -> Told:
        """The matter before the gate, the act, and the papers at which the rule alarms."""
        story = begin(self.of.at or self.of.step, self.of.way)
        if isinstance(self.of, Alarm):
            self.of.before(story)
            act = self.of.act(story)
            return story, act, act.inputs
        self.of.spoil(story)
        asked = self.of.falsify(story) if callable(self.of.falsify) else self.of.falsify
        for kind, changes in asked.items():
            story.correct(kind, **changes)
        act = self.of.act(story) if self.of.act else story.until(self.of.step)
        return story, act, merged(act.inputs, self.of.bad(act) if callable(self.of.bad) else self.of.bad)


def scenes() -> Iterator[Scene]:
    """Every one that there is."""
    yield from (Scene(one.step, key, one) for one in CASES for key in one.keys)
    yield from (Scene(one.step, key, one) for one in OF_ENFORCEMENT for key in one.warned)
