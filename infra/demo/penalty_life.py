"""A lawful penalty case as a list of acts: lead, inquiry, notice, hearing, review, decision, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from infra.demo.acts import Act
from infra.demo.squad import Enforcing, Squad
from infra.demo.telling import Telling
from states.dossier.vocabulary import Role

BASIS = "《安全生产法》第九十七条第三项"
CORRECTED_BY = "《安全生产法》第二十八条第四款、第九十七条"
FACTS = "未如实记录安全生产教育和培训情况，培训档案中有三名从业人员的签名非本人所签。"


def register_entries(squad: Squad, since: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the body's register holds before its first case."""
    until = since + timedelta(days=3 * 365)
    for number, person in enumerate((squad.officer, squad.second), 1):
        yield "officer_certificate", {
            "person": person, "standing": "officer", "number": f"演示{number:06}", "valid_from": since, "valid_to": until, "post": "监督执法",
            "area": "全县", "gender": "男",
        }  # fmt: skip
    yield "reviewer_qualification", {"person": squad.reviewer, "since": date(2019, 3, 1), "qualification": "演示-法律职业资格"}
    yield "staffing", {"officers": 40, "reviewers": 2, "on": since}
    yield "enforcement_item", {
        "code": "AJ-097", "name": "未如实记录安全生产教育和培训情况", "basis": BASIS, "basis_level": "statute", "power": "行政处罚",
        "procedure": "普通程序", "responsibility": "违法实施处罚的责任", "fine_from": 0, "fine_to": 100000, "inspected": True, "yearly_cap": 4,
        "listed_on": since,
    }  # fmt: skip
    yield "discretion_table", {
        "code": "AJ-097", "issuer": "省应急管理厅（演示）", "document": "安全生产行政处罚裁量基准（演示）", "published_at": "机关网站", "published_on": since,
        "in_force_on": since, "tiers": [
            {"tier": "较轻", "circumstance": "三人以下", "unit_from": 0, "unit_to": 30000, "person_from": 0, "person_to": 5000},
            {"tier": "一般", "circumstance": "四人以上十人以下", "unit_from": 30000, "unit_to": 60000, "person_from": 5000, "person_to": 10000},
            {"tier": "较重", "circumstance": "十一人以上", "unit_from": 60000, "unit_to": 100000, "person_from": 10000, "person_to": 20000},
        ],
    }  # fmt: skip
    yield "prior_publication", {"bodies": True, "filing_basis": True, "remedies": True, "officers": True, "check_items": True, "guides": True,
                                "published_at": "机关网站", "published_on": since}
    yield "inspection_plan", {"year": since.year + 1, "document": "年度监督检查计划（演示）", "graded": True, "approved_on": since, "published_at": "机关网站"}


