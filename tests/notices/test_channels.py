"""What leaves the house, to real servers: mail, signed CloudEvents, group robots; again and again until it is taken."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from flows import delivering
from flows.channels import robots
from states.casework.notices import Topic
from states.dossier.vocabulary import Role
from storage.notices import deliveries, preferences, subscriptions
from storage.notices.addresses import Kind
from storage.notices.signing import signing_secret
from tests.notices.conftest import Inn
from tests.offices import CITY
from tests.servers.certificates import self_signed
from tests.servers.receiver import Got, Receiver, receiver
from tests.servers.smtp_sink import SmtpSink, smtp_sink

Make = Callable[..., Inn]
STATUS = "SELECT status, attempts, error FROM delivery ORDER BY id"


def mailing(inn: Make, sink: SmtpSink, *people: str, **more: object) -> Inn:
    """An installation that mails; each of these people has an address."""
    made = inn(**{"smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_security": "none", "smtp_from": "yifa@city.example"} | more)
    for person in people:
        preferences.set_mail(made.services.database, person, f"{person}@city.example", made.clock.now(), can_send=True)
    return made


def refer(house: Inn) -> None:
    """A matter that waits for the government's office, opened by it; its stand-in is told."""
    house.office.people.add_mandate("office", "study", Role.DECISION_OFFICE, date(2026, 1, 1), date(2026, 12, 31), "出差委托")
    house.office.open()


def later(inn: Inn, minutes: float) -> None:
    inn.clock._now += timedelta(minutes=minutes)


def hooked(inn: Make, hook: Receiver, **settings: object) -> Inn:
    made = inn(**settings)
    made.subscribe(f"http://127.0.0.1:{hook.port}/hook")
    made.office.open()
    return made


def test_a_mail_says_what_until_when_and_where(inn: Make, sink: SmtpSink) -> None:
    house = mailing(inn, sink, "study", public_url="https://yifa.example")
    refer(house)
    assert house.relay()["sent"] == 1
    (mail,) = sink.mails
    assert (mail["to"], mail["from"], mail["auto-submitted"]) == ("study@city.example", "yifa@city.example", "auto-generated")
    assert mail["subject"] == "【依法】待我办理：决〔2026〕1号"
    text = mail.get_content()
    assert "决〔2026〕1号《城市道路停车收费标准调整》" in text and "等待办理" in text and "https://yifa.example/cases/case-1" in text
    assert house.relay() == {}, "once is enough"


def test_a_mail_refused_for_now_goes_later_under_the_same_number(inn: Make, sink: SmtpSink) -> None:
    house = mailing(inn, sink, "study")
    refer(house)
    sink.refuse_next = 1
    assert house.relay()["unsent"] == 1
    assert house.rows(STATUS) == [("waiting", 1, "邮件服务器拒收，代码451。")]
    assert house.relay() == {}, "not before its pause is over"
    later(house, 2)
    assert house.relay() == {"sent": 1}
    assert len(sink.raw) == 1 and sink.mails[0]["message-id"].startswith("<")


