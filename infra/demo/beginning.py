"""The first half of a lawful life: from the proposal to the end of 论证."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from infra.demo.acts import Act, Cast, Paper
from infra.demo.telling import Telling
from states.dossier.vocabulary import Role
from states.law.calendar import national_calendar


@dataclass
class Beginning(Telling):
    """Tells the acts up to the end of 论证; ``day`` moves on as they are told."""

    cast: Cast = field(default_factory=Cast)
    hearing: bool = True
    technical: bool = True
    risk: bool = True
    market: bool = True
    opinions: int = 3
    changed: bool = False  # does the review ask for changes?
    consultation_days: int = 30
    consult_from: date | None = None
    consult_to: date | None = None
    matter_class: str = "public_policy"
    catalogue_item: str = ""
    planned_on: date | None = None
    hearing_dates: tuple[date, date, date] | None = None  # announced, list published, held
    meeting_on: date | None = None

    def proposal(self) -> dict[str, Any]:
        """The fields of the opening entry."""
        return {
            "proposer_type": "department", "proposer": self.cast.sponsor_unit, "received_on": self.day, "in_writing": True,
            "problem": "现行管理办法与实际需要不相适应，群众反映较多。", "reasons": "依据有关法律法规和本级政府工作部署。",
            "outline": "修订现行办法，明确标准、程序和保障措施。", "necessity": "有利于规范管理、便利群众。",
            "feasibility": "已有实施基础，经费和人员有保障。",
        }  # fmt: skip

    def initiation(self) -> Iterator[Act]:
        """适用判断、研究论证、启动。"""
        c = self.cast
        self.later(2)
        yield self.step(c.office, Role.DECISION_OFFICE, "refer_for_study", scope_test={
            "body_level": "government", "matter_class": self.matter_class, "exclusion": "none", "congress": "none",
            "class_reason": "涉及社会公众切身利益，对本行政区域经济社会发展有重大影响。",
            "in_catalogue": bool(self.catalogue_item), "catalogue_item": self.catalogue_item,
            "catalogue_note": "" if self.catalogue_item else "拟在下次调整目录时列入。",
        })  # fmt: skip
        self.later(5)
        yield self.record(c.study, Role.STUDY_UNIT, "study_report", unit=c.study_unit, finished_on=self.day, recommends_start=True,
                          findings="经研究论证，该事项具有必要性和可行性，建议启动决策程序。")  # fmt: skip
        self.later(2)
        yield self.step(c.office, Role.DECISION_OFFICE, "start", start_decision={
            "start": True, "decided_by": c.body_name, "decided_on": self.day, "reason": "研究论证充分，同意启动。",
            "lead_unit": c.sponsor_unit, "planned_on": self.planned_on,
        })  # fmt: skip

    def profile(self) -> dict[str, Any]:
        return {
            "technical": self.technical, "risk_possible": self.risk, "market_activity": self.market, "specific_group": False,
            "risk_reason": "经初步识别，可能引起部分群众异议。" if self.risk else "不涉及征收、拆迁等事项，未识别出社会稳定风险。",
            "vital_interests": self.hearing, "others_concerned": True, "public_concern": True,
            "concerned_units": [{"unit": "财政部门"}],
        }  # fmt: skip

    def drafting(self) -> Iterator[Act]:
        """拟订草案。"""
        c = self.cast
        self.later(1)
        yield self.step(c.sponsor, Role.SPONSOR, "begin_drafting", matter_profile=self.profile())
        self.later(6)
        yield self.record(c.sponsor, Role.SPONSOR, "research_record", on=self.day, content="赴有关单位和社区实地调研，召开座谈会。",
                          coordination="与财政、市场监管等单位协商一致。")  # fmt: skip
        yield self.record(c.sponsor, Role.SPONSOR, "unit_reply", unit="财政部门", asked_on=self.day, reply="agree", content="无修改意见。")
        self.later(3)
        yield self.step(
            c.sponsor, Role.SPONSOR, "begin_argument",
            draft={"title": "决策草案（征求意见稿）", "version": 1, "file": Paper("草案第1版")},
            basis_table={"items": [{"title": "重大行政决策程序暂行条例", "article": "第十二条", "level": "行政法规"}],
                         "lawful": True, "consistent": True},
        )  # fmt: skip

    def participation(self) -> Iterator[Act]:
        """公开征求意见、听证、意见整理。"""
        c = self.cast
        if self.consult_from:
            self.day = max(self.day, self.consult_from)
        else:
            self.later(2)
        closes = self.consult_to or self.day + timedelta(days=self.consultation_days)
        yield self.step(
            c.sponsor, Role.SPONSOR, "open_consultation",
            consultation_notice={"opens_on": self.day, "closes_on": closes, "channels": ["website", "new_media"],
                                 "draft": Paper("草案第1版"), "explanation": Paper("起草说明"),
                                 "reply_ways": "信函、电子邮件、电话及网上留言"},
            participation_plan={"ways": ["open", "hearing"] if self.hearing else ["open"]},
        )  # fmt: skip
        texts = ("建议增加夜间优惠。", "标准偏高，建议降低。", "支持。", "建议明确监督电话。", "应当公布账目。")
        for number in range(self.opinions):
            yield Act(self.day + timedelta(days=1 + number), "", Role.PUBLIC, "opinion", "receive",
                      {"source": "网上留言", "text": texts[number % len(texts)]})  # fmt: skip
        self.day = closes + timedelta(days=1)  # opinions are taken until the last day has ended
        yield self.step(c.sponsor, Role.SPONSOR, "close_consultation", consultation_closing={"closed_on": closes, "received": self.opinions})
        yield from self._hearing() if self.hearing else [
            self.step(c.sponsor, Role.SPONSOR, "skip_hearing", hearing_waiver={"reason": "不直接涉及切身利益，意见分歧不大。"})
        ]
        self.later(3)
        if self.opinions:
            yield Act(self.day, c.sponsor, Role.SPONSOR, "dispose", "all", {"disposition": "partly_adopted", "reason": "合理部分已吸收进草案。"})
        yield self.step(c.sponsor, Role.SPONSOR, "complete_participation",
                        opinion_summary={"summary": "意见已归纳整理，合理意见予以采纳。", "reasons_given": True, "fed_back_on": self.day})  # fmt: skip

    def _hearing(self) -> Iterator[Act]:
        c = self.cast
        self.later(1)
        held = national_calendar().next_workday(self.day + timedelta(days=20))
        listed = held - timedelta(days=10)
        if self.hearing_dates:
            announced, listed, held = self.hearing_dates
            self.day = max(self.day, announced)
        seats = [{"group": "市民代表", "number": 2}, {"group": "经营者代表", "number": 1}]
        people = [{"name": "代表一", "group": "市民代表"}, {"name": "代表二", "group": "市民代表"}, {"name": "代表三", "group": "经营者代表"}]
        yield self.step(c.sponsor, Role.SPONSOR, "announce_hearing", hearing_notice={
            "published_on": self.day, "hearing_on": held, "place": "市政务服务中心一楼会议室", "draft": Paper("草案第1版"),
            "explanation": Paper("起草说明"), "selection_needed": True, "selection_method": "自愿报名，按利益群体随机抽取。",
            "registration_opens_on": self.day, "registration_closes_on": self.day + timedelta(days=7), "seats": seats,
        })  # fmt: skip
        self.day = listed
        yield self.record(c.sponsor, Role.SPONSOR, "hearing_participants", published_on=self.day, people=people)
        self.day = held - timedelta(days=8)
        yield self.record(c.sponsor, Role.SPONSOR, "hearing_materials", served_on=self.day, how="直接送达并签收。")
        self.day = held
        yield self.step(c.host, Role.HEARING_HOST, "hold_hearing", hearing_record={
            "held_on": held, "host": c.host, "public": True, "introduced": True, "debated": True, "confirmed": True,
            "invited": 3, "signatures": [{"name": one["name"], "group": one["group"], "signature": "signed"} for one in people],
            "views": "多数代表赞成，建议完善配套措施。",
        })  # fmt: skip

    def assessment(self) -> Iterator[Act]:
        """专家论证、风险评估、公平竞争审查。"""
        c = self.cast
        self.later(1)
        yield from self._experts() if self.technical else [
            self.step(c.sponsor, Role.SPONSOR, "skip_expert_review", expert_waiver={"reason": "不属于专业性、技术性较强的事项。"})
        ]
        yield from self._risk() if self.risk else [
            self.step(c.sponsor, Role.SPONSOR, "skip_risk_assessment", risk_waiver={"reason": "未识别出社会稳定、公共安全风险。"})
        ]
        yield from self._fair_competition() if self.market else [
            self.step(c.sponsor, Role.SPONSOR, "skip_fair_competition_review", fcr_waiver={"reason": "不涉及经营者经济活动。"})
        ]

    def _experts(self) -> Iterator[Act]:
        c = self.cast
        two = ((c.expert, "交通规划"), (c.second_expert, "价格管理"))
        yield self.step(c.sponsor, Role.SPONSOR, "convene_experts", expert_panel={
            "way": "meeting", "selection_note": "兼顾专业性、代表性和中立性。", "differing_views": "包括持不同意见的专家。",
            "experts": [{"person": person, "employer": c.expert_unit, "field": what, "no_interest": True, "secrecy": True}
                        for person, what in two],
        })  # fmt: skip
        self.later(4)
        for person, _ in two:
            yield self.record(person, Role.EXPERT, "expert_opinion", expert=person, opinion="方案必要、可行，建议细化实施步骤。", supports=True, signed=True)
        yield self.step(c.sponsor, Role.SPONSOR, "conclude_expert_review", expert_report={
            "necessity": "有必要。", "feasibility": "可行。", "soundness": "论据充分，方法科学。", "adoption": "意见均已采纳。",
            "finished_on": self.day,
        })  # fmt: skip

    def _risk(self) -> Iterator[Act]:
        c = self.cast
        yield self.step(c.sponsor, Role.SPONSOR, "start_risk_assessment",
                        risk_plan={"assessor": c.assessor_unit, "third_party": True, "ways": ["visits", "consultation"]})  # fmt: skip
        self.later(5)
        yield self.record(c.assessor, Role.RISK_ASSESSOR, "risk_consultation", unit="公安机关", on=self.day, views="总体可控。")
        self.later(2)
        yield self.step(c.assessor, Role.RISK_ASSESSOR, "conclude_risk_assessment", risk_assessment={
            "risk_points": "部分群众对标准调整有异议。", "measures": "加强解释说明，分步实施。", "contingency": "制定应急处置预案。",
            "controllable": True, "level": "low", "conclusion": "风险可控，建议实施。", "finished_on": self.day,
        })  # fmt: skip

    def _fair_competition(self) -> Iterator[Act]:
        c = self.cast
        yield self.step(c.sponsor, Role.SPONSOR, "start_fair_competition_review",
                        fcr_preliminary={"drafter": c.sponsor_unit, "opinion": "初审未发现限制竞争内容。"})  # fmt: skip
        self.later(2)
        yield self.record(c.sponsor, Role.SPONSOR, "fcr_stakeholders", from_whom="有关经营者和行业协会", on=self.day, views="无异议。", public_heard=True)
        yield self.step(c.regulator, Role.MARKET_REGULATOR, "conclude_fair_competition_review", fcr_conclusion={
            "restrictions": ["none"], "compliant": True, "conclusion": "经审查，符合公平竞争审查标准。", "concluded_on": self.day,
        })  # fmt: skip
