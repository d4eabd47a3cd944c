"""Clocks of enforcement: which run when, of whose statute, and from which day, counted by hand for 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.casework.timers import running
from states.dossier.model import Dossier, Entry
from states.law.requirement import Moment
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from tests.states.law.examples.build import entry, given
from tests.states.law.proof import proves

D = date.fromisoformat
IMPLEMENTING = ("implementing", "service", "publicity", "performance")
FINE = {"outcomes": [{"party": "某公司", "penalty": "fine", "amount": 30_000}], "review_days": 60, "suit_months": 6, "pay_days": 15}


def clocks(*entries: Entry, states: tuple[str, ...], overlays: tuple[str, ...] = (), today: str = "2026-06-01", law: str = "2026-01-10",
           procedure: str = "penalty") -> dict[str, str]:  # fmt: skip
    dossier: Dossier = replace(given(*entries, overlays=overlays, procedure=procedure).dossier, configuration=tuple(sorted(states)))
    found = running(PROCEDURES[procedure], dossier, Moment(D(today), law_view(D(law), overlays)))
    return {name: "held" if one.held else str(one.due_on) for name, one in found.items()}


def filed(on: str = "2026-03-02") -> Entry:
    return entry("filing_approval", filed_on=on)


def decided(on: str = "2026-06-01", **more: object) -> Entry:
    return entry("penalty_decision", **FINE | {"decided_on": on} | more)


def served(on: str = "2026-06-03") -> Entry:
    return entry("service_proof", served_on=on)


@pytest.mark.parametrize(
    ("overlays", "law", "name", "due"),
    [
        # 90 days from Monday 2026-03-02 end on Sunday 05-31: Monday 06-01. Police: thirty, 04-01. Old safety measures: until 2026-01-31 only.
        ((), "2026-01-10", "decision_due", "2026-06-01"),
        (("market_supervision",), "2026-01-10", "decision_due_market", "2026-06-01"),
        (("public_security",), "2026-01-10", "decision_due_police", "2026-04-01"),
        (("work_safety",), "2026-01-10", "decision_due_safety", "2026-04-01"),
        (("work_safety",), "2026-02-01", "decision_due", "2026-06-01"),
    ],
)
def test_one_limit_for_the_decision_and_it_is_the_sectors(overlays: tuple[str, ...], law: str, name: str, due: str) -> None:
    found = clocks(filed(), states=("pe_investigating",), overlays=overlays, law=law)
    assert {one: day for one, day in found.items() if one.startswith("decision_due")} == {name: due}


def test_only_the_sector_that_says_so_stops_the_limit_while_the_inquiry_is_suspended() -> None:
    paused = (filed(), entry("investigation_suspended", on="2026-04-01"))
    assert clocks(*paused, states=("pe_suspended",))["decision_due"] == "2026-06-01"
    assert clocks(*paused, states=("pe_suspended",), overlays=("market_supervision",))["decision_due_market"] == "held"


def test_registered_evidence_is_due_in_seven_working_days_until_it_is_handled() -> None:
    """Pitfall 5's calendar: registered 2026-09-29, due 2026-10-14."""
    kept = entry("evidence_registration", registered_on="2026-09-29")
    assert clocks(filed(), kept, states=("pe_investigating",))["registered_due"] == "2026-10-14"
    assert "registered_due" not in clocks(filed(), kept, entry("registered_handled", handled_on="2026-10-09"), states=("pe_investigating",))


def test_an_accident_is_reported_and_the_report_answered() -> None:
    """2026-03-02 and sixty days: 05-01, a holiday, hence 05-06. Report of 2026-06-16: fifteen days to 07-01, of the gravest thirty to 07-16."""
    safety, at = ("work_safety",), ("pe_investigating",)
    accident, grave = (entry("accident_inquiry", grade=grade, happened_on="2026-03-02") for grade in ("larger", "extra_serious"))
    report, reply = entry("accident_report", submitted_on="2026-06-16"), entry("accident_reply", replied_on="2026-06-30")

    def of_the_accident(*papers: Entry, overlays: tuple[str, ...] = safety) -> dict[str, str]:
        return {name: day for name, day in clocks(filed(), *papers, states=at, overlays=overlays).items() if name.startswith("accident")}

    assert of_the_accident(accident) == {"accident_report_due": "2026-05-06"} and of_the_accident(accident, overlays=()) == {}
    assert of_the_accident(accident, report) == {"accident_reply_due": "2026-07-01"}
    assert of_the_accident(grave, report) == {"accident_reply_due_grave": "2026-07-16"}
    assert of_the_accident(accident, report, reply) == of_the_accident(grave, report, reply) == {}


