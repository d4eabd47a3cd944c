"""A lawful penalty on the spot as a list of acts: decided, reported, paid there and handed over, published, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from infra.demo.acts import Act
from infra.demo.penalty_life import BASIS
from infra.demo.squad import Enforcing
from states.dossier.vocabulary import Role


@dataclass
class SummaryLife(Enforcing):
    """The life of one case under the summary procedure."""

    party: str = "张某"
    kind: str = "citizen"
    fine: int = 100
    here: bool = True  # is the fine collected on the spot?

    procedure: ClassVar[str] = "summary_penalty"

    def opening(self) -> dict[str, Any]:
        """The fields of the opening entry."""
        return {"party": self.party, "party_kind": self.kind, "address": "某市建设路2号", "item": "AJ-097", "facts": "未按规定佩戴劳动防护用品。",
                "place": "某市工业园区2号", "found_on": self.day}  # fmt: skip

    def decision(self) -> Iterator[Act]:
        """当场处罚、当场交付、报备案。"""
        s = self.squad
        yield self.step(s.officer, Role.OFFICER, "decide_on_the_spot", summary_decision={
            "officers": self.officers(), "certificates_shown": True, "facts_certain": True, "told": True, "statement": "当事人没有异议。", "penalty": "fine",
            "amount": self.fine, "basis": BASIS, "basis_level": "statute", "form_number": "当罚〔演示〕1号", "time_place": "上午十时，某市工业园区2号",
            "collected_here": self.here, "review_body": s.review_body, "review_days": 60, "court": s.court, "review_first": True,
            "agency": "某市应急管理局", "signed_by_officers": True, "handed_over": True, "signature": "signed", "decided_on": self.day,
        })  # fmt: skip
        yield self.step(s.officer, Role.OFFICER, "serve_decision", service_proof={
            "paper": "当场行政处罚决定书", "way": "direct", "receiver": self.party, "present": True, "signed": True, "served_on": self.day})
        self.working(1)
        yield self.step(s.officer, Role.OFFICER, "report_summary", summary_report={
            "received_by": s.team_head, "number": "备〔演示〕1号", "reported_on": self.day})

    def payment(self) -> Iterator[Act]:
        """缴款、公示、履行完毕。"""
        s = self.squad
        taken = self.day
        self.working(2)
        on_the_spot = {"by": "officer", "on_the_spot": "small", "handed_on": taken, "banked_on": self.day} if self.here else {"by": "bank"}
        yield self.step(s.collector, Role.FINE_COLLECTOR, "record_payment", payment={
            "party": self.party, "amount": self.fine, "receipt": "专用票据1号", "special_receipt": True, "paid_on": taken} | on_the_spot)
        yield self.step(s.second, Role.OFFICER, "publish_result", result_publication={
            "published_at": "机关网站执法公示栏", "content": f"对{self.party[0]}某当场罚款{self.fine}元。", "social_impact": False, "masked": True,
            "published_on": self.day})
        yield self.step(s.collector, Role.FINE_COLLECTOR, "confirm_performance", performance_report={
            "content": "已缴清。", "treasury": True, "performed_on": self.day})

    def closing(self) -> Iterator[Act]:
        """结案。"""
        self.working(1)
        yield self.step(self.squad.head, Role.AGENCY_HEAD, "close_summary", case_closing={
            "ground": "performed", "summary": "已履行完毕。", "keeper": self.squad.archivist,
            "contents": [{"title": one} for one in ("当场行政处罚决定书", "备案表", "专用票据存根")], "closed_on": self.day})

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The stages in order; a case can be told up to any of them."""
        return ("decided", self.decision()), ("performed", self.payment()), ("closed", self.closing())
