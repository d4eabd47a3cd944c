"""Who is told what: over a whole life, on every rung of the ladder, and nobody who may not see the matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from flows import escalation, relay
from states.casework.commands import Circulate, HandOver, RequestCorrection
from states.casework.notices import RULES, STANDINGS, Means, Topic, may_choose, wanted
from states.dossier.vocabulary import Confidentiality, Role
from states.law.lights import Addressee
from storage.notices import preferences
from storage.notices.preferences import Choice
from storage.notices.recipients import Recipients, matter_of
from storage.people import known
from storage.queries.models import Viewer
from storage.queries.reading import look
from storage.queries.worklist import worklist
from storage.tables import Person
from tests.lives import Town, settle_town
from tests.notices.conftest import Inn
from tests.offices import STAFF, Office
from tests.penalties import settle_bureau

Make = Callable[..., Inn]


def test_the_table_speaks_of_every_rung_and_every_topic() -> None:
    assert {rule.when["to"] for rule in RULES if rule.topic is Topic.RAISED and rule.when} == {one.value for one in Addressee}
    assert {rule.topic for rule in RULES} == set(Topic) == set(STANDINGS)
    assert not any(wanted(topic, Means.INBOX, False) is False for topic in Topic if not may_choose(topic, Means.INBOX))


def waiting(town: Town) -> set[str]:
    """For whom the worklist says that it waits, each asked for themselves."""
    today, found = town.services.casework.today(), set()
    for person in STAFF:
        with town.services.database.reading() as connection:
            who = known(connection, person, today)
        assert who is not None
        if worklist(town.services.database, Viewer.of(who), today, "mine").items:
            found.add(person)
    return found


def test_over_a_whole_life_only_those_are_told_for_whom_it_waits(office: Office, tmp_path: Path) -> None:
    """Held against the worklist, which another program works out; everybody whose turn came was told of it."""
    town, told, turns = settle_town(office, tmp_path), set[str](), set[str]()
    here = waiting(town)
    for name, acts in town.told:
        for act in acts:
            before = here
            town.player.play([act])
            last = (town.rows("SELECT coalesce(max(id), '') FROM notice") or [("",)])[0][0]
            relay.work(town.services)
            now = {row[0] for row in town.rows(f"SELECT person_id FROM notice WHERE topic = 'waiting' AND id > '{last}'")}
            here = waiting(town)
            assert now <= here, (name, act.name)
            told, turns = told | now, turns | (here - before)
    assert {"sponsor", "reviewer", "study", "expert", "assessor", "executor"} <= told
    assert turns - told <= {"supervisor", "archivist", "chief"}, "whose turn it became was told"


def test_a_clock_goes_up_the_ladder_and_each_rung_reaches_its_people(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-12")
    house.relay()
    assert house.told(Topic.PASSED) == {"sponsor", "sponsor2", "office"}, "its handlers, and those whose turn it is"
    reached = []
    for day in ("2026-01-16", "2026-01-20", "2026-01-27"):
        house.clock.set(day)
        before = house.told(Topic.RAISED)
        escalation.sweep(house.services)
        house.relay()
        reached.append(house.told(Topic.RAISED) - before)
    assert reached == [{"chief", "sponsor", "sponsor2"}, {"supervisor"}, {"office"}]
    texts = [row[0] for row in house.rows("SELECT text FROM notice WHERE topic = 'escalated' AND person_id = 'office'")]
    assert texts == ["「期限late」超过2026年1月12日仍未办理，已升至第4级督办，由政府办公机构督促办理。"]


def test_handlers_are_those_with_a_hand_in_it_once_there_are_any(inn: Make) -> None:
    house = inn()
    house.office.open()
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO case_part (case_id, person, role, employer) VALUES ('case-1', 'sponsor2', 'sponsor', '')")
    house.lapse("2026-01-12")
    house.relay()
    assert house.told(Topic.PASSED) == {"sponsor2", "office"}


def test_who_has_it_in_hand_is_told_alone_with_their_stand_in(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.office.casework.execute(HandOver(house.office.actor("chief"), "case-1", "given", handler="sponsor2"))
    house.relay()
    assert house.told(Topic.ASSIGNED) == {"sponsor2"}
    house.office.people.add_mandate("sponsor2", "study", Role.SPONSOR, date(2026, 1, 1), date(2026, 3, 1), "市政府办函")
    house.lapse("2026-01-12")
    house.relay()
    assert house.told(Topic.PASSED) == {"sponsor2", "study", "office"}
    with house.services.database.writing() as connection:
        connection.execute(update(Person).where(Person.id == "sponsor2").values(active=False))
    house.lapse("2026-01-13", "another")
    house.relay()
    assert "sponsor" in house.told(Topic.PASSED), "what a leaver had concerns all colleagues again"


def test_a_matter_sent_round_is_told_to_its_readers_who_may_see_it(inn: Make) -> None:
    house = inn()
    house.office.open(confidentiality=Confidentiality.WITHHELD)
    house.office.casework.execute(Circulate(house.office.actor("office"), "case-1", "round", readers=("head", "outsider"), remark="海棠"))
    house.relay()
    assert house.told(Topic.CIRCULATED) == {"head"}
    assert "海棠" not in str(house.rows("SELECT text FROM notice"))


def test_what_was_settled_meanwhile_is_not_told(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-12")
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("UPDATE timer SET status = 'settled'")
    house.relay()
    assert house.told(Topic.PASSED) == set()


def test_a_minimum_time_that_is_over_is_no_delay(inn: Make) -> None:
    house = inn()
    house.office.open()
    house.lapse("2026-01-12", "review_floor")
    with house.services.database.writing() as connection:
        connection.exec_driver_sql("""UPDATE outbox SET payload = replace(payload, '"floor":false', '"floor":true')""")
    house.relay()
    assert house.told(Topic.FLOOR) == {"sponsor", "sponsor2"} and house.told(Topic.PASSED) == set()


@pytest.mark.parametrize("confidentiality", [Confidentiality.INTERNAL, Confidentiality.WITHHELD])
def test_nobody_is_told_of_a_matter_that_they_may_not_see(inn: Make, confidentiality: Confidentiality) -> None:
    """An executor whom no paper names, another city's office, the administrators: none of them gets a line."""
    house = inn()
    house.office.open(confidentiality=confidentiality)
    house.office.people.add_mandate("head", "sysadmin", Role.MEMBER, date(2026, 1, 1), date(2026, 12, 31), "此人没有这一身份")
    house.lapse("2026-01-12")
    for day in ("2026-01-16", "2026-01-20", "2026-01-27"):
        house.clock.set(day)
        escalation.sweep(house.services)
    house.relay()
    told = {row[0] for row in house.rows("SELECT DISTINCT person_id FROM notice")}
    assert told and told.isdisjoint({"outsider", "foreign_office", "executor", "sysadmin", "secadmin", "auditor", "expert"})


