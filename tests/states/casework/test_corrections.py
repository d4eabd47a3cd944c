"""更正: a wrong entry is superseded by two people, never edited, and what hung on it is judged again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo.life import Life
from states.casework.commands import Actor, ConfirmCorrection, FireTimer, RequestCorrection
from states.casework.hindsight import Hindsight
from states.casework.ports import Receipt
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.law.values import law_view
from storage.case_store import SqlCaseStore
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, dump, last_entry, rows

CASE = "life"
SPONSOR, SECOND = Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR)
OFFICE, REVIEWER = Actor("office", Role.DECISION_OFFICE), Actor("reviewer", Role.LEGAL_REVIEWER)
CLOCK = Actor("clock", Role.CLOCK)


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    return History(office, tmp_path)


def dossier_of(history: History) -> tuple[Dossier, Hindsight]:
    """The matter as it is loaded for deciding, and its steps looked at again."""
    command = FireTimer(CLOCK, CASE, "look", timer="", generation=0)
    with SqlCaseStore(history.office.database).open(command, history.life.day) as tx:
        assert tx.dossier is not None
        seqs = {entry.id: tx.entry_seq(entry.id) for entry in tx.dossier.entries}
        law = law_view(tx.dossier.law_as_of, tx.dossier.overlays)
        return tx.dossier, Hindsight(tx.dossier, tx.history(), seqs, law)


def event(history: History, receipt: Receipt) -> dict[str, Any]:
    sql = "SELECT body FROM event WHERE case_id = :case AND seq = :seq"
    found: dict[str, Any] = json.loads(rows(history.office.database, sql, case=CASE, seq=receipt.seq)[0][0])
    return found


def breaches(history: History, receipt: Receipt, which: str = "judged_again") -> list[tuple[str, str]]:
    return [(one["step"], one["rule"]) for one in event(history, receipt)["note"][which]]


def messages(history: History, topic: str, receipt: Receipt) -> list[Mapping[str, Any]]:
    found = rows(history.office.database, "SELECT payload FROM outbox WHERE topic = :topic", topic=topic)
    return [one for one in (json.loads(row[0]) for row in found) if one["seq"] == receipt.seq]


def iso(day: date) -> str:
    return day.isoformat()


def closes(history: History, days: int) -> str:
    """That many days after the notice."""
    notice = last_entry(history.office.database, CASE, "consultation_notice")[1]
    return iso(date.fromisoformat(notice["opens_on"]) + timedelta(days=days))


# ------------------------------------------------------------------ what a correction does


def test_a_mistyped_end_of_the_consultation_shows_the_breach_it_hid(history: History) -> None:
    """Thirty days were typed, twenty were published: the gate that was passed was in truth closed."""
    history.lead("participation")
    receipt = history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 20))
    assert {("open_consultation", "D-PUB-06"), ("open_consultation", "D-PUB-07")} == set(breaches(history, receipt))
    assert [one["rule"] for one in event(history, receipt)["findings"]] == ["D-PUB-06", "D-PUB-07"]
    assert [one["rule"] for one in receipt.findings] == ["D-PUB-06", "D-PUB-07"]
    told = messages(history, "correction_breach", receipt)
    assert [(one["step"], one["rule"]) for one in told] == [("open_consultation", "D-PUB-06"), ("open_consultation", "D-PUB-07")]
    assert "只有20日" in told[0]["reason"]
    assert verify(history.office.database).ok


def test_a_correction_that_cures_a_breach_says_so_and_erases_nothing(history: History) -> None:
    history.lead("participation")
    first = history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 20))
    before = dump(history.office.database)
    second = history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 30))
    assert breaches(history, second) == []
    assert breaches(history, second, "lifted") == [("open_consultation", "D-PUB-06"), ("open_consultation", "D-PUB-07")]
    assert [one["rule"] for one in messages(history, "correction_lifts", second)] == ["D-PUB-06", "D-PUB-07"]
    after = dump(history.office.database)
    for table in ("event", "entry", "outbox"):
        assert set(before[table]) <= set(after[table])
    assert breaches(history, first) and messages(history, "correction_breach", first)


def test_a_wrong_entry_stays_as_it_was_and_another_stands_in_its_place(history: History) -> None:
    history.lead("participation")
    wrong, fields = last_entry(history.office.database, CASE, "research_record")
    before = rows(history.office.database, "SELECT * FROM entry WHERE id = :id", id=wrong)
    receipt = history.correct("research_record", SPONSOR, SECOND, on="2025-01-21")
    assert rows(history.office.database, "SELECT * FROM entry WHERE id = :id", id=wrong) == before
    right, _ = last_entry(history.office.database, CASE, "research_record")
    row = rows(history.office.database, "SELECT supersedes, person_id, role, on_day, fields FROM entry WHERE id = :id", id=right)[0]
    assert (row[0], row[1], row[2], str(row[3])) == (wrong, "sponsor", "sponsor", "2025-01-21")
    assert json.loads(row[4]) == dict(fields) | {"on": "2025-01-21"}
    note = event(history, receipt)["note"]
    assert (note["supersedes"], note["requested_by"], note["reason"]) == (wrong, "sponsor", "日期录入有误")
    assert event(history, receipt)["actor"]["person"] == "sponsor2"
    dossier, _ = dossier_of(history)
    assert [one.id for one in dossier.all("research_record")] == [right]


def test_a_harmless_correction_finds_nothing_and_repeats_nothing(history: History) -> None:
    """Also after an earlier one that did find something: what was told once is not told again with every typing error."""
    history.lead("participation")
    assert breaches(history, history.correct("research_record", SPONSOR, SECOND, on="2025-01-21")) == []
    assert breaches(history, history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 20)))
    receipt = history.correct("research_record", SPONSOR, SECOND, content="赴社区调研。")
    assert (breaches(history, receipt), breaches(history, receipt, "lifted")) == ([], [])
    worse = history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 10))
    assert ("open_consultation", "D-PUB-06") in breaches(history, worse)


def test_the_corrected_fact_counts_from_when_it_was_recorded_not_earlier(history: History) -> None:
    """Only the step that rested on the record is judged otherwise, none of those before or after it."""
    history.lead("participation")
    receipt = history.correct("hearing_record", Actor("host", Role.HEARING_HOST), OFFICE, public=False)
    assert breaches(history, receipt) == [("hold_hearing", "D-HEAR-06")]


def test_a_corrected_old_paper_does_not_become_the_newest(history: History) -> None:
    history.life = Life(date(2025, 1, 6), changed=True)
    history.lead("reviewed")
    newest = dossier_of(history)[0].last("draft")
    assert newest is not None and newest.number("version") == 2
    sql = "SELECT id, fields FROM entry WHERE kind = 'draft' ORDER BY seq"
    entry, fields = rows(history.office.database, sql)[0]
    changed = json.loads(fields) | {"title": "征求意见稿（一稿）"}
    history.playing.execute(lambda key: RequestCorrection(SPONSOR, CASE, key, entry=entry, fields=changed, reason="名称有误"))
    asked = last_entry(history.office.database, CASE, "correction_request")[0]
    receipt = history.playing.execute(lambda key: ConfirmCorrection(SECOND, CASE, key, request=asked))
    dossier, _ = dossier_of(history)
    assert [(one.text("title"), one.number("version")) for one in dossier.all("draft")] == [("征求意见稿（一稿）", 1), ("决策草案（修改稿）", 2)]
    assert breaches(history, receipt) == []


def test_a_fact_without_a_date_of_its_own_is_as_old_as_it_was(history: History) -> None:
    history.lead("participation")
    day = rows(history.office.database, "SELECT on_day FROM entry WHERE kind = 'matter_profile'")[0][0]
    history.correct("matter_profile", SPONSOR, SECOND, risk_reason="补充说明。")
    days = [row[0] for row in rows(history.office.database, "SELECT on_day FROM entry WHERE kind = 'matter_profile'")]
    assert days == [day, day] and verify(history.office.database).ok


def test_days_out_of_order_come_to_light(history: History) -> None:
    history.lead("drafting")
    receipt = history.correct("start_decision", OFFICE, REVIEWER, decided_on="2025-01-03")
    told = event(history, receipt)["note"]["judged_again"]
    assert any(one["step"] == "start" and "早于前一环节的日期2025-01-06" in one["reason"] for one in told)
    assert history.correct("start_decision", OFFICE, REVIEWER, decided_on="2025-01-15").seq > receipt.seq


def test_what_follows_is_held_against_the_corrected_day(history: History) -> None:
    """The end of the consultation was typed too late; what really followed it earlier can then be recorded."""
    history.after("close_consultation")
    typed = dossier_of(history)[0].entered["co_closed"]
    assert iso(typed) == last_entry(history.office.database, CASE, "consultation_closing")[1]["closed_on"]
    true_day = typed - timedelta(days=1)
    receipt = history.correct("consultation_closing", SPONSOR, OFFICE, closed_on=iso(true_day))
    after, hindsight = dossier_of(history)
    assert after.entered["co_closed"] == true_day and hindsight.entered == after.entered
    assert breaches(history, receipt) == [("close_consultation", "D-PUB-06")]


def test_a_correction_does_not_make_a_new_stage_or_a_stale_page_pass(history: History) -> None:
    history.lead("drafting")
    before = dossier_of(history)[0]
    receipt = history.correct("research_record", SPONSOR, SECOND, on="2025-01-21")
    after = dossier_of(history)[0]
    assert (after.configuration, receipt.configuration) == (before.configuration, before.configuration)
    assert receipt.version == before.version + 2


def test_a_lawful_life_looked_at_again_shows_no_breach(history: History) -> None:
    history.lead("reports")
    dossier, hindsight = dossier_of(history)
    assert hindsight.found == () and hindsight.entered == dossier.entered


# ------------------------------------------------------------------ clocks


def timer(history: History, name: str) -> tuple[str, str, int]:
    sql = "SELECT due_on, status, generation FROM timer WHERE name = :name"
    ((due, status, generation),) = rows(history.office.database, sql, name=name)
    return str(due), status, generation


def test_a_corrected_date_moves_the_clock(history: History) -> None:
    history.after("open_consultation")
    assert timer(history, "consultation_closes") == (closes(history, 30), "armed", 1)
    history.correct("consultation_notice", SPONSOR, OFFICE, closes_on=closes(history, 40))
    assert timer(history, "consultation_closes") == (closes(history, 40), "armed", 2)
    history.correct("consultation_notice", SPONSOR, OFFICE, reply_ways="信函")
    assert timer(history, "consultation_closes") == (closes(history, 40), "armed", 2)


def test_a_correction_of_what_was_done_in_time_starts_no_clock_again(history: History) -> None:
    """The hearing papers were served; correcting the notice afterwards must not ask for them a second time."""
    history.before("hold_hearing")
    assert timer(history, "hearing_materials")[1:] == ("settled", 1)
    history.correct("hearing_notice", SPONSOR, OFFICE, place="市政务服务中心二楼会议室")
    assert timer(history, "hearing_materials")[1:] == ("settled", 1)
