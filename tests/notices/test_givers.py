"""回执邮件: whoever asked for it is told by mail where to look; the address lies sealed, nobody else is written to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from flows import relay
from infra.wiring import Services
from states.procedures.major_decision import PROCEDURE
from storage.notices import givers
from tests.api.pages.plain_browser import Browser, Sheet
from tests.lives import CASE, Town, settle_town
from tests.offices import Office
from tests.servers.smtp_sink import SmtpSink

MAIL, TEXT = "giver@home.example", "建议夜间免费停车。"
WHOLE = {"text": TEXT, "contact": f" {MAIL.upper()} ", "word": "我的查询口令", "consent": "true"}


def taking(office: Office, folder: Path, **settings: object) -> tuple[Town, Services]:
    town = settle_town(office, folder)
    for _, acts in town.told:
        for act in acts:
            town.player.play([act])
            if act.name == "open_consultation":
                chosen = town.services.settings.model_copy(update={"form_seconds": 0, **settings})
                return town, replace(town.services, settings=chosen)
    raise AssertionError("no consultation")


def give(services: Services, **filled: str) -> Sheet:
    browser = Browser(TestClient(create_app(services)))
    return browser.send(browser.get(f"/portal/{CASE}").form(f"/portal/{CASE}/opinions"), WHOLE | filled)


@pytest.fixture
def mailing(office: Office, tmp_path: Path, sink: SmtpSink) -> tuple[Town, Services]:
    return taking(office, tmp_path, smtp_host="127.0.0.1", smtp_port=sink.port, smtp_security="none", smtp_from="yifa@city.example")


def test_who_asks_is_told_by_mail_and_the_address_stays_sealed(mailing: tuple[Town, Services], sink: SmtpSink) -> None:
    town, services = mailing
    assert "研究处理情况时告知我" in give(services, text="").text, "an empty opinion comes back, and the offer with it"
    assert give(services, mail="true", contact="13800138000").status == 422, "a telephone takes no mail"
    assert give(services).status == 200 and give(services, mail="true").status == 200
    kept = "".join(str(row) for table in ("delivery", "opinion_giver", "event") for row in town.rows(f"SELECT * FROM {table}"))
    assert MAIL not in kept.lower() and len(town.rows("SELECT 1 FROM delivery WHERE channel = 'giver'")) == 1
    relay.work(services)
    (mail,) = sink.mails
    said = mail.get_content()
    assert mail["To"] == MAIL and "回执编号：YJ-" in said and "/portal/receipts" in said and TEXT not in said
    assert givers.opinions_answered(services.database, services.vault, CASE, services.clock.now()) == 1
    assert givers.opinions_answered(services.database, services.vault, CASE, services.clock.now()) == 1
    relay.work(services)
    assert len(sink.mails) == 2 and "已有研究处理情况" in sink.mails[1].get_content(), "told once, however often the step is told"
    assert relay.FEEDBACK in PROCEDURE.steps


def test_without_a_mail_server_nothing_is_offered_or_queued(office: Office, tmp_path: Path) -> None:
    town, services = taking(office, tmp_path)
    assert "邮箱仅用于本次告知" not in give(services, text="").text
    assert Browser(TestClient(create_app(services))).get("/portal/complaints").text.count("邮箱仅用于本次告知") == 0
    assert town.rows("SELECT 1 FROM delivery") == []
