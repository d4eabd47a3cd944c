"""Inspections over HTTP: nothing found; corrected; stopped and released; handed over to a case; drawn at random."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Begin
from tests.stories.enforcing import inspected, penal
from tests.stories.telling import Story
from tests.stories.test_penalty import done

ENDINGS = {
    "clean": ["conclude_inspection"],
    "corrected": ["demand_correction", "confirm_correction"],
    "stopped": ["order_stop", "lift_stop", "confirm_correction"],
    "handed_over": ["hand_over_case"],
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_inspection_from_its_task_to_the_sealed_file(ending: str, begin: Begin) -> None:
    story = begin("start_inspection", inspected(ending=ending))
    story.live_on()
    story.ends("办结", ended=True)
    assert done(story) == ["approve_inspection", "start_inspection", *ENDINGS[ending], "publish_result", "close_inspection", "seal_dossier"]


def test_what_was_handed_over_is_filed_as_a_case_that_names_the_inspection(begin: Begin) -> None:
    story = begin("hand_over_case", inspected(ending="handed_over"))
    number = story.read()["row"]["number"]
    story.play([story.until("hand_over_case")])
    inspection, register = story.case, story.other
    lead = {"source": "inspection", "received_on": story.life.day, "content": "检查移交。", "source_number": number, "concerns_death": False}
    sent = {"procedure": "penalty", "title": "检查发现的违法行为查处", "office": "team", "parent": register, "confidentiality": "internal", "fields": lead}
    story.case = story.done("officer", "/cases", sent)["case"]
    story.record("officer", "lead_check", on=story.life.day, result="线索属实。", suspected=True)
    assert story.fields("lead")["source_number"] == number
    story.case = inspection
    story.live_on()
    story.ends("办结", ended=True)


def test_a_stop_is_released_by_the_head_alone_and_after_review(begin: Begin) -> None:
    story = begin("lift_stop", inspected(ending="stopped"))
    act = story.until("lift_stop")
    assert "应当由" in story.refuses(403, "officer", "lift_stop", **act.inputs)["detail"]
    story.refuses(409, "officer", "confirm_correction", correction_checked={"corrected": True, "content": "合格。", "on": story.life.day})
    story.step(act.who, act.name, **act.inputs)
    assert story.at() == ["is_correcting"]
    story.live_on()
    story.ends("办结", ended=True)


def test_who_does_not_correct_is_handed_over(begin: Begin) -> None:
    story = begin("confirm_correction", inspected(ending="corrected"))
    failed = {"corrected": False, "content": "仍未改正。", "on": story.life.day}
    assert "移交立案查处" in story.refuses(409, "officer", "confirm_correction", correction_checked=failed)["findings"][0]["cure"]
    story.step("officer", "hand_over_case", case_handover={"reason": "逾期不改正。", "on": story.life.day})
    _publish_and_close(story)


def _publish_and_close(story: Story) -> None:
    story.pass_over("publish_result")
    story.live_on()
    story.ends("办结", ended=True)


def test_an_inspection_that_is_not_made_is_dropped_and_sealed(begin: Begin) -> None:
    story = begin("start_inspection", inspected())
    story.step("bureau_head", "drop_inspection", inspection_dropped={"reason": "检查对象已经停业。", "on": story.life.day})
    story.ends("取消检查", ended=True)
    assert story.seal() == "sealed"


def test_a_lead_that_holds_nothing_is_not_filed_and_sealed(begin: Begin) -> None:
    story = begin("file_case", penal(alter={"lead_check": {"suspected": False}}))
    story.step("bureau_head", "decline_filing", not_filing={"reason": "不符合立案标准。", "on": story.life.day})
    story.ends("不予立案", ended=True)
    assert story.seal() == "sealed"
