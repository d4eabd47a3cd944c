"""Mutants of service, publicity, performance and closing, for every procedure that they follow."""

from __future__ import annotations

from collections.abc import Mapping

from states.dossier.vocabulary import Role
from tests.states.procedures.mutants import Allowed, Altered, Mutation, Rerouted, Ungated, also

OFFICER = Role.OFFICER
Mutants = Mapping[str, tuple[Mutation, ...]]
LEFT_OUT = {"served": "{follows.SERVED} and ", "public": "{follows.MADE_PUBLIC} and ", "performed": " and {follows.PERFORMED}"}
COND = 'cond=f"{follows.SERVED} and {follows.MADE_PUBLIC} and {follows.PERFORMED}")'
ENDED = 'pf_ended = State("终结执行", final=True)\n\n        approve_deferral = pf_pending.to(pf_deferred) | pf_demanded.to(pf_deferred)\n'
DEMAND = "pf_demanded.to.itself()"

SERVICE: Mutants = {
    "service is proved, by electronic means only with consent": (Ungated("serve_decision", "E-SER-02"), Ungated("serve_decision", "E-SER-03")),
    "deemed served only after an announcement as the last resort, thirty days on": (
        also("deem_served = sv_announced.to(sv_done)", "sv_pending.to(sv_done)"), Ungated("announce_service", "E-SER-04#announced"),
        Ungated("deem_served", "E-SER-04")),
    "no demand before service": (Rerouted("pf_pending.to(pf_demanded, cond=SERVED)", "pf_pending.to(pf_demanded)"),),
    "no performance is confirmed before service": (
        Rerouted("pf_pending.to(pf_done, cond=SERVED)", "pf_pending.to(pf_done)"), Rerouted("pf_stayed.to(pf_done, cond=SERVED)", "pf_stayed.to(pf_done)")),
    "no money before service": (Ungated("record_payment", "E-SER-01#collected"),),
}  # fmt: skip

PERFORMANCE: Mutants = {
    "who fines does not collect; collected on the spot only where the law allows it": (
        Allowed("record_payment", OFFICER), Allowed("confirm_performance", OFFICER), Ungated("record_payment", "E-PER-02")),
    "no late fine and no demand before the days to pay are over": (
        Ungated("impose_late_fine", "E-PER-01#overdue"), Ungated("serve_demand", "E-PER-01#overdue")),
    "a late fine keeps rate, cap and stays, and is told": (Ungated("impose_late_fine", "E-LAT-01"), Ungated("impose_late_fine", "E-LAT-03")),
    "no late fine while payment is deferred or stayed, nor after it is settled": (Altered("impose_late_fine", {"states": ("implementing",)}),),
    "payment is deferred only by the head, on the party's asking": (Allowed("approve_deferral", OFFICER), Ungated("approve_deferral", "E-PER-07")),
    "execution is stayed only by law": (Allowed("stay_execution", OFFICER), Ungated("stay_execution", "E-PER-08")),
    "what is stayed or deferred is pressed for only when that is over": (
        Rerouted(DEMAND, f"{DEMAND} | pf_stayed.to(pf_demanded, cond=SERVED)"), Rerouted(DEMAND, f"{DEMAND} | pf_deferred.to(pf_demanded, cond=SERVED)")),
    "nothing is forced and no court is asked before a demand, anew after every stay and deferral": (
        also("apply_to_court = pf_demanded.to(pf_court)", "pf_pending.to(pf_court, cond=SERVED)"),
        also("decide_forced_execution = pf_demanded.to(pf_enforcing)", "pf_pending.to(pf_enforcing, cond=SERVED)"),
        Rerouted("resume_execution = pf_stayed.to(pf_pending)", "resume_execution = pf_stayed.to(pf_demanded, cond=SERVED)"),
        Rerouted("end_deferral = pf_deferred.to(pf_pending)", "end_deferral = pf_deferred.to(pf_demanded, cond=SERVED)")),
    "demand and forced execution are in form, and only the head forces": (
        Ungated("serve_demand", "E-DEM-01"), Ungated("decide_forced_execution", "E-LAT-04"), Allowed("decide_forced_execution", OFFICER)),
    "the court is asked in time with all papers": (Ungated("apply_to_court", "E-CRT-01"), Ungated("apply_to_court", "E-CRT-02")),
    "nothing comes back from the court but what it sent back": (Ungated("take_back_from_court", "E-CRT-05#returned"),),
    "what the court did is recorded only of what it was asked": (
        Altered("record_court_answer", {"states": ("pf_court", "pf_demanded")}), Ungated("record_court_answer", "E-CRT-05")),
    "an agreement is made only in enforcement and cuts only the late fine": (
        Altered("record_agreement", {"states": ("pf_pending", "pf_demanded")}), Ungated("record_agreement", "E-LAT-05")),
    "performance is confirmed only when everything is paid and gone to the treasury": (
        Ungated("confirm_performance", "E-PER-01"), Ungated("confirm_performance", "E-LAT-02#settled")),
    "what is performed or ended is over": (
        Rerouted(ENDED, ENDED.replace(", final=True", "").replace("(pf_deferred)\n", "(pf_deferred) | pf_ended.to(pf_deferred)\n")),),
    "only the head ends an execution": (Allowed("end_execution", OFFICER),),
}  # fmt: skip

