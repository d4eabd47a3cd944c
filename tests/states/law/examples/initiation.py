"""启动: worked examples (L713 arts. 10, 11)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

POINTS = dict.fromkeys(("problem", "reasons", "outline", "necessity", "feasibility"), "已论证")


def proposal(source: str, **fields: object) -> Entry:
    return entry(
        "proposal", proposer_type=source, **{"proposer": "某建议人", "received_on": "2026-02-02", **fields}
    )


def study(finished_on: str = "2026-02-20", **fields: object) -> Entry:
    return entry("study_report", role=Role.STUDY_UNIT, finished_on=finished_on, **fields)


def decision(start: bool = True, decided_on: str = "2026-03-02", **fields: object) -> Entry:
    return entry("start_decision", start=start, decided_on=decided_on, **{"lead_unit": "某局", **fields})


def unit(name: str, leads: bool = False) -> dict[str, object]:
    return {"unit": name, "leads": leads}


EXAMPLES = (
    Example(
        "D-INIT-01",
        "start",
        passes=given(proposal("leader"), study()),
        blocks=given(proposal("leader")),
    ),
    # The leader himself is no study unit.
    Example(
        "D-INIT-01",
        "decline_start",
        passes=given(proposal("leader"), study()),
        blocks=given(proposal("leader", proposer="某副县长"), study(unit="某副县长")),
    ),
    Example(
        "D-INIT-01",
        "start",
        passes=given(proposal("department")),
        blocks=given(proposal("leader"), study(findings=None)),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-INIT-03#study",
        "start",
        passes=given(proposal("public", in_writing=True), study()),
        blocks=given(proposal("deputy")),
    ),
    *(
        Example(
            "D-INIT-02",
            "refer_for_study",
            passes=given(proposal("department", **POINTS)),
            blocks=given(proposal("department", **POINTS | {missing: None})),
        )
        for missing in POINTS
    ),
    Example(
        "D-INIT-03",
        "refer_for_study",
        passes=given(proposal("public", in_writing=True)),
        blocks=given(proposal("public", in_writing=False)),
    ),
    Example("D-INIT-03", "refer_for_study", passes=given(proposal("deputy")), blocks=given()),
    Example(
        "D-INIT-04",
        "start",
        passes=given(proposal("leader"), study(), decision()),
        blocks=given(proposal("leader"), decision()),
    ),
    Example(
        "D-INIT-04",
        "start",
        passes=given(proposal("department", **POINTS), decision()),
        blocks=given(proposal("department"), decision()),
    ),
    Example(
        "D-INIT-04",
        "start",
        passes=given(proposal("leader"), study("2026-03-02"), decision(decided_on="2026-03-02")),
        blocks=given(proposal("leader"), study("2026-03-03"), decision(decided_on="2026-03-02")),
    ),
    Example(
        "D-INIT-04",
        "start",
        passes=given(proposal("leader"), study(), decision()),
        blocks=given(proposal("leader"), study(), decision(start=False)),
    ),
    Example(
        "D-INIT-04",
        "start",
        passes=given(study(), decision()),
        blocks=given(study(), decision(decided_by=None)),
    ),
    Example(
        "D-INIT-04#declined",
        "decline_start",
        passes=given(proposal("leader"), study(), decision(start=False)),
        blocks=given(proposal("leader"), study(), decision()),
    ),
    Example("D-INIT-05", "start", passes=given(decision()), blocks=given(decision(lead_unit=None))),
    Example(
        "D-INIT-05",
        "start",
        passes=given(decision(co_units=[unit("某局", leads=True), unit("另一局")])),
        blocks=given(decision(co_units=[unit("另一局", leads=True)])),
    ),
    Example("D-INIT-05#drafting", "begin_drafting", passes=given(decision()), blocks=given()),
    Example(
        "D-INIT-05#drafting", "begin_drafting", passes=given(decision()), blocks=given(decision(start=False))
    ),
    Example(
        "D-INIT-05#drafting",
        "begin_drafting",
        passes=given(decision()),
        blocks=given(decision(lead_unit=None)),
    ),
)