def test_a_decision_is_to_be_served_and_published_in_seven_working_days() -> None:
    """Decided Monday 2026-06-01: 06-10 is the seventh. Markets publish in twenty: 06-30 (06-19 is a holiday)."""
    pending = (*IMPLEMENTING, "sv_pending", "pb_pending", "pf_pending")
    found = clocks(filed(), decided(), states=pending)
    assert found == {"service_due": "2026-06-10", "publicity_due": "2026-06-10"}
    market = clocks(filed(), decided(), states=pending, overlays=("market_supervision",))
    assert market == {"service_due": "2026-06-10", "publicity_due_market": "2026-06-30"}


def test_of_a_party_of_another_province_the_decision_is_sent_on_and_published_there() -> None:
    """Decided Monday 2026-06-01: 06-15 is the tenth working day to send on. Received 06-16: 17, 18 = 2; 22-26 = 7; 29, 30, 07-01 = 10."""
    pending = (*IMPLEMENTING, "sv_pending", "pb_pending", "pf_pending")
    rows = [{"name": "某公司", "kind": "organisation", "address": "某路", "elsewhere": True}, {"name": "乙公司", "kind": "organisation", "address": "某路"}]

    def market(*papers: Entry, both: bool = False) -> dict[str, str]:
        fines = [{"party": one["name"], "penalty": "fine", "amount": 30_000} for one in rows[: 2 if both else 1]]
        found = clocks(entry("filing_approval", parties=rows, filed_on="2026-03-02"), decided(outcomes=fines), *papers, states=pending, overlays=("market_supervision",))
        return {name: day for name, day in found.items() if name != "service_due"}

    sent, received = entry("publicity_forwarded", sent_on="2026-06-10"), entry("publicity_received", received_on="2026-06-16")
    assert market() == {"forwarding_due_market": "2026-06-15"}
    assert market(both=True) == {"publicity_due_market": "2026-06-30", "forwarding_due_market": "2026-06-15"}
    assert market(sent) == {}
    assert market(sent, received) == {"publicity_due_elsewhere": "2026-07-01"}


def test_what_is_no_penalty_is_published_in_twenty_and_asks_for_no_money() -> None:
    """Served 2026-06-03; a decision to spare has neither a day to pay nor a window for the court."""
    spared = entry("no_penalty_decision", decided_on="2026-06-01")
    found = clocks(filed(), spared, served(), states=(*IMPLEMENTING, "sv_done", "pb_pending", "pf_pending"))
    assert found == {"publicity_due_other": "2026-06-30"}


def test_a_warning_asks_for_no_money_but_may_be_taken_to_court() -> None:
    warned = decided(outcomes=[{"party": "某公司", "penalty": "warning"}])
    found = clocks(filed(), warned, served(), states=(*IMPLEMENTING, "sv_done", "pb_published", "pf_pending"))
    assert found.keys() == {"court_window"}


def test_the_time_to_pay_and_the_window_of_the_court() -> None:
    """Served 2026-06-03: fifteen days to 06-18. Six months to sue end on 12-03, three more on 2027-03-03 (not yet published: Wednesday)."""
    found = clocks(filed(), decided(), served(), states=(*IMPLEMENTING, "sv_done", "pb_published", "pf_pending"))
    assert found == {"payment_due": "2026-06-18", "court_window": "2027-03-03"}


