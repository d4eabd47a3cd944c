"""Lawful inspections as lists of acts: nothing found; corrected in time; stopped and released; handed over to a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from infra.demo.acts import Act
from infra.demo.penalty_life import CORRECTED_BY
from infra.demo.squad import Enforcing
from states.dossier.vocabulary import Role

# What each kind of inspection finds, and what is done about it (安全生产法 art. 65).
FOUND = {
    "clean": {"found": "none", "handling": "none"},
    "corrected": {"found": "violation", "handling": "in_time", "problems": "培训档案签名不实。"},
    "stopped": {"found": "major", "handling": "stop", "problems": "有限空间作业未通风检测，现场人员处于危险中。"},
    "handed_over": {"found": "violation", "handling": "case", "problems": "培训档案签名不实，应当给予行政处罚。"},
}


@dataclass
class InspectionLife(Enforcing):
    """The life of one inspection; ``ending``: which of the four it is."""

    subject: str = "某工贸有限公司"
    ending: str = "clean"

    procedure: ClassVar[str] = "inspection"

    def opening(self) -> dict[str, Any]:
        """The fields of the opening entry."""
        return {
            "subject": self.subject, "address": "某市工业园区1号", "enterprise": True, "trigger": "plan", "field": "safety", "items": "AJ-097",
            "plan": "年度监督检查计划（演示）", "times_this_year": 0, "licensed": False, "outside": False, "planned_on": self.day + timedelta(days=5),
        }  # fmt: skip

    def start(self) -> Iterator[Act]:
        """批准、到场。"""
        s = self.squad
        self.working(2)
        yield self.step(s.head, Role.AGENCY_HEAD, "approve_inspection", inspection_approval={"urgent": False, "approved_on": self.day})
        self.working(2)
        present = [one | {"kind": "officer"} for one in self.officers()]
        yield self.step(s.officer, Role.OFFICER, "start_inspection", inspection_start={
            "inspectors": present, "certificates_shown": True, "told": True, "normal_business": True, "on": self.day})

    def record_of_the_site(self) -> dict[str, Any]:
        return FOUND[self.ending] | {
            "on": self.day, "place": "某市工业园区1号", "content": "检查教育培训档案和作业现场。", "signature": "signed", "improper": False,
            "officers": self.officers(),
        }  # fmt: skip

    def result(self) -> Iterator[Act]:
        """检查结束；或者责令改正、停产停业、移交立案。"""
        site = self.record_of_the_site()
        match self.ending:
            case "clean":
                yield self.by_officer("conclude_inspection", site_record=site)
            case "corrected":
                yield self.by_officer("demand_correction", site_record=site, order_to_correct={
                    "content": "如实记录教育培训情况。", "immediate": False, "due_on": self.day + timedelta(days=15), "basis": CORRECTED_BY,
                    "review_body": self.squad.review_body, "court": self.squad.court, "ordered_on": self.day})
                yield from self.checked()
            case "stopped":
                yield self.by_officer("order_stop", site_record=site, stop_order={
                    "major_hazards": 1, "content": "撤出作业人员，暂时停止有限空间作业。", "on": self.day})
                self.later(6)
                yield self.step(self.squad.head, Role.AGENCY_HEAD, "lift_stop", stop_lifted={
                    "reviewed": True, "result": "重大事故隐患已经排除，同意恢复。", "on": self.day})
                yield from self.checked()
            case _:
                yield self.by_officer("hand_over_case", site_record=site, case_handover={"reason": "涉嫌违法，应当立案。", "on": self.day})

    def by_officer(self, name: str, **inputs: Any) -> Act:
        return self.step(self.squad.officer, Role.OFFICER, name, **inputs)

    def checked(self) -> Iterator[Act]:
        """复查。"""
        self.later(10)
        yield self.by_officer("confirm_correction", correction_checked={"corrected": True, "content": "复查合格。", "on": self.day})

    def publication(self) -> Iterator[Act]:
        """公示、办结。"""
        self.working(5)
        yield self.by_officer("publish_result", result_publication={
            "published_at": "机关网站执法公示栏", "content": f"对{self.subject}的检查结果。", "social_impact": False, "masked": True,
            "published_on": self.day})
        self.working(1)
        yield self.by_officer("close_inspection", inspection_closing={"summary": "检查已办结。", "closed_on": self.day})

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The stages in order; an inspection can be told up to any of them."""
        return ("started", self.start()), ("concluded", self.result()), ("closed", self.publication())
