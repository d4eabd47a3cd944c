"""行政检查: worked examples (SAFE arts. 62-69; 优化营商环境条例 art. 54; 国办发〔2024〕54号)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

P, SAFE = "inspection", ("work_safety",)
PLAN = entry("inspection_plan", year=2026, graded=True, approved_on="2026-01-08")
ITEM = entry("enforcement_item", code="JC-1", inspected=True, yearly_cap=2, listed_on="2025-01-06")
CERTIFICATES = tuple(
    entry("officer_certificate", person=person, standing="officer", number=person, valid_from="2025-01-01", valid_to="2026-12-31") for person in ("o1", "o2")
)
TWO = [{"person": "o1", "kind": "officer"}, {"person": "o2", "kind": "officer"}]
WARNED = {"expect": Status.WARNED}


def task(**more: object) -> Entry:
    fields: dict[str, object] = {"enterprise": True, "trigger": "plan", "field": "safety", "items": "JC-1", "plan": "计划", "times_this_year": 0,
                                 "licensed": False, "outside": False, "planned_on": "2026-05-20"}  # fmt: skip
    return entry("inspection_task", **fields | more)


def approved(**more: object) -> Entry:
    return entry("inspection_approval", **{"urgent": False, "approved_on": "2026-05-18"} | more)


def before(*entries: Entry, register: tuple[Entry, ...] = (PLAN, ITEM), overlays: tuple[str, ...] = (), **fields: object) -> Given:
    return given(task(**fields), *(entries or (approved(),)), register=register, overlays=overlays, procedure=P)


def begun(rows: list[dict[str, str]] | None = None, overlays: tuple[str, ...] = (), enterprise: bool = True, **more: object) -> Given:
    fields: dict[str, object] = {"inspectors": TWO if rows is None else rows, "on": "2026-05-20"}
    start = entry("inspection_start", **fields | more)
    return given(task(enterprise=enterprise), approved(), start, register=CERTIFICATES, overlays=overlays, procedure=P)


def site(*after: Entry, overlays: tuple[str, ...] = (), licensed: bool = False, enterprise: bool = True, **more: object) -> Given:
    fields: dict[str, object] = {"found": "none", "handling": "none", "signature": "signed", "improper": False, "on": "2026-05-20"}
    return given(task(licensed=licensed, enterprise=enterprise), entry("site_record", **fields | more), *after, overlays=overlays, procedure=P)


def order(**more: object) -> Entry:
    return entry("order_to_correct", **{"immediate": False, "due_on": "2026-06-05", "ordered_on": "2026-05-20"} | more)


def checked(on: str = "2026-06-05", corrected: bool = True) -> Entry:
    return entry("correction_checked", corrected=corrected, on=on)


def at(key: str, step: str, passes: Given, blocks: Given, **more: object) -> Example:
    return Example(key, step, passes, blocks, procedure=P, **more)  # type: ignore[arg-type]


NA = {"passing": Status.NOT_APPLICABLE}
RECORDING = ("conclude_inspection", "demand_correction")
VIOLATION = {"found": "violation", "problems": "未培训", "handling": "in_time"}

EXAMPLES = (
    at("E-INS-01", "approve_inspection", before(overlays=SAFE), before(register=(ITEM,), overlays=SAFE)),
    at("E-INS-01", "approve_inspection", before(trigger="complaint", overlays=SAFE), before(plan=None, overlays=SAFE), **NA),
    at("E-INS-01", "approve_inspection", before(overlays=SAFE), before(planned_on="2027-01-05", overlays=SAFE)),
    at("E-INS-02", "approve_inspection", before(field="market", trigger="random", draw="抽〔2026〕1号"), before(field="market", trigger="random")),
    at("E-INS-02", "approve_inspection", before(field="market", trigger="complaint"), before(field="market", trigger="plan")),
    # Pitfall and note of the rule: double-random is not forced on work safety.
    at("E-INS-02", "approve_inspection", before(), before(field="market"), **NA),
    at("E-INS-03", "approve_inspection", before(trigger="key"), before(trigger="key", field="other")),
    at("E-INS-09", "approve_inspection", before(approved(urgent=True, started_on="2026-05-17")), before(approved(urgent=True)), **WARNED),
    at("E-INS-11", "approve_inspection", before(), before(items="JC-1、JC-2"), **WARNED),
    at("E-INS-11", "approve_inspection", before(times_this_year=1), before(times_this_year=2), **WARNED),
    at("E-INS-11", "approve_inspection", before(times_this_year=2, trigger="complaint"), before(times_this_year=3), **WARNED),
    at("E-INS-12", "approve_inspection", before(outside=True, assistance="协助函1号"), before(outside=True), **WARNED),
    at("E-INS-04#started", "start_inspection", begun(), begun(certificates_shown=False)),
    at("E-INS-06", "start_inspection", begun(overlays=SAFE), begun(normal_business=False, overlays=SAFE)),
    at("E-INS-10", "start_inspection", begun([*TWO, {"person": "专家", "kind": "expert"}]), begun([*TWO, {"person": "网格员", "kind": "assistant"}]), **WARNED),
    at("E-INS-10", "start_inspection", begun([*TWO, {"person": "某公司", "kind": "third"}], enterprise=False), begun([*TWO, {"person": "某公司", "kind": "third"}]),
       expect=Status.WARNED, **NA),
    at("E-INS-14", "start_inspection", begun(), begun(TWO[:1])),
    at("E-INS-14", "start_inspection", begun(), begun([TWO[0], TWO[0]])),  # named twice is one officer
    at("E-AUT-10#inspection", "start_inspection", begun(), begun(on="2027-01-01")),
    at("E-AUT-20", "start_inspection", begun(), begun(told=False), **WARNED),
    *(at("E-INS-05", step, site(overlays=SAFE), site(signature="refused", overlays=SAFE)) for step in RECORDING),
    at("E-INS-05", "order_stop", site(signature="refused", refusal_reported=True, overlays=SAFE), site(found="hazard", handling="remove", overlays=SAFE)),
    at("E-INS-05", "hand_over_case", site(overlays=SAFE), site(signature="absent", overlays=SAFE)),
    *(at("E-INS-06#held", step, site(overlays=SAFE), site(improper=True, overlays=SAFE)) for step in RECORDING),
    *(at("E-INS-13", step, site(), site(improper=True), **WARNED) for step in RECORDING),
    *(at("E-INS-15", step, site(licensed=True, licence_record=True), site(licensed=True)) for step in RECORDING),
    # What was done cannot be undone, but put right and reported: then it alarms and the inspection can end.
    at("E-INS-06#held", "conclude_inspection", site(improper=True, improper_handled="已纠正并报告", overlays=SAFE), site(improper=True, overlays=SAFE),
       passing=Status.WARNED),
    at("E-INS-08", "conclude_inspection", site(overlays=SAFE), site(found="violation", problems="未培训", overlays=SAFE)),
    at("E-INS-08", "demand_correction", site(**VIOLATION, overlays=SAFE), site(found="major", problems="通风失效", handling="in_time", overlays=SAFE)),
    at("E-INS-08", "demand_correction", site(found="hazard", problems="护栏缺失", handling="remove", overlays=SAFE),
       site(found="hazard", problems="护栏缺失", handling="on_the_spot", overlays=SAFE)),
    at("E-INS-08#clean", "conclude_inspection", site(found="violation", problems="标志脱落", handling="on_the_spot", overlays=SAFE), site(**VIOLATION, overlays=SAFE)),
    at("E-INS-08#stop", "order_stop", site(entry("stop_order", major_hazards=1), overlays=SAFE), site(entry("stop_order", major_hazards=0), overlays=SAFE)),
    at("E-INS-08#lifted", "lift_stop", site(entry("stop_lifted", reviewed=True), overlays=SAFE), site(entry("stop_lifted", reviewed=False), overlays=SAFE)),
    at("E-INS-07", "hand_over_case", site(entry("case_handover"), overlays=SAFE), site(overlays=SAFE)),
    at("E-INV-10#inspection", "demand_correction", site(order()), site(order(due_on=None))),
    at("E-INV-10#inspection", "demand_correction", site(order(immediate=True, due_on=None)), site(order(due_on="2026-05-20"))),
    at("E-INV-10#checked", "confirm_correction", site(order(), checked()), site(order(), checked(corrected=False))),
    at("E-INV-10#checked", "confirm_correction", site(order(immediate=True, due_on=None), checked("2026-05-20")), site(order(), checked("2026-05-20")), **WARNED),
)