def test_a_correction_is_told_to_those_who_may_confirm_it_and_not_to_who_asked(inn: Make) -> None:
    house = inn()
    house.office.open()
    ((entry, fields),) = house.rows("SELECT id, fields FROM entry")
    changed = json.loads(fields) | {"received_on": "2026-01-10"}
    house.office.casework.execute(
        RequestCorrection(house.office.actor("office"), "case-1", house.office.key(), entry=entry, fields=changed, reason="日期有误")
    )
    house.relay()
    assert house.told(Topic.CORRECTION) == {"reviewer", "supervisor"}
    assert "日期有误" not in str(house.rows("SELECT text FROM notice"))


def test_what_is_optional_can_be_chosen_and_a_later_row_then_speaks(inn: Make) -> None:
    house = inn()
    house.office.open()
    database = house.services.database
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO case_part (case_id, person, role, employer) VALUES ('case-1', 'sponsor', 'sponsor', '')")
        connection.exec_driver_sql("""INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES ('z1', 'case-1', 'step_taken', '{"step":"seal_dossier","label":"封存","seq":99}', '2026-01-12', '2026-01-12', 0, 'waiting', '', ''),
 ('z2', 'case-1', 'step_taken', '{"step":"seal_dossier","label":"封存","seq":99}', '2026-01-12', '2026-01-12', 0, 'waiting', '', '')""")
    preferences.choose(database, "sponsor", [Choice(Topic.SEALED, Means.INBOX, False), Choice(Topic.PROGRESS, Means.INBOX, True)])
    house.relay()
    assert house.told(Topic.SEALED) == {"archivist"} and house.told(Topic.PROGRESS) == {"sponsor"}


def test_a_hand_in_it_once_is_not_enough_to_be_told(inn: Make) -> None:
    """Who took part and may not see the matter any more, because of its secrecy or for want of a role, is told nothing."""
    house = inn()
    house.office.open(confidentiality=Confidentiality.WITHHELD)
    with house.services.database.writing() as connection:
        for person in ("outsider", "sponsor", "sponsor2"):
            connection.exec_driver_sql(f"INSERT INTO case_part (case_id, person, role, employer) VALUES ('case-1', '{person}', 'sponsor', '')")
        connection.exec_driver_sql("UPDATE person_role SET until = '2026-01-01' WHERE person_id = 'sponsor2'")
        connection.exec_driver_sql("""INSERT INTO outbox (id, case_id, topic, payload, created_at, next_at, attempts, status, claim, error)
 VALUES ('z1', 'case-1', 'step_taken', '{"step":"x","label":"某环节","seq":99}', '2026-01-12', '2026-01-12', 0, 'waiting', '', '')""")
    for person in ("outsider", "sponsor", "sponsor2"):
        preferences.choose(house.services.database, person, [Choice(Topic.PROGRESS, Means.INBOX, True)])
    house.relay()
    assert house.told(Topic.PROGRESS) == {"sponsor"}


def test_every_rung_of_a_body_that_enforces_reaches_somebody(office: Office, tmp_path: Path) -> None:
    """Such a body has no decision office: the last rung is told to its heads."""
    bureau = settle_bureau(office, tmp_path)
    with look(office.database) as reader:
        matter = matter_of(reader, bureau.player.case)
        assert matter is not None
        around = Recipients(reader, matter, date(2026, 3, 10), matter.states)
        reached = {rule.when["to"]: {one for group in rule.to for one in around.of(group)} for rule in RULES if rule.topic is Topic.RAISED and rule.when}
    assert reached[Addressee.GOVERNMENT_OFFICE] == {"bureau_head", "bureau_deputy"}
    assert set(reached) == set(Addressee) and all(reached.values())