def test_an_address_that_is_refused_holds_up_nobody_else(inn: Make, sink: SmtpSink) -> None:
    house = mailing(inn, sink, "study", "sponsor")
    sink.unknown.add("study@")
    refer(house)
    house.lapse("2026-01-13")
    house.relay()
    assert {mail["to"] for mail in sink.mails} == {"sponsor@city.example"}
    assert "代码550" in house.rows("SELECT error FROM delivery WHERE target = 'study'")[0][0]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_over_tls_to_a_server_that_is_who_it_says(inn: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    context, certificate = self_signed(tmp_path, "localhost")
    with smtp_sink(context, implicit=security == "tls") as sink:
        house = mailing(inn, sink, "study", smtp_host="localhost", smtp_security=security, smtp_user="yifa", smtp_password="secret")
        refer(house)
        assert house.relay()["unsent"] == 1, "nobody vouches for this certificate"
        assert sink.raw == [] and sink.logins == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        later(house, 2)
        assert house.relay() == {"sent": 1}
        assert len(sink.raw) == 1 and len(sink.logins) == 1


def test_a_server_without_tls_gets_no_mail_when_tls_is_asked_for(inn: Make, sink: SmtpSink) -> None:
    house = mailing(inn, sink, "study", smtp_security="starttls")
    refer(house)
    assert house.relay()["unsent"] == 1 and sink.raw == []


def test_a_webhook_gets_a_signed_cloud_event(inn: Make, hook: Receiver) -> None:
    house = hooked(inn, hook, public_url="https://yifa.example")
    assert house.relay()["sent"] == 1
    (got,) = hook.got
    event = got.json
    assert got.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert (event["specversion"], event["type"], event["source"]) == ("1.0", "cn.yifa.notice.waiting", "https://yifa.example/notices")
    assert event["subject"] == event["data"]["number"] == "决〔2026〕1号" and event["data"]["link"] == "https://yifa.example/cases/case-1"
    ((id, generation),) = house.rows("SELECT id, generation FROM subscription")
    secret = signing_secret(house.services.settings.session_key(), id, generation)
    assert verified(got, secret)
    assert not verified(Got(got.path, got.headers, got.body + b" "), secret)
    assert not verified(Got(got.path, got.headers | {"webhook-timestamp": "1"}, got.body), secret)
    renewed = subscriptions.renew_secret(house.services.database, "sysadmin", CITY, id, house.clock.now())
    assert not verified(got, signing_secret(house.services.settings.session_key(), id, renewed))


def verified(got: Got, secret: str) -> bool:
    """As a receiver would: worked out from the description of Standard Webhooks, not by our code."""
    said = f"{got.headers['webhook-id']}.{got.headers['webhook-timestamp']}.".encode() + got.body
    mark = base64.b64encode(hmac.new(base64.b64decode(secret.split("_", 1)[1]), said, sha256).digest()).decode()
    return hmac.compare_digest(f"v1,{mark}", got.headers["webhook-signature"])


def test_a_receiver_that_fails_gets_the_same_event_until_it_takes_it(inn: Make, hook: Receiver) -> None:
    house = hooked(inn, hook)
    hook.failures = 3
    pauses = []
    for _ in range(4):
        house.relay()
        assert house.relay() == {}
        pauses.append(deliveries.pause(len(pauses) + 1))
        later(house, pauses[-1].total_seconds() / 60 + 0.1)
    assert len(hook.got) == 4 and len({got.json["id"] for got in hook.got}) == 1
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert house.rows("SELECT status, attempts FROM delivery") == [("sent", 3)]


def test_a_receiver_that_never_takes_it_makes_a_dead_letter_that_can_be_sent_again(inn: Make, hook: Receiver) -> None:
    house = hooked(inn, hook)
    hook.failures = deliveries.ATTEMPTS
    while not house.rows("SELECT 1 FROM delivery WHERE status = 'dead'"):
        house.relay()
        later(house, 60 * 5)
    assert len(hook.got) == deliveries.ATTEMPTS
    (dead,) = deliveries.dead_parcels(house.services.database, CITY)
    assert (dead.name, dead.number, dead.error, dead.attempts) == ("督查平台", "决〔2026〕1号", "对方返回503，没有接收。", 12)
    assert deliveries.dead_parcels(house.services.database, "other_city") == []
    house.relay()
    assert len(hook.got) == deliveries.ATTEMPTS
    subscriptions.deliver_again(house.services.database, "sysadmin", CITY, dead.id, house.clock.now())
    assert house.relay() == {"sent": 1}
    assert len({got.json["id"] for got in hook.got}) == 1
    assert house.rows("SELECT person_id, act, target FROM admin_act ORDER BY id DESC")[0] == ("sysadmin", "delivered_again", dead.id)


def test_a_failing_receiver_is_spared_and_others_are_served(inn: Make, hook: Receiver) -> None:
    with receiver() as well:
        house = inn()
        ill = house.subscribe(f"http://127.0.0.1:{hook.port}/hook")
        house.subscribe(f"http://127.0.0.1:{well.port}/hook")
        hook.failures = 99
        for case in ("a", "b", "c"):
            house.office.open(case)
        done = house.relay()
        assert (done["sent"], done["unsent"], done["spared"]) == (3, 1, 2)
        assert len(hook.got) == 1 and len(well.got) == 3
        assert {row[0] for row in house.rows("SELECT target FROM delivery WHERE status = 'waiting'")} == {ill}


def test_two_relays_at_once_send_each_once(inn: Make, hook: Receiver) -> None:
    house = inn()
    house.subscribe(f"http://127.0.0.1:{hook.port}/hook")
    for number in range(24):
        house.office.open(f"m{number}")
    house.relay()
    hook.got.clear()
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE delivery SET status = 'waiting'")
    later(house, 11)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: delivering.sweep(house.services).get("sent", 0), range(2)))
    assert sum(done) == 24
    assert len(hook.got) == 24 == len({got.json["id"] for got in hook.got})


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(inn: Make, hook: Receiver, status: int) -> None:
    hook.reply = lambda _: (status, {"location": f"http://127.0.0.1:{hook.port}/elsewhere"}, b"")
    house = hooked(inn, hook)
    assert house.relay()["unsent"] == 1
    assert [got.path for got in hook.got] == ["/hook"]


