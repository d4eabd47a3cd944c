"""Whose acts they were: every number of a person's and of an office's years is what the events say, and leads to exactly its rows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor, TakeStep
from states.casework.ordering import drafting
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.errors import NotFound
from storage.database import Database
from storage.queries.hands import KINDS_SHOWN, hand_rows, person_view
from storage.queries.models import Viewer
from storage.queries.office_view import office_view
from storage.queries.supervision import delay as delay_of
from storage.reviving import as_date
from tests.offices import filled
from tests.storage.queries.figure_oracle import rows as figure_rows_of
from tests.storage.queries.figure_oracle import sees, walk
from tests.storage.queries.generated import TODAY, House, generated
from tests.storage.queries.test_overview import asked_by

BACK = {
    "return_to_drafting", "return_for_supplement", "discuss_again", "reconsider", "reopen_investigation", "return_enforcement_review", "return_report",
    "reopen_input",
}  # fmt: skip
ORDERED = """SELECT c.id, c.parent_id, v.on_day FROM case_file c JOIN event v ON v.case_id = c.id AND v.seq = 1
 WHERE c.procedure = 'supervision_order'"""
PEOPLE = ("juece", "shencha", "jiaotong", "ziran", "yingji", "shangwu", "shouzhang", "chengyuan", "jiandu", "dangan")


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    made = generated(database, tmp_path)
    made.services.people.add_mandate("shouzhang", "chengyuan", Role.HEAD, date(2026, 1, 1), date(2026, 12, 31), "分工调整通知")
    _stood_in(made)
    _returned(made)
    _ordered(made)
    return made


def _stood_in(house: House) -> None:
    """A matter is ended by somebody who stands in for the head."""
    case = house.rows("SELECT id FROM case_file WHERE stage IN ('started', 'drafting', 'arguing') ORDER BY id")[0][0]
    deputy = Actor("chengyuan", Role.HEAD, "shouzhang")
    house.services.casework.execute(TakeStep(deputy, case, "stood-in", step="terminate", inputs={"termination": filled("termination", decided_on=TODAY.isoformat())}))


def _returned(house: House) -> None:
    """What somebody had sent on comes back."""
    case = house.rows("SELECT id FROM case_file WHERE stage IN ('legality_review', 'tabled', 'deliberating') ORDER BY id")[0][0]
    kind = KINDS["return_to_drafting"]
    given = filled(kind.name, **{kind.effective: TODAY.isoformat()} if kind.effective else {})
    house.services.casework.execute(TakeStep(Actor("juece", Role.DECISION_OFFICE), case, "returned", step="return_to_drafting", inputs={kind.name: given}))


def _ordered(house: House) -> None:
    """An order is drafted on a delay."""
    case = house.rows("SELECT x.id FROM escalation x JOIN case_file c ON c.id = x.case_id WHERE x.status = 'open' AND c.body_id = 'yunxi' ORDER BY x.id")[0][0]
    delay = delay_of(house.database, house.viewer("jiandu"), TODAY, case)
    house.services.casework.execute(drafting(delay, Actor("jiandu", Role.SUPERVISOR), TODAY))


def walked(house: House, seen: set[str], person: str) -> dict[str, list[tuple[str, date]]]:
    """By what is counted: matter and day."""
    found: dict[str, list[tuple[str, date]]] = {name: [] for name in KINDS_SHOWN}
    for (case,) in house.rows("SELECT id FROM case_file ORDER BY id"):
        if case not in seen:
            continue
        events = [(as_date(on), json.loads(body)) for on, body in house.rows(f"SELECT on_day, body FROM event WHERE case_id = '{case}' ORDER BY seq")]
        own = [(on, said) for on, said in events if said["actor"]["person"] == person and said["kind"] != "refused"]
        found["acts"] += [(case, on) for on, _ in own]
        found["stood_in"] += [(case, on) for on, said in own if said["actor"]["represented"]]
        found["by_deputy"] += [(case, on) for on, said in events if said["actor"]["represented"] == person]
        found["matters"] += [(case, min(on for on, _ in own))] if own else []
        found["returned"] += [(case, on) for on, said in own if _sent_back(events, said)]
        found["delays"] += [(case, due) for due in _missed(events) if any(on <= due for on, _ in own)]
    for case, parent, on in house.rows(ORDERED):
        found["orders"] += [(case, as_date(on))] if case in seen and parent in {one for one, _ in found["matters"]} else []
    return {name: sorted(many) for name, many in found.items()}


def _sent_back(events: list[tuple[date, Any]], act: Any) -> bool:
    """Some state that the act led into is left by a step that sends back."""
    for state in set(act["to"]) - set(act["from"]):
        left = next((said for _, said in events if said["seq"] > act["seq"] and state in said["from"] and state not in said["to"]), None)
        if left is not None and left["kind"] == "step" and left["act"] in BACK:
            return True
    return False


def _missed(events: list[tuple[date, Any]]) -> set[date]:
    notes = [said["note"] for _, said in events if said["kind"] == "deadline"]
    return {date.fromisoformat(note["due_on"]) for note in notes if note["act"] == "fire" and not note["floor"]}


def listed(house: House, viewer: Viewer, person: str, kind: str, year: str) -> list[tuple[str, date]]:
    found, cursor = [], None
    while True:
        page = hand_rows(house.database, viewer, person, kind, year, cursor, 7)
        found += [(one.case, one.on) for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return sorted(found)


def test_the_years_are_what_the_events_say(house: House) -> None:
    viewer = house.viewer("jiandu")
    seen = [one for one in walk(house) if sees(viewer, one, True)]
    numbers, told = [], set()
    for person in PEOPLE:
        view, expected = person_view(house.database, viewer, person), walked(house, {one.case for one in seen}, person)
        assert view.years[-1].year == 0 and list(view.heads) == [one.label for one in KINDS_SHOWN.values()]
        for line in view.years:
            for kind, cell in zip(KINDS_SHOWN, line.cells, strict=True):
                wanted = [row for row in expected[kind] if not line.year or row[1].year == line.year]
                assert cell.count == len(wanted), (person, line.year, kind)
                assert listed(house, viewer, person, kind, str(line.year or "")) == wanted, (person, line.year, kind)
                numbers.append(cell.count)
                told |= {kind} if cell.count else set()
    assert sum(1 for one in numbers if one) > 30
    assert {kind for kind in KINDS_SHOWN if kind not in told} == set(), "every kind is met somewhere"
    _offices(house, viewer, seen)
    _who_may(house)


def _offices(house: House, viewer: Viewer, seen: list[Any]) -> None:
    view = office_view(house.database, viewer, TODAY, "yx-land")
    assert len(view.years) > 1 and {one.person for one in view.people} == {"ziran"}
    for line in view.years:
        for cell in line.cells:
            assert cell.count == len(figure_rows_of(seen, asked_by(cell.link))), cell.link
    assert view.people[0].acts == person_view(house.database, viewer, "ziran").years[-1].cells[1].count


def _who_may(house: House) -> None:
    """Oneself and who supervises or heads the body; an absent person and a hidden one are told alike."""
    for who, person in (("jiaotong", "jiaotong"), ("shouzhang", "juece"), ("juzhang", "zhifa"), ("jiandu", "chengyuan")):
        assert person_view(house.database, house.viewer(who), person).person == person
    mandates = person_view(house.database, house.viewer("jiandu"), "chengyuan").mandates
    assert [(one.principal, one.basis) for one in mandates] == [("shouzhang", "分工调整通知")]
    for who, person in (("jiaotong", "ziran"), ("juece", "jiaotong"), ("jiandu", "zhifa"), ("jiandu", "nobody"), ("xitong", "juece")):
        with pytest.raises(NotFound, match="没有这一人员，或者您无权查看"):
            person_view(house.database, house.viewer(who), person)
        with pytest.raises(NotFound):
            hand_rows(house.database, house.viewer(who), person, "acts")
    for who, office in (("juece", "yx-land"), ("jiandu", "yj-team"), ("jiandu", "nowhere")):
        with pytest.raises(NotFound):
            office_view(house.database, house.viewer(who), TODAY, office)
