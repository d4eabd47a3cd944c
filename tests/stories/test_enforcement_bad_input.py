"""What is refused before any gate: the wrong stage, role, office, field, version; and an officer without a certificate today."""

from __future__ import annotations

from typing import Any

from states.dossier.vocabulary import Role
from storage.people import People
from tests.offices import BUREAU, PASSWORD, SINCE
from tests.stories.conftest import Begin
from tests.stories.enforcing import inspected, penal, registered, told
from tests.stories.penalty_refusals import registration
from tests.stories.tales import SUMMARY
from tests.stories.telling import Story

STRANGER, ASIDE = "officer3", "bureau_second_team"


def change(story: Story, what: str) -> None:
    registered("certificate_change", number="演示000002", change=what, on=story.life.day, reason="年度审验。")(story)


def refused(problem: Any, kind: str) -> bool:
    return bool(problem["type"] == f"urn:yifa:problem:{kind}" and problem["detail"].endswith(("。", "）")))


def test_a_step_belongs_to_its_stage_and_to_its_role(begin: Begin) -> None:
    story = begin("give_notice", penal())
    act = story.until("give_notice")
    assert refused(story.refuses(409, "bureau_head", "decide_penalty", penalty_decision=story.life.decided()), "step_unavailable")
    assert refused(story.refuses(403, "bureau_head", "give_notice", **act.inputs), "not_permitted")
    assert refused(story.refuses(403, "officer", "give_notice", as_role="agency_head", **act.inputs), "not_permitted")
    assert refused(story.refuses(403, "collector", "give_notice", **act.inputs), "not_permitted")
    story.step(act.who, act.name, **act.inputs)
    story.holds()


def test_another_body_does_not_even_see_the_case(begin: Begin) -> None:
    story = begin("give_notice", penal())
    act = story.until("give_notice")
    sent = {"role": "sponsor", "inputs": act.inputs}
    assert story.send("outsider", f"/cases/{story.case}/steps/give_notice", sent).status_code in (403, 404)
    assert story.send("outsider", f"/cases/{story.case}", method="GET").status_code in (403, 404)
    story.holds()


def test_an_officer_of_another_office_has_no_hand_in_it(begin: Begin) -> None:
    story = begin("order_to_correct", penal())
    people: People = story.services.people
    people.add_office(ASIDE, "某市应急管理局第二支队", BUREAU)
    people.add_person(STRANGER, STRANGER, "执法丙", ASIDE, PASSWORD, (Role.OFFICER,), SINCE)
    assert refused(story.refuses(403, STRANGER, "register_evidence", as_role="officer", **registration(story)), "not_permitted")
    entry = {"role": "officer", "kind": "secrecy_note", "fields": {"covers": ["none"], "measure": "不涉及。"}}
    assert story.send(STRANGER, f"/cases/{story.case}/entries", entry).status_code == 403
    story.step("officer", "register_evidence", **registration(story))
    story.holds()


def test_what_is_missing_is_named_field_by_field_and_all_at_once(begin: Begin) -> None:
    story = begin("file_case", penal())
    act = story.until("file_case")
    filing = {name: value for name, value in act.inputs["filing_approval"].items() if name not in ("facts", "filed_on")} | {"field": "moon", "found_on": "32日"}
    problem = story.refuses(422, act.who, act.name, filing_approval=filing)
    assert set(problem["fields"]) == {f"filing_approval.{name}" for name in ("facts", "filed_on", "field", "found_on")}
    assert set(story.refuses(422, act.who, act.name)["fields"]) == {"filing_approval"}
    strange = story.refuses(422, act.who, act.name, **act.inputs, payment={"amount": 1})
    assert set(strange["fields"]) == {"payment"}
    tomorrow = {**act.inputs["filing_approval"], "filed_on": "2027-01-04"}
    assert set(story.refuses(422, act.who, act.name, filing_approval=tomorrow)["fields"]) == {"filing_approval.filed_on"}
    story.step(act.who, act.name, **act.inputs)
    story.holds()


def test_who_read_an_older_file_is_told_so_and_twice_sent_is_once_done(begin: Begin) -> None:
    story = begin("give_notice", penal())
    act, seen = story.until("give_notice"), story.read()["row"]["version"]
    story.record("officer2", "secrecy_note", covers=["business"], measure="隐去。")
    sent = {"role": act.role, "inputs": act.inputs, "expected_version": seen}
    stale = story.send(act.who, f"/cases/{story.case}/steps/give_notice", sent)
    assert stale.status_code == 409 and refused(stale.json(), "stale_dossier")
    story.done(act.who, f"/cases/{story.case}/steps/give_notice", sent | {"expected_version": seen + 1})
    story.holds()


def test_a_certificate_withheld_today_stops_the_spot_and_the_inspection(begin: Begin) -> None:
    story = begin("decide_on_the_spot", told(SUMMARY))
    act = story.until("decide_on_the_spot")
    change(story, "withheld")
    problem = story.refuses(409, act.who, act.name, **act.inputs)
    assert refused(problem, "gate_closed") and "执法乙在2026-03-02没有有效的执法证件" in problem["detail"]
    change(story, "restored")
    story.step(act.who, act.name, **act.inputs)
    story.holds()


def test_a_certificate_that_ran_out_overnight_stops_the_inspection(begin: Begin) -> None:
    short = {"officer_certificate": {"valid_to": "2026-03-05"}}
    story = begin("start_inspection", inspected(alter=short))
    act = story.until("start_inspection")
    problem = story.refuses(409, act.who, act.name, **act.inputs)
    assert "2026-03-06没有有效的执法证件" in problem["detail"]
    for number, person in enumerate(("officer", "officer2"), 1):
        registered("officer_certificate", person=person, standing="officer", number=f"演示{number:06}", valid_from="2026-03-06", valid_to="2029-03-05",
                   post="监督执法", area="全市")(story)  # fmt: skip
    story.step(act.who, act.name, **act.inputs)
    story.holds()
