"""A decision is evaluated in a matter of its own, by somebody new, and adjusted in a new matter; on both databases."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor, ConfirmCorrection, OpenCase, RequestCorrection
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import GateClosed, InvalidEntry, NotPermitted, StepUnavailable
from storage.people import SignedIn
from storage.queries.steps import steps
from storage.verify import verify
from tests.evaluations import CHILD, EVALUATOR, HEAD, OFFICE, Evaluated, evaluated, member
from tests.lives import settle_town
from tests.offices import CITY, Office, filled


@pytest.fixture
def one(office: Office, tmp_path: Path) -> Evaluated:
    return evaluated(settle_town(office, tmp_path))


def upto(one: Evaluated, stage: str) -> None:
    """Live the lawful way up to that stage."""
    one.open()
    acts = (one.start, one.appoint, one.plan, one.gather, one.close_input, one.submit, one.approve)
    for act in acts:
        if one.stage() == stage:
            return
        act()
    assert one.stage() == stage


def test_from_the_trigger_to_the_new_matter(one: Evaluated) -> None:
    upto(one, "ev_applying")
    new = OpenCase(OFFICE, "newmatter", "k-new", procedure="major_decision", title="城市道路停车收费时段调整", office="transport", body=CITY,
                   parent="life", fields=filled("proposal", received_on=one.day.isoformat()))  # fmt: skip
    one.town.services.casework.execute(new)
    number = one.town.rows("SELECT number FROM case_file WHERE id = 'newmatter'")[0][0]
    with pytest.raises(GateClosed, match="没有作为新的决策事项"):
        one.apply(major=True)
    one.apply(major=True, new_matter=number)
    assert one.stage() == "ev_closed"
    one.conclude()
    adjustment = {"major": True, "content": "调整收费时段。", "evaluation_used": "建议调整。", "new_matter": number, "decided_on": one.later(1)}
    life = one.town.life
    one.town.player.play([life.step("head", Role.HEAD, "adjust", adjustment=adjustment)])
    assert "adjusting" in one.town.rows("SELECT configuration FROM case_file WHERE id = 'life'")[0][0]
    found = verify(one.town.services.database)
    assert found.ok, found


def test_the_decision_waits_for_its_evaluation_and_takes_over_its_result(one: Evaluated) -> None:
    upto(one, "ev_applying")
    with pytest.raises(GateClosed, match="尚未办结"):
        one.conclude()
    one.apply("continue", departure_reason="先完善配套设施。")
    with pytest.raises(GateClosed, match="审定的结论为「调整」"):
        one.conclude("continue")
    one.conclude("adjust")
    assert "in_execution" in one.town.rows("SELECT configuration FROM case_file WHERE id = 'life'")[0][0]


def test_an_evaluation_broken_off_leaves_the_decision_free(one: Evaluated) -> None:
    upto(one, "ev_evaluating")
    one.step(HEAD, "terminate_evaluation", evaluation_termination={"decided_by": "某市人民政府", "reason": "上位规定已改变。", "decided_on": one.day})
    assert {status for _, status in one.timers().values()} <= {"settled", "cancelled"}
    one.conclude("continue")
    with pytest.raises(StepUnavailable, match="尚未决定开展决策后评估"):
        Evaluated(one.town, "another").open()


@pytest.mark.parametrize(("more", "refusal", "why"), [
    ({"parent": ""}, InvalidEntry, "请从被评估的重大行政决策事项发起"),
    ({"parent": "nosuchmatter"}, InvalidEntry, "请从被评估的重大行政决策事项发起"),
    ({"actor": Actor("foreign_office", Role.DECISION_OFFICE), "office": "other_office", "body": "other_city"}, InvalidEntry, "请从被评估的"),
    ({"actor": Actor("sponsor", Role.SPONSOR)}, NotPermitted, "立项应当由本机关"),
])  # fmt: skip
def test_an_evaluation_is_opened_by_the_body_under_its_own_decision(one: Evaluated, more: dict[str, Any], refusal: Any, why: str) -> None:
    with pytest.raises(refusal, match=why):
        one.open(**more)
    assert one.town.rows("SELECT count(*) FROM case_file") == [(1,)]


def test_an_evaluation_is_opened_once_and_not_under_another_evaluation(one: Evaluated) -> None:
    one.open()
    with pytest.raises(InvalidEntry, match="正在办理，不重复立项"):
        Evaluated(one.town, "another").open()
    with pytest.raises(InvalidEntry, match="请从被评估的"):
        Evaluated(one.town, "another").open(parent=CHILD)


def test_two_who_open_it_at_the_same_moment_open_one(one: Evaluated) -> None:
    fields = {"proposed_by": "某市交通运输局", "reason": "公众意见较多。", "proposed_on": one.day.isoformat()}

    def opens(case: str) -> str:
        command = OpenCase(OFFICE, case, f"k-{case}", procedure="evaluation", title="停车收费标准调整决策后评估", office="city_office", body=CITY,
                           parent="life", fields=fields)  # fmt: skip
        try:
            return one.town.services.casework.execute(command).case
        except InvalidEntry as refusal:
            return refusal.message

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(opens, ("first", "second", "third", "fourth")))
    assert sum("正在办理，不重复立项" in answer for answer in answers) == 3, answers
    assert one.town.rows("SELECT count(*) FROM case_file WHERE procedure = 'evaluation'") == [(1,)]


def test_a_corrected_appointment_is_held_against_the_file_of_the_decision(one: Evaluated) -> None:
    """The second person's confirmation shows that the gate was passed on wrong facts."""
    upto(one, "ev_evaluating")
    appointment, raw = one.town.rows("SELECT id, fields FROM entry WHERE kind = 'evaluator_appointment'")[0]
    fields = json.loads(raw) | {"members": [member("evaluator"), member("甲", "某评估公司")]}
    casework = one.town.services.casework
    asked = RequestCorrection(OFFICE, CHILD, "c1", entry=appointment, fields=fields, reason="漏列一名人员。")
    casework.execute(asked)
    request = one.town.rows("SELECT id FROM entry WHERE kind = 'correction_request'")[0][0]
    casework.execute(ConfirmCorrection(Actor("supervisor", Role.SUPERVISOR), CHILD, "c2", request=request))
    body = json.loads(one.town.rows("SELECT body FROM event WHERE kind = 'correction'")[0][0])
    assert [(said["step"], said["rule"]) for said in body["note"]["judged_again"]] == [("appoint_evaluator", "D-EVA-04")]
    assert "承担过主要论证评估工作" in body["note"]["judged_again"][0]["reason"]


