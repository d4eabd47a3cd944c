"""What one may not see is nowhere: in no list, no count, no search, no fetch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from states.casework.authority import EXTERNAL
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Role
from states.errors import NotFound
from states.procedures.catalogue import PROCEDURES
from storage.queries.case import case_row, case_view
from storage.queries.deadlines import deadlines
from storage.queries.models import Viewer
from storage.queries.papers import materials, opinions
from storage.queries.steps import steps
from storage.queries.supervision import supervision
from storage.queries.timeline import timeline
from storage.queries.visibility import ENTRUSTED, OF_THE_OFFICE, OUTSIDE
from storage.queries.worklist import cards, worklist
from tests.offices import STAFF, Office
from tests.storage.queries.sight import ALL, SEES, fill

Looks = Callable[[str], Viewer]
FETCHES = (case_row, case_view, steps, timeline, deadlines, materials, opinions)


def test_the_table_speaks_of_everybody() -> None:
    assert set(SEES) == set(STAFF)


def test_lists_counts_and_searches_show_exactly_what_may_be_seen(office: Office, looks: Looks) -> None:
    fill(office)
    today = office.casework.today()
    for person, visible in SEES.items():
        viewer = looks(person)
        for filter in ("all", "overdue", "escalated"):
            found = worklist(office.database, viewer, today, filter).items
            assert {row.id for row in found} == visible, (person, filter)
        searched = worklist(office.database, viewer, today, "all", "停车收费").items
        assert {row.id for row in searched} == visible, person
        assert cards(office.database, viewer, today).overdue.count == len(visible), person
        assert {one.case for one in supervision(office.database, viewer, today).items} == visible, person
        waiting = {row.id for row in worklist(office.database, viewer, today, "mine").items}
        assert waiting <= visible, person


def test_fetches_answer_for_what_may_be_seen_and_know_nothing_else(office: Office, looks: Looks) -> None:
    fill(office)
    today = office.casework.today()
    for person, visible in SEES.items():
        viewer = looks(person)
        for fetch in FETCHES:
            for case in (*ALL, "no-such-matter", "m-\0"):
                if case in visible:
                    fetch(office.database, viewer, today, case)
                    continue
                with pytest.raises(NotFound) as refusal:
                    fetch(office.database, viewer, today, case)
                assert refusal.value.message == "没有这一事项，或者您无权查看。"


def test_who_may_act_in_a_matter_of_the_body_is_shown_it() -> None:
    """Whoever takes a step sees the matter also where it is withheld: trusted in the body, or of its office, or commissioned."""
    acting = {role for plan in PROCEDURES.values() if not plan.house for step in plan.steps.values() for role in step.roles}
    acting |= {role for kind in KINDS.values() if kind.states for role in kind.roles}
    assert acting - {Role.CLOCK} - OUTSIDE <= ENTRUSTED | EXTERNAL | set(OF_THE_OFFICE)


def test_a_stand_in_sees_what_the_principal_sees_while_the_mandate_lasts(office: Office, looks: Looks) -> None:
    fill(office)
    office.people.add_mandate("expert", "sysadmin", Role.EXPERT, date(2026, 1, 1), date(2026, 1, 31), "出差委托")
    seen = worklist(office.database, looks("sysadmin"), office.casework.today(), "all").items
    assert {row.id for row in seen} == {"m-named", "m-house"}
    office.clock.set("2026-02-01")
    left = worklist(office.database, looks("sysadmin"), office.casework.today(), "all").items
    assert [row.id for row in left] == ["m-house"]
