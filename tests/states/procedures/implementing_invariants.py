"""What the law forbids in service, publicity, performance and closing, whichever procedure they follow.

PEN is 《行政处罚法》, COE 《行政强制法》, CPL 《民事诉讼法》, INFO 《政府信息公开条例》.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from states.dossier.vocabulary import Role
from states.procedures.catalogue import PROCEDURES
from tests.states.procedures.explorer import Exploration, Way
from tests.states.procedures.invariants import (
    Invariant,
    apart,
    asks,
    each,
    either,
    first,
    into,
    only,
    only_by_taking,
    out_of,
    taking,
)

OFFICER, HEAD, COLLECTOR = Role.OFFICER, Role.AGENCY_HEAD, Role.FINE_COLLECTOR
BEGUN, CLOSED, LEFT = into("implementing"), into("en_closed"), out_of("implementing")
SETTLED = ("pf_done", "pf_ended")
PRESSING = taking("serve_demand", "decide_forced_execution", "apply_to_court")
FORCING = taking("decide_forced_execution", "apply_to_court")


def not_in(step: str, *states: str) -> Callable[[Exploration], Way]:
    """Nobody can take that step at a place with one of these states."""

    def broken(found: Exploration) -> Way:
        return next(
            ((act,) for place, offered in found.ways.items() for act, _ in offered
             if act.step == step and not set(states).isdisjoint(place)), (),
        )  # fmt: skip

    return broken


SERVICE = (
    Invariant("service is proved, by electronic means only with consent", "PEN art. 61, CPL arts. 87-94; E-SER-01, 02, 03",
              asks(taking("serve_decision"), "E-SER-01", "E-SER-02", "E-SER-03")),
    Invariant("deemed served only after an announcement as the last resort, thirty days on", "CPL art. 95; E-SER-04",
              each(first(taking("announce_service"), taking("deem_served"), BEGUN), asks(taking("announce_service"), "E-SER-04#announced"),
                   asks(taking("deem_served"), "E-SER-04"))),
    Invariant("no demand before service", "PEN arts. 61, 67(3), COE art. 35; E-SER-01, E-DEM-01", first(into("sv_done"), taking("serve_demand"), BEGUN)),
    Invariant("no performance is confirmed before service", "PEN arts. 61, 66; E-SER-01",
              first(either(into("sv_done"), taking("serve_demand")), taking("confirm_performance"), BEGUN)),
    Invariant("no money before service", "PEN arts. 61, 67(3); E-SER-01", asks(taking("record_payment"), "E-SER-01#collected")),
)  # fmt: skip

PUBLICITY = (
    Invariant("published in time with what is secret taken out", "PEN art. 48(1), INFO arts. 14, 15; E-PBL-01, 02, 03, 07, 11",
              asks(taking("publish_result"), "E-PBL-01", "E-PBL-02", "E-PBL-03", "E-PBL-07", "E-PBL-11")),
    Invariant("a result is withheld only by a head, on a ground", "PEN art. 48(1), INFO arts. 14-16; E-PBL-04, 11",
              each(only(into("pb_withheld"), Role.OFFICE_HEAD, HEAD), asks(into("pb_withheld"), "E-PBL-04", "E-PBL-11#withheld"))),
    Invariant("what was published comes down only by a withdrawal with its reason", "PEN art. 48(2); E-PBL-05",
              asks(either(into("pb_withdrawn"), taking("withdraw_publication")), "E-PBL-05")),
    Invariant("closed only when made public or lawfully not", "PEN arts. 39, 48; E-PBL-01, 02",
              first(into("pb_published", "pb_withheld", "pb_withdrawn"), CLOSED, BEGUN)),
)  # fmt: skip

PERFORMANCE = (
    Invariant("who fines does not collect; collected on the spot only where the law allows it", "PEN arts. 67-71; E-PER-02..06",
              each(only(taking("record_payment", "confirm_performance", "end_deferral"), COLLECTOR),
                   asks(taking("record_payment"), "E-PER-02", "E-PER-03", "E-PER-04", "E-PER-05", "E-PER-06"))),
    Invariant("no late fine and no demand before the days to pay are over", "PEN arts. 67(3), 72(1); E-PER-01",
              asks(taking("impose_late_fine", "serve_demand"), "E-PER-01#overdue")),
    Invariant("a late fine keeps rate, cap and stays, and is told", "PEN arts. 72(1), 73(3), COE art. 45; E-LAT-01, 02, 03",
              asks(taking("impose_late_fine"), "E-LAT-01", "E-LAT-02", "E-LAT-03")),
    Invariant("no late fine while payment is deferred or stayed, nor after it is settled", "PEN arts. 66(2), 72(1), 73; E-LAT-01, 02",
              not_in("impose_late_fine", "pf_deferred", "pf_stayed", *SETTLED)),
    Invariant("payment is deferred only by the head, on the party's asking", "PEN art. 66(2); E-PER-07",
              each(only(into("pf_deferred"), HEAD), asks(into("pf_deferred"), "E-PER-07"))),
    Invariant("execution is stayed only by law", "PEN art. 73(1), (2); E-PER-08, 09",
              each(only(into("pf_stayed"), HEAD), asks(into("pf_stayed"), "E-PER-08", "E-PER-09"))),
    Invariant("what is stayed or deferred is pressed for only when that is over", "PEN arts. 66(2), 73; E-PER-07, 08",
              each(first(either(taking("resume_execution"), into(*SETTLED), LEFT), PRESSING, into("pf_stayed")),
                   first(either(taking("end_deferral"), into(*SETTLED), LEFT), PRESSING, into("pf_deferred")))),
    Invariant("nothing is forced and no court is asked before a demand, anew after every stay and deferral", "COE arts. 35, 54; E-DEM-01, E-CRT-01",
              each(first(taking("serve_demand"), FORCING, BEGUN), first(either(taking("serve_demand"), LEFT), FORCING, into("pf_stayed", "pf_deferred")))),
    Invariant("demand and forced execution are in form, and only the head forces", "COE arts. 35-38, 46(1); E-DEM-01..03, E-LAT-04, E-SER-05",
              each(asks(taking("serve_demand"), "E-DEM-01", "E-SER-05"),
                   asks(taking("decide_forced_execution"), "E-DEM-02", "E-DEM-03", "E-LAT-04", "E-SER-05#forced"), only(into("pf_enforcing"), HEAD))),
    Invariant("the court is asked in time with all papers", "COE arts. 36, 53-60, PEN art. 72(2); E-CRT-01..04, 09, E-DEM-02",
              asks(taking("apply_to_court"), "E-CRT-01", "E-CRT-02", "E-CRT-03", "E-CRT-04", "E-CRT-09", "E-DEM-02")),
    Invariant("nothing comes back from the court but what it sent back", "COE arts. 56, 58; E-CRT-05",
              asks(taking("take_back_from_court"), "E-CRT-05#returned")),
    Invariant("what the court did is recorded only of what it was asked", "COE arts. 56-59; E-CRT-05..08",
              each(first(taking("apply_to_court"), taking("record_court_answer"), BEGUN),
                   asks(taking("record_court_answer"), "E-CRT-05", "E-CRT-06", "E-CRT-07", "E-CRT-08"))),
    Invariant("an agreement is made only in enforcement and cuts only the late fine", "COE art. 42; E-LAT-05",
              each(first(into("pf_demanded", "pf_enforcing"), taking("record_agreement"), BEGUN), asks(taking("record_agreement"), "E-LAT-05"))),
    Invariant("performance is confirmed only when everything is paid and gone to the treasury", "PEN arts. 66, 72, 74; E-PER-01, 10, E-LAT-02",
              asks(into("pf_done"), "E-PER-01", "E-PER-10", "E-LAT-02#settled")),
    Invariant("what is performed or ended is over", "PEN arts. 66, 72; E-CLS-04",
              first(LEFT, into("pf_pending", "pf_deferred", "pf_stayed", "pf_demanded", "pf_enforcing", "pf_court"), into(*SETTLED))),
    Invariant("only the head ends an execution", "PEN art. 72, COE art. 40; E-CLS-04", only(into("pf_ended"), HEAD)),
)  # fmt: skip

CLOSING = (
    Invariant("closed only when served", "PEN art. 61; E-SER-01, E-CLS-04", first(into("sv_done"), CLOSED, BEGUN)),
    Invariant("closed only when performed or ended", "PEN arts. 66, 72; E-CLS-04", first(into(*SETTLED), CLOSED, BEGUN)),
    Invariant("closed only by the head, on a ground, with the whole process on file", "PEN art. 47; E-AUT-17, E-CLS-01, 04",
              each(only(CLOSED, HEAD), asks(CLOSED, "E-AUT-17", "E-CLS-01", "E-CLS-04"))),
    Invariant("nothing undone stays public when the case is closed", "PEN art. 48(2); E-PBL-05", asks(CLOSED, "E-PBL-05#closed")),
)  # fmt: skip
FILED = (
    Invariant("sealed only once ended, by the archivist or the clock, complete", "PEN art. 47; E-CLS-01",
              each(lambda found: found.any(lambda act: act.step == "seal_dossier" and not PROCEDURES[found.procedure.name].chart.states_map[act.stage].final),
                   only(taking("seal_dossier"), Role.ARCHIVIST, Role.CLOCK), asks(taking("seal_dossier"), "E-CLS-01#seal", "E-CLS-01#held"))),
    Invariant("no step of enforcement by the clock but sealing", "PEN art. 47; E-CLS-01",
              lambda found: found.any(lambda act: Role.CLOCK in act.roles and act.step != "seal_dossier")),
)  # fmt: skip
UNDONE = (
    Invariant("after a revocation nothing goes on while it stays public", "PEN art. 48(2); E-PBL-05", asks(out_of("pe_revoked"), "E-PBL-05#revoked")),
    Invariant("what followed a decision ends only by closing or with the decision", "PEN art. 75(2); E-CLS-04",
              only_by_taking(LEFT, "revoke_decision", "close_case")),
)  # fmt: skip

_SHARED = (*SERVICE, *PUBLICITY, *PERFORMANCE, *CLOSING, *FILED)
FOLLOWING: Mapping[str, tuple[Invariant, ...]] = {
    "penalty": (*_SHARED, *UNDONE),
    "summary_penalty": _SHARED,
    "inspection": (*PUBLICITY, *FILED),
}


def apart_from_the_officers() -> tuple[Invariant, ...]:
    """Whom the law keeps from the investigators of the case."""
    return (
        Invariant("who investigates hosts no hearing", "PEN art. 64(4); E-HEA-05", apart(OFFICER, Role.HEARING_HOST)),
        Invariant("who fines collects nothing", "PEN art. 67(1); E-PER-02", apart(OFFICER, COLLECTOR)),
    )