def test_what_is_not_public_stays_so_in_its_evaluation(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    found = Evaluated(town)
    town.until("executing")
    found.order()
    with town.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET confidentiality = 'internal'")
    with pytest.raises(InvalidEntry, match="公开范围不得更宽"):
        found.open()
    found.open(confidentiality=Confidentiality.WITHHELD)


@pytest.mark.parametrize(("members", "more", "refusal", "why"), [
    ((member("assessor"),), {}, NotPermitted, "担任过风险评估单位"),
    ((member("sponsor"),), {}, NotPermitted, "担任过承办单位经办人"),
    ((member("reviewer"),), {}, NotPermitted, "担任过合法性审查人员"),
    ((member("executor"),), {}, NotPermitted, "担任过决策执行单位"),
    ((member("甲", "某评估公司"),), {}, GateClosed, "承担过主要论证评估工作"),
    ((member("甲", "某单位", "expert", True),), {}, GateClosed, "有利害关系"),
    ((member("乙", "transport", "expert"),), {}, GateClosed, "承办单位或者执行单位"),
    ((), {"evaluator": "某评估公司"}, GateClosed, "不一致"),
])  # fmt: skip
def test_nobody_evaluates_what_they_had_a_hand_in(
    one: Evaluated, members: tuple[dict[str, Any], ...], more: dict[str, Any], refusal: Any, why: str
) -> None:
    upto(one, "ev_started")
    with pytest.raises(refusal, match=why):
        one.appoint(*members, **more)
    assert one.stage() == "ev_started"
    one.appoint()


def test_a_colleague_of_the_unit_who_argued_the_decision_does_not_act_in_the_evaluation(one: Evaluated) -> None:
    """The unit is free, the person is not: whoever sat on the panel of the decision stays out."""
    upto(one, "ev_evaluating")
    people = one.town.services.people
    people.add_person("turncoat", "turncoat", "专家丙", "institute", "correct horse battery", (Role.EVALUATOR,), one.day - timedelta(days=900))
    turncoat = Actor("turncoat", Role.EVALUATOR)
    one.record(turncoat, "evaluation_public_input", way="online", on=one.day, number=3, content="意见。")
    with one.town.services.database.writing() as connection:
        row = connection.exec_driver_sql("SELECT parts FROM case_file WHERE id = 'life'").scalar_one()
        parts = row[:-1] + ',["turncoat","expert","某研究院"]]'
        connection.exec_driver_sql(one.town.services.database.sql("UPDATE case_file SET parts = :parts WHERE id = 'life'"), {"parts": parts})
    with pytest.raises(NotPermitted, match="担任过论证专家"):
        one.record(turncoat, "evaluation_public_input", way="online", on=one.day, number=3, content="意见。")


def test_the_checklist_tells_what_the_gate_asks(one: Evaluated) -> None:
    upto(one, "ev_started")
    database, people = one.town.services.database, one.town.services.people
    viewer: SignedIn = seen_by(people, "office", one)
    shown = {step.name: step for step in steps(database, viewer, one.day, CHILD)}
    assert shown["appoint_evaluator"].blocked and shown["appoint_evaluator"].permitted
    one.appoint()
    one.step(HEAD, "replace_evaluator", evaluator_replacement={"reason": "人员变动。", "on": one.day})
    shown = {step.name: step for step in steps(database, viewer, one.day, CHILD)}
    assert not shown["appoint_evaluator"].blocked, shown["appoint_evaluator"].findings
    below = {step.name: step for step in steps(database, viewer, one.day, "life")}
    assert any("尚未办结" in finding.reason for finding in below["conclude_evaluation"].findings)


def seen_by(people: Any, login: str, one: Evaluated) -> SignedIn:
    token = people.sign_in(login, "correct horse battery", one.town.clock.now())
    found: SignedIn = people.at_desk(token, one.town.clock.now(), one.day)
    return found


def test_the_evaluation_is_chased_by_the_dates_of_its_plan(one: Evaluated) -> None:
    upto(one, "ev_evaluating")
    planned = one.timers()
    assert planned["evaluation_input"][0] == (one.day + timedelta(days=30)).isoformat()
    assert planned["evaluation_report_due"][0] == (one.day + timedelta(days=60)).isoformat()
    assert {status for _, status in planned.values()} == {"armed"}
    one.gather()
    one.close_input()
    assert one.timers()["evaluation_input"][1] == "settled"
    one.submit()
    assert one.timers()["evaluation_report_due"][1] == "settled"
    assert one.timers()["evaluation_due"][1] == "armed"
    one.approve()
    one.apply()
    assert one.timers()["evaluation_due"][1] == "settled"


def test_a_report_is_returned_and_input_reopened(one: Evaluated) -> None:
    upto(one, "ev_reviewing")
    one.step(OFFICE, "return_report", evaluation_return={"reason": "补充问卷分析。", "on": one.day})
    one.step(EVALUATOR, "reopen_input", evaluation_return={"reason": "补充走访。", "on": one.day})
    assert one.stage() == "ev_evaluating"
    one.close_input()
    with pytest.raises(GateClosed, match="不是决策机关确定的单位"):
        one.submit(evaluator="某大学")
    with pytest.raises(GateClosed, match="政协委员参与，但卷内没有记录"):
        one.submit(parties=["public", "cppcc"])
    one.submit()


def test_an_evaluator_sees_and_handles_only_evaluations_of_their_unit(one: Evaluated) -> None:
    upto(one, "ev_evaluating")
    one.town.services.people.add_person(
        "stranger", "stranger", "评估乙", "university", "correct horse battery", (Role.EVALUATOR,), one.day - timedelta(days=900)
    )
    with pytest.raises(NotPermitted, match="未被指定"):
        one.record(Actor("stranger", Role.EVALUATOR), "evaluation_public_input", way="online", on=one.day, number=3, content="意见。")
    assert "institute" in {row[0] for row in one.town.rows(f"SELECT employer FROM case_part WHERE case_id = '{CHILD}' AND role = 'evaluator'")}
