"""Refusals from the proposal to the draft (L713 arts. 3, 10-13)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.stories.refusal import Papers, Refusal, own
from tests.stories.shelf import Way, merged
from tests.stories.telling import Story

UNARGUED = {"problem": None, "necessity": None, "feasibility": None}
FROM_LEADER = {"open": {"fields": {"proposer_type": "leader", "proposer": "某副市长"}}}
FROM_PUBLIC = {"open": {"fields": {"proposer_type": "public", "proposer": "市民某甲"}}}
UNSTUDIED = ("study_report",)


def scope(**changes: Any) -> Papers:
    """A lawful test of scope, with changes."""
    return {"scope_test": {
        "body_level": "government", "matter_class": "public_policy", "class_reason": "涉及社会公众切身利益。",
        "exclusion": "none", "congress": "none", "catalogue_note": "拟在下次调整目录时列入。",
    } | changes}  # fmt: skip


def unargued_child(story: Story) -> None:
    """A matter that adjusts another one, proposed by a department without its arguments."""
    opening = story.until("open")
    story.play([opening])
    own_fields = {"title": "城市道路停车收费标准调整（修订）", "parent": story.case, "fields": UNARGUED}
    story.play([replace(opening, inputs=merged(opening.inputs, own_fields))])


def argue(story: Story) -> None:
    story.record("office", "proposal", **story.life.proposal())


def write(story: Story) -> None:
    story.record("office", "proposal", **story.life.proposal() | FROM_PUBLIC["open"]["fields"])


def decline(story: Story) -> Papers:
    return {"start_decision": {"start": False, "decided_by": "某市人民政府", "decided_on": story.life.day, "reason": "时机不成熟。"}}


def settle_with_units(story: Story) -> None:
    story.make_good()
    story.record("sponsor", "dispute_statement", unit="财政部门", issue="资金来源", unit_view="不同意", sponsor_view="建议保留", grounds="有关规定")
    story.record("sponsor", "unit_reply", unit="水务部门", asked_on=story.life.day, reply="no_answer")


exclude = own("exclude", "office", lambda _: scope(exclusion="emergency"))
STARTING: dict[str, Any] = {"bad": {"start_decision": {"start": False, "lead_unit": None}}, "cure": Story.make_good}
DECLINING: dict[str, Any] = {
    "at": "start", "act": own("decline_start", "office", decline), "bad": {"start_decision": {"start": True}}, "cure": Story.make_good,
}  # fmt: skip
CONCERNED = {"concerned_units": [{"unit": "财政部门"}, {"unit": "水务部门"}], "cost_benefit_needed": True, "large_disagreement": True}

REFUSALS = (
    Refusal(
        "refer_for_study", ("D-SCOPE-01", "D-SCOPE-03", "D-SCOPE-05", "D-INIT-02"), at="open", spoil=unargued_child,
        act=own("refer_for_study", "office", lambda _: scope(adjusting=True)),
        bad=scope(adjusting=False, matter_class="none", exclusion="legislation", catalogue_note=None), cure=argue, warned=("D-CAT-07",),
    ),
    Refusal(
        "refer_for_study", ("D-SCOPE-03", "D-SCOPE-04", "D-INIT-03"),
        way=Way(alter={"open": {"fields": FROM_PUBLIC["open"]["fields"] | {"in_writing": False}}}),
        bad=scope(matter_class="none", exclusion="special_statute", special_citation="城乡规划法第十九条", special_is_statute=True), cure=write,
    ),
    Refusal("exclude", ("D-SCOPE-01#out", "D-SCOPE-03#out"), at="refer_for_study", act=exclude,
            bad=scope(exclusion="body", matter_class="none", in_catalogue=True)),
    Refusal("exclude", ("D-SCOPE-02", "D-SCOPE-03#out"), at="refer_for_study", act=exclude,
            bad=scope(exclusion="body", body_level="township", matter_class="none", in_catalogue=True)),
    Refusal("exclude", ("D-SCOPE-03#out", "D-SCOPE-04#out"), at="refer_for_study", act=exclude,
            bad=scope(exclusion="special_statute", matter_class="none", in_catalogue=True)),
    Refusal("exclude", ("D-SCOPE-03#out", "D-SCOPE-05#out"), at="refer_for_study", act=exclude, bad={"scope_test": None}),
    Refusal("start", ("D-INIT-01", "D-INIT-04", "D-INIT-05"), way=Way(alter=FROM_LEADER, omit=UNSTUDIED), **STARTING),
    Refusal("start", ("D-INIT-03#study", "D-INIT-04", "D-INIT-05"), way=Way(alter=FROM_PUBLIC, omit=UNSTUDIED), **STARTING),
    Refusal("decline_start", ("D-INIT-01", "D-INIT-04#declined"), way=Way(alter=FROM_LEADER, omit=UNSTUDIED), **DECLINING),
    Refusal("decline_start", ("D-INIT-03#study", "D-INIT-04#declined"), way=Way(alter=FROM_PUBLIC, omit=UNSTUDIED), **DECLINING),
    Refusal("begin_drafting", ("D-INIT-05#drafting",), falsify={"start_decision": {"lead_unit": None}}),
    Refusal(
        "begin_argument", ("D-DRAFT-01", "D-DRAFT-02", "D-DRAFT-05", "D-DRAFT-06"),
        way=Way(alter={"begin_drafting": {"matter_profile": CONCERNED}, "unit_reply": {"reply": "disagree"}}, omit=("research_record",)),
        bad={"basis_table": None}, cure=settle_with_units, warned=("D-DRAFT-03", "D-DRAFT-04"),
    ),
)  # fmt: skip