def test_a_deferral_moves_the_window_only_where_it_ends_later() -> None:
    """Until 2026-09-30: the remedies end later. Until 2027-01-15: three months from there, 2027-04-15."""
    at = (*IMPLEMENTING, "sv_done", "pb_published", "pf_deferred")
    base = (filed(), decided(), served())
    assert clocks(*base, entry("deferral", until="2026-09-30", approved_on="2026-06-10"), states=at)["court_window"] == "2027-03-03"
    late = clocks(*base, entry("deferral", until="2027-01-15", approved_on="2026-06-10"), states=at)
    assert late == {"court_window": "2027-04-15", "deferral_ends": "2027-01-15"}


@proves("E-CNT-13")
def test_days_lost_to_emergency_measures_are_not_counted_against_the_party() -> None:
    """Served 2026-06-03: six months end on 12-03. Twenty days lost: 12-23, and three months more: 2027-03-23."""
    at = (*IMPLEMENTING, "sv_done", "pb_published", "pf_pending")
    lost = entry("remedy_paused", from_on="2026-07-01", until="2026-07-20")
    assert clocks(filed(), decided(), served(), lost, states=at)["court_window"] == "2027-03-23"


def test_a_pending_remedy_or_a_suit_leaves_no_window() -> None:
    at = (*IMPLEMENTING, "sv_done", "pb_published", "pf_pending")
    base = (filed(), decided(), served())
    assert "court_window" not in clocks(*base, entry("remedy_filed", kind="review", filed_on="2026-06-20"), states=at, today="2026-07-01")
    over = (entry("remedy_filed", kind="suit", filed_on="2026-06-20"), entry("remedy_ended", kind="suit", ended_on="2026-09-01"))
    assert "court_window" not in clocks(*base, *over, states=at, today="2026-10-10")


def test_announced_service_takes_thirty_days_whatever_day_the_last_is() -> None:
    """Announced 2026-05-04: complete on Wednesday 06-03; on 2026-05-07: Saturday 06-06 stays, a floor never moves."""
    at = (*IMPLEMENTING, "sv_announced", "pb_published", "pf_pending")
    assert clocks(filed(), decided(), entry("service_announced", published_on="2026-05-04"), states=at)["announcement_floor"] == "2026-06-03"
    assert clocks(filed(), decided(), entry("service_announced", published_on="2026-05-07"), states=at)["announcement_floor"] == "2026-06-06"


def test_the_demand_runs_ten_working_days() -> None:
    """The catalogue's example: served 2026-04-28, the tenth working day is 2026-05-14 (05-01 to 05 off, 05-09 made up)."""
    at = (*IMPLEMENTING, "sv_done", "pb_published", "pf_demanded")
    assert clocks(filed(), decided("2026-03-20"), served("2026-03-23"), entry("demand", served_on="2026-04-28"), states=at)["demand_floor"] == "2026-05-14"


def test_what_was_revoked_is_to_be_taken_down_in_three_working_days() -> None:
    """Effective Thursday 2026-04-30: 05-06, 07, 08; what was never published need not be taken down."""
    published, revoked = entry("result_publication", published_on="2026-04-03"), entry("decision_revoked", effective_on="2026-04-30")
    gone = (filed(), decided("2026-04-01"), published, revoked)
    assert clocks(*gone, states=("pe_revoked",))["withdrawal_due"] == "2026-05-08"
    assert "withdrawal_due" not in clocks(*gone, entry("publication_withdrawn", withdrawn_on="2026-05-06"), states=("pe_revoked",))
    assert "withdrawal_due" not in clocks(filed(), decided("2026-04-01"), revoked, states=("pe_revoked",))


def test_so_is_what_a_court_changed_without_a_new_decision() -> None:
    """The judgment is final on Wednesday 2026-07-01: 07-02, 03, 06."""
    at = (*IMPLEMENTING, "sv_done", "pb_published", "pf_pending")
    changed = entry("remedy_ended", kind="suit", ended_on="2026-07-01", changed=True)
    found = clocks(filed(), decided("2026-04-01"), served("2026-04-02"), entry("result_publication", published_on="2026-04-03"), changed, states=at)
    assert found["withdrawal_due"] == "2026-07-06"
