"""The steps of a matter looked at again, on the facts as they are known now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from states.casework.decide import entered_after, out_of_order
from states.casework.ports import TakenStep
from states.dossier.model import Dossier, Entry, in_place
from states.law.requirement import Finding, Moment, judge, unmet
from states.law.values import LawView
from states.procedures.catalogue import procedure


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement that blocks a step already taken; ``seq`` is the event of the step."""

    step: str
    seq: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Hindsight:
    """A dossier, the steps taken on it, and the event that put each entry on file.

    A correction counts from the moment of what it corrects: that is when the fact was, or was not, as recorded.
    """

    dossier: Dossier
    taken: Sequence[TakenStep]
    seqs: Mapping[str, int]
    law: LawView
    entered: Mapping[str, date] = field(init=False)
    found: tuple[Judged, ...] = field(init=False)

    def __post_init__(self) -> None:
        opening = self._filed(1)
        entered: Mapping[str, date] = dict.fromkeys(procedure(self.dossier.procedure).open(), opening[-1].on) if opening else {}
        found: list[Judged] = []
        for one in self.taken:
            found += self._judged(one, entered)
            entered = self._entered(one, entered)
        object.__setattr__(self, "entered", entered)
        object.__setattr__(self, "found", tuple(found))

    def given(self, entry: Entry) -> Hindsight:
        """The same with one more correction."""
        return replace(self, dossier=replace(self.dossier, entries=in_place((*self.dossier.entries, entry))))

    def beyond(self, other: Hindsight) -> list[Judged]:
        """What blocks here and did not there, or for another reason."""
        known = {(one.seq, one.finding.rule, one.finding.reason) for one in other.found}
        return [one for one in self.found if (one.seq, one.finding.rule, one.finding.reason) not in known]

    def _since(self, entry: Entry) -> int:
        return self.seqs.get(self.dossier.root(entry).id, 0)

    def _filed(self, seq: int) -> tuple[Entry, ...]:
        """What that event put on file, as it stands now."""
        gone = self.dossier.superseded()
        return tuple(one for one in self.dossier.entries if self._since(one) == seq and one.id not in gone)

    def _judged(self, one: TakenStep, entered: Mapping[str, date]) -> Iterator[Judged]:
        plan = procedure(self.dossier.procedure)
        step = plan.steps.get(one.step)
        if step is None:  # a later version of the procedure no longer knows it
            return
        then = tuple(entry for entry in self.dossier.entries if self._since(entry) <= one.seq)
        view = replace(self.dossier, entries=then, configuration=one.after, entered=entered)
        for finding in judge(step.gate, view, Moment(one.on, self.law)):
            if finding.blocks:
                yield Judged(one.step, one.seq, finding)
        for reason in out_of_order(plan, step, view, self._filed(one.seq)).values():
            yield Judged(one.step, one.seq, unmet(reason, "请核对前后各环节的日期，有误的一并更正。"))

    def _entered(self, one: TakenStep, entered: Mapping[str, date]) -> Mapping[str, date]:
        plan = procedure(self.dossier.procedure)
        step = plan.steps.get(one.step)
        if step is None:
            return entered
        view = replace(self.dossier, configuration=one.before, entered=entered)
        return entered_after(plan, step, view, one.after, self._filed(one.seq))
