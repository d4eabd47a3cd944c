"""What holds the table of confirmed rules: the chains of their matters, the order of writers, and who may correct what."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from states.casework.commands import Actor, ConfirmCorrection, RequestCorrection, TakeStep
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, StaleDossier, StepUnavailable
from storage.verify import verify
from tests.confirmations import CASE, RULE, act, confirmed, propose, proposing
from tests.offices import Office, filled
from tests.storage.attacks import Attacked, attacking, verdict
from tests.storage.stepping import History, Writer, rows, until_blocked

OTHER, RETURNED, WITHDRAWN, PROPOSED = "D-FCR-09", "D-LEG-14", "D-CAT-07", "D-PBL-06"
ROW = {"rule": RULE, "case_id": CASE, "event_seq": 2, "on_day": "2026-01-12"}


@pytest.fixture
def settled(office: Office) -> Office:
    """One rule confirmed, one returned, one withdrawn, one proposed; and an ordinary matter."""
    office.clock.set("2026-01-12")
    office.open("case-1")
    for rule, steps in (
        (RULE, ("confirm_rule",)), (RETURNED, ("return_rule",)), (WITHDRAWN, ("confirm_rule", "withdraw_rule")), (PROPOSED, ()),
    ):  # fmt: skip
        case = CASE if rule == RULE else rule
        propose(office, rule, case)
        for step in steps:
            act(office, step, case)
    assert confirmed(office) == {RULE: (CASE, 2, "2026-01-12")} and verify(office.database).ok
    return office


def put(at: Attacked, **new: Any) -> None:
    at.put("confirmed_rule", ROW | new)


def alter(at: Attacked, **new: Any) -> None:
    at.change("confirmed_rule", ROW, **new)


# What is done to the table, and the matter and the words that the check answers with.
FORGERIES: dict[str, tuple[Callable[[Attacked], None], str, str]] = {
    "a row of no matter": (lambda at: put(at, rule=OTHER, case_id="nowhere"), "nowhere", "不存在"),
    "a row of an ordinary matter": (lambda at: put(at, rule=OTHER, case_id="case-1"), "case-1", "是插入的"),
    "another rule of the same matter": (lambda at: put(at, rule=OTHER), CASE, "是插入的"),
    "what was only proposed": (lambda at: put(at, rule=PROPOSED, case_id=PROPOSED), PROPOSED, "是插入的"),
    "what was returned": (lambda at: put(at, rule=RETURNED, case_id=RETURNED), RETURNED, "是插入的"),
    "what was withdrawn": (lambda at: put(at, rule=WITHDRAWN, case_id=WITHDRAWN), WITHDRAWN, "是插入的"),
    "the row removed": (lambda at: at.delete("confirmed_rule", ROW), CASE, "核实登记却不存在"),
    "the rule exchanged": (lambda at: alter(at, rule=OTHER), CASE, "插入的"),
    "the matter exchanged": (lambda at: alter(at, case_id="case-1"), "case-1", "是插入的"),
    "the event exchanged": (lambda at: alter(at, event_seq=1), CASE, "不符"),
    "the day exchanged": (lambda at: alter(at, on_day="2025-01-12"), CASE, "不符"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_row_that_no_confirmation_bears_out_is_found_and_so_is_a_missing_one(settled: Office, name: str) -> None:
    forge, case, says = FORGERIES[name]
    with attacking(settled.database) as attacked:
        assert verdict(attacked).ok
        forge(attacked)
        bad = verdict(attacked).first_bad
    assert bad is not None and bad.case == case and says in bad.why, bad


def test_the_event_tells_the_rule(settled: Office) -> None:
    told = rows(settled.database, "SELECT kind, body FROM event WHERE case_id = :case ORDER BY seq", case=WITHDRAWN)
    notes = [json.loads(body).get("note", {}).get("confirmed_rule") for _, body in told]
    assert notes == [None, {"rule": WITHDRAWN, "holds": True}, {"rule": WITHDRAWN, "holds": False}]


def test_of_two_who_propose_the_same_rule_at_once_one_does(office: Office) -> None:
    leader = Writer(office, proposing(office), "recorded").at("recorded")
    rival = Writer(office, proposing(office, case="confirmation-2"))
    until_blocked(office.database)
    won, lost = leader.go("recorded").finish(), rival.finish()
    assert isinstance(won, Receipt) and isinstance(lost, InvalidEntry) and "核〔2026〕1号" in lost.message
    assert rows(office.database, "SELECT count(*) FROM case_file")[0][0] == 1 and verify(office.database).ok


def test_of_two_who_decide_at_once_one_does(office: Office) -> None:
    propose(office)
    reviewer = office.actor("reviewer")
    yes, no = (
        TakeStep(reviewer, CASE, office.key(), 1, step=step, inputs={kind: filled(kind)})
        for step, kind in (("confirm_rule", "rule_check"), ("return_rule", "rule_return"))
    )
    leader = Writer(office, yes, "opened").at("opened")
    rival = Writer(office, no)
    until_blocked(office.database)
    won, lost = leader.go("opened").finish(), rival.finish()
    assert isinstance(won, Receipt) and isinstance(lost, StaleDossier | StepUnavailable)
    assert confirmed(office).keys() == {RULE} and verify(office.database).ok


def test_the_same_request_twice_confirms_once(office: Office) -> None:
    propose(office)
    command = TakeStep(office.actor("reviewer"), CASE, "same", step="confirm_rule", inputs={"rule_check": filled("rule_check")})
    first, again = office.casework.execute(command), office.casework.execute(command)
    assert not first.replayed and again.replayed and first.seq == again.seq
    assert confirmed(office).keys() == {RULE} and verify(office.database).ok


def test_what_was_proposed_is_never_corrected_into_another_rule(office: Office) -> None:
    propose(office)
    act(office, "confirm_rule")
    (entry,) = rows(office.database, "SELECT id FROM entry WHERE kind = 'rule_proposal'")
    fields = filled("rule_proposal", rule=OTHER, in_force_on="2019-09-01")
    with pytest.raises(NotPermitted, match="登记后即据以办理，不能更正"):
        office.casework.execute(RequestCorrection(office.actor("sysadmin"), CASE, office.key(), entry=entry[0], fields=fields, reason="写错了。"))
    assert confirmed(office).keys() == {RULE} and verify(office.database).ok


def test_a_mistyped_reason_is_corrected_without_touching_the_rule(office: Office) -> None:
    office.people.add_person("reviewer2", "reviewer2", "审查乙", "justice", "x", (Role.LEGAL_REVIEWER,), office.casework.today())
    propose(office)
    act(office, "confirm_rule")
    before = confirmed(office)
    (entry,) = rows(office.database, "SELECT id FROM entry WHERE kind = 'rule_check'")
    office.casework.execute(RequestCorrection(
        office.actor("reviewer"), CASE, office.key(), entry=entry[0], fields={"reason": "与公报逐字核对。"}, reason="文字有误。"
    ))  # fmt: skip
    (asked,) = rows(office.database, "SELECT id FROM entry WHERE kind = 'correction_request'")
    second = Actor("reviewer2", Role.LEGAL_REVIEWER)
    office.casework.execute(ConfirmCorrection(second, CASE, office.key(), request=asked[0]))
    assert confirmed(office) == before and verify(office.database).ok


def test_steps_taken_before_are_not_judged_again(office: Office, tmp_path: Path) -> None:
    """The matter went past the rule while it only warned; a later correction of something else names no breach of it."""
    history = History(office, tmp_path)
    referring = history.before("refer_for_study")
    test = {name: value for name, value in referring.inputs["scope_test"].items() if name != "catalogue_note"}
    history.playing.play([replace(referring, inputs={"scope_test": test})])
    (taken,) = rows(office.database, "SELECT body FROM event WHERE act = 'refer_for_study' AND kind = 'step'")
    assert {one["status"] for one in json.loads(taken[0])["findings"] if one["rule"] == WITHDRAWN} == {"warned"}
    office.clock.set(referring.on.isoformat())
    office.record("study", "study_report", case="life", finished_on=referring.on.isoformat(), recommends_start=True)
    propose(office, WITHDRAWN)
    act(office, "confirm_rule")
    history.correct("study_report", Actor("study", Role.STUDY_UNIT), Actor("supervisor", Role.SUPERVISOR), findings="可以启动。")
    (corrected,) = rows(office.database, "SELECT body FROM event WHERE kind = 'correction'")
    note = json.loads(corrected[0])["note"]
    assert note["judged_again"] == [] and note["lifted"] == []
    assert verify(office.database).ok


def test_the_table_came_empty_and_keeps_what_bears_it_out(office: Office) -> None:
    columns = {one["name"] for one in inspect(office.database.engine).get_columns("confirmed_rule")}
    assert columns == {"rule", "case_id", "event_seq", "on_day"} and confirmed(office) == {}
