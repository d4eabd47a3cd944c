"""Refusals on the spot, in inspections and in draws (行政处罚法 arts. 51-53, 68; 安全生产法 arts. 62-69; 优化营商环境条例 art. 54)."""

from __future__ import annotations

import itertools
from typing import Any

from infra.demo.inspection_life import FOUND
from tests.stories.enforcing import UNCERTIFIED, all_of, inspected, made, registered, told
from tests.stories.implementing_refusals import CHANGED, withdraws
from tests.stories.refusal import Doing, Papers, Refusal, own
from tests.stories.tales import DRAW, SUMMARY
from tests.stories.telling import Story

LICENSED = {"open": {"fields": {"licensed": True}}}
UNSIGNED = {"signature": "refused", "found": "none", "handling": "in_time"}  # nobody was told of it, and nothing is to be handled
FILED = {"licence_record": True}


def tasked(**changes: Any) -> Doing:
    """The task as it should have been."""
    return lambda story: story.record("officer", "inspection_task", **story.fields("inspection_task") | changes)


def records_well(**more: Any) -> Doing:
    return lambda story: story.correct("site_record", **more)


def handing_over(story: Story) -> Papers:
    record = story.life.record_of_the_site() | FOUND["handed_over"] | FILED
    return {"case_handover": {"reason": "涉嫌违法。", "on": story.life.day}, "site_record": record}


def of_a_listed_item(story: Story) -> None:
    story.record("officer", "summary_case", **story.fields("summary_case") | {"item": "AJ-097"})


def revocation(story: Story) -> Papers:
    return {"decision_revoked": {"by": "self", "paper": "撤〔演示〕1号", "reason": "当事人认定错误。", "remake": False, "effective_on": story.life.day}}


def fined_on_the_spot(story: Story) -> None:
    """The same party was fined for the same in another matter today."""
    act = next(iter(story.rest))
    story.rest = itertools.chain([act], story.rest)
    sent = {"procedure": "summary_penalty", "title": "某工贸有限公司又一案", "office": "team", "parent": story.other, "confidentiality": "internal",
            "fields": story.life.opening()}  # fmt: skip
    case = story.done("officer", "/cases", sent)["case"]
    story.done("officer", f"/cases/{case}/steps/decide_on_the_spot", {"role": "officer", "inputs": act.inputs})


def result(step: str, *more: str, ending: str, **changes: Any) -> Refusal:
    """A result of an inspection that its record does not bear out."""
    unmet = ("E-INS-05", "E-INS-06#held", "E-INS-08", "E-INS-15", *more)
    bad = {"site_record": UNSIGNED | {"improper": True, "licence_record": False}} | changes
    return Refusal(step, unmet, way=inspected(ending=ending, alter=LICENSED | {step: {"site_record": FILED}}), bad=bad,
                   warned=("E-INS-13",))  # fmt: skip


REFUSALS = (
    Refusal("decide_on_the_spot", ("E-SUM-01", "E-SUM-02", "E-CNT-17", "E-AUT-10#summary", "E-AUT-07#summary"), way=told(SUMMARY), warned=("E-SUM-06",),
            bad={"summary_decision": {"amount": 201, "officers": UNCERTIFIED, "basis_level": "document", "review_first": False, "told": False}}),
    Refusal("decide_on_the_spot", ("E-AUT-01#summary", "E-PER-03#decided"), way=told(SUMMARY, alter={"open": {"fields": {"item": "AJ-404"}}}),
            bad={"summary_decision": {"penalty": "warning", "amount": None}}, cure=of_a_listed_item),
    Refusal("decide_on_the_spot", ("E-FIL-06#summary",), spoil=all_of(made("decide_on_the_spot"), fined_on_the_spot),
            way=told(SUMMARY, alter={"decide_on_the_spot": {"summary_decision": {"distinct_act": "前案是上一班次的另一名从业人员。"}}}),
            bad={"summary_decision": {"distinct_act": None}}),
    Refusal("close_summary", ("E-SUM-03", "E-CLS-01", "E-PBL-05#closed"), way=told(SUMMARY, "report_summary"), spoil=CHANGED, warned=("E-CLS-04",),
            bad={"case_closing": {"ground": "no_penalty", "contents": [{"title": "决定书"}, {"title": "决定书"}]}},
            cure=all_of(Story.make_good, withdraws)),
    Refusal("revoke_summary", ("E-PBL-05#revoked",), at="close_summary", way=told(SUMMARY), act=own("revoke_summary", "bureau_head", revocation),
            cure=withdraws),
    Refusal("approve_inspection", ("E-INS-01", "E-INS-02"), warned=("E-INS-11", "E-INS-12"), cure=all_of(
        tasked(field="safety", items="AJ-097", outside=False),
        registered("inspection_plan", year=2026, document="年度计划", graded=True, approved_on="2026-01-05", published_at="机关网站")),
            way=inspected("inspection_plan", alter={"open": {"fields": {"field": "market", "items": "AJ-404", "outside": True}}})),
    Refusal("approve_inspection", ("E-INS-03",), way=inspected(alter={"open": {"fields": {"trigger": "key", "field": "other"}}}),
            cure=tasked(field="safety"), bad={"inspection_approval": {"urgent": True}}, warned=("E-INS-09",)),
    Refusal("start_inspection", ("E-INS-04#started", "E-INS-06", "E-INS-14", "E-AUT-10#inspection"), warned=("E-INS-10", "E-AUT-20"),
            way=inspected(), bad={"inspection_start": {
                "inspectors": [{"person": "bureau_deputy", "kind": "officer"}, {"person": "officer2", "kind": "assistant"}],
                "certificates_shown": False, "told": False, "normal_business": False}}),
    result("conclude_inspection", "E-INS-08#clean", ending="clean"),
    result("demand_correction", "E-INV-10#inspection", ending="corrected", order_to_correct={"due_on": None}),
    Refusal("order_stop", ("E-INS-05", "E-INS-08#stop"), way=inspected(ending="stopped"),
            bad={"site_record": UNSIGNED, "stop_order": {"major_hazards": 0}}),
    Refusal("lift_stop", ("E-INS-08#lifted",), way=inspected(ending="stopped"), bad={"stop_lifted": {"reviewed": False}}),
    Refusal("confirm_correction", ("E-INV-10#checked", "E-INS-08", "E-INS-15"), bad={"correction_checked": {"corrected": False}},
            way=inspected(ending="stopped", alter=LICENSED | {"order_stop": {"site_record": {"handling": "none"}}}),
            cure=records_well(handling="stop", licence_record=True)),
    Refusal("hand_over_case", ("E-INS-05", "E-INS-08", "E-INS-15"), at="conclude_inspection", way=inspected(alter=LICENSED),
            act=own("hand_over_case", "officer", handing_over), bad={"site_record": UNSIGNED | {"licence_record": False}}),
    Refusal("commit_seed", ("E-INS-02#committed",), way=told(DRAW), bad={"draw_commitment": {"digest": "随机数"}}),
    Refusal("freeze_lists", ("E-INS-02#frozen",), way=told(DRAW), bad={"draw_lists": {
        "inspectors": [{"person": "officer"}, {"person": "bureau_deputy"}]}}),
    Refusal("disclose_seed", ("E-INS-02#disclosed",), way=told(DRAW), bad={"draw_seed": {"seed": "事后另选的一串随机数，希望抽到别人"}}),
    Refusal("publish_draw", ("E-INS-02#published",), way=told(DRAW), bad={"draw_publication": {
        "result": [{"subject": "没有抽中的公司", "inspectors": "officer、officer2"}]}}),
)  # fmt: skip
