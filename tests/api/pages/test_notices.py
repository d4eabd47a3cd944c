"""Notices in a browser without scripts: inbox and count, choices, the calendar's link, channels and their record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from flows import relay
from infra.wiring import Services
from states.casework.notices import Topic
from storage.notices import deliveries
from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_every_page import clean
from tests.offices import Office
from tests.servers.receiver import receiver

Browse = Callable[..., Browser]


def bell(page: Sheet) -> str:
    found = re.search(r'<a class="bell[^>]*>通知(?:<b>([^<]*)</b>)?', page.html)
    assert found
    return found[1] or ""


def asked(office: Office, services: Services, case: str = "case-1") -> None:
    """A matter of whose correction the reviewer is told."""
    office.open(case)
    with office.database.writing() as connection:
        connection.exec_driver_sql(f"""INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES ('z-{case}', '{case}', 'correction_asked', '{{"label":"动议建议","seq":99}}', '2026-01-12', '2026-01-12', 0, 'waiting', '', '')""")
    relay.work(services)


def test_a_notice_is_counted_opened_and_read(browse: Browse, office: Office, services: Services) -> None:
    for case in ("m1", "m2", "m3"):
        asked(office, services, case)
    browser = browse("reviewer")
    page = browser.get("/notices")
    assert bell(page) == "3" == bell(browser.get("/worklist")) and clean(page) == []
    assert "有人申请更正「动议建议」，需要第二人核对后确认。" in page.text and "城市道路停车收费标准调整" in page.text
    opened = browser.send(next(form for form in page.forms if form.action.endswith("/open")))
    assert opened.path.startswith("/cases/m") and bell(opened) == "2"
    unread = browser.get("/notices", show="unread")
    assert len([form for form in unread.forms if form.action.endswith("/open")]) == 2
    assert bell(browser.send(unread.form("/notices/read"))) == ""
    assert "没有未读的通知" in browser.get("/notices", show="unread").text
    assert browser.get("/notices", cursor="nonsense").status == 422
    token = page.html.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert browser.post("/notices/none/open", [("csrf_token", token)]).status == 404


def test_choices_are_kept_and_a_duty_is_not_switched_off(browse: Browse) -> None:
    browser = browse("sponsor")
    page = browser.get("/notices/settings")
    form = page.form("/notices/settings")
    assert clean(page) == [] and "waiting:inbox" not in form.offers("offered")
    pairs = [(name, value) for name, value in form.pairs() if (name, value) != ("want", "dossier_sealed:inbox")]
    saved = browser.post("/notices/settings", [*pairs, ("want", "progress:inbox")])
    assert "设置已保存" in saved.text
    now = {value for name, value in saved.form("/notices/settings").pairs() if name == "want"}
    assert "progress:inbox" in now and "dossier_sealed:inbox" not in now
    refused = browser.post("/notices/settings", [*pairs, ("offered", "waiting:inbox")])
    assert refused.status == 422 and "不能关闭系统内提醒" in refused.text
    wrong = browser.send(saved.form("/notices/settings"), {"mail": "nonsense"})
    assert wrong.status == 422 and "邮箱地址的格式不对" in wrong.text and 'value="nonsense"' in wrong.html
    assert "a@city.example" in browser.send(saved.form("/notices/settings"), {"mail": "a@city.example"}).html


def test_the_calendars_link_is_shown_once_and_can_be_withdrawn(browse: Browse) -> None:
    browser, stranger = browse("sponsor"), browse()
    shown = browser.send(browser.get("/notices/settings").form("/notices/calendar"))
    (path,) = re.findall(r"(/calendar/[\w-]+\.ics)", shown.text)
    answer = stranger.client.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store" and answer.text.startswith("BEGIN:VCALENDAR\r\n")
    page = browser.get("/notices/settings")
    assert "/calendar/" not in page.text.replace("/notices/calendar", "") and "现用链接" in page.text
    renewed = browser.send(page.form("/notices/calendar"))
    (second,) = re.findall(r"(/calendar/[\w-]+\.ics)", renewed.text)
    assert (stranger.client.get(path).status_code, stranger.client.get(second).status_code) == (404, 200)
    browser.send(renewed.form("/notices/calendar/withdraw"))
    assert stranger.client.get(second).status_code == 404


def test_channels_belong_to_the_system_administrator(browse: Browse) -> None:
    for person, status in (("sysadmin", 200), ("auditor", 200), ("office", 403), ("secadmin", 403), ("supervisor", 403)):
        assert browse(person).get("/channels").status == status, person
    auditor = browse("auditor")
    page = auditor.get("/channels")
    assert clean(page) == [] and auditor.get("/channels/new").status == 403
    token = page.html.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert auditor.post("/channels", [("csrf_token", token), ("kind", "webhook")]).status == 403


@pytest.mark.parametrize(
    "address",
    ["", "ftp://a.example/", "http://a.example/", "https://localhost/", "https://127.0.0.1/", "https://10.1.2.3/x", "https://[::1]/", "https://169.254.169.254/",
     "https://2130706433/", "https://0x7f.1/", "https://192.168.1.1:8443/", "https://a:b@a.example/", "https://oa/", "https://a.example/#x", "https:// a.example",
     "https://[::ffff:10.0.0.1]/", "https://db.internal/", "https://100.64.0.1/", "javascript:alert(1)", "https://例.example/", "https://a.example:x/"],
)  # fmt: skip
def test_an_address_inside_the_house_is_refused(browse: Browse, office: Office, address: str) -> None:
    browser = browse("sysadmin")
    given = {"kind": "webhook", "name": "督查平台", "address": address, "topics": "waiting"}
    answer = browser.send(browser.get("/channels/new").form("/channels"), given)
    assert answer.status == 422 and "地址" in answer.text
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM subscription").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM admin_act WHERE act <> 'signed_in'").scalar_one() == 0


def test_a_channel_is_made_changed_and_its_secret_shown_all_on_record(browse: Browse, office: Office) -> None:
    browser = browse("sysadmin")
    given = {"kind": "dingtalk", "name": "督查群", "address": "https://oapi.dingtalk.com/robot/send?access_token=abcdef123456", "topics": "waiting"}
    page = browser.send(browser.get("/channels/new").form("/channels"), given)
    assert page.status == 200 and "abcdef" not in page.html and "…3456" in page.text
    changed = browser.send(page.form(page.path), {"name": "督查二群", "address": ""})
    assert changed.path == "/channels" and "督查二群" in changed.text and "abcdef" not in changed.html
    hook = browser.send(browser.get("/channels/new").form("/channels"), given | {"kind": "webhook", "address": "https://oa.example.gov.cn/hook?k=secret"})
    shown = browser.send(hook.form(f"{hook.path}/secret"))
    (first,) = set(re.findall(r"whsec_[\w+/=]+", shown.text))
    renewal = next(form for form in shown.forms if "renew" in form.names())
    (second,) = set(re.findall(r"whsec_[\w+/=]+", browser.send(renewal).text))
    assert first != second
    with office.database.reading() as connection:
        record = [tuple(row) for row in connection.exec_driver_sql("SELECT person_id, act, fields FROM admin_act WHERE act <> 'signed_in' ORDER BY id")]
    assert [row[1] for row in record] == [
        "subscription_added", "subscription_changed", "subscription_added", "secret_shown", "secret_renewed", "secret_shown",
    ]  # fmt: skip
    assert {row[0] for row in record} == {"sysadmin"} and "abcdef" not in str(record) and "whsec" not in str(record) and "k=secret" not in str(record)
    seen = browse("auditor").get("/channels").text
    assert "更换签名密钥" in seen and "新建渠道" in seen


def test_a_dead_letter_is_sent_again_with_a_button(browse: Browse, office: Office, services: Services) -> None:
    with receiver() as hook:
        listed = services.settings.model_copy(update={"notice_hosts": "127.0.0.1"})
        object.__setattr__(services, "settings", listed)
        browser = browse("sysadmin")
        given = {"kind": "webhook", "name": "督查平台", "address": f"http://127.0.0.1:{hook.port}/", "topics": Topic.CORRECTION.value}
        browser.send(browser.get("/channels/new").form("/channels"), given)
        hook.failures = deliveries.ATTEMPTS
        asked(office, services)
        for _ in range(deliveries.ATTEMPTS):
            office.clock._now += timedelta(hours=5)
            relay.work(services)
        browser = browse("sysadmin")  # the session of yesterday is over
        page = browser.get("/channels")
        assert "对方返回503，没有接收。" in page.text and "共尝试12次" in page.text and "停车收费" not in page.text
        (button,) = [form for form in page.forms if form.action.endswith("/again")]
        assert "没有投递失败的通知" in browser.send(button).text
        assert browser.send(button).status == 404, "a second click has nothing left to do"
        relay.work(services)
        assert len({got.json["id"] for got in hook.got}) == 1 and len(hook.got) == deliveries.ATTEMPTS + 1
        assert "重新投递通知" in browser.get("/channels").text
