"""The way that a matter went over its map: the same stays as are counted, every step on its way, nothing for strangers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.diagrams.marking import course_marks, reachable, time_told
from states.dossier.vocabulary import Confidentiality
from states.errors import NotFound
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart
from storage.queries.course import StayView, course
from storage.queries.models import Viewer
from storage.reviving import as_date
from storage.standing import keep
from tests.executed import Executed
from tests.offices import PASSWORD, Office
from tests.storage.stepping import rows

CHART = statechart(PROCEDURES["major_decision"])


def seated(one: Executed, person: str) -> Viewer:
    parts = one.town.services
    token = parts.people.sign_in(person, PASSWORD, parts.clock.now())
    who = parts.people.at_desk(token or "", parts.clock.now(), parts.casework.today())
    assert who is not None
    return Viewer.of(who)


def test_a_life_is_told_as_it_went(office: Office, tmp_path: Path) -> None:
    """A decision carried out, suspended and resumed: stays as counted, one way for every step, marks where it stands."""
    one = Executed(office, tmp_path)
    one.suspend()
    one.resume()
    found = course(one.database, seated(one, "office"), one.case)
    keep(one.database)
    stored = rows(one.database, "SELECT state, since, until FROM stay WHERE case_id = :case", case=one.case)
    assert sorted((stay.state, stay.since, stay.until) for stay in found.stays if stay.until != stay.since) == sorted(
        (state, as_date(since), as_date(until) if until else None) for state, since, until in stored if since != until)  # fmt: skip
    assert len(found.stays) == len(stored) and len(found.stays) > 25
    acts = [json.loads(body) for (body,) in rows(one.database, "SELECT body FROM event WHERE case_id = :case AND kind = 'step'", case=one.case)]
    moved = {body["act"] for body in acts if PROCEDURES["major_decision"].steps[body["act"]].moves}
    assert {way.event for way in found.taken if not way.itself} == moved
    assert {way.event for way in found.taken if way.itself} == {"done_state_arguing", "done_state_pp_gathering"}
    _marked(one, found.configuration)


def _marked(one: Executed, configuration: tuple[str, ...]) -> None:
    marks = course_marks(course(one.database, seated(one, "office"), one.case), one.today)
    assert {place for place, mark in marks.places.items() if mark.status == "here"} == set(configuration) == {"executing", "in_execution"}
    assert {marks.of(place).status for place in ("suspended", "pp_done", "drafting")} == {"done"}  # pp_done was passed within one step
    assert (marks.of("not_started").status, marks.of("evaluating").status, marks.of("closed").status) == ("left", "ahead", "ahead")
    assert "共2次" in marks.of("in_execution").note
    assert {way.event for way in marks.offered} >= {"close", "suspend", "adjust"} and "start" not in {way.event for way in marks.offered}


def test_strangers_learn_nothing(office: Office, looks: Callable[[str], Viewer]) -> None:
    office.open("secret", confidentiality=Confidentiality.INTERNAL)
    assert course(office.database, looks("office"), "secret").stays
    for person, case in (("expert", "secret"), ("office", "none")):
        with pytest.raises(NotFound):
            course(office.database, looks(person), case)


def test_what_can_still_be_reached() -> None:
    """From execution nobody comes back to the draft; from the meeting one does, and to everything after it."""
    late, early = reachable(CHART, ("executing", "in_execution")), reachable(CHART, ("deliberating",))
    assert {"suspended", "closed", "adjusting_suspended"} <= late and not {"drafting", "terminated", "decided", "arguing"} & late
    assert {"drafting", "co_open", "he_none", "ri_waiting", "le_passed", "executing", "in_execution", "terminated"} <= early
    assert not {"proposed", "out_of_scope", "started"} & early


def test_time_is_told_in_days() -> None:
    day = as_date("2026-03-01")
    open_one, past = StayView("x", day, None), StayView("x", day, as_date("2026-03-11"))
    assert time_told([open_one], day) == "当前，今日" and time_told([open_one], as_date("2026-03-04")) == "当前，已3日"
    assert time_told([past], day) == "历时10日" and time_told([past, StayView("x", day, day)], day) == "历时10日，共2次"
    assert time_told([StayView("x", day, day)], day) == "当日" and time_told([], day) == ""


