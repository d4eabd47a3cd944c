"""系统运行 in a browser without scripts, and the same for programs: who may look, what is shown, what may be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI

from flows import deadlines, escalation, inspection, relay
from infra.demo.people import BODY
from infra.wiring import Services
from storage import outbox, running
from storage.driver_sql import run
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_every_page import clean

Browse = Callable[..., Browser]
LETTER = """INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES ('letter', :case, 'step_taken', '{}', :now, :now, 10, 'dead', '', 'OSError: 无法连接')"""


@pytest.fixture
def house(demo_app: FastAPI) -> Services:
    found: Services = demo_app.state.services
    return found


def swept(house: Services) -> None:
    """A round of the passage."""
    for sweep in (deadlines.sweep, escalation.sweep, relay.sweep, inspection.sweep):
        sweep(house)
    running.beat(house.database, running.PASSAGE, house.clock.now())


def plant(house: Services, case: str) -> None:
    with house.database.writing() as connection:
        run(house.database, connection, LETTER, {"case": case, "now": house.clock.now() - timedelta(hours=4)})


def some_case(house: Services) -> tuple[str, str]:
    """A matter of the government whose supervisor looks."""
    with house.database.reading() as connection:
        id, title = connection.exec_driver_sql(f"SELECT id, title FROM case_file WHERE body_id = '{BODY}' ORDER BY id LIMIT 1").one()
    return id, title


def test_a_demo_in_which_time_passes_is_well(house: Services, demo: Browse) -> None:
    swept(house)
    page = demo("xitong").get("/running")
    assert page.status == 200 and "没有停滞的事项" in page.text and clean(page) == []
    assert "从未运行" not in page.text and "近七日共处理" in page.text
    assert ("/running" in page.links()) and "/running" not in demo("jiaotong").get("/worklist").links()


def test_a_demo_in_which_time_stands_still_says_so(demo: Browse) -> None:
    page = demo("jiandu").get("/running")
    assert "时间推移流程从未运行" in page.text and "python -m infra work" in page.text and clean(page) == []


def test_a_passage_that_fell_silent_is_seen_without_any_inspection(house: Services, demo: Browse) -> None:
    swept(house)
    now = house.clock.now()
    running.beat(house.database, running.PASSAGE, now - timedelta(minutes=7))
    page = demo("xitong").get("/running")
    assert "已中断7分钟" in page.text and "巡检流程" not in page.text


def test_a_dead_letter_is_sent_again_from_the_page(house: Services, demo: Browse) -> None:
    case, title = some_case(house)
    swept(house)
    plant(house, case)
    swept(house)
    page = demo("xitong").get("/running")
    assert "无法连接" in page.text and title not in page.text and case not in page.links(), "administrators see no matters"
    (form,) = [one for one in page.forms if one.action == "/running/letters/letter/again"]
    answer = demo("xitong").post(form.action, [("csrf_token", "wrong")])
    assert answer.status == 403
    assert demo("jiandu").get("/running").forms != page.forms, "the supervisor sees it without the button"
    browser = demo("xitong")
    (form,) = [one for one in browser.get("/running").forms if one.action.endswith("/again")]
    assert browser.send(form).status == 200 and outbox.dead_letters(house.database) == []
    assert browser.send(form).status == 404, "once"
    swept(house)
    assert "没有停滞的事项" in browser.get("/running").text


def test_the_supervisor_is_led_to_the_matter_and_sees_no_other_governments(house: Services, demo: Browse) -> None:
    case, _ = some_case(house)
    swept(house)
    plant(house, case)
    swept(house)
    assert f"/cases/{case}" in demo("jiandu").get("/running").links()
    with house.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE case_file SET body_id = 'elsewhere' WHERE id = '{case}'")
    page = demo("jiandu").get("/running")
    assert "无法连接" not in page.text and f"/cases/{case}" not in page.links()


@pytest.mark.parametrize("person", ["jiaotong", "juece", "anquan", "shenji", "shouzhang"])
def test_nobody_else_looks(demo: Browse, person: str) -> None:
    browser = demo(person)
    assert browser.get("/running").status == 403
    assert browser.client.get("/api/health/running").status_code == 403


def test_programs_read_the_same(house: Services, demo: Browse) -> None:
    case, _ = some_case(house)
    swept(house)
    plant(house, case)
    swept(house)
    found = demo("jiandu").client.get("/api/health/running").json()
    assert found["well"] is False and found["lateness"]["waiting"] == 0 and found["passage_at"]
    ((kind, said, action),) = [(one["kind"], one["evidence"], one["action"]) for one in found["stuck"]]
    assert kind == "dead_letter" and "10次" in said and "重新投递" in action
