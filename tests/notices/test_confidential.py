"""Nothing confidential in a notice that leaves the house, whatever people wrote; only a public matter bears its title."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from flows import escalation
from states.casework.events import canonical
from states.casework.notices import RULES, Topic
from states.dossier.vocabulary import Confidentiality
from storage.driver_sql import run
from storage.notices import feed, preferences
from storage.notices.addresses import Kind
from tests.notices.conftest import Inn
from tests.offices import OFFICES, STAFF
from tests.servers.receiver import Receiver
from tests.servers.smtp_sink import SmtpSink

Make = Callable[..., Inn]
WORD = "海棠"
TITLE = f"{WORD}新城整体搬迁安置方案"
POST = """INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES (:id, 'case-1', :topic, :payload, :now, :now, 0, 'waiting', '', '')"""


def everything_happens(house: Inn, confidentiality: Confidentiality) -> None:
    """Each row of the table is set off by a message in which every text that people write holds the word."""
    house.office.open(title=TITLE, confidentiality=confidentiality, fields={"proposer": f"{WORD}公司"})
    database = house.services.database
    with database.writing() as connection:
        for number, rule in enumerate(RULES):
            payload = {"step": "x", "timer": "late", "due_on": "2026-01-12", "rung": 1, "floor": False, "seq": 1} | dict(rule.when or {})
            payload |= dict.fromkeys(("reason", "evidence", "text", "name", "title", "office", "requested_by"), f"{WORD}甲乙丙")
            values = {"id": f"z{number:02}", "topic": rule.on, "payload": canonical(payload), "now": house.clock.now()}
            run(database, connection, POST, values)
    house.lapse("2026-01-12", "order_due")
    house.lapse("2026-01-12")
    house.relay()
    for day in ("2026-01-16", "2026-01-20", "2026-01-27"):
        house.clock.set(day)
        escalation.sweep(house.services)
        house.relay()


def leaves(sink: SmtpSink, hook: Receiver, house: Inn) -> Iterator[str]:
    for mail in sink.mails:
        yield str(mail["subject"]) + mail.get_content() + str(mail.items())
    for got in hook.got:
        yield got.path + str(got.json) + str(got.headers)
    for person in ("sponsor", "office", "supervisor"):
        secret = feed.make_link(house.services.database, person, house.clock.now())
        yield feed.feed(house.services.database, secret, house.office.casework.today(), "https://yifa.example").replace("\r\n ", "")
    yield str(house.rows("SELECT payload FROM delivery"))


@pytest.mark.parametrize("confidentiality", [Confidentiality.PUBLIC, Confidentiality.INTERNAL, Confidentiality.WITHHELD])
def test_nothing_confidential_leaves_the_house(inn: Make, sink: SmtpSink, hook: Receiver, confidentiality: Confidentiality) -> None:
    here = f"http://127.0.0.1:{hook.port}"
    house = inn(smtp_host="127.0.0.1", smtp_port=sink.port, smtp_security="none", smtp_from="yifa@city.example",
                dingtalk_url=f"{here}/d", wecom_url=f"{here}/w", public_url="https://yifa.example")  # fmt: skip
    for person in STAFF:
        preferences.set_mail(house.services.database, person, f"{person}@city.example", house.clock.now(), can_send=True)
    for topic in Topic:
        house.subscribe(f"{here}/hook/{topic.value}", topics=(topic,))
    house.subscribe("dingtalk://abc/", Kind.DINGTALK)
    house.subscribe("wecombot://abc/", Kind.WECOM)
    everything_happens(house, confidentiality)
    out = list(leaves(sink, hook, house))
    assert len(sink.raw) > 20 and len(hook.got) > 20
    topics = {got.json["data"]["topic"] for got in hook.got if got.path.startswith("/hook/")}
    assert topics == set(Topic) and "决〔2026〕1号" in "".join(out)
    people, offices = [name for name, *_ in STAFF.values()], [name for name, _ in OFFICES.values()]
    for text in out:
        plain = text.replace(TITLE, "") if confidentiality is Confidentiality.PUBLIC else text
        assert not [word for word in (WORD, *people, *offices) if word in plain], plain
    assert any(TITLE in text for text in out) == (confidentiality is Confidentiality.PUBLIC)
