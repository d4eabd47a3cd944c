"""A penalty that is undone on reconsideration and made anew: withdrawn from the public, inquired into, told, decided again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infra.demo.acts import Act
from infra.demo.penalty_life import PenaltyLife
from states.dossier.vocabulary import Role


@dataclass
class RemadePenaltyLife(PenaltyLife):
    """The life of a case whose first decision does not last; the second one is lighter and is performed."""

    second_fine: int = 30000

    def undoing(self) -> Iterator[Act]:
        """复议申请、复议决定、撤销原决定、撤回公示、重新办理。"""
        s = self.squad
        self.later(10)
        yield self.record(s.officer, Role.OFFICER, "remedy_filed", kind="review", body=s.review_body, filed_on=self.day)
        self.later(50)
        yield self.record(s.officer, Role.OFFICER, "remedy_ended", kind="review", result="撤销原决定，责令重新作出行政处罚决定。", changed=True, ended_on=self.day)
        yield self.step(s.head, Role.AGENCY_HEAD, "revoke_decision", decision_revoked={
            "by": "review", "paper": "复议决定〔演示〕1号", "reason": "裁量阶次认定不当。", "remake": True, "effective_on": self.day})
        changed = self.day
        self.working(2)
        yield self.step(s.officer, Role.OFFICER, "withdraw_publication", publication_withdrawn={
            "changed_on": changed, "reason": "原决定已被行政复议机关撤销。", "withdrawn_on": self.day})
        self.working(1)
        yield self.step(s.head, Role.AGENCY_HEAD, "remake_decision", reopening={"reason": "按复议决定重新办理。", "on": self.day})

    def again(self) -> Iterator[Act]:
        """重新调查终结、告知、审核、讨论、决定、送达、公示。"""
        self.fine, self.hearing = self.second_fine, False
        for acts in (self.concluding, self.notice, self.hearing_held, self.review, self.decision, self.service):
            yield from acts()

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The first decision up to its service, its end, and the second one."""
        told = super().stages()
        return (*told[:-2], ("undone", self.undoing()), ("remade", self.again()), *told[-2:])
