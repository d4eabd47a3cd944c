"""What the public leaves behind, on both databases: opinions found again, registrations, links, complaints, search."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from api.givers import Told, sealed_giver
from states.casework.commands import Actor, CorrectOpinion, ReceiveOpinion, RegisterForHearing
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage import complaints, expert_links
from storage.complaints import Said, Sort, Standing
from storage.people import SignedIn
from storage.queries.expert_view import expert_view
from storage.queries.given_opinions import contact_mark, given, namings, proved, recovered, word_mark
from storage.queries.models import Viewer
from storage.queries.opinion_receipts import receipt_number
from storage.queries.public_search import found_items, found_results
from storage.queries.registrations import how_many, registering, registrations
from storage.verify import verify
from tests.lives import CASE, Town, settle_town
from tests.offices import BUREAU, Office

PUBLIC = Actor("", Role.PUBLIC)
NAME, CONTACT, WORD = "诸葛戊己", "13712345678", "口令口令口令"
WHOLE = Told(True, NAME, CONTACT, WORD, True)


def town_after(office: Office, folder: Path, act_name: str) -> Town:
    found = settle_town(office, folder)
    for _, acts in found.told:
        for act in acts:
            found.player.play([act])
            if act.name == act_name:
                return found
    raise AssertionError(act_name)


def give(town: Town, key: str, told: Told) -> str:
    giver = sealed_giver(town.services, CASE, told, key)
    command = ReceiveOpinion(
        PUBLIC, CASE, key, source="网上公众", text=f"意见{key}", named=giver.named, giver=giver.sealed, marks=giver.marks, consent=giver.consent
    )
    receipt = town.services.casework.execute(command)
    assert town.services.casework.execute(command).seq == receipt.seq, "the same request seals the same"
    return receipt_number(receipt.seq, receipt.hash)


def test_an_opinion_is_found_again_by_its_giver_alone(office: Office, tmp_path: Path) -> None:
    town = town_after(office, tmp_path, "open_consultation")
    database, vault, today = town.services.database, town.services.vault, town.services.casework.today()
    number, bare = give(town, "k1", WHOLE), give(town, "k2", Told())
    root, may = proved(database, vault, number, CONTACT, "")
    assert may and proved(database, vault, number, "", WORD) == (root, True)
    for contact, word in (("13900000000", ""), ("", "不对的口令"), ("", "")):
        assert proved(database, vault, number, contact, word) == ("", False)
    assert proved(database, vault, bare, "", "")[1] is False and proved(database, vault, bare, CONTACT, WORD) == ("", False)
    assert recovered(database, vault, CONTACT, WORD) == (root,) and recovered(database, vault, CONTACT, "别的口令") == ()
    (one,) = given(database, today, (root,))
    town.services.casework.execute(CorrectOpinion(PUBLIC, CASE, "c1", opinion=one.current, text="更正后的意见"))
    (one,) = given(database, today, (root,))
    assert one.receipt == number and one.text == "更正后的意见" and [text for _, text in one.earlier] == ["意见k1"] and one.open
    assert namings(database, vault, (one.current,), CASE) == {one.current: NAME} and verify(database).ok


def test_who_registers_for_a_hearing_is_read_by_the_office(office: Office, tmp_path: Path) -> None:
    town = town_after(office, tmp_path, "announce_hearing")
    services, today = town.services, town.services.casework.today()
    taking = registering(services.database, today, CASE)
    assert taking is not None and registering(services.database, date(2030, 1, 1), CASE) is None
    group = taking.groups[0][0] if taking.groups else ""
    for key in ("r1", "r2"):
        giver = sealed_giver(services, CASE, Told(True, NAME, CONTACT, "", True), key)
        services.casework.execute(
            RegisterForHearing(PUBLIC, CASE, key, group=group, text="观点", giver=giver.sealed, mark=giver.marks[0], consent=giver.consent)
        )
    sponsor = services.people.known("sponsor", today)
    assert sponsor is not None and how_many(services.database, CASE) == 2
    found = registrations(services.database, services.vault, Viewer.of(sponsor), CASE)
    assert [(one.name, one.contact, one.again) for one in found] == [(NAME, CONTACT, False), (NAME, CONTACT, True)]
    outsider = services.people.known("outsider", today)
    assert outsider is not None
    with pytest.raises(NotPermitted):
        registrations(services.database, services.vault, Viewer.of(outsider), CASE)
    assert verify(services.database).ok


def test_a_link_opens_one_matter_for_one_expert(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path, technical=True)
    for _, acts in town.told:
        if any(town.player.play([act]) or act.name == "convene_experts" for act in acts):
            break
    database, now = town.services.database, town.services.clock.now()
    (first, *_) = expert_links.invited(database, CASE, now)
    assert first.until is None and not first.written
    token = expert_links.issue(database, CASE, first.person, "sponsor", now, 7)
    found = expert_links.opened(database, token, now + timedelta(days=6))
    assert found is not None and (found.case, found.person) == (CASE, first.person)
    assert expert_links.opened(database, token, now + timedelta(days=8)) is None and expert_links.opened(database, f"{token}x", now) is None
    assert expert_links.invited(database, CASE, now)[0].until is not None
    assert expert_view(database, CASE, first.person).open
    expert_links.revoke(database, CASE, first.person, "sponsor", now)
    assert expert_links.opened(database, token, now) is None and expert_links.invited(database, CASE, now)[0].until is None


def test_a_complaint_is_read_by_two_roles_of_its_body(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    services, now, today = town.services, town.services.clock.now(), town.services.casework.today()
    vault = services.vault
    sealed = vault.seal(f'{{"name":"{NAME}","contact":"{CONTACT}"}}', f"giver:complaint:{BUREAU}", "k")
    said = Said(Sort.REPORT, BUREAU, "某人", "索要财物", True, sealed, (contact_mark(vault, CONTACT), word_mark(vault, "complaint", WORD)), "1", "k")
    number = complaints.receive(services.database, said, now)
    assert complaints.receive(services.database, said, now) == number, "pressed twice"
    people = [one for one in (services.people.known(person, today) for person in services.people.names()) if one]
    readers = [one for one in people if one.body == BUREAU and complaints.may_read(one)]
    assert readers
    desk: SignedIn = readers[0]
    (found,) = complaints.listed(services.database, desk)
    assert (found.number, found.named, found.contactable) == (number, True, True)
    with pytest.raises(InvalidEntry):
        complaints.identity(services.database, vault, desk, found.id, "看", now)
    assert complaints.identity(services.database, vault, desk, found.id, "核实举报事实", now) == (NAME, CONTACT)
    complaints.handle(services.database, desk, found.id, Standing.ANSWERED, "已查处。", now + timedelta(minutes=1))
    _, acts = complaints.one(services.database, desk, found.id)
    assert [one.act for one in acts] == ["look", "answered"]
    for stranger in people:
        if not complaints.may_read(stranger):
            with pytest.raises(NotPermitted):
                complaints.one(services.database, stranger, found.id)
        elif stranger.body != BUREAU:
            with pytest.raises(NotFound):
                complaints.identity(services.database, vault, stranger, found.id, "核实举报事实", now)
    mine = complaints.asked(services.database, number, contact_mark(vault, CONTACT), "")
    assert mine is not None and mine.answer == "已查处。" and complaints.asked(services.database, number, "", "") is None
    with services.database.reading() as connection:
        dumped = str(connection.exec_driver_sql("SELECT * FROM complaint").all())
    assert NAME not in dumped and CONTACT not in dumped


def test_search_reads_the_same_on_both(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("published")
    database, today = town.services.database, town.services.casework.today()
    assert [item.id for item, _ in found_items(database, today, "停车收费")] == [CASE]
    assert found_items(database, today, "合法性审查意见") == () and found_items(database, today, "%%") == () and found_results(database, today, "停车") == ()
