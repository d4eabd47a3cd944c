"""更正: a wrong entry is superseded by two people, never edited, and what hung on it is judged again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.demo.life import Life
from states.casework.commands import Actor, ConfirmCorrection, FireTimer, RequestCorrection, TakeStep
from states.casework.hindsight import Hindsight
from states.casework.ports import Receipt
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound, NotPermitted
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
    history.playing.execute(lambda key: RequestCorrection(SPONSOR, CASE, key, entry=entry, fields=json.loads(fields) | {"title": "征求意见稿(一稿)"}, reason="名称有误"))
    asked = last_entry(history.office.database, CASE, "correction_request")[0]
    receipt = history.playing.execute(lambda key: ConfirmCorrection(SECOND, CASE, key, request=asked))
    dossier, _ = dossier_of(history)
    assert [(one.text("title"), one.number("version")) for one in dossier.all("draft")] == [("征求意见稿(一稿)", 1), ("决策草案(修改稿)", 2)]
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


# ------------------------------------------------------------------ who may


@pytest.mark.parametrize(
    "who",
    [
        Actor("outsider", Role.SPONSOR),  # another office of the same government
        Actor("foreign_office", Role.DECISION_OFFICE),
        Actor("office", Role.DECISION_OFFICE),  # recorded it in no such role
        Actor("sysadmin", Role.SYSTEM_ADMIN),
        Actor("expert", Role.SPONSOR),
        Actor("ghost", Role.SPONSOR),
        Actor("sponsor2", Role.SPONSOR, "sponsor"),  # no mandate
    ],
)
def test_who_has_no_part_may_not_ask(history: History, who: Actor) -> None:
    history.lead("drafting")
    with pytest.raises(NotPermitted):
        history.ask("research_record", who, on="2025-01-21")
    assert rows(history.office.database, "SELECT count(*) FROM entry WHERE kind = 'correction_request'")[0][0] == 0


@pytest.mark.parametrize(
    ("second", "allowed"),
    [
        (SPONSOR, False),
        (SECOND, True),
        (OFFICE, True),
        (REVIEWER, True),
        (Actor("supervisor", Role.SUPERVISOR), True),
        (Actor("outsider", Role.SPONSOR), False),
        (Actor("foreign_office", Role.DECISION_OFFICE), False),
        (Actor("head", Role.HEAD), False),
        (Actor("auditor", Role.AUDIT_ADMIN), False),
        (Actor("sponsor2", Role.SPONSOR, "sponsor"), False),  # stands in for who asked
        (Actor("sponsor", Role.DECISION_OFFICE, "office"), False),  # the same person in another's role
        (CLOCK, False),
    ],
)
def test_only_a_second_person_with_a_part_may_confirm(history: History, second: Actor, allowed: bool) -> None:
    history.lead("drafting")
    for principal, deputy, role in (("sponsor", "sponsor2", Role.SPONSOR), ("office", "sponsor", Role.DECISION_OFFICE)):
        history.office.people.add_mandate(principal, deputy, role, date(2025, 1, 1), date(2025, 12, 31), "书面授权")
    asked = history.ask("research_record", SPONSOR, on="2025-01-21")
    confirm = lambda: history.playing.execute(lambda key: ConfirmCorrection(second, CASE, key, request=asked))  # noqa: E731
    if allowed:
        confirm()
    else:
        with pytest.raises(NotPermitted):
            confirm()
    standing = dossier_of(history)[0].last("research_record")
    assert standing is not None and (standing.day("on") == date(2025, 1, 21)) is allowed
    assert verify(history.office.database).ok


@pytest.mark.parametrize("second", [SPONSOR, SECOND, Actor("sponsor2", Role.SPONSOR, "sponsor")])
def test_neither_the_principal_nor_the_stand_in_confirms_what_the_stand_in_asked(history: History, second: Actor) -> None:
    history.lead("drafting")
    history.office.people.add_mandate("sponsor", "sponsor2", Role.SPONSOR, date(2025, 1, 1), date(2025, 12, 31), "书面授权")
    asked = history.ask("research_record", Actor("sponsor2", Role.SPONSOR, "sponsor"), on="2025-01-21")
    with pytest.raises(NotPermitted, match="不得为同一人"):
        history.playing.execute(lambda key: ConfirmCorrection(second, CASE, key, request=asked))
    history.playing.execute(lambda key: ConfirmCorrection(OFFICE, CASE, key, request=asked))


def test_a_correction_assigns_nobody_an_incompatible_duty(history: History) -> None:
    """The panel cannot be corrected so that the drafter judges his own draft; a new expert gets his part."""
    history.after("convene_experts")
    panel = last_entry(history.office.database, CASE, "expert_panel")[1]["experts"]
    wrong = [panel[0], panel[1] | {"person": "sponsor"}]
    asked = history.ask("expert_panel", SPONSOR, experts=wrong)
    with pytest.raises(NotPermitted, match="不得再担任论证专家"):
        history.playing.execute(lambda key: ConfirmCorrection(OFFICE, CASE, key, request=asked))
    history.correct("expert_panel", SPONSOR, OFFICE, experts=[panel[0], panel[1] | {"person": "专家丙"}])
    assert ("专家丙",) in {tuple(row) for row in rows(history.office.database, "SELECT person FROM case_part WHERE role = 'expert'")}
    assert verify(history.office.database).ok


# ------------------------------------------------------------------ what cannot be asked or confirmed


def test_what_is_no_correction_is_refused(history: History) -> None:
    history.lead("drafting")
    entry, fields = last_entry(history.office.database, CASE, "research_record")
    known = dict(fields)
    wrong: list[tuple[dict[str, Any], type[DomainError], str]] = [
        ({"fields": known}, InvalidEntry, "无需更正"),
        ({"fields": known | {"on": "2025-01-21"}, "reason": "  "}, InvalidEntry, ""),
        ({"fields": known | {"on": "2031-01-21"}}, InvalidEntry, "晚于今天"),
        ({"fields": known | {"nonsense": "x"}}, InvalidEntry, "没有这一栏"),
        ({"fields": {"on": "2025-01-21"}}, InvalidEntry, "请填写"),
        ({"fields": known | {"on": "2025-01-21"}, "entry": "no-such-entry"}, NotFound, "没有这一登记"),
    ]
    before = dump(history.office.database)
    for change, refusal, says in wrong:
        given: dict[str, Any] = {"entry": entry, "reason": "误"} | change
        with pytest.raises(refusal) as refused:
            history.playing.execute(lambda key, given=given: RequestCorrection(SPONSOR, CASE, key, **given))  # type: ignore[misc]
        assert says in refused.value.message + "".join(getattr(refused.value, "fields", {}).values())
    assert dump(history.office.database) == before


def test_a_request_is_confirmed_once_and_an_entry_superseded_once(history: History) -> None:
    history.lead("drafting")
    entry, fields = last_entry(history.office.database, CASE, "research_record")
    first, rival = (history.ask("research_record", SPONSOR, on=day) for day in ("2025-01-21", "2025-01-20"))
    history.playing.execute(lambda key: ConfirmCorrection(SECOND, CASE, key, request=first))
    before = dump(history.office.database)
    done = last_entry(history.office.database, CASE, "correction_request")[0]
    for request, refusal in ((first, NotFound), (done, NotFound), (entry, NotFound), (rival, InvalidEntry)):
        with pytest.raises(refusal):
            history.playing.execute(lambda key, request=request: ConfirmCorrection(OFFICE, CASE, key, request=request))  # type: ignore[misc]
    with pytest.raises(InvalidEntry):
        changed = dict(fields) | {"on": "2025-01-20"}
        history.playing.execute(lambda key: RequestCorrection(SPONSOR, CASE, key, entry=entry, fields=changed, reason="误"))
    assert dump(history.office.database) == before


def test_an_ended_matter_can_still_be_put_right(history: History) -> None:
    history.lead("started")
    decided = {"decided_by": "某市人民政府", "decided_on": iso(history.life.day), "reason": "情况变化。"}
    history.playing.execute(lambda key: TakeStep(OFFICE, CASE, key, step="terminate", inputs={"termination": decided}))
    receipt = history.correct("termination", OFFICE, REVIEWER, reason="情况发生重大变化。")
    assert receipt.configuration == ("terminated",) and verify(history.office.database).ok
