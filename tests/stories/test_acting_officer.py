"""Who performs an act of enforcement has a certificate on that day, over HTTP (行政处罚法 art. 42(1)); a lawful hand then passes."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Begin
from tests.stories.enforcing import inspected, penal, registered, told
from tests.stories.shelf import Way
from tests.stories.tales import SUMMARY
from tests.stories.telling import Story

ACTS = (
    ("inquiry_record", penal()),
    ("evidence_item", penal()),
    ("conclude_investigation", penal()),
    ("give_notice", penal()),
    ("serve_decision", penal()),
    ("start_inspection", inspected()),
    ("conclude_inspection", inspected()),
    ("decide_on_the_spot", told(SUMMARY)),
)
NUMBERS = {"officer": "演示000001", "officer2": "演示000002"}


def changed(story: Story, who: str, change: str) -> None:
    registered("certificate_change", number=NUMBERS[who], change=change, on=story.life.day, reason="年度审验。")(story)


@pytest.mark.parametrize(("name", "way"), ACTS, ids=[one[0] for one in ACTS])
def test_an_act_is_refused_to_who_has_no_certificate_that_day(name: str, way: Way, begin: Begin) -> None:
    story = begin(name, way)
    act = story.until(name)
    changed(story, act.who, "withheld")
    before = story.standing()
    path, sent = (f"steps/{act.name}", {"role": act.role, "inputs": act.inputs}) if act.verb == "step" else (
        "entries", {"role": act.role, "kind": act.name, "fields": act.inputs})  # fmt: skip
    answer = story.send(act.who, f"/cases/{story.case}/{path}", sent)
    assert answer.status_code == 409 and story.standing() == before, answer.text
    first = answer.json()["findings"][0]
    assert (first["rule"], first["citation"]) == ("E-AUT-10", "《行政处罚法》第四十二条第一款") and "当日没有有效的执法证件" in first["reason"]
    assert story.read("/timeline", limit=1)["items"][0]["kind"] == "refused"
    changed(story, act.who, "restored")
    assert story.done(act.who, f"/cases/{story.case}/{path}", sent)
    story.holds()


def test_desk_work_needs_no_certificate_and_the_alarm_comes_ahead(begin: Begin) -> None:
    story = begin("publish_result", penal())
    act = story.until("publish_result")
    changed(story, act.who, "withheld")
    story.step(act.who, act.name, **act.inputs)
    story = begin("give_notice", penal())
    act = story.until("give_notice")
    changed(story, act.who, "withheld")
    (step,) = (one for one in story.read("/steps", who=act.who) if one["name"] == "give_notice")
    assert step["caution"].startswith(f"您在{story.life.day}没有有效的执法证件")
    told = {one["kind"]: one.get("caution", "") for one in story.read(who=act.who)["recordable"]}
    assert {kind for kind, text in told.items() if text} == {"order_to_correct", "correction_checked"} < set(told)
