"""听证报名: taken in its time, by name and contact that nobody but the office reads; the list of participants is published."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from infra.settings import Settings
from infra.wiring import Services
from states.law.legal_day import in_shanghai
from storage.verify import verify
from tests.api.pages.plain_browser import Browser, Sheet
from tests.lives import CASE, Town, settle_town
from tests.offices import PASSWORD, Office

FORM = f"/portal/{CASE}/registration"
NAME, CONTACT = "诸葛戊己", "13712345678"
SENT = {"name": NAME, "contact": "137-1234-5678", "text": "建议听取沿街商户意见。<b>", "consent": "true"}


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    """A matter whose hearing has been announced and whose list of participants is not out yet."""
    found = settle_town(office, tmp_path)
    for _, acts in found.told:
        for act in acts:
            found.player.play([act])
            if act.name == "announce_hearing":
                return found
    raise AssertionError("no hearing")


def browser(town: Town, who: str = "") -> Browser:
    one = town.services
    services = Services(Settings(data_dir=one.settings.data_dir, form_seconds=0), one.database, one.archive, one.clock, one.casework, one.people)
    found = Browser(TestClient(create_app(services)))
    if who:
        found.send(found.get("/sign-in").form("/sign-in"), {"login": who, "password": PASSWORD})
    return found


def register(at: Browser, **more: Any) -> Sheet:
    form = at.get(FORM).form(FORM)
    groups = [one for one in form.offers("group") if one] if "group" in form.names() else []
    return at.send(form, SENT | ({"group": groups[0]} if groups else {}) | more)


def test_somebody_registers_and_the_office_alone_sees_who(town: Town) -> None:
    at = browser(town)
    assert FORM in at.get(f"/portal/{CASE}").links()
    assert "报名已收到" in register(at).text
    desk = browser(town, "sponsor").get(f"/cases/{CASE}/registrations")
    assert NAME in desk.text and CONTACT in desk.text and "<b>" in desk.text and "<b>" not in desk.html.partition("听证报名名册")[2]
    for who in ("office", "head"):
        assert browser(town, who).get(f"/cases/{CASE}/registrations").status == 403
    stored = str(town.rows("SELECT * FROM hearing_registration")) + str(town.rows("SELECT body FROM event"))
    assert NAME not in stored and CONTACT not in stored and verify(town.services.database).ok
    for path in ("/portal", f"/portal/{CASE}", f"/portal/search?q={NAME}", "/portal/data/decisions.csv", f"/api/portal/consultations/{CASE}"):
        text = at.client.get(path).text.replace(f'value="{NAME}"', "").replace(f"{NAME} - 检索", "")  # what was asked for
        assert CONTACT not in text and NAME not in text, path


def test_a_changed_registration_shows(town: Town) -> None:
    register(browser(town))
    with town.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE hearing_registration SET interest = 'x'")
    assert not verify(town.services.database).ok


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"name": ""}, "请填写姓名"), ({"contact": ""}, "请填写联系方式"), ({"contact": "x"}, "手机号码"), ({"consent": ""}, "勾选同意"),
     ({"text": "长" * 501}, "不超过500字")],
)  # fmt: skip
def test_what_is_wrong_is_told(town: Town, wrong: dict[str, str], why: str) -> None:
    page = register(browser(town), **wrong)
    assert page.status == 422 and why in page.text
    assert town.rows("SELECT count(*) FROM hearing_registration") == [(0,)]


def test_after_its_time_nobody_registers(town: Town) -> None:
    at = browser(town)
    form = at.get(FORM).form(FORM)
    town.clock.to((in_shanghai(town.services.clock.now()) + timedelta(days=200)).date())
    assert at.get(FORM).status == 404 and FORM not in at.get(f"/portal/{CASE}").links()
    late = at.send(form, SENT)
    assert late.status in (409, 422) and town.rows("SELECT count(*) FROM hearing_registration") == [(0,)]


def test_the_published_list_of_participants_is_shown(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("participation")
    page = browser(town).get(f"/portal/{CASE}")
    assert "听证参加人名单" in page.text and FORM not in page.links()
