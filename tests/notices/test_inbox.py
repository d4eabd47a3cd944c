"""The inbox: exactly one line for each message and person, however often it is relayed; nothing of what one may not see."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from states.casework.notices import Means, Topic
from states.dossier.vocabulary import Confidentiality
from states.errors import InvalidEntry
from storage import outbox
from storage.notices import inbox, preferences
from storage.notices.posting import post
from storage.notices.preferences import Choice
from tests.notices.conftest import Inn
from tests.servers.smtp_sink import SmtpSink

Make = Callable[..., Inn]


def several(house: Inn, number: int) -> None:
    for one in range(number):
        house.office.open(f"m{one}")
        house.lapse(f"2026-01-{12 + one}", case=f"m{one}")
    house.relay()


def test_a_message_relayed_again_and_again_stands_there_once(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-12")
    letters = outbox.claim(house.services.database, house.clock.now())
    now, today = house.clock.now(), house.office.casework.today()

    def relay(letter: outbox.Letter) -> int:
        return post(house.services.database, letter, now, today, mail=False)

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(relay, letters * 4))
    assert sum(added) == 3
    assert house.rows("SELECT count(*), count(DISTINCT person_id) FROM notice WHERE topic = 'deadline_passed'") == [(3, 3)]


def test_it_is_read_page_by_page_the_newest_first(inn: Make) -> None:
    house = inn()
    several(house, 5)
    viewer, seen, cursor = house.viewer("sponsor"), [], None
    while True:
        page = inbox.inbox(house.services.database, viewer, cursor, 2)
        seen += [one.case for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [f"m{one}" for one in reversed(range(5))]
    (first, *_) = inbox.inbox(house.services.database, viewer).items
    assert (first.title, first.number, first.read, first.topic_label) == ("城市道路停车收费标准调整", "决〔2026〕5号", False, "期限届满")
    with pytest.raises(InvalidEntry):
        inbox.inbox(house.services.database, viewer, "nonsense")


def test_reading_counts_down_and_never_for_others(inn: Make) -> None:
    house = inn()
    several(house, 3)
    database, viewer = house.services.database, house.viewer("sponsor")
    first, second, _ = inbox.inbox(database, viewer).items
    assert inbox.unread_count(database, viewer) == 3
    assert inbox.mark_read(database, "office", first.id, house.clock.now()) is None, "not theirs"
    assert inbox.mark_read(database, "sponsor", first.id, house.clock.now()) == "m2"
    assert inbox.mark_read(database, "sponsor", first.id, house.clock.now()) == "m2"
    assert inbox.unread_count(database, viewer) == 2
    assert {one.id for one in inbox.inbox(database, viewer, unread=True).items} >= {second.id}
    assert inbox.mark_all_read(database, "sponsor", house.clock.now(), upto=second.id) == 2
    assert inbox.unread_count(database, viewer) == 0 and inbox.unread_count(database, house.viewer("sponsor2")) == 3


def test_what_came_since_stays_unread(inn: Make) -> None:
    house = inn()
    several(house, 2)
    newest, older = inbox.inbox(house.services.database, house.viewer("sponsor")).items
    assert inbox.mark_all_read(house.services.database, "sponsor", house.clock.now(), upto=older.id) == 1
    assert [one.id for one in inbox.inbox(house.services.database, house.viewer("sponsor"), unread=True).items] == [newest.id]


def test_a_matter_that_was_withheld_since_is_gone_from_the_inbox_and_the_count(inn: Make) -> None:
    house = inn()
    house.office.open(confidentiality=Confidentiality.INTERNAL)
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("""INSERT INTO notice (id, outbox_id, person_id, case_id, topic, text, created_at)
 VALUES ('n1', 'o1', 'outsider', 'case-1', 'waiting', '…', '2026-01-12')""")
    database, viewer = house.services.database, house.viewer("outsider")
    assert inbox.unread_count(database, viewer) == 1 == len(inbox.inbox(database, viewer).items)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE case_file SET confidentiality = 'withheld'")
    assert inbox.unread_count(database, viewer) == 0 == len(inbox.inbox(database, viewer).items)


def test_a_duty_cannot_be_switched_off(inn: Make) -> None:
    database = inn().services.database
    mine = [Choice(Topic.SEALED, Means.INBOX, False), Choice(Topic.WAITING, Means.INBOX, False), Choice(Topic.PASSED, Means.INBOX, False)]
    with pytest.raises(InvalidEntry) as refusal:
        preferences.choose(database, "sponsor", mine)
    assert "「待我办理」、「期限届满」属于履行职责必须知悉的通知" in refusal.value.message
    told = {one.topic: one for one in preferences.choices(database, "sponsor").choices}
    assert told["dossier_sealed"].inbox and told["waiting"].inbox, "nothing of it was kept"
    preferences.choose(database, "sponsor", [Choice(Topic.WAITING, Means.MAIL, False)])
    assert not {one.topic: one for one in preferences.choices(database, "sponsor").choices}["waiting"].mail


def test_a_duty_reaches_the_inbox_even_if_the_database_says_otherwise(inn: Make) -> None:
    house = inn()
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO notice_choice (person_id, topic, means, wanted) VALUES ('sponsor', 'deadline_passed', 'inbox', FALSE)")
    several(house, 1)
    assert "sponsor" in house.told(Topic.PASSED)


def test_mail_is_sent_only_for_what_was_ticked(inn: Make, sink: SmtpSink) -> None:
    house = inn(smtp_host="127.0.0.1", smtp_port=sink.port, smtp_security="none", smtp_from="yifa@city.example")
    for person in ("sponsor", "sponsor2"):
        preferences.set_mail(house.services.database, person, f"{person}@city.example", house.clock.now(), can_send=True)
    preferences.choose(house.services.database, "sponsor", [Choice(Topic.PASSED, Means.MAIL, False)])
    several(house, 1)
    assert [mail["to"] for mail in sink.mails] == ["sponsor2@city.example"]
    assert {"sponsor", "sponsor2"} <= house.told(Topic.PASSED)


def test_a_change_of_address_is_told_to_the_old_one(inn: Make, sink: SmtpSink) -> None:
    house = inn(smtp_host="127.0.0.1", smtp_port=sink.port, smtp_security="none", smtp_from="yifa@city.example")
    database = house.services.database
    for mail in ("old@city.example", "new@city.example", "new@city.example"):
        preferences.set_mail(database, "sponsor", mail, house.clock.now(), can_send=True)
    assert house.relay() == {"sent": 1}
    (mail,) = sink.mails
    assert mail["to"] == "old@city.example" and "已经更改" in mail.get_content() and "new@" not in mail.as_string()
    preferences.set_mail(database, "sponsor", "", house.clock.now(), can_send=True)
    assert house.relay() == {"sent": 1} and sink.mails[1]["to"] == "new@city.example"


@pytest.mark.parametrize("mail", ["x", "a@b", "a b@c.cn", "a@c.cn\nBcc: d@e.cn", "a@c.cn,d@e.cn", "a@-.c\r\n", "张三@c.cn", "a@" + "c" * 300 + ".cn"])
def test_what_is_no_address_is_refused(inn: Make, mail: str) -> None:
    house = inn()
    if mail.strip() != mail:
        mail = mail.strip() + "\nx"
    with pytest.raises(InvalidEntry) as refusal:
        preferences.set_mail(house.services.database, "sponsor", mail, house.clock.now(), can_send=True)
    assert "邮箱地址的格式不对" in refusal.value.message and preferences.choices(house.services.database, "sponsor").mail == ""
