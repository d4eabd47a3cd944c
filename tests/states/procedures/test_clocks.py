"""The clocks of a major decision: from which day, in which unit, in which direction, and for which matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.casework.timers import running
from states.dossier.model import Entry
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.major_decision import PROCEDURE
from tests.states.law.examples.build import entry, given

YUNNAN = ("yunnan",)
PLAIN = entry("matter_profile", technical=False)
CONCERN = entry("matter_profile", technical=False, public_concern=True)
DOCUMENT = entry("matter_profile", technical=False, normative_document=True)
MEETING = entry("meeting_minutes", held_on="2026-05-20")
SIGNED = entry("final_text", signed_on="2026-05-21")
PUBLISHED = entry("publication_record", published_on="2026-06-01")
EXCEPTION = entry("fcr_conclusion", restrictions=["entry"], ends_on="2027-03-20")


def due(*entries: Entry, state: str, overlays: tuple[str, ...] = ()) -> dict[str, str]:
    """The clocks that run in that state: name -> due day."""
    dossier = replace(given(*entries, overlays=overlays).dossier, configuration=(state,))
    moment = Moment(date(2026, 6, 30), law_view(date(2026, 1, 10), overlays))
    return {name: str(one.due_on) for name, one in running(PROCEDURE, dossier, moment).items()}


@pytest.mark.parametrize(
    ("entries", "state", "name", "day"),
    [
        ([entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-04-01")], "co_open", "consultation_closes", "2026-04-01"),
        # Seven calendar days back from Wednesday 20 May, the hearing day left out.
        ([entry("hearing_notice", hearing_on="2026-05-20")], "he_announced", "hearing_materials", "2026-05-13"),
        # Seven working days on from Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
        ([entry("review_receipt", complete_on="2026-03-02")], "le_reviewing", "review_floor", "2026-03-11"),
        ([entry("start_decision", planned_on="2026-05-29")], "drafting", "planned_decision", "2026-05-29"),
        # Twenty working days from the signature; without one, from the meeting. 19 June is 端午节.
        ([MEETING, SIGNED], "decided", "publication", "2026-06-18"),
        ([MEETING], "decided", "publication", "2026-06-17"),
        ([CONCERN, PUBLISHED], "published", "interpretation", "2026-06-04"),
        ([EXCEPTION], "executing", "exception_ends", "2027-03-20"),
        # A limit that the decision set runs everywhere (L713 art. 34), not only where a local plan repeats it.
        ([entry("execution_assignment", execute_by="2026-12-31")], "executing", "execution", "2026-12-31"),
    ],
)
def test_a_clock_runs_to_its_day(entries: list[Entry], state: str, name: str, day: str) -> None:
    assert due(*entries, state=state)[name] == day


def test_only_what_needs_interpreting_waits_for_it() -> None:
    assert "interpretation" not in due(PLAIN, PUBLISHED, state="published")
    assert "interpretation" in due(DOCUMENT, PUBLISHED, state="published")
    assert "interpretation" not in due(CONCERN, PUBLISHED, entry("interpretation"), state="published")


def test_only_a_normative_document_is_filed_and_only_where_the_rule_holds() -> None:
    assert due(DOCUMENT, PUBLISHED, state="published", overlays=YUNNAN)["document_filing"] == "2026-06-16"
    assert "document_filing" not in due(CONCERN, PUBLISHED, state="published", overlays=YUNNAN)
    assert "document_filing" not in due(DOCUMENT, PUBLISHED, state="published")


def test_a_clock_stops_when_its_act_was_done_or_the_stage_is_left() -> None:
    hearing = entry("hearing_notice", hearing_on="2026-05-20")
    assert due(hearing, entry("hearing_materials"), state="he_announced") == {}
    assert due(MEETING, SIGNED, state="published") == {}