@dataclass
class PenaltyLife(Enforcing):
    """The life of one case under the ordinary procedure, told stage by stage."""

    party: str = "某工贸有限公司"
    fine: int = 40000
    tier: str = "一般"
    hearing: bool = True
    instalments: bool = True
    no_penalty: bool = False
    reviewed: bool = True  # or found to need no review
    discussed: bool = True

    procedure: ClassVar[str] = "penalty"

    @property
    def result(self) -> str:
        """What is decided, in words."""
        return "不予行政处罚" if self.no_penalty else f"罚款{self.fine}元"

    @property
    def paper(self) -> str:
        return "不予行政处罚决定书" if self.no_penalty else "行政处罚决定书"

    def opening(self) -> dict[str, Any]:
        """The fields of the opening entry."""
        return {"source": "inspection", "received_on": self.day, "content": "日常检查发现培训档案签名不实。", "source_number": "检查记录1号", "concerns_death": False}

    def filing(self) -> Iterator[Act]:
        """线索核查、立案。"""
        s = self.squad
        found = self.day
        self.later(2)
        yield self.record(s.officer, Role.OFFICER, "lead_check", on=self.day, result="经核查，线索属实。", suspected=True)
        self.later(2)
        yield self.step(s.head, Role.AGENCY_HEAD, "file_case", filing_approval={
            "parties": [{"name": self.party, "kind": "organisation", "address": "某市工业园区1号", "representative": "王某"}], "item": "AJ-097",
            "facts": FACTS, "ended_on": found - timedelta(days=20), "found_on": found, "field": "general", "harmful_result": False,
            "place": "某市工业园区1号", "in_area": True, "standard_met_on": found, "officers": self.officers(), "filed_on": self.day,
        })  # fmt: skip

    def inquiry(self) -> Iterator[Act]:
        """责令改正、询问、取证、复查、调查终结。"""
        s = self.squad
        self.later(1)
        yield self.record(s.officer, Role.OFFICER, "order_to_correct", content="如实记录教育培训情况。", immediate=False,
                          due_on=self.day + timedelta(days=10), basis=CORRECTED_BY, review_body=s.review_body, court=s.court, ordered_on=self.day)
        self.later(2)
        yield self.record(s.officer, Role.OFFICER, "inquiry_record", on=self.day, time="九时十分至十时五分", place="某市工业园区1号会议室",
                          person="王某", capacity="法定代表人", officers=self.officers(),
                          certificates_shown=True, rights_told=True, content="承认签名系他人代签。", signature="signed")
        yield self.record(s.officer, Role.OFFICER, "scene_record", on=self.day, place="某市工业园区1号", officers=self.officers(), certificates_shown=True,
                          content="调取培训档案原件。", signature="signed")
        yield self.record(s.officer, Role.OFFICER, "evidence_item", kind="document", name="培训档案", proves="签名不实", obtained_on=self.day, lawful=True, verified=True)
        yield self.record(s.second, Role.OFFICER, "evidence_item", kind="party", name="王某的陈述", proves="承认代签", obtained_on=self.day, lawful=True, verified=True,
                          adverse=True)
        yield self.record(s.officer, Role.OFFICER, "secrecy_note", covers=["none"], measure="不涉及。")
        self.later(12)
        yield self.record(s.second, Role.OFFICER, "correction_checked", corrected=True, content="已补训并如实记录。", on=self.day)
        yield from self.concluding()

    def concluding(self) -> Iterator[Act]:
        """调查终结。"""
        self.later(2)
        yield self.step(self.squad.officer, Role.OFFICER, "conclude_investigation", investigation_report={
            "facts": FACTS, "evidence": "培训档案、询问笔录、现场笔录。", "facts_clear": True, "evidence_sufficient": True, "basis": BASIS,
            "basis_level": "statute", "proposal": "no_penalty" if self.no_penalty else "penalty", "tier": self.tier, "complex": self.discussed,
            "public_interest": False, "difficult": False, "social_impact": False, "gains": 0, "officers": self.officers(), "finished_on": self.day,
        })  # fmt: skip

    def outcome(self) -> list[dict[str, Any]]:
        return [{"party": self.party, "penalty": "fine", "amount": self.fine}]

    def notice(self) -> Iterator[Act]:
        """告知。"""
        self.later(2)
        yield self.step(self.squad.officer, Role.OFFICER, "give_notice", penalty_notice={
            "proposed": self.outcome(), "facts": FACTS, "reasons": "违反安全生产教育培训的规定。", "basis": BASIS, "statement_right": True,
            "statement_days": 3, "hearing_right": True, "hearing_days": 5, "way": "direct", "served_on": self.day,
        })  # fmt: skip

    def hearing_held(self) -> Iterator[Act]:
        """要求听证、陈述申辩、听证；没有要求的，等待期限届满。"""
        s = self.squad
        if not self.hearing:
            self.working(6)
            return
        self.working(2)
        yield self.record(s.officer, Role.OFFICER, "hearing_request", party=self.party, requested_on=self.day)
        yield self.record(s.officer, Role.OFFICER, "party_statement", party=self.party, content="已及时改正，请求从轻。", made_on=self.day)
        self.working(1)
        called = self.day
        yield self.step(s.host, Role.HEARING_HOST, "announce_penalty_hearing", penalty_hearing_notice={
            "notified_on": called, "hearing_on": Telling(called).working(8), "time_place": "上午九时，机关第一会议室", "host": s.host, "public": True,
        })  # fmt: skip
        self.working(8)
        yield self.step(s.host, Role.HEARING_HOST, "hold_penalty_hearing", penalty_hearing_record={
            "held_on": self.day, "host": s.host, "public": True, "agents": [{"name": "李某"}], "presented": True, "defended": True,
            "content": "双方对事实没有争议，当事人请求从轻。", "signature": "signed", "charged": False, "opinion": "建议在一般阶次内从轻。",
        })  # fmt: skip
        self.working(1)
        yield self.record(s.officer, Role.OFFICER, "statement_review", result="partly", reason="改正情况属实，在阶次内从轻。", on=self.day)

    def review(self) -> Iterator[Act]:
        """法制审核、集体讨论；或者认定不需要法制审核。"""
        s = self.squad
        self.working(1)
        if not self.reviewed:
            yield self.step(s.team_head, Role.OFFICE_HEAD, "waive_enforcement_review", review_waived={
                "reason": "不属于行政处罚法第五十八条和审核目录规定的情形。", "on": self.day})
            return
        yield self.step(s.officer, Role.OFFICER, "submit_enforcement_review", review_submission={
            "true": True, "proposal": f"拟{self.result}。", "submitted_on": self.day})
        self.working(3)
        yield self.step(s.reviewer, Role.ENFORCEMENT_REVIEWER, "pass_enforcement_review", enforcement_review=self.opinion())
        if self.discussed:
            self.working(2)
            attendees = [{"person": one, "position": "机关负责人", "view": "agree"} for one in (s.head, s.deputy)]
            yield self.step(s.head, Role.AGENCY_HEAD, "discuss_collectively", collective_discussion={
                "held_on": self.day, "attendees": attendees, "record": "承办机构汇报，出席人员逐一发表意见。", "conclusion": f"同意{self.result}。"})

    def opinion(self, **more: Any) -> dict[str, Any]:
        fine = dict.fromkeys(("body_lawful", "officers_qualified", "procedure_lawful", "facts_clear", "evidence_sound", "law_right", "discretion_fit",
                              "within_powers", "papers_complete"), True)
        return fine | {"crime_suspected": False, "conclusion": "passed", "opinion": "同意处理意见。", "reviewed_on": self.day} | more

    def decision(self) -> Iterator[Act]:
        """决定。"""
        self.working(1)
        if self.no_penalty:
            yield self.step(self.squad.head, Role.AGENCY_HEAD, "decide_no_penalty", no_penalty_decision=self.spared())
        else:
            yield self.step(self.squad.head, Role.AGENCY_HEAD, "decide_penalty", penalty_decision=self.decided())

    def spared(self, **more: Any) -> dict[str, Any]:
        return {"ground": "slight", "party": self.party, "facts": FACTS, "slight": True, "corrected": True, "harmless": True,
                "education": "当面进行法治教育，发放提示书。", "review_body": self.squad.review_body, "review_days": 60, "court": self.squad.court,
                "suit_months": 6, "decided_on": self.day} | more  # fmt: skip

    def decided(self, **more: Any) -> dict[str, Any]:
        s = self.squad
        return {
            "outcomes": self.outcome(), "party_details": f"{self.party}，某市工业园区1号", "facts": FACTS, "evidence": "培训档案、询问笔录、现场笔录。",
            "basis": BASIS, "basis_level": "statute", "applied_law": "unchanged", "tier": self.tier, "discretion_reason": "涉及人数和改正情况符合该阶次。",
            "weight": "ordinary", "performance": "自收到决定书之日起十五日内到指定银行缴纳。", "collector": "某银行某市支行，某市中心路1号", "pay_days": 15,
            "late_fine_stated": True, "review_body": s.review_body, "review_days": 60, "court": s.court, "suit_months": 6, "sealed": True,
            "fined_before": False, "criminal_fine": False, "gains": 0, "on_record": self.hearing, "decided_on": self.day,
        } | more  # fmt: skip

    def service(self) -> Iterator[Act]:
        """送达、公示。"""
        s = self.squad
        self.working(2)
        yield self.step(s.officer, Role.OFFICER, "serve_decision", service_proof={
            "paper": self.paper, "way": "direct", "receiver": "王某", "present": True, "signed": True, "served_on": self.day})
        self.working(2)
        yield self.step(s.second, Role.OFFICER, "publish_result", result_publication={
            "published_at": "机关网站执法公示栏", "content": f"对{self.party}作出{self.paper.removesuffix('书')}：{self.result}。", "social_impact": True, "masked": True,
            "period": "三年", "published_on": self.day})

    def performance(self) -> Iterator[Act]:
        """缴款（分期）、履行完毕。"""
        s = self.squad
        if not self.no_penalty:
            if self.instalments:
                self.working(2)
                half = self.fine // 2
                due = [self.day + timedelta(days=30), self.day + timedelta(days=60)]
                yield self.step(s.head, Role.AGENCY_HEAD, "approve_deferral", deferral={
                    "asked_on": self.day, "difficulty": "经营困难，附财务报表。", "until": due[-1], "approved_on": self.day,
                    "instalments": [{"due_on": due[0], "amount": half}, {"due_on": due[1], "amount": self.fine - half}]})
                self.later(25)
                yield self.paid(half)
                self.later(25)
                yield self.paid(self.fine - half)
            else:
                self.working(5)
                yield self.paid(self.fine)
        self.working(1)
        yield self.step(s.collector, Role.FINE_COLLECTOR, "confirm_performance", performance_report={
            "content": "已履行完毕。", "treasury": True, "performed_on": self.day})

    def paid(self, amount: int) -> Act:
        return self.step(self.squad.collector, Role.FINE_COLLECTOR, "record_payment", payment={
            "party": self.party, "amount": amount, "by": "bank", "receipt": "非税收入票据1号", "special_receipt": True, "paid_on": self.day})

    def closing(self) -> Iterator[Act]:
        """结案。"""
        self.working(2)
        contents = [{"title": one} for one in ("立案审批表", "询问笔录", "调查终结报告", self.paper, "送达回证", "结案报告")]
        yield self.step(self.squad.head, Role.AGENCY_HEAD, "close_case", case_closing={
            "ground": "no_penalty" if self.no_penalty else "performed", "summary": "已执行完毕。", "keeper": self.squad.archivist, "contents": contents,
            "closed_on": self.day})

    def stages(self) -> tuple[tuple[str, Iterator[Act]], ...]:
        """The stages in order; a case can be told up to any of them."""
        told = (("filed", self.filing()), ("concluded", self.inquiry()))
        if not self.no_penalty:
            told += (("notified", self.notice()), ("heard", self.hearing_held()))
        return (*told, ("reviewed", self.review()), ("decided", self.decision()), ("served", self.service()),
                ("performed", self.performance()), ("closed", self.closing()))
