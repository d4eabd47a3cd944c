"""A signature of responsibility: the password is asked again, counted as at the door, and kept nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from api.limits import Throttles
from states.dossier.kinds import KINDS
from states.dossier.kinds.discretion import SHEETS
from states.procedures.catalogue import PROCEDURES
from tests.api.conftest import Desk, footprint
from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_work import study
from tests.offices import PASSWORD, Office
from tests.storage.stepping import rows

Browse = Callable[..., Browser]
HERE = "/cases/case-1/steps/decline_start"
WRONG = "zhe-bu-shi-mima"
LATER = timedelta(minutes=20)  # longer than a proof holds, shorter than a session
DECISION = {"start": False, "decided_by": "某市人民政府", "decided_on": "2026-01-12", "reason": "条件尚不成熟。"}
FILLED = {f"start_decision.{name}": "false" if value is False else str(value) for name, value in DECISION.items()}


def studied(office: Office) -> None:
    study(office)
    office.record("study", "study_report", recommends_start=False, finished_on="2026-01-12")


def send(browser: Browser, **more: str) -> Sheet:
    return browser.send(browser.get(HERE).form(HERE), FILLED | more)


def nowhere(office: Office, secret: str) -> bool:
    """Does the text stand in no table at all?"""
    tables = [name for (name,) in rows(office.database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")]
    return not any(secret in str(row) for table in tables for row in rows(office.database, f"SELECT * FROM {table}"))


def test_whoever_has_just_signed_in_is_not_asked_and_the_event_says_when_they_proved_it(browse: Browse, office: Office) -> None:
    studied(office)
    browser = browse("office")
    assert "_password" not in browser.get(HERE).form(HERE).names()
    assert send(browser).path == "/cases/case-1"
    (body,) = rows(office.database, "SELECT body FROM event WHERE case_id = 'case-1' ORDER BY seq DESC LIMIT 1")[0]
    assert json.loads(body)["note"]["proven_at"].startswith("2026-01-12T02:")
    assert "核对密码" in browser.get("/cases/case-1/timeline").text


def test_after_some_minutes_it_is_asked_a_wrong_one_changes_nothing_and_a_right_one_signs(browse: Browse, office: Office) -> None:
    studied(office)
    browser, before = browse("office"), footprint(office)
    office.clock.pass_by(LATER)
    asked = send(browser)
    assert asked.status == 403 and "本环节由本人签署，请输入您的登录密码" in asked.text
    refused = browser.send(asked.form(HERE), {"_password": WRONG})
    assert refused.status == 403 and "密码不正确" in refused.text
    assert ("start_decision.reason", "条件尚不成熟。") in refused.form(HERE).pairs() and ("_password", "") in refused.form(HERE).pairs()
    assert footprint(office) == before and WRONG not in refused.html
    assert browser.send(refused.form(HERE), {"_password": PASSWORD}).path == "/cases/case-1"
    assert nowhere(office, WRONG) and nowhere(office, PASSWORD)


def test_a_step_that_is_no_signature_asks_nothing(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    office.clock.pass_by(LATER)
    address = "/cases/case-1/steps/refer_for_study"
    assert "_password" not in browser.get(address).form(address).names()


def test_wrong_passwords_here_and_at_the_door_are_counted_together(browse: Browse, office: Office) -> None:
    studied(office)
    browser = browse("office")
    office.clock.pass_by(LATER)
    told = [send(browser, _password=WRONG).status for _ in range(Throttles().login_here.limit)]
    assert set(told) == {403}
    often = send(browser, _password=PASSWORD)  # not even the right one is heard
    assert often.status == 429 and "分钟后再试" in often.text
    other = browse()
    door = other.send(other.get("/sign-in").form("/sign-in"), {"login": "office", "password": PASSWORD})
    assert door.status == 429


def test_programs_give_it_with_the_step(sign_in: Callable[[str], Desk], office: Office) -> None:
    studied(office)
    desk, before = sign_in("office"), footprint(office)
    office.clock.pass_by(LATER)
    sent = {"inputs": {"start_decision": DECISION}}
    for extra in ({}, {"password": WRONG}):
        answer = desk.post("/cases/case-1/steps/decline_start", sent | extra)
        assert answer.status_code == 403 and answer.json()["type"] == "urn:yifa:problem:proof_due"
        assert "password" in answer.json()["fields"] and WRONG not in answer.text
    assert footprint(office) == before
    taken = desk.post("/cases/case-1/steps/decline_start", sent | {"password": PASSWORD}, key="once")
    assert taken.status_code == 200, taken.text
    again = desk.post("/cases/case-1/steps/decline_start", sent, key="once")  # proven meanwhile, and the same request without it
    assert again.json()["replayed"] and nowhere(office, PASSWORD) and nowhere(office, WRONG)


def test_no_draft_keeps_a_password(browse: Browse, office: Office) -> None:
    browser = browse("office")
    page = browser.get("/worklist")
    token = dict(page.form("/sign-out").pairs())["csrf_token"]
    pairs = json.dumps([["_password", WRONG], ["start_decision.reason", "理由"]], ensure_ascii=False)
    browser.client.post("/unfinished", data={"csrf_token": token, "address": HERE, "content": pairs})
    assert browser.client.get("/unfinished", params={"address": HERE}).json()["pairs"] == [["start_decision.reason", "理由"]]
    assert nowhere(office, WRONG)


def test_conclusions_and_decisions_sign_and_no_sheet_goes_round_it() -> None:
    signing = {step.name for plan in PROCEDURES.values() for step in plan.steps.values() if any(KINDS[name].signs for name in step.kinds)}
    assert signing >= {
        "find_lawful", "find_lawful_if_changed", "find_unlawful", "state_legal_risk", "confirm_changes", "adopt", "adopt_with_changes", "reject",
        "pass_enforcement_review", "return_enforcement_review", "decide_penalty", "decide_no_penalty", "file_case", "approve_inspection",
        "approve_report",
    }  # fmt: skip
    assert not {"record_payment", "submit_for_legality_review", "seal_dossier"} & signing
    assert KINDS["expert_opinion"].signs and KINDS["adviser_opinion"].signs and not any(KINDS[name].signs for name in SHEETS)


def test_every_handler_that_acts_for_a_person_at_a_desk_asks_first() -> None:
    """Whoever writes another door for steps or entries must pass it by the sign-off; links of experts and sheets sign nothing here."""
    api = Path(__file__).parents[3] / "api"
    acting = {one.name for folder in ("pages", "rest") for one in (api / folder).glob("*.py") if re.search(r"(TakeStep|RecordEntry)\(", one.read_text())}
    asking = {one.name for folder in ("pages", "rest") for one in (api / folder).glob("*.py") if "sign_off(" in one.read_text()}
    assert acting - asking == {"expert.py", "sheets.py"} and {"steps.py", "acts.py", "desks.py"} <= asking
