"""Persons and units by name or by identifier, through the one writing path."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from states.casework.commands import ConfirmCorrection, RecordEntry, RequestCorrection
from states.dossier.model import Dossier
from states.dossier.vocabulary import Role
from states.errors import GateClosed, InvalidEntry, StaleDossier
from storage import families
from storage.database import Database
from storage.driver_sql import run
from storage.register import KEPT_SECONDS, names
from tests.clocks import HandClock
from tests.offices import CITY, Office, filled, open_office

LEADER = {"proposer_type": "leader"}


def on_file(office: Office, case: str = "case-1") -> Dossier:
    with office.database.reading() as connection:
        found = families.matter(partial(run, office.database, connection), case)
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _a_day_after_all_that_is_told(clock: HandClock) -> None:
    clock.set("2026-03-02")


def studied(office: Office, unit: str, **more: Any) -> None:
    office.open(fields=LEADER | more)
    office.step("office", "refer_for_study", {"scope_test": filled("scope_test")})
    office.record("study", "study_report", unit=unit)


def one(dossier: Dossier, kind: str, field: str) -> str:
    entry = dossier.last(kind)
    assert entry is not None
    return entry.text(field)


@pytest.mark.parametrize("written", ["transport", "某市交通运输局", " 某市 交通运输局 ", "某市交通运输局(某市人民政府)"])
def test_a_unit_is_kept_by_its_identifier_however_it_was_given(office: Office, written: str) -> None:
    studied(office, written, proposer="某副市长")
    assert one(on_file(office), "study_report", "unit") == "transport"


def test_a_unit_from_outside_is_kept_by_its_name(office: Office) -> None:
    studied(office, " 某研究会 (筹)", proposer="某副市长")
    assert one(on_file(office), "study_report", "unit") == "某研究会（筹）"


def test_who_proposed_cannot_be_who_studied_under_another_spelling(office: Office) -> None:
    studied(office, "transport", proposer="某市交通运输局")
    with pytest.raises(GateClosed, match="研究论证") as refused:
        office.step("head", "start", {"start_decision": filled("start_decision", lead_unit="某市交通运输局")}, role=Role.HEAD)
    assert any(one.rule == "D-INIT-01" and one.blocks for one in refused.value.findings)


def test_findings_call_a_unit_by_its_name(office: Office) -> None:
    studied(office, "justice", proposer="某副市长")
    receipt = office.step("head", "start", {"start_decision": filled("start_decision", lead_unit="transport", co_units=[])}, role=Role.HEAD)
    said = "".join(str(finding["reason"]) for finding in receipt.findings)
    assert "某市司法局" in said and "某市交通运输局" in said
    assert "justice" not in said and "transport" not in said


def test_namesakes_are_refused_until_it_is_said_which(office: Office) -> None:
    office.people.add_office("justice2", "某市司法局", "other_city")
    office.open(fields=LEADER)
    office.step("office", "refer_for_study", {"scope_test": filled("scope_test")})
    with pytest.raises(InvalidEntry) as refused:
        office.record("study", "study_report", unit="某市司法局")
    assert "某市司法局（某市人民政府）、某市司法局（邻市人民政府）" in refused.value.fields["study_report.unit"]
    office.record("study", "study_report", unit="某市司法局（邻市人民政府）")
    assert one(on_file(office), "study_report", "unit") == "justice2"


def test_a_correction_names_people_in_the_same_form(office: Office) -> None:
    studied(office, "某研究会", proposer="某副市长")
    entry = on_file(office).last("study_report")
    assert entry is not None
    sent = {name: value.isoformat() if isinstance(value, date) else value for name, value in entry.fields.items()}
    asking = RequestCorrection(office.actor("study"), "case-1", office.key(), entry=entry.id, fields=sent | {"unit": "某市司法局"}, reason="写错单位。")
    office.casework.execute(asking)
    request = next(one for one in on_file(office).entries if one.kind == "correction_request")
    office.casework.execute(ConfirmCorrection(office.actor("office"), "case-1", office.key(), request=request.id))
    assert one(on_file(office), "study_report", "unit") == "justice"


def test_who_was_registered_after_being_named_is_still_the_same(office: Office) -> None:
    """Otherwise an adviser from outside could argue a matter, be registered, and then be somebody else in it."""
    studied(office, "某研究会", proposer="某研究会")
    office.people.add_office("society", "某研究会", CITY)
    office.record("study", "study_report", unit="society")
    assert one(on_file(office), "study_report", "unit") == "某研究会"


def test_a_name_is_looked_up_once_in_a_while(database: Database, clock: HandClock) -> None:
    open_office(database, clock)
    with database.reading() as connection:
        called = names(database, connection)
        assert (called.office("justice"), called.person("head"), called.office("某会"), called.office("")) == (
            "某市司法局", "行政首长甲", "某会", "")  # fmt: skip
    kept = dict(database.called)
    assert ("office", "justice") in kept and KEPT_SECONDS <= 60
    with database.writing() as connection:
        connection.exec_driver_sql(database.sql("UPDATE office SET name = '某市司法局新' WHERE id = 'justice'"))
    with database.reading() as connection:
        assert names(database, connection).office("justice") == "某市司法局"
        database.called.clear()
        late = names(database, connection)
    assert late.office("justice") == "某市司法局新"  # the look it came from is over
    assert late.person("expert") == names(database).person("expert") == "专家甲"


def test_a_refusal_that_leaves_the_register_unread_holds_up_nobody(office: Office) -> None:
    """A stale command that names a unit: its error is kept, as a page and a log keep it, while others go on writing."""
    studied(office, "justice")
    stale = RecordEntry(office.actor("study"), "case-1", office.key(), 0, kind="study_report", fields=filled("study_report") | {"unit": "某市司法局"})
    with pytest.raises(StaleDossier) as kept:
        office.casework.execute(stale)
    another = Database(office.database.url)  # the flows' process: it writes too, and what was left open then stands behind it
    with another.writing() as connection:
        connection.exec_driver_sql(another.sql("UPDATE office SET name = '某市司法局' WHERE id = 'justice'"))
    another.close()
    office.record("study", "study_report", unit="justice")
    assert kept.value.message
