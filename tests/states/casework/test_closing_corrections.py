"""更正申请 that corrects nothing: taken back by who asked, or not confirmed by a second person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor, ConfirmCorrection, RefuseCorrection, WithdrawCorrection
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, dump, last_entry, rows

CASE = "life"
SPONSOR, SECOND = Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR)
OFFICE, REVIEWER = Actor("office", Role.DECISION_OFFICE), Actor("reviewer", Role.LEGAL_REVIEWER)
REASON = "核对原件，原登记无误。"


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    found = History(office, tmp_path)
    found.lead("drafting")
    found.ask("research_record", SPONSOR, on="2025-01-21")
    return found


def request_of(history: History) -> str:
    sql = "SELECT id FROM entry WHERE kind = 'correction_request' ORDER BY seq DESC, place DESC"
    return str(rows(history.office.database, sql)[0][0])


def withdraw(history: History, who: Actor, request: str, reason: str = REASON) -> Receipt:
    return history.office.casework.execute(WithdrawCorrection(who, CASE, history.office.key(), request=request, reason=reason))


def refuse(history: History, who: Actor, request: str, reason: str = REASON) -> Receipt:
    return history.office.casework.execute(RefuseCorrection(who, CASE, history.office.key(), request=request, reason=reason))


def event(history: History, receipt: Receipt) -> dict[str, Any]:
    sql = "SELECT body FROM event WHERE case_id = :case AND seq = :seq"
    found: dict[str, Any] = json.loads(rows(history.office.database, sql, case=CASE, seq=receipt.seq)[0][0])
    return found


@pytest.mark.parametrize(("close", "who", "label", "how"), [
    (withdraw, SPONSOR, "撤回更正申请：调查研究记录", "withdrawn"),
    (refuse, OFFICE, "不同意更正：调查研究记录", "refused"),
    (refuse, SECOND, "不同意更正：调查研究记录", "refused"),
])  # fmt: skip
def test_the_request_is_dealt_with_on_the_chain_and_the_entry_stands(
    history: History, close: Any, who: Actor, label: str, how: str
) -> None:
    wrong, fields = last_entry(history.office.database, CASE, "research_record")
    asked = request_of(history)
    receipt = close(history, who, asked)
    said = event(history, receipt)
    assert (said["kind"], said["label"], said["note"]) == ("entry", label, {"reason": REASON, "request": asked})
    assert said["actor"]["person"] == who.person and [one["supersedes"] for one in said["entries"]] == [asked]
    kept = json.loads(rows(history.office.database, "SELECT fields FROM entry WHERE supersedes = :id", id=asked)[0][0])
    assert (kept["closing"], kept["closing_reason"]) == (how, REASON)
    assert last_entry(history.office.database, CASE, "research_record") == (wrong, fields)
    assert verify(history.office.database).ok
    with pytest.raises(NotFound, match="已经办理"):
        history.office.casework.execute(ConfirmCorrection(OFFICE, CASE, history.office.key(), request=asked))
    with pytest.raises(NotFound, match="已经办理"):
        close(history, who, asked)


def test_after_a_withdrawal_one_may_ask_again_and_be_confirmed(history: History) -> None:
    withdraw(history, SPONSOR, request_of(history))
    history.correct("research_record", SPONSOR, SECOND, on="2025-01-20")
    assert last_entry(history.office.database, CASE, "research_record")[1]["on"] == "2025-01-20"


@pytest.mark.parametrize("who", [SECOND, OFFICE, REVIEWER, Actor("outsider", Role.SPONSOR), Actor("sysadmin", Role.SYSTEM_ADMIN)])
def test_only_who_asked_takes_a_request_back(history: History, who: Actor) -> None:
    with pytest.raises(NotPermitted):
        withdraw(history, who, request_of(history))


@pytest.mark.parametrize("who", [SPONSOR, Actor("outsider", Role.SPONSOR), Actor("expert", Role.EXPERT), Actor("foreign_office", Role.DECISION_OFFICE)])
def test_who_asked_and_who_has_no_part_cannot_refuse(history: History, who: Actor) -> None:
    with pytest.raises(NotPermitted):
        refuse(history, who, request_of(history))


@pytest.mark.parametrize("close", [lambda *given: withdraw(given[0], SPONSOR, *given[1:]), lambda *given: refuse(given[0], OFFICE, *given[1:])])
@pytest.mark.parametrize("reason", ["", "  \n", "字" * 20_001])
def test_a_reason_must_be_given(history: History, close: Any, reason: str) -> None:
    before = dump(history.office.database)["entry"]
    with pytest.raises(InvalidEntry) as refused:
        close(history, request_of(history), reason)
    assert "reason" in refused.value.fields
    assert dump(history.office.database)["entry"] == before


def test_a_request_that_is_none_is_not_found(history: History) -> None:
    entry, _ = last_entry(history.office.database, CASE, "research_record")
    for close, who in ((withdraw, SPONSOR), (refuse, OFFICE)):
        with pytest.raises(NotFound):
            close(history, who, entry)


def test_a_refused_attempt_is_on_record(history: History) -> None:
    with pytest.raises(NotPermitted):
        refuse(history, SPONSOR, request_of(history))
    last = rows(history.office.database, "SELECT kind, act FROM event WHERE case_id = :case ORDER BY seq DESC", case=CASE)[0]
    assert tuple(last) == ("refused", "RefuseCorrection")


def test_another_matter_s_request_is_not_there(history: History) -> None:
    history.office.open("other")
    command = WithdrawCorrection(SPONSOR, "other", history.office.key(), request=request_of(history), reason=REASON)
    with pytest.raises(NotFound):
        history.office.casework.execute(command)
