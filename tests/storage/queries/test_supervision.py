"""督办台: every figure equals the rows behind it, for everybody, and nobody sees more than their matters."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any, get_args

import pytest

from flows.deadlines import sweep as fire_due
from infra.settings import Settings
from infra.wiring import Services
from states.casework.commands import Actor
from states.casework.ordering import drafting, issuing
from states.dossier.vocabulary import Confidentiality, Role
from states.errors import NotFound
from states.law import lights
from states.procedures.supervision_order import STAGES
from storage.archive import FolderArchive
from storage.driver_sql import run
from storage.escalations import square_escalations
from storage.queries.models import Viewer
from storage.queries.shapes import Light
from storage.queries.supervision import delay, order_exists, orders, supervision, supervision_desk
from tests.offices import STAFF, Office
from tests.storage.queries.conftest import Looks

ARM = """INSERT INTO timer (id, case_id, name, label, rule, due_on, warn_on, provisional, status, generation)
 VALUES (:id, :case, 'planned_decision', '计划作出决策的日期', 'D-LIA-03', :due, NULL, FALSE, 'armed', 1)"""
DUES = {"m1": "2026-01-02", "m2": "2026-01-09", "m3": "2026-01-14", "m4": "2026-01-19", "m5": "2026-01-20", "m6": "2026-01-20"}


@pytest.fixture
def late(office: Office, tmp_path: Any) -> Office:
    """Six overdue matters on different rungs, one withheld, one of another body; orders on two of them."""
    office.clock.set("2026-01-02")
    foreign = {"person": "foreign_office", "office": "other_office", "body": "other_city"}
    for name, due in DUES.items():
        more = foreign if name == "m6" else {"confidentiality": Confidentiality.WITHHELD} if name == "m5" else {}
        office.open(name, **more)
        with office.database.writing() as connection:
            run(office.database, connection, ARM, {"id": f"t-{name}", "case": name, "due": date.fromisoformat(due)})
    office.clock.set("2026-01-21")
    services = Services(Settings(data_dir=tmp_path), office.database, FolderArchive(tmp_path / "a"), office.clock, office.casework, office.people)
    fire_due(services)
    while square_escalations(office.database, office.clock.now(), office.casework.today()).any:
        pass
    return office


def seat(late: Office, looks: Looks, person: str) -> tuple[Any, Viewer, date]:
    return late.database, looks(person), late.casework.today()


def test_delays_stand_on_their_rungs(late: Office, looks: Looks) -> None:
    found = {one.case: (one.rung, one.told_label) for one in supervision(*seat(late, looks, "supervisor")).items}
    assert found == {
        "m1": (4, "政府办公机构"), "m2": (3, "督办机构"), "m3": (3, "督办机构"), "m4": (1, "承办单位经办人"), "m5": (1, "承办单位经办人"),
    }  # fmt: skip


@pytest.mark.parametrize("person", list(STAFF))
def test_every_figure_is_the_number_of_its_rows(late: Office, looks: Looks, person: str) -> None:
    issue(late, looks, "m1")
    issue(late, looks, "m5")
    database, viewer, today = seat(late, looks, person)
    desk = supervision_desk(database, viewer)
    for number, card in enumerate(desk.rungs, 1):
        assert card.count == len(supervision(database, viewer, today, rung=number).items)
    assert sum(card.count for card in desk.rungs) == len(supervision(database, viewer, today).items)
    for stage, card in zip((name for name, _ in STAGES), desk.orders, strict=True):
        assert card.count == len(orders(database, viewer, today, stage).items)
        assert all(one.row.stage == stage for one in orders(database, viewer, today, stage).items)
    assert sum(card.count for card in desk.orders) == len(orders(database, viewer, today).items)


def issue(late: Office, looks: Looks, case: str, person: str = "supervisor") -> str:
    database, viewer, today = seat(late, looks, person)
    (one,) = [one for one in supervision(database, viewer, today).items if one.case == case]
    said = delay(database, viewer, today, one.id)
    actor = Actor(person, STAFF[person][2][0])
    late.casework.execute(drafting(said, actor, today))
    signing = issuing(said, actor, today)
    assert (signing is not None) is (person != "office")
    if signing:
        late.casework.execute(signing)
    return said.order


def test_an_order_is_as_closed_as_its_matter_and_under_its_law(late: Office, looks: Looks) -> None:
    order = issue(late, looks, "m5")
    assert order_exists(late.database, order)
    database, _, today = seat(late, looks, "supervisor")
    seen = {person: {one.row.id for one in orders(database, looks(person), today).items} for person in ("supervisor", "sponsor", "outsider", "foreign_office")}
    assert seen == {"supervisor": {order}, "sponsor": {order}, "outsider": set(), "foreign_office": set()}
    (row,) = orders(database, looks("sponsor"), today).items
    assert (row.parent, row.row.office, row.due_on, row.row.stage) == ("m5", "transport", date(2026, 1, 28), "so_issued")


def test_a_draft_of_the_office_waits_for_a_signature_and_for_the_signer(late: Office, looks: Looks) -> None:
    order = issue(late, looks, "m2", "office")
    database, viewer, today = seat(late, looks, "head")
    assert [one.row.id for one in orders(database, viewer, today, "so_drafted").items] == [order]
    (one,) = [one for one in supervision(database, viewer, today).items if one.case == "m2"]
    assert (one.order, one.order_stage) == (order, "拟发")


def test_a_delay_of_a_matter_not_to_be_seen_is_absent(late: Office, looks: Looks) -> None:
    database, viewer, today = seat(late, looks, "foreign_office")
    (own,) = supervision(database, viewer, today).items
    assert own.case == "m6"
    with pytest.raises(NotFound):
        delay(database, looks("supervisor"), today, own.id)
    with pytest.raises(NotFound):
        delay(database, viewer, today, "no such delay")


def test_a_raised_delay_keeps_its_order(late: Office, looks: Looks) -> None:
    order = issue(late, looks, "m4")
    late.clock.set("2026-01-30")
    while square_escalations(late.database, late.clock.now(), late.casework.today()).any:
        pass
    database, viewer, today = seat(late, looks, "supervisor")
    (one,) = [one for one in supervision(database, viewer, today).items if one.case == "m4"]
    assert (one.rung, one.order) == (3, order)


def test_lists_are_paged_without_gaps_or_doubles(late: Office, looks: Looks) -> None:
    for case in ("m1", "m2", "m3"):
        issue(late, looks, case)
    database, viewer, today = seat(late, looks, "supervisor")
    for read, whole in ((supervision, 5), (orders, 3)):
        found: list[Any] = []
        cursor = None
        for _ in count():
            page = read(database, viewer, today, cursor=cursor, limit=2)
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(found) == len({str(one) for one in found}) == whole


def test_the_codes_of_lights_are_those_of_the_core() -> None:
    assert [one.value for one in lights.Light] == list(get_args(Light))
    assert Role.SUPERVISOR in STAFF["supervisor"][2]
