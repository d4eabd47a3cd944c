"""A lawful life of a matter as a list of acts: who does what on which day, with which papers.

Papers are named ("草案第1版"); whoever plays the acts uploads them and puts their digests in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from infra.demo.acts import Act, Cast, Paper
from infra.demo.beginning import Beginning
from states.dossier.vocabulary import Role

__all__ = ["Act", "Cast", "Life", "Paper"]


@dataclass
class Life(Beginning):
    """The whole life of one matter, from the proposal to 办结."""

    def sending_for_review(self) -> Iterator[Act]:
        """送审、材料齐备。"""
        c = self.cast
        self.later(1)
        yield self.step(c.sponsor, Role.SPONSOR, "submit_for_legality_review", legality_submission={
            "sent_on": self.day, "draft": Paper("草案第1版"), "related": "公众参与、专家论证、风险评估材料", "basis": "有关法律、法规、规章",
            "procedure_note": "已依法履行公众参与、专家论证、风险评估程序。",
        })  # fmt: skip
        self.later(1)
        yield self.step(c.reviewer, Role.LEGAL_REVIEWER, "accept_for_review", review_receipt={"complete_on": self.day})

    def review(self) -> Iterator[Act]:
        """合法性审查。"""
        c = self.cast
        self.later(5)
        yield self.record(c.adviser, Role.LEGAL_ADVISER, "adviser_opinion", adviser=c.adviser, opinion="未发现违法内容。", supports=True)
        opinion = {
            "form": "合法性审查意见书", "is_review_opinion": True, "competence": "符合法定权限。", "procedure": "已履行法定程序。",
            "content": "内容符合法律、法规、规章和国家政策。", "draft": Paper("草案第1版"), "responsible": c.review_unit, "issued_on": self.day,
        }  # fmt: skip
        if not self.changed:
            yield self.step(c.reviewer, Role.LEGAL_REVIEWER, "find_lawful", legality_opinion=opinion | {"conclusion": "lawful"})
            return
        points = [{"number": "1", "advice": "第三条应当与上位法表述一致。"}]
        yield self.step(c.reviewer, Role.LEGAL_REVIEWER, "find_lawful_if_changed",
                        legality_opinion=opinion | {"conclusion": "lawful_if_changed", "points": points})  # fmt: skip
        self.later(2)
        yield self.record(c.sponsor, Role.SPONSOR, "draft", title="决策草案（修改稿）", version=2, file=Paper("草案第2版"), substance_changed=False,
                          change_note="按审查意见修改。")  # fmt: skip
        yield self.record(c.sponsor, Role.SPONSOR, "review_response", draft=Paper("草案第2版"),
                          responses=[{"number": "1", "response": "adopted", "reason": "已修改。"}])  # fmt: skip
        self.later(1)
        yield self.step(c.reviewer, Role.LEGAL_REVIEWER, "confirm_changes",
                        changes_checked={"all_made": True, "draft": Paper("草案第2版"), "note": "修改符合审查意见。"})  # fmt: skip

    @property
    def text(self) -> Paper:
        return Paper("草案第2版" if self.changed else "草案第1版")

    def tabling(self) -> Iterator[Act]:
        """提请讨论。"""
        c = self.cast
        self.later(8)
        yield self.step(c.sponsor, Role.SPONSOR, "table_for_discussion", submission_package={
            "submitted_on": self.day, "draft": self.text, "related": "起草说明、征求意见情况", "legality_opinion": "司审〔演示〕1号",
            "fair_competition": "经审查符合标准。" if self.market else "", "public_opinions": "意见研究采纳情况附后。",
            "expert_opinions": "论证意见采纳情况附后。" if self.technical else "", "risk_report": "风险评估报告附后。" if self.risk else "",
        })  # fmt: skip

    def meeting_notice(self) -> Iterator[Act]:
        """列入会议议题。"""
        self.later(3)
        self.day = max(self.day, self.meeting_on or self.day)
        yield self.step(self.cast.office, Role.DECISION_OFFICE, "open_meeting",
                        meeting_notice={"forum": "executive", "number": "第12次常务会议", "meeting_on": self.day})  # fmt: skip

    def minutes(self, outcome: str = "passed", **more: Any) -> dict[str, Any]:
        c = self.cast
        members: list[dict[str, Any]] = [
            {"name": name, "order": order, "position": "agree", "statement": "同意。"} for order, name in enumerate(c.members, 1)
        ]
        members[-1] |= {"position": "disagree", "statement": "建议再听取一次意见。"}
        members.append({"name": c.head_name, "order": len(members) + 1, "position": "agree", "statement": "同意。"})
        return {
            "forum": "executive", "held_on": self.day, "head": c.head_name, "members": members, "outcome": outcome,
            "dissent": f"{c.members[-1]}：建议再听取一次意见。", "draft": self.text, "executor": c.executor_unit,
            "execute_by": self.day + timedelta(days=180), "feedback": "每季度书面反馈一次。", "head_reason": "",
        } | more  # fmt: skip

    def deciding(self) -> Iterator[Act]:
        """集体讨论决定。"""
        yield self.step(self.cast.head, Role.HEAD, "adopt", meeting_minutes=self.minutes())

    def reporting(self) -> Iterator[Act]:
        """请示报告、签发、公开审查。"""
        c = self.cast
        self.later(2)
        yield self.record(c.office, Role.DECISION_OFFICE, "party_report", document="政请〔演示〕1号", reported_on=self.day, reply="委复〔演示〕1号",
                          replied_on=self.day, agreed=True)  # fmt: skip
        self.later(2)
        yield self.record(c.office, Role.DECISION_OFFICE, "final_text", document="政发〔演示〕1号", signed_on=self.day, file=self.text)
        yield self.record(c.office, Role.DECISION_OFFICE, "release_review", no_secret=True, opinion="可以公开。")

    def publication(self) -> Iterator[Act]:
        """公布解读。"""
        c = self.cast
        self.later(2)
        yield self.step(
            c.office, Role.DECISION_OFFICE, "publish",
            publication_record={"published_on": self.day, "channels": ["gazette", "website"], "address": "政府网站政策栏目",
                                "adoption_explained": "公众意见、专家论证意见采纳情况已一并说明。"},
            interpretation={"on": self.day, "way": "新闻发布会", "content": "介绍决策背景、主要内容和实施安排。"},
        )  # fmt: skip

    def execution(self) -> Iterator[Act]:
        """交付执行。"""
        c = self.cast
        self.later(3)
        yield self.step(c.office, Role.DECISION_OFFICE, "start_execution", execution_assignment={
            "units": [{"unit": c.executor_unit, "task": "组织实施"}], "execute_by": self.day + timedelta(days=180),
            "feedback": "每季度书面反馈一次。",
        })  # fmt: skip

    def reports(self) -> Iterator[Act]:
        """执行报告、督促检查。"""
        c = self.cast
        self.later(60)
        yield self.record(c.executor, Role.EXECUTOR, "execution_report", reported_on=self.day, progress="各项任务已完成。", complete=True)
        yield self.record(c.supervisor, Role.SUPERVISOR, "inspection_record", on=self.day, result="抽查属实。")

    def closing(self) -> Iterator[Act]:
        self.later(5)
        yield self.step(self.cast.office, Role.DECISION_OFFICE, "close", closing_report={"result": "决策目标已实现。", "closed_on": self.day})

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The stages in order; a matter can be told up to any of them."""
        return (
            ("started", self.initiation()), ("drafting", self.drafting()), ("participation", self.participation()),
            ("arguing", self.assessment()), ("sent", self.sending_for_review()), ("reviewed", self.review()),
            ("tabled", self.tabling()), ("meeting", self.meeting_notice()), ("decided", self.deciding()),
            ("reported", self.reporting()), ("published", self.publication()), ("executing", self.execution()),
            ("reports", self.reports()), ("closed", self.closing()),
        )  # fmt: skip
