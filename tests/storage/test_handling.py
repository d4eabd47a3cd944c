"""Who has a matter in hand, and to whom it was sent to read: who may say so, what is chained, and what is found when it is changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from states.casework.commands import Circulate, HandOver
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, StaleDossier, StepUnavailable
from storage.queries.worklist import worklist
from storage.tables import CaseFile, CasePart, Person, PersonRole
from storage.verify import verify
from tests.lives import Town, settle_town
from tests.offices import CITY, Office
from tests.storage.queries.conftest import Looks
from tests.storage.queries.conftest import looks as looks  # a fixture
from tests.storage.stepping import rows

DAY = date(2026, 1, 12)


def hand(office: Office, person: str, handler: str, instead_of: str = "", **more: Any) -> Receipt:
    actor = office.actor(person, more.pop("role", None), more.pop("represents", ""))
    return office.casework.execute(HandOver(actor, more.pop("case", "case-1"), office.key(), handler=handler, instead_of=instead_of, **more))


def handler(office: Office) -> str:
    return str(rows(office.database, "SELECT handler_id FROM case_file WHERE id = 'case-1'")[0][0])


def last(office: Office) -> dict[str, Any]:
    found = rows(office.database, "SELECT body FROM event WHERE case_id = 'case-1' ORDER BY seq DESC LIMIT 1")
    return dict(json.loads(found[0][0]))


def test_an_officer_claims_and_gives_back(office: Office) -> None:
    before = office.open().version
    assert hand(office, "sponsor", "sponsor").version == before, "no new version: nobody's open form goes stale"
    body = last(office)
    assert (body["kind"], body["act"], body["note"]) == ("handler", "claim", {"handler": "sponsor", "before": "", "reason": ""})
    assert handler(office) == "sponsor" and body["label"] == "认领承办：经办甲"
    hand(office, "sponsor", "", "sponsor", reason="出差")
    assert handler(office) == "" and last(office)["note"] == {"handler": "", "before": "sponsor", "reason": "出差"}
    assert verify(office.database).ok


@pytest.mark.parametrize("who", ["office", "chief"])
def test_those_who_coordinate_assign_pass_on_and_release(office: Office, who: str) -> None:
    office.open()
    for person, before in (("sponsor", ""), ("sponsor2", "sponsor"), ("", "sponsor2")):
        hand(office, who, person, before)
        assert handler(office) == person
    topics = rows(office.database, "SELECT payload FROM outbox WHERE topic = 'assigned' ORDER BY id")
    assert [json.loads(row[0])["persons"] for row in topics] == [["sponsor"], ["sponsor2"]]
    assert verify(office.database).ok


def test_two_claim_at_once_and_one_is_told_who_was_first(office: Office) -> None:
    office.open()
    hand(office, "sponsor", "sponsor")
    with pytest.raises(StaleDossier, match="现由「经办甲」承办"):
        hand(office, "sponsor2", "sponsor2")
    with pytest.raises(NotPermitted, match="只能认领无人承办的事项"):
        hand(office, "sponsor2", "sponsor2", "sponsor")
    with pytest.raises(NotPermitted, match="退回自己承办的事项"):
        hand(office, "sponsor2", "", "sponsor")
    assert handler(office) == "sponsor"


@pytest.mark.parametrize("person", ["reviewer", "supervisor", "outsider", "foreign_office", "team_head", "expert", "sysadmin", "head"])
def test_others_settle_nothing(office: Office, person: str) -> None:
    office.open()
    before = rows(office.database, "SELECT count(*) FROM event")
    with pytest.raises(NotPermitted):
        hand(office, person, "sponsor")
    assert (handler(office), rows(office.database, "SELECT count(*) FROM event")) == ("", before)


@pytest.mark.parametrize("person", ["reviewer", "chief", "officer", "nobody", "outsider"])
def test_only_a_handler_of_the_office_can_have_it(office: Office, person: str) -> None:
    office.open()
    with pytest.raises(InvalidEntry, match="不是本事项承办单位的经办人"):
        hand(office, "office", person)


def test_who_has_left_holds_nothing_back(office: Office, looks: Looks) -> None:
    """A leaver's matter waits for all colleagues again, and any of them may claim it."""
    office.open()
    hand(office, "chief", "sponsor2")
    with office.database.writing() as connection:
        connection.execute(update(Person).where(Person.id == "sponsor2").values(active=False))
    hand(office, "sponsor", "sponsor", "sponsor2")
    assert handler(office) == "sponsor"


def test_a_stand_in_has_in_hand_what_the_principal_has(office: Office, looks: Looks) -> None:
    office.people.add_mandate("sponsor", "study", Role.SPONSOR, DAY, date(2026, 3, 1), "市政府办函")
    office.open()
    hand(office, "sponsor", "sponsor")
    hand(office, "study", "", "sponsor", role=Role.SPONSOR, represents="sponsor")
    assert handler(office) == ""