def test_what_was_switched_off_meanwhile_is_not_sent(inn: Make, hook: Receiver) -> None:
    house = hooked(inn, hook)
    hook.failures = 1
    house.relay()
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE subscription SET active = FALSE")
    later(house, 2)
    assert house.relay() == {"given_up": 1}
    assert len(hook.got) == 1


def test_https_speaks_to_the_address_looked_up_under_the_name_asked_for(inn: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = self_signed(tmp_path, "localhost")
    with receiver(context) as secure:
        house = inn()
        listed = house.services.settings.model_copy(update={"notice_hosts": "localhost,127.0.0.1"})
        object.__setattr__(house.services, "settings", listed)
        house.subscribe(f"https://localhost:{secure.port}/hook")
        house.office.open()
        assert house.relay()["unsent"] == 1, "nobody vouches for this certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        later(house, 2)
        assert house.relay() == {"sent": 1} and secure.got[0].headers["host"] == f"localhost:{secure.port}"
        with house.services.database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE subscription SET address = 'https://127.0.0.1:{secure.port}/hook'")
        house.office.open("case-2")
        assert house.relay()["unsent"] == 1, "the certificate is for another name"


@pytest.mark.parametrize("address", ["https://localhost:{port}/hook", "http://localhost:{port}/hook", "https://[::1]:{port}/", "https://10.0.0.1/"])
def test_nothing_is_sent_inside_the_house_however_the_address_got_there(inn: Make, hook: Receiver, address: str) -> None:
    house = hooked(inn, hook)
    with house.services.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE subscription SET address = '{address.format(port=hook.port)}'")
    assert house.relay()["unsent"] == 1
    assert hook.got == [] and "没有发送" in house.rows(STATUS)[0][2]


ROBOTS = {
    Kind.DINGTALK: ("https://oapi.dingtalk.com/robot/send?access_token=abc123", "/robot/send?access_token=abc123"),
    Kind.WECOM: ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k-1_2", "/cgi-bin/webhook/send?key=k-1_2"),
}


def speaking(inn: Make, hook: Receiver, kind: Kind, address: str) -> Inn:
    here = f"http://127.0.0.1:{hook.port}"
    house = inn(dingtalk_url=f"{here}/robot/send", wecom_url=f"{here}/cgi-bin/webhook/send")
    house.subscribe(address, kind, (Topic.WAITING,))
    house.office.open()
    return house


@pytest.mark.parametrize("kind", list(ROBOTS))
def test_a_group_robot_speaks_through_apprise(inn: Make, hook: Receiver, kind: Kind) -> None:
    address, path = ROBOTS[kind]
    house = speaking(inn, hook, kind, address)
    assert house.relay()["sent"] == 1
    (got,) = hook.got
    assert got.path == path and got.json["msgtype"] == "text"
    said = got.json["text"]["content"]
    assert said.startswith("【依法】待我办理\n决〔2026〕1号") and "/cases/case-1" in said


def test_a_signed_robot_signs(inn: Make, hook: Receiver) -> None:
    house = speaking(inn, hook, Kind.DINGTALK, "dingtalk://SECabc@abc123/")
    assert house.relay()["sent"] == 1
    assert "timestamp=" in hook.got[0].path and "sign=" in hook.got[0].path


@pytest.mark.parametrize("kind", list(ROBOTS))
@pytest.mark.parametrize(
    ("answer", "why"),
    [((200, {}, json.dumps({"errcode": 310000, "errmsg": "keywords not in content"}).encode()), "代码310000"),
     ((200, {}, b"<html>"), "代码不明"), ((500, {}, b""), "返回500"), ((302, {"location": "/elsewhere"}, b""), "返回302")],
)  # fmt: skip
def test_a_robot_that_refuses_is_asked_again(inn: Make, hook: Receiver, kind: Kind, answer: tuple[int, dict[str, str], bytes], why: str) -> None:
    hook.reply = lambda _: answer
    house = speaking(inn, hook, kind, ROBOTS[kind][0])
    assert house.relay()["unsent"] == 1
    ((status, attempts, error),) = house.rows(STATUS)
    assert (status, attempts) == ("waiting", 1) and why in error
    assert len(hook.got) == 1


def test_without_a_setting_the_robots_are_the_public_ones(inn: Make) -> None:
    """Nothing is sent here: only the address is looked at that Apprise would speak to."""
    services = inn().services
    found = [robots.made(kind, address, services).notify_url for kind, address in (("dingtalk", "dingtalk://abc/"), ("wecom", "wecombot://abc/"))]
    assert found == ["https://oapi.dingtalk.com/robot/send?access_token={token}", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}"]
