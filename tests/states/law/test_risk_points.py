"""The table of risks: it names what there is, an alert is a requirement's own finding, and days alone change it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from states.errors import DefinitionError
from states.law import risk_points
from states.law.requirement import Moment, Status
from states.law.risk_points import RISKS, RiskPoint, check, risks
from states.law.risk_thresholds import thresholds
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from tests.states.law.examples.build import Given, entry, given
from tests.states.law.examples.coming_risks import DECIDED, ENDING, REGISTERED, found
from tests.states.law.examples.enforcement_authority import CERTIFIED, OFFICERS, filing
from tests.states.law.examples.enforcement_filing import lead

STATES = {name: frozenset(one.chart.states_map) for name, one in PROCEDURES.items()}


def alerts(one: Given, *states: str, today: str = "") -> dict[str, Status]:
    dossier = replace(one.dossier, configuration=states)
    day = given(today=today).today if today else one.today
    return {risk.point.key: risk.finding.status for risk in risks(dossier, Moment(day, law_view(dossier.law_as_of, dossier.overlays)))}


def case(*entries, register=CERTIFIED, **more) -> Given:  # type: ignore[no-untyped-def]
    return given(*entries, register=register, procedure="penalty", **more)


def test_every_point_names_a_requirement_states_and_kinds_that_there_are() -> None:
    check(STATES)
    for points in RISKS.values():
        assert len({point.key for point in points}) == len(points)
        assert all(point.states and point.label for point in points)


@pytest.mark.parametrize("point", [RiskPoint("E-XXX-99", "x", ("pe_lead",)), RiskPoint("E-INV-02", "x", ("pe_gone",))])
def test_a_point_that_names_nothing_is_a_fault(point: RiskPoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(risk_points, "RISKS", {"penalty": (point,)})
    with pytest.raises(DefinitionError):
        check(STATES)


def test_the_thresholds_name_their_source() -> None:
    assert "没有统一规定" in thresholds().source


def test_a_file_in_order_raises_nothing() -> None:
    act = entry("inquiry_record", officers=OFFICERS, on="2026-03-16")
    assert alerts(case(lead(), filing(), act), "pe_investigating") == {}


def test_nothing_is_missed_that_is_not_yet_due() -> None:
    """A case that has just been filed lacks records, evidence, a report, a decision: that is no risk."""
    assert alerts(case(lead(), filing()), "pe_investigating") == {}


def test_one_officer_at_an_act_is_told_as_long_as_the_case_runs() -> None:
    act = entry("inquiry_record", officers=OFFICERS[:1], on="2026-03-16")
    for state in ("pe_investigating", "pe_reviewing", "implementing"):
        assert alerts(case(filing(), act), state)["E-INV-02"] is Status.UNMET
    assert alerts(case(filing(), act), "en_closed") == {}


def test_the_day_alone_changes_what_is_told() -> None:
    one = case(filing(), REGISTERED, register=ENDING)
    by_day = {day: set(alerts(one, "pe_investigating", today=day)) & {"E-AUT-10#today", "E-INV-02#today", "E-INV-09#near", "E-INV-09#concluded"}
              for day in ("2026-05-30", "2026-06-15", "2026-07-01", "2026-09-29", "2026-10-09")}  # fmt: skip
    assert by_day == {
        "2026-05-30": set(), "2026-06-15": {"E-AUT-10#today"}, "2026-07-01": {"E-AUT-10#today", "E-INV-02#today"},
        "2026-09-29": {"E-AUT-10#today", "E-INV-02#today", "E-INV-09#near"}, "2026-10-09": {"E-AUT-10#today", "E-INV-02#today", "E-INV-09#concluded"},
    }  # fmt: skip


def test_of_decisions_the_one_that_stands_is_watched() -> None:
    """A fine that was undone and replaced by no penalty is past; so is the service of what was undone."""
    twice = entry("penalty_decision", decided_on="2026-05-20", fined_before=True, outcomes=[{"party": "甲公司", "penalty": "fine", "amount": 1000}])
    proof = entry("service_proof", way="left", witness="", served_on="2026-05-21")
    none = entry("no_penalty_decision", decided_on="2026-06-20")
    told = alerts(case(filing(), twice, proof), "implementing")
    assert {"E-FIL-06", "E-SER-03"} <= set(told)
    after = alerts(case(filing(), twice, proof, none), "implementing")
    assert not {"E-FIL-06", "E-SER-03", "E-NOT-04"} & set(after)


def test_evidence_of_after_the_decision_is_told() -> None:
    assert "E-INV-05#late" in alerts(case(filing(), found("2026-05-21"), DECIDED), "implementing")


def test_every_alert_says_by_which_rule_why_and_what_to_do() -> None:
    act = entry("inquiry_record", officers=OFFICERS[:1], on="2026-03-16")
    dossier = replace(case(filing(), act, found("2026-05-21"), DECIDED).dossier, configuration=("implementing",))
    told = risks(dossier, Moment(given().today, law_view(dossier.law_as_of)))
    assert told
    for one in told:
        assert one.finding.citation and one.finding.reason and one.finding.cure and one.point.label and one.finding.who
