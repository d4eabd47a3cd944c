"""A penalty on the spot over HTTP: decided, collected, handed over to the bank, reported, published, closed (行政处罚法 arts. 51-53, 68-71)."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Begin
from tests.stories.enforcing import told
from tests.stories.implementing_refusals import withdraws
from tests.stories.inspection_refusals import revocation
from tests.stories.tales import SUMMARY
from tests.stories.test_penalty import done


def test_a_fine_of_a_hundred_is_collected_on_the_spot_and_the_file_is_sealed(begin: Begin) -> None:
    story = begin("record_payment", told(SUMMARY))
    act = story.until("record_payment")
    found = {one["rule"]: one["status"] for one in story.step(act.who, act.name, **act.inputs)["findings"]}
    assert (found["E-PER-02"], found["E-PER-03"], found["E-PER-05"], found["E-PER-06"]) == ("met",) * 4
    story.live_on()
    story.ends("结案", ended=True)
    assert done(story) == ["decide_on_the_spot", "serve_decision", "report_summary", "record_payment", "publish_result", "confirm_performance",
                           "close_summary", "seal_dossier"]  # fmt: skip


@pytest.mark.parametrize(("kind", "most"), [("citizen", 200), ("organisation", 3000)])
def test_the_number_itself_is_still_below_and_one_more_is_not(kind: str, most: int, begin: Begin) -> None:
    story = begin("decide_on_the_spot", told(SUMMARY, kind=kind, fine=most, here=False))
    act = story.until("decide_on_the_spot")
    more = {"summary_decision": act.inputs["summary_decision"] | {"amount": most + 1}}
    assert f"罚款{most + 1}元，超过{most}元" in story.refuses(409, act.who, act.name, **more)["detail"]
    story.step(act.who, act.name, **act.inputs)
    story.live_on()
    story.ends("结案", ended=True)


def test_what_is_too_much_for_the_spot_becomes_an_ordinary_case(begin: Begin) -> None:
    story = begin("decide_on_the_spot", told(SUMMARY))
    turned = {"reason": "违法事实需要进一步调查。", "on": story.life.day}
    story.step("officer", "turn_to_ordinary", to_ordinary=turned)
    story.ends("转为普通程序", ended=True)
    assert story.seal() == "sealed"
    number = story.read()["row"]["number"]
    lead = {"source": "inspection", "received_on": story.life.day, "content": "当场处罚转来。", "source_number": number, "concerns_death": False}
    sent = {"procedure": "penalty", "title": "当场处罚转普通程序案件", "office": "team", "parent": story.other, "confidentiality": "internal", "fields": lead}
    story.case = story.done("officer", "/cases", sent)["case"]
    story.ends("线索核查", ended=False)


def test_a_penalty_on_the_spot_that_was_wrong_is_revoked(begin: Begin) -> None:
    story = begin("close_summary", told(SUMMARY))
    withdraws(story)
    story.step("bureau_head", "revoke_summary", **revocation(story))
    story.ends("决定已撤销", ended=True)
    assert story.seal() == "sealed"