PUBLICITY: Mutants = {
    "published in time with what is secret taken out": (Ungated("publish_result", "E-PBL-02"), Ungated("publish_result", "E-PBL-11")),
    "a result is withheld only by a head, on a ground": (Allowed("withhold_result", OFFICER), Ungated("withhold_result", "E-PBL-04")),
    "what was published comes down only by a withdrawal with its reason": (
        Ungated("withdraw_publication", "E-PBL-05"), also("withhold_result = pb_pending.to(pb_withheld)", "pb_published.to(pb_withdrawn)")),
}  # fmt: skip

FILED: Mutants = {
    "sealed only once ended, by the archivist or the clock, complete": (
        Altered("seal_dossier", {"states": ("implementing", "en_closed")}), Ungated("seal_dossier", "E-CLS-01#seal"),
        Ungated("seal_dossier", "E-CLS-01#held"), Allowed("seal_dossier", OFFICER)),
    "no step of enforcement by the clock but sealing": (Altered("publish_result", {"by_clock": True}),),
}  # fmt: skip


def following() -> Mutants:
    return {**SERVICE, **PUBLICITY, **PERFORMANCE, **FILED}


def closing(step: str) -> Mutants:
    """The closing step of a procedure with all three regions."""
    whole = f"{step} = implementing.to(en_closed, {COND}"
    return {
        "closed only when served": (Rerouted(whole, whole.replace(LEFT_OUT["served"], "")),),
        "closed only when made public or lawfully not": (Rerouted(whole, whole.replace(LEFT_OUT["public"], "")),),
        "closed only when performed or ended": (Rerouted(whole, whole.replace(LEFT_OUT["performed"], "")),),
        "closed only by the head, on a ground, with the whole process on file": (
            Ungated(step, "E-CLS-04"), Ungated(step, "E-AUT-17"), Allowed(step, OFFICER)),
        "nothing undone stays public when the case is closed": (Ungated(step, "E-PBL-05#closed"),),
    }  # fmt: skip


def publicity(close: str) -> Mutants:
    """A procedure that is followed by publicity alone."""
    opened = Rerouted(close, close.replace(", cond=follows.MADE_PUBLIC", ""))
    return {**PUBLICITY, **FILED, "closed only when made public or lawfully not": (opened,)}


def strangers(step: str) -> Mutants:
    name = "administrators, the public and other offices take no step of enforcement"
    return {name: (Allowed(step, Role.SYSTEM_ADMIN), Allowed(step, Role.PUBLIC))}
