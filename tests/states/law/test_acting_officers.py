"""Every paper that officers file is an act that asks for their certificate, or desk work by name; none is forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from states.casework.commands import Actor, RecordEntry, TakeStep
from states.casework.decide import Context, record_entry, take_step
from states.casework.ports import Credentials, Holding
from states.dossier.kinds import KINDS
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import GateClosed
from states.law import conditions
from states.law.conditions.acting_officers import ACTS, told_ahead
from states.law.requirement import Moment, Status
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from tests.states.law.examples.build import entry, given
from tests.states.law.examples.enforcement_authority import CERTIFIED, certificate

conditions.load()
REGISTER, TODAY = "enforcement_register", date(2026, 6, 30)
BELOW = [one for one in PROCEDURES.values() if one.belongs_to == REGISTER]
# Received, passed on, kept, published or moved on inside the agency: nothing is done to a party, nothing is established.
DESK = {
    "lead", "lead_check", "summary_case", "inspection_task", "recusal_request", "assistance_request", "secrecy_note", "protected_people", "av_record",
    "testing_finished", "reopening", "police_answer", "party_statement", "statement_waiver", "hearing_request", "review_submission", "to_ordinary",
    "summary_report", "demand_answer", "remedy_filed", "remedy_ended", "result_publication", "publication_corrected", "publication_withdrawn",
    "no_penalty_follow_up", "publicity_forwarded", "publicity_received", "accident_inquiry", "accident_report", "accident_reply", "remedy_paused",
    "court_application", "court_answer", "court_returned", "execution_agreement", "lead_passed_on", "case_handover", "inspection_closing",
}  # fmt: skip


def filed_by_officers() -> set[str]:
    by_step = {kind for plan in BELOW for step in plan.steps.values() if Role.OFFICER in step.roles for kind in (*step.kinds, *step.optional)}
    states = {state for plan in BELOW for state in plan.chart.states_map}
    return by_step | {one.name for one in KINDS.values() if Role.OFFICER in one.roles and not states.isdisjoint(one.states)}


def test_every_paper_of_officers_is_an_act_or_desk_work() -> None:
    drawn = {kind for plan in BELOW if plan.name == "random_draw" for step in plan.steps.values() for kind in (*step.kinds, *step.optional)}
    drawn |= {PROCEDURES["random_draw"].opening_kind}
    assert not ACTS & DESK and set(KINDS) >= ACTS
    assert filed_by_officers() - drawn == ACTS | DESK


def matter(*states: str, until: str = "2026-12-31") -> Dossier:
    register = (certificate("甲", valid_to=until), *CERTIFIED[1:])
    return given(entry("filing_approval", filed_on="2026-03-02"), register=register, procedure="penalty", configuration=states).dossier


def context(dossier: Dossier, person: str, *principals: str) -> Context:
    held = tuple(Holding(Role.OFFICER, dossier.office, dossier.body, one) for one in ("", *principals))
    moment = Moment(TODAY, law_view(dossier.law_as_of))
    return Context(moment, datetime(2026, 6, 30, tzinfo=UTC), Credentials(person, person, True, held), ("n1", "n2", "n3", "n4"))


def sampling(on: str) -> dict[str, Any]:
    pair = [{"person": "甲", "certificate": "云A001"}, {"person": "乙", "certificate": "云A002"}]
    return {"on": on, "officers": pair, "items": [{"name": "样品", "number": "1件"}]}


def record(person: str, on: str, *, until: str = "2026-12-31", represents: str = "", kind: str = "sampling") -> None:
    dossier = matter("pe_investigating", until=until)
    fields = sampling(on) if kind == "sampling" else {"covers": ["none"], "measure": "不涉及。"}
    command = RecordEntry(Actor(person, Role.OFFICER, represents), "c1", "k", kind=kind, fields=fields)
    record_entry(dossier, command, context(dossier, person, *filter(None, [represents])))


def test_a_record_is_refused_to_who_holds_no_certificate() -> None:
    record("甲", "2026-06-30")
    with pytest.raises(GateClosed) as closed:
        record("丁", "2026-06-30")
    (found,) = closed.value.findings
    assert (found.rule, found.status, found.citation) == ("E-AUT-10", Status.UNMET, "《行政处罚法》第四十二条第一款")
    assert "2026-06-30的「抽样取证」的丁当日没有有效的执法证件" in closed.value.message and found.cure and found.who
    record("丁", "2026-06-30", kind="secrecy_note")


def test_the_day_of_the_act_counts_and_not_the_day_of_writing_it_down() -> None:
    """A certificate to 2026-06-28; written down on the 30th, an act of the 28th is lawful and one of the 29th is not."""
    record("甲", "2026-06-28", until="2026-06-28")
    with pytest.raises(GateClosed):
        record("甲", "2026-06-29", until="2026-06-28")


def test_a_stand_in_needs_a_certificate_of_his_own() -> None:
    with pytest.raises(GateClosed):
        record("丁", "2026-06-30", represents="甲")


def test_a_step_tells_the_missing_certificate_with_all_else_that_is_missing() -> None:
    dossier = matter("pe_investigating")
    paper = {"reason": "可能灭失。", "approved_by": "负责人", "approved_on": "2026-06-30", "items": [{"name": "账册", "number": "1", "place": "本机关"}],
             "officers": sampling("")["officers"][:1], "list_given": True, "registered_on": "2026-06-30"}  # fmt: skip
    command = TakeStep(Actor("丁", Role.OFFICER), "c1", "k", step="register_evidence", inputs={"evidence_registration": paper})
    with pytest.raises(GateClosed) as closed:
        take_step(dossier, command, context(dossier, "丁"))
    told = [one.reason for one in closed.value.findings if one.blocks]
    assert "丁当日没有有效的执法证件" in told[0] and "只有1名" in "".join(told[1:])


def test_the_page_alarms_ahead_and_shuts_no_door() -> None:
    dossier = matter("pe_investigating", until="2026-06-29")
    moment = Moment(TODAY, law_view(dossier.law_as_of))
    told = told_ahead(dossier, ("sampling",), "甲", moment)
    assert told.startswith("您在2026-06-30没有有效的执法证件") and "《行政处罚法》第四十二条第一款" in told
    assert told_ahead(dossier, ("sampling",), "乙", moment) == told_ahead(dossier, ("secrecy_note",), "甲", moment) == ""
