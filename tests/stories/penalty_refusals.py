"""Refusals from the lead to the hearing (行政处罚法 arts. 16-25, 36, 40-46, 54-56, 63-64)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from infra.demo.acts import Act
from tests.stories.enforcing import (
    PAIR,
    UNCERTIFIED,
    all_of,
    body,
    corrects,
    files,
    penal,
    registered,
    takes,
    told,
    waits,
)
from tests.stories.refusal import Papers, Refusal, own
from tests.stories.tales import REMADE
from tests.stories.telling import Story

YEAR = timedelta(days=366)


def wrongly_filed(act: Act) -> Papers:
    """Not ours, on no basis, too late, by somebody without a certificate."""
    return {"filing_approval": {"item": "AJ-404", "in_area": False, "other_agency": "某区应急管理局", "officers": UNCERTIFIED,
                                "ended_on": act.on - 3 * YEAR}}  # fmt: skip


def old_harm(act: Act) -> Papers:
    return {"filing_approval": {"field": "life_safety", "harmful_result": True, "ended_on": act.on - 6 * YEAR}}


def check(suspected: bool) -> Any:
    return files("officer", "lead_check", "on", result="经核查。", suspected=suspected)


def registration(story: Story) -> Papers:
    day = story.life.day
    return {"evidence_registration": {
        "reason": "培训档案可能被销毁。", "approved_by": "bureau_head", "approved_on": day, "officers": PAIR, "list_given": True, "registered_on": day,
        "items": [{"name": "培训档案", "number": "1册", "place": "本机关"}],
    }}  # fmt: skip


def keeps_evidence(story: Story) -> None:
    story.step("officer", "register_evidence", **registration(story))


def handling(story: Story) -> Papers:
    since = story.fields("evidence_registration")["registered_on"]
    return {"registered_handled": {"registered_on": since, "way": "returned", "content": "已退还当事人。", "handled_on": story.life.day}}


def gives_back(story: Story) -> None:
    story.step("officer", "handle_registered", **handling(story))


ASKS_RECUSAL = files("officer2", "recusal_request", "on", officer="officer2", by="当事人", reason="与本案有利害关系。")
KEEPS_ON = files("bureau_head", "recusal_decision", "on", officer="officer2", granted=False, reason="经查没有利害关系。")
SEIZES = files("officer", "seizure_list", "on", decision="查扣〔演示〕1号", items=[{"name": "设备", "number": "1台"}], until="2026-04-20")
ENTRUSTED = {"standing": "entrusted", "entrusted_by": "某市人民政府", "entrusted_in_writing": True, "entrustment_published": True, "entrusted_able": True,
             "entrusted_until": "2027-12-31"}  # fmt: skip
DEVICE = {"kind": "electronic", "name": "监控录像", "proves": "未按规定培训", "device": "监-01"}
SEEN = files("officer", "evidence_item", "obtained_on", **DEVICE, lawful=False, verified=True)


def proves_the_device(story: Story) -> None:
    story.correct("evidence_item", lawful=True, record_reviewed=True, party_told_on=story.life.day)
    story.correct("inquiry_record", certificates_shown=True)
    registered("monitoring_device", device="监-01", legal_reviewed_on="2025-05-06", technical_reviewed_on="2025-05-06", standard=True,
               place_published_on="2025-05-08")(story)  # fmt: skip


def ending(story: Story) -> Papers:
    return {"case_ending": {"ground": "wrongly_filed", "reason": "不应当立案。", "on": story.life.day}}


def notice_again(story: Story) -> Papers:
    return {"penalty_notice": story.fields("penalty_notice") | {"served_on": story.life.day}}


def fined(story_fine: int, *more: str) -> list[dict[str, Any]]:
    party = "某工贸有限公司"
    return [{"party": party, "penalty": "fine", "amount": story_fine}, *({"party": party, "penalty": one} for one in more)]


def given_up(story: Story) -> Papers:
    return {"penalty_hearing_ended": {"ground": "absent", "justified": False, "reason": "当事人没有到场。", "on": story.life.day}}


REFUSALS = (
    Refusal("file_case", ("E-AUT-01", "E-AUT-07#filing", "E-AUT-05", "E-AUT-06", "E-AUT-10#filing", "E-FIL-01", "E-FIL-02", "E-LEAD-02"),
            way=penal(alter={"open": {"fields": {"concerns_death": True}}, "lead_check": {"suspected": False}}),
            bad=wrongly_filed,
            cure=all_of(check(True), corrects("lead", death_checked_by="某市人民政府")), warned=("E-AUT-09",)),
    Refusal("file_case", ("E-AUT-02", "E-FIL-02", "E-FIL-03"), way=penal(), spoil=body(standing="entrusted"), bad=old_harm, cure=body(**ENTRUSTED)),
    Refusal("file_case", ("E-AUT-03",), way=penal(), spoil=body(standing="township"), cure=body(
        standing="township", provincial_decision="省政府令〔演示〕1号", provincial_published=True, capacity_assessed_on="2026-01-05")),
    Refusal("decline_filing", ("E-FIL-01#declined",), at="file_case", way=penal(), cure=check(False), act=own(
        "decline_filing", "bureau_head", lambda story: {"not_filing": {"reason": "不符合立案标准。", "on": story.life.day}})),
    Refusal("refer_case", ("E-AUT-05#referred",), at="order_to_correct", cure=corrects("filing_approval", designated_by=None),
            way=penal(alter={"file_case": {"filing_approval": {"other_agency": "某区应急管理局", "designated_by": "市政府指定〔演示〕1号"}}}),
            act=own("refer_case", "bureau_head", lambda story: {"referral": {
                "to": "某区应急管理局", "reason": "由最先立案的机关管辖。", "on": story.life.day}})),
    Refusal("register_evidence", ("E-INV-08", "E-INV-02#registered", "E-AUT-10#registered"), at="order_to_correct", way=penal(),
            act=own("register_evidence", "officer", registration),
            bad={"evidence_registration": {"officers": UNCERTIFIED, "approved_by": "bureau_deputy"}}),
    Refusal("handle_registered", ("E-INV-09",), at="order_to_correct", way=penal(), spoil=all_of(keeps_evidence, waits(30)),
            act=own("handle_registered", "officer", handling), bad={"registered_handled": {"way": "confiscated"}}),
    Refusal("conclude_investigation", ("E-INV-01", "E-INV-02", "E-AUT-10", "E-INV-03", "E-INV-04", "E-INV-05", "E-INV-06", "E-INV-09#concluded",
                                       "E-INV-10", "E-AUT-04", "E-CLO-01"),
            at="order_to_correct", way=penal("inquiry_record", "scene_record", "evidence_item", alter={"order_to_correct": {"due_on": None}}),
            spoil=all_of(keeps_evidence, ASKS_RECUSAL, SEIZES, body(**ENTRUSTED)),
            bad={"investigation_report": {"officers": UNCERTIFIED, "facts_clear": False, "basis": None}}, warned=("E-AUT-18",),
            cure=all_of(Story.make_good, gives_back, KEEPS_ON, corrects("order_to_correct", due_on="2026-03-30"), body())),
    Refusal("conclude_investigation", ("E-INS-04", "E-INV-05", "E-INV-13", "E-AUT-16"), at="correction_checked", spoil=SEEN, cure=proves_the_device,
            way=penal(alter={"inquiry_record": {"certificates_shown": False}})),
    Refusal("end_case", ("E-PBL-05#revoked",), at="withdraw_publication", way=told(REMADE), act=own("end_case", "bureau_head", ending),
            cure=takes("withdraw_publication")),
    Refusal("give_notice", ("E-NOT-01", "E-HEA-01", "E-CLO-01#notice"), way=penal(), falsify={"investigation_report": {"proposal": "no_penalty"}},
            bad={"penalty_notice": {"statement_right": False, "hearing_right": False, "hearing_days": None, "proposed": fined(40000, "stop")}}),
    Refusal("give_notice", ("E-AUT-07#range_told", "E-AUT-14#tier_told"), way=penal(), bad={"penalty_notice": {"proposed": fined(150000)}}),
    Refusal("give_notice", ("E-HEA-02#told", "E-NOT-03#notice"), at="announce_penalty_hearing", way=penal(),
            act=own("give_notice", "officer", notice_again), bad={"penalty_notice": {"hearing_days": 3, "proposed": fined(60000)}}),
    Refusal("announce_penalty_hearing", ("E-HEA-02", "E-HEA-03#notice", "E-HEA-04#notice", "E-HEA-05#notice"), way=penal("hearing_request"),
            bad=lambda act: {"penalty_hearing_notice": {"hearing_on": act.on + timedelta(days=7), "public": False, "host": "officer"}},
            cure=Story.make_good),
    Refusal("hold_penalty_hearing", ("E-HEA-03", "E-HEA-04", "E-HEA-05", "E-HEA-06", "E-HEA-08", "E-HEA-09", "E-HEA-10"), way=penal(),
            bad=lambda act: {"penalty_hearing_record": {
                "held_on": act.on - timedelta(days=1), "public": False, "host": "bureau_reviewer", "agents": [{"name": one} for one in "甲乙丙"],
                "presented": False, "signature": "refused", "charged": True}}),
    Refusal("end_penalty_hearing", ("E-HEA-07",), at="hold_penalty_hearing", way=penal(), bad={"penalty_hearing_ended": {"justified": True}},
            act=own("end_penalty_hearing", "bureau_host", given_up)),
)  # fmt: skip
