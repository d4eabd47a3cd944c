"""Refusals from service to the sealed file (行政处罚法 arts. 47-48, 61, 66-74; 行政强制法 arts. 34-60)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from states.law.calendar import national_calendar
from tests.stories.archived import by_hand, left_behind
from tests.stories.enforcing import all_of, body, files, penal, takes, told, waits
from tests.stories.refusal import Doing, Papers, Refusal, own
from tests.stories.tales import OLD_PENALTY, REMADE
from tests.stories.telling import Story

PRIVATE = "13988887777"
PARTY, FINE = "某工贸有限公司", 40000
DAY = timedelta(days=1)
HEARD_BY = {"review_body": "某市人民政府", "court": "某市人民法院"}
UNPAID = penal(instalments=False)
AT: dict[str, Any] = {"at": "record_payment", "way": UNPAID}
NOT_FOUND = files("officer", "service_attempt", "on", paper="行政处罚决定书", way="direct", result="住所无人。")
FORM = {"application_signed": True, "decision_attached": True, "opinions_attached": True, "object_attached": True, "court": "某市人民法院", "fee": 0}


def announcement(story: Story) -> Papers:
    return {"service_announced": {"reason": "下落不明。", "unknown": True, "published_at": "机关公告栏", "published_on": story.life.day}}


def announced(story: Story) -> None:
    NOT_FOUND(story)
    story.step("officer", "announce_service", **announcement(story))


def deeming(story: Story) -> Papers:
    return {"service_deemed": {"record": "公告期满。", "deemed_on": story.life.day}}


def withholding(story: Story) -> Papers:
    return {"no_publication": {"reason": "涉及商业秘密。", "basis": "《政府信息公开条例》第十五条", "social_impact": False, "covers": ["business"],
                               "separable": False, "on": story.life.day}}  # fmt: skip


def correction(story: Story) -> Papers:
    return {"publication_corrected": {"wrong": "罚款五万元", "right": "罚款四万元", "on": story.life.day}}


def withdrawal(story: Story) -> Papers:
    return {"publication_withdrawn": {"changed_on": story.life.day, "reason": "决定已被撤销。", "withdrawn_on": story.life.day}}


def payment(amount: int = FINE, **more: Any) -> Any:
    return lambda story: {"payment": {"party": PARTY, "amount": amount, "by": "bank", "receipt": "票据1号", "special_receipt": True,
                                      "paid_on": story.life.day} | more}  # fmt: skip


def pays(amount: int, **more: Any) -> Doing:
    return lambda story: story.step("collector", "record_payment", **payment(amount, **more)(story))


def deferral(story: Story) -> Papers:
    until = story.life.day + timedelta(days=30)
    return {"deferral": {"asked_on": story.life.day, "difficulty": "经营困难。", "until": until, "instalments": [{"due_on": until, "amount": FINE}],
                         "approved_on": story.life.day}}  # fmt: skip


def stay(story: Story) -> Papers:
    return {"stay": {"basis": "《行政复议法》第四十二条", "ordered_by": "某市人民政府", "reason": "复议机关决定停止执行。", "from_on": story.life.day}}


def first_late_day(story: Story) -> date:
    served = date.fromisoformat(story.fields("service_proof")["served_on"])
    return national_calendar().next_workday(served + timedelta(days=15)) + DAY


def late(story: Story) -> Papers:
    """Three in a hundred of the fine for each day so far, no more than the fine."""
    first, today = first_late_day(story), story.life.day
    days = (today - first).days + 1
    return {"late_fine": {"party": PARTY, "base": FINE, "from_on": first, "to_on": today, "days": days, "amount": min(FINE, FINE * 3 * days // 100),
                          "rate_told": True, "on": today} | HEARD_BY}  # fmt: skip


def too_early(story: Story) -> Papers:
    today = story.life.day
    return {"late_fine": {"party": PARTY, "base": FINE, "from_on": today, "to_on": today, "days": 5, "amount": 6000, "rate_told": False, "on": today} | HEARD_BY}


def adds_late_fine(story: Story) -> None:
    story.step("bureau_head", "impose_late_fine", **late(story))


def demand(story: Story) -> Papers:
    return {"demand": {"deadline": story.life.day + timedelta(days=15), "way": "到指定银行缴纳", "amount": "四万元，银行转账", "rights_told": True,
                       "served_by": "direct", "served_on": story.life.day}}  # fmt: skip


def demands(story: Story) -> None:
    story.step("officer", "serve_demand", **demand(story))


JUSTIFIED = files("officer", "demand_answer", "on", content="已申请分期，理由成立。", justified=True)
RIGHTLY_DEMANDED = all_of(waits(30), demands, JUSTIFIED)


def forced(story: Story) -> Papers:
    return {"forced_execution": {"reasons": "经催告仍不履行。", "way_time": "划拨存款，六月", "review_body": "云溪县人民政府", "court": "云溪县人民法院", "sealed": True,
                                 "served_by": "direct", "decided_on": story.life.day}}  # fmt: skip


def application(**more: Any) -> Any:
    return lambda story: {"court_application": FORM | {"applied_on": story.life.day} | more}


def ends_deferral(story: Story) -> None:
    story.step("collector", "end_deferral", deferral_ended={"situation": "没有缴纳。", "on": story.life.day})


def before_the_court(**more: Any) -> Doing:
    """Demanded in time, the remedies over, applied."""

    def applied(story: Story) -> None:
        story.step("officer", "apply_to_court", **application(**more)(story))

    return all_of(waits(30), demands, waits(170), applied)


def answer(result: str, ago: int = 0) -> Any:
    return lambda story: {"court_answer": {"result": result, "paper": "行审〔演示〕1号", "on": story.life.day - ago * DAY}}


def court_answers(result: str) -> Doing:
    return lambda story: story.step("officer", "record_court_answer", **answer(result)(story))


def agreement(story: Story) -> Papers:
    return {"execution_agreement": {"content": "分两期缴清并采取补救措施。", "late_fine_cut": 0, "fine_cut": 0, "on": story.life.day}}


def performance(story: Story) -> Papers:
    return {"performance_report": {"content": "已缴清。", "treasury": True, "performed_on": story.life.day}}


def a_remedy_comes_to_be_known(story: Story) -> None:
    story.record("officer", "remedy_filed", kind="review", body="某市人民政府", filed_on=first_late_day(story) + 2 * DAY)


def settles(story: Story) -> None:
    story.correct("late_fine", days=2, amount=FINE * 6 // 100)
    pays(FINE)(story)
    pays(FINE * 6 // 100, late_fine=True)(story)


CHANGED = files("officer", "remedy_ended", "ended_on", kind="review", result="确认程序违法。", changed=True)


def withdraws(story: Story) -> None:
    story.step("officer", "withdraw_publication", **withdrawal(story))


DEEM = own("deem_served", "officer", deeming)
PAY = own("record_payment", "collector", payment())
LATE_FINE, DEMAND = own("impose_late_fine", "bureau_head", late), own("serve_demand", "officer", demand)
FORCE = own("decide_forced_execution", "bureau_head", forced)
APPLY = own("apply_to_court", "officer", application())
BY_OFFICER = {"by": "officer", "special_receipt": True}


def remake(story: Story) -> Papers:
    return {"reopening": {"reason": "按复议决定重新办理。", "on": story.life.day}}


REFUSALS = (
    Refusal("serve_decision", ("E-SER-02",), way=penal(), bad={"service_proof": {"way": "electronic"}}),
    Refusal("serve_decision", ("E-SER-03",), way=penal(), bad={"service_proof": {"signed": False}}),
    Refusal("announce_service", ("E-SER-04#announced",), at="serve_decision", way=penal(), act=own("announce_service", "officer", announcement),
            cure=NOT_FOUND),
    Refusal("deem_served", ("E-SER-04",), at="serve_decision", way=penal(), spoil=announced, act=DEEM, cure=waits(31), again=DEEM),
    Refusal("publish_result", ("E-PBL-11",), way=penal(alter={"secrecy_note": {"covers": ["business"]}}), bad={"result_publication": {"masked": False}}),
    Refusal("withhold_result", ("E-PBL-04", "E-PBL-11#withheld"), at="publish_result", way=penal(),
            act=own("withhold_result", "team_head", withholding), bad={"no_publication": {"social_impact": True, "separable": True}}),
    Refusal("correct_publication", ("E-PBL-11#corrected",), at="approve_deferral", way=penal(), act=own("correct_publication", "officer", correction),
            bad={"publication_corrected": {"right": f"罚款四万元，联系人电话{PRIVATE}。"}}),
    Refusal("withdraw_publication", ("E-PBL-05", "E-PBL-11#withdrawn"), way=told(REMADE),
            bad=lambda act: {"publication_withdrawn": {"changed_on": act.on, "reason": f"当事人电话{PRIVATE}来电。"}}),
    Refusal("withdraw_publication", ("E-PBL-05",), at="approve_deferral", way=penal(), spoil=waits(10), act=own("withdraw_publication", "officer", withdrawal),
            bad=lambda act: {"publication_withdrawn": {"withdrawn_on": act.on - 5 * DAY}}),  # before the change that it follows
    Refusal("remake_decision", ("E-PBL-05#revoked",), at="withdraw_publication", way=told(REMADE), act=own("remake_decision", "bureau_head", remake),
            cure=takes("withdraw_publication")),
    Refusal("record_payment", ("E-SER-01#collected", "E-PER-02", "E-PER-05", "E-PER-06"), at="serve_decision", way=penal(), act=PAY, again=PAY,
            bad=lambda act: {"payment": {"by": "officer", "special_receipt": False, "banked_on": act.on}}, cure=takes("serve_decision")),
    Refusal("record_payment", ("E-PER-03",), way=UNPAID, bad={"payment": BY_OFFICER | {"on_the_spot": "small"}}),
    Refusal("record_payment", ("E-PER-04",), way=UNPAID, bad={"payment": BY_OFFICER | {"on_the_spot": "remote"}}),
    Refusal("approve_deferral", ("E-PER-07",), act=own("approve_deferral", "bureau_head", deferral), **AT,
            bad=lambda act: {"deferral": {"until": act.on + timedelta(days=90)}}),
    Refusal("stay_execution", ("E-PER-09",), act=own("stay_execution", "bureau_head", stay), bad={"stay": {"detention": True}}, **AT),
    Refusal("impose_late_fine", ("E-LAT-01", "E-LAT-02", "E-LAT-03", "E-PER-01#overdue"), act=own("impose_late_fine", "bureau_head", too_early), **AT,
            cure=waits(30), again=LATE_FINE),
    Refusal("serve_demand", ("E-DEM-01", "E-SER-05", "E-PER-01#overdue"), act=DEMAND, cure=waits(30), again=DEMAND, **AT,
            bad={"demand": {"rights_told": False, "served_by": "post"}}),
    Refusal("decide_forced_execution", ("E-DEM-02", "E-DEM-03", "E-LAT-04", "E-SER-05#forced"), spoil=RIGHTLY_DEMANDED, act=FORCE, **AT,
            bad={"forced_execution": {"sealed": False, "served_by": "post"}},
            cure=all_of(body(own_forced_execution=True), adds_late_fine, demands, waits(40)), again=FORCE),
    Refusal("apply_to_court", ("E-CRT-01", "E-CRT-02", "E-CRT-04", "E-CRT-09", "E-DEM-02"), spoil=RIGHTLY_DEMANDED, act=APPLY, **AT,
            bad={"court_application": {"decision_attached": False, "fee": 100}}, cure=all_of(demands, waits(170)), again=APPLY),
    Refusal("apply_to_court", ("E-CRT-03",), at="approve_deferral", way=told(OLD_PENALTY), act=APPLY,
            spoil=all_of(takes("approve_deferral"), waits(70), ends_deferral, waits(10), demands, waits(240)),
            again=own("apply_to_court", "officer", application(late_reason="人民法院此前以材料不全退回。"))),
    Refusal("take_back_from_court", ("E-CRT-05#returned",), spoil=before_the_court(), cure=court_answers("not_accepted"), **AT,
            act=own("take_back_from_court", "officer", lambda story: {"court_returned": {"reason": "补正材料后再申请。", "on": story.life.day}})),
    Refusal("record_agreement", ("E-LAT-05",), spoil=all_of(waits(30), demands), act=own("record_agreement", "officer", agreement), **AT,
            bad={"execution_agreement": {"fine_cut": 1000}}),
    Refusal("confirm_performance", ("E-PER-01", "E-PER-10", "E-LAT-02#settled"), spoil=all_of(waits(40), adds_late_fine, a_remedy_comes_to_be_known),
            act=own("confirm_performance", "collector", performance), bad={"performance_report": {"treasury": False}}, cure=settles, **AT),
    Refusal("close_case", ("E-CLS-01", "E-PBL-05#closed"), way=penal(), spoil=CHANGED, cure=withdraws, warned=("E-CLS-04",),
            bad={"case_closing": {"ground": "ended", "contents": [{"title": "行政处罚决定书"}, {"title": "行政处罚决定书"}]}}),
    Refusal("seal_dossier", ("E-CLS-01#seal", "E-CLS-01#held"), at="seal", way=penal(), spoil=left_behind,
            act=own("seal_dossier", "bureau_archivist", by_hand), bad={"dossier_seal": {"events": 1}}),
)  # fmt: skip