def waiting(town: Town, looks: Looks, person: str) -> int:
    return len(worklist(town.services.database, looks(person), town.services.casework.today(), "mine").items)


def test_what_a_colleague_has_in_hand_waits_for_that_colleague(office: Office, looks: Looks, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    acts = (act for _, acts in town.told for act in acts)
    while not waiting(town, looks, "sponsor2"):
        town.player.play([next(acts)])
    assert waiting(town, looks, "sponsor") == 1
    town.services.casework.execute(HandOver(office.actor("chief"), town.player.case, "take-it", handler="sponsor"))
    assert (waiting(town, looks, "sponsor"), waiting(town, looks, "sponsor2")) == (1, 0)
    with office.database.writing() as connection:
        connection.execute(update(Person).where(Person.id == "sponsor").values(active=False))
    assert waiting(town, looks, "sponsor2") == 1
    assert verify(office.database).ok


def test_an_earlier_duty_in_the_matter_rules_out(office: Office) -> None:
    """L713 art. 25: who reviewed it does not handle it, also after having moved to the office that does."""
    office.open()
    with office.database.writing() as connection:
        role = {"id": "moved", "person_id": "sponsor2", "role": "legal_reviewer", "office_id": "justice", "body_id": CITY, "since": date(2020, 1, 1)}
        connection.execute(insert(PersonRole).values(**role, until=None))
        part = {"case_id": "case-1", "person": "sponsor2", "role": "legal_reviewer", "employer": "justice"}
        connection.execute(insert(CasePart).values(**part))
        connection.execute(update(CaseFile).values(parts=json.dumps([["sponsor2", "legal_reviewer", "justice"]])))
    with pytest.raises(NotPermitted, match="第二十五条"):
        hand(office, "chief", "sponsor2")


def test_matters_without_handlers_have_none_and_neither_have_those_that_ended(office: Office) -> None:
    office.open("list", procedure="annual_catalogue", office="city_office", title="二〇二六年度目录")
    with pytest.raises(StepUnavailable, match="不设承办人"):
        hand(office, "office", "sponsor", case="list")


def send(office: Office, person: str, *readers: str, remark: str = "请阅") -> Receipt:
    return office.casework.execute(Circulate(office.actor(person), "case-1", office.key(), readers=readers, remark=remark))


def test_a_matter_is_sent_to_colleagues_and_chained(office: Office) -> None:
    office.open()
    send(office, "office", "head", "reviewer", "head")
    found = rows(office.database, "SELECT person_id, sender_id, remark, read_at FROM circulation ORDER BY person_id")
    assert [tuple(row) for row in found] == [("head", "office", "请阅", None), ("reviewer", "office", "请阅", None)]
    assert (last(office)["label"], last(office)["note"]) == ("送行政首长甲、审查甲传阅", {"readers": ["head", "reviewer"], "remark": "请阅"})
    assert verify(office.database).ok


@pytest.mark.parametrize("reader", ["office", "expert", "sysadmin", "officer", "nobody"])
def test_only_to_others_who_work_in_the_body(office: Office, reader: str) -> None:
    office.open()
    with pytest.raises(InvalidEntry, match="不是本机关的其他在职人员"):
        send(office, "office", "head", reader)
    assert rows(office.database, "SELECT count(*) FROM circulation")[0][0] == 0


@pytest.mark.parametrize("sender", ["expert", "sysadmin", "officer", "foreign_office"])
def test_strangers_send_nothing(office: Office, sender: str) -> None:
    office.open()
    with pytest.raises(NotPermitted):
        send(office, sender, "head")


def test_nobody_and_too_many_words_are_refused(office: Office) -> None:
    office.open()
    with pytest.raises(InvalidEntry, match="请选择传阅对象"):
        send(office, "office")
    with pytest.raises(InvalidEntry, match="不超过500字"):
        send(office, "office", "head", remark="字" * 501)


@pytest.mark.parametrize("attack", [
    "UPDATE case_file SET handler_id = 'sponsor2'", "UPDATE circulation SET remark = 'x'", "UPDATE circulation SET sender_id = 'head'",
    "DELETE FROM circulation WHERE person_id = 'head'", "UPDATE circulation SET person_id = 'study' WHERE person_id = 'head'",
    "UPDATE circulation SET case_id = 'gone'",
])  # fmt: skip
def test_what_is_changed_behind_the_chain_is_found(office: Office, attack: str) -> None:
    office.open()
    hand(office, "sponsor", "sponsor")
    send(office, "office", "head", "reviewer")
    with office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE circulation SET read_at = sent_at")
    assert verify(office.database).ok, "reading is not of the chain"
    with office.database.writing() as connection:
        connection.exec_driver_sql(attack)
    assert not verify(office.database).ok
