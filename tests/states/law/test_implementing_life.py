"""送达到结案, step by step on one file: at each step every key of its gate is kept at once, and none contradicts another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.dossier.model import Entry, Kept, Package
from states.law import conditions
from states.law.requirement import Moment, Status, judge
from states.law.values import law_view
from states.procedures.catalogue import PROCEDURES
from tests.states.law.examples.build import entry, given
from tests.states.law.examples.implementing import (
    attempt,
    decided,
    deferral,
    demand,
    ended,
    filed,
    late_fine,
    on_the_spot,
    payment,
    proof,
    spared,
)

conditions.load()
OK = {Status.MET, Status.NOT_APPLICABLE, Status.DEPARTED}
BODY = (entry("enforcement_body", own_forced_execution=False),)
POWER = (entry("enforcement_body", own_forced_execution=True),)
BEFORE = (entry("filing_approval"), entry("evidence_item"), entry("investigation_report", social_impact=False), entry("enforcement_review"))
Act = tuple[str, Entry]
MADE = decided("2026-03-02")
FORM = {"application_signed": True, "decision_attached": True, "opinions_attached": True, "object_attached": True, "fee": 0}
CONTENTS = [{"title": "行政处罚决定书"}, {"title": "送达回证"}]
SERVED: Act = ("serve_decision", proof("2026-03-04"))
SHOWN: Act = ("publish_result", entry("result_publication", published_on="2026-03-10"))  # six working days after 2 March
DONE: Act = ("confirm_performance", entry("performance_report", performed_on="2026-12-20"))


def closing(ground: str) -> Entry:
    return entry("case_closing", ground=ground, contents=CONTENTS)


# Served on 4 March: the last day to pay is 19 March.
SEAL = entry("dossier_seal", locked=True)
HELD = Kept((Package(SEAL.text("package"), SEAL.text("digest"), SEAL.number("events"), True),))
PAID: tuple[Act, ...] = (
    SERVED, SHOWN, ("record_payment", payment("2026-03-19", 10_000)), DONE, ("close_case", closing("performed")),
    ("seal_dossier", SEAL),
)  # fmt: skip
THROUGH_THE_COURT: tuple[Act, ...] = (
    SERVED, SHOWN,
    ("impose_late_fine", late_fine("2026-03-20", "2026-04-01", 13, 3_900)),
    ("serve_demand", demand("2026-09-07", "2026-09-22")),
    ("apply_to_court", entry("court_application", applied_on="2026-10-15", **FORM)),
    ("record_court_answer", entry("court_answer", result="accepted", on="2026-10-19")),
    ("record_court_answer", entry("court_answer", result="granted", on="2026-10-26", obvious_defect=False)),
    ("record_payment", payment("2026-12-01", 13_900)),
    DONE, ("close_case", closing("court")),
)  # fmt: skip
# A reconsideration from 25 to 31 March takes seven of the thirteen days out; by agreement 800 of the 1800 are remitted.
BY_ITSELF: tuple[Act, ...] = (
    SERVED, SHOWN,
    ("", filed("2026-03-25")), ("", ended("2026-03-31")),
    ("impose_late_fine", late_fine("2026-03-20", "2026-04-01", 6, 1_800)),
    ("serve_demand", demand("2026-04-02", "2026-04-20")),
    ("decide_forced_execution", entry("forced_execution", decided_on="2026-05-06", served_by="direct")),
    ("record_agreement", entry("execution_agreement", late_fine_cut=800, fine_cut=0)),
    ("record_payment", payment("2026-06-01", 11_000)),
    DONE, ("close_case", closing("performed")),
)  # fmt: skip
IN_PARTS: tuple[Act, ...] = (
    ("", attempt("direct")), ("", attempt("post", "2026-03-10")),
    ("", entry("av_record", act="public_service")),
    ("announce_service", entry("service_announced", published_on="2026-03-12", unknown=False)),
    ("deem_served", entry("service_deemed", deemed_on="2026-04-11")),
    SHOWN,
    ("approve_deferral", deferral("2026-06-30", "2026-04-20", asked_on="2026-04-15")),
    ("end_deferral", entry("deferral_ended", on="2026-07-01")),
    ("record_payment", payment("2026-06-30", 10_000)),
    DONE, ("close_case", closing("performed")),
)  # fmt: skip
SPARED: tuple[Act, ...] = (
    SERVED, ("publish_result", entry("result_publication", published_on="2026-03-25")), DONE, ("close_case", closing("no_penalty")),
)  # fmt: skip
SPOT: tuple[Act, ...] = (
    ("serve_decision", proof("2026-03-02", present=True)),
    ("record_payment", payment("2026-03-02", 100, by="officer", on_the_spot="small", special_receipt=True,
                               handed_on="2026-03-03", banked_on="2026-03-04")),
    SHOWN, DONE,
)  # fmt: skip
LIVES = {
    "paid": ((*BEFORE, MADE), PAID, BODY, "penalty"),
    "court": ((*BEFORE, MADE), THROUGH_THE_COURT, BODY, "penalty"),
    "itself": ((*BEFORE, MADE), BY_ITSELF, POWER, "penalty"),
    "announced and deferred": ((*BEFORE, MADE), IN_PARTS, BODY, "penalty"),
    "spared": ((*BEFORE, spared("2026-03-02")), SPARED, BODY, "penalty"),
    "on the spot": (on_the_spot(), SPOT, BODY, "summary_penalty"),
}


@pytest.mark.parametrize("life", LIVES)
def test_every_gate_on_the_way_is_open(life: str) -> None:
    filed_before, acts, register, procedure = LIVES[life]
    on_file = list(filed_before)
    for step, paper in acts:
        on_file.append(paper)
        if not step:
            continue
        dossier = replace(given(*on_file, procedure=procedure, register=register).dossier, kept=HELD)
        moment = Moment(date(2026, 12, 31), law_view(dossier.law_as_of, dossier.overlays))
        gate = PROCEDURES[procedure].steps[step].gate
        shut = [(found.rule, found.status, found.reason) for found in judge(gate, dossier, moment) if found.status not in OK]
        assert shut == [], step


def test_what_was_published_is_withdrawn_after_the_revocation_too() -> None:
    """The three days of art. 48(2) run on when the regions of the implementation have been left."""
    penalty = PROCEDURES["penalty"]
    running = ("implementing", "pb_published", "performance", "pf_pending", "publicity", "service", "sv_done")
    revoked = penalty.move(running, penalty.steps["revoke_decision"])
    assert penalty.move(revoked, penalty.steps["withdraw_publication"]) == revoked == ("pe_revoked",)
    assert "pb_withdrawn" in penalty.move(running, penalty.steps["withdraw_publication"])
    assert "E-PBL-05#revoked" in penalty.steps["remake_decision"].gate
