"""风险评估: worked examples (L713 arts. 22-24)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, Example, entry, given

RISKY = entry("matter_profile", risk_possible=True)
HARMLESS = entry("matter_profile", risk_possible=False)
PROJECT = entry("matter_profile", risk_possible=True, fixed_asset_project=True)
CONSULTED = entry("risk_consultation", unit="信访局", on="2026-03-03")
NEW_DRAFT = entry("draft", version=2, file=OTHER_PAPER)
NEW_SUBSTANCE = entry("draft", version=2, file=OTHER_PAPER, substance_changed=True)
COVERED = entry("earlier_assessment", covers_all=True)
PARTLY = entry("earlier_assessment", covers_all=False)


def report(controllable: bool = True, finished_on: str = "2026-03-10", **more: object) -> Entry:
    return entry("risk_assessment", controllable=controllable, finished_on=finished_on, **more)


OK, BAD = report(), report(controllable=False)
LATER_OK = report(finished_on="2026-04-10")
CORRECTED = replace(report(), supersedes=BAD.id)

EXAMPLES = (
    Example("D-RISK-01#screened", "begin_argument", passes=given(HARMLESS), blocks=given()),
    Example("D-RISK-01", "conclude_risk_assessment", passes=given(OK), blocks=given(entry("risk_plan"))),
    Example(
        "D-RISK-01",
        "conclude_risk_assessment",
        passes=given(NEW_SUBSTANCE, OK),
        blocks=given(OK, NEW_SUBSTANCE),
    ),
    Example("D-RISK-01#skip", "skip_risk_assessment", passes=given(HARMLESS), blocks=given(RISKY)),
    Example(
        "D-RISK-01#skip", "skip_risk_assessment", passes=given(RISKY, COVERED), blocks=given(RISKY, PARTLY)
    ),
    Example(
        "D-RISK-01#skip",
        "skip_risk_assessment",
        passes=given(RISKY, OK, NEW_DRAFT),
        blocks=given(RISKY, OK, NEW_SUBSTANCE),
    ),
    Example(  # calling the matter harmless afterwards does not undo 不可控
        "D-RISK-01#skip",
        "skip_risk_assessment",
        passes=given(RISKY, BAD, NEW_DRAFT, LATER_OK, HARMLESS),
        blocks=given(RISKY, BAD, NEW_DRAFT, HARMLESS),
    ),
    Example("D-RISK-01#skip", "skip_risk_assessment", passes=given(HARMLESS), blocks=given()),
    Example(
        "D-RISK-01#tabled",
        "table_for_discussion",
        passes=given(RISKY, OK),
        blocks=given(HARMLESS, entry("risk_waiver"), RISKY),
    ),
    Example(
        "D-RISK-01#tabled",
        "table_for_discussion",
        passes=given(HARMLESS),
        blocks=given(RISKY, PARTLY),
        passing=Status.NOT_APPLICABLE,
    ),
    Example("D-RISK-02", "skip_risk_assessment", passes=given(RISKY, COVERED), blocks=given(RISKY, PARTLY)),
    Example(
        "D-RISK-02",
        "skip_risk_assessment",
        passes=given(RISKY, PARTLY, COVERED),
        blocks=given(RISKY, COVERED, NEW_SUBSTANCE),
    ),
    Example(
        "D-RISK-02",
        "skip_risk_assessment",
        passes=given(HARMLESS),
        blocks=given(RISKY, PARTLY),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(  # nobody assesses twice; what the draft added is no second time
        "D-RISK-02#start",
        "start_risk_assessment",
        passes=given(COVERED, NEW_SUBSTANCE),
        blocks=given(COVERED),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-02#start",
        "start_risk_assessment",
        passes=given(PARTLY),
        blocks=given(PARTLY, COVERED),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-03",
        "start_risk_assessment",
        passes=given(entry("risk_plan", ways=["visits", "qualitative"])),
        blocks=given(entry("risk_plan", ways=["visits", "consultation"])),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-03",
        "start_risk_assessment",
        passes=given(entry("risk_plan", ways=["opinion_tracking", "quantitative"])),
        blocks=given(entry("risk_plan", ways=["quantitative"])),
        expect=Status.WARNED,
    ),
    Example("D-RISK-04", "conclude_risk_assessment", passes=given(CONSULTED, OK), blocks=given(OK)),
    Example(  # heard after the report was finished
        "D-RISK-04",
        "conclude_risk_assessment",
        passes=given(OK, CONSULTED),
        blocks=given(OK, entry("risk_consultation", on="2026-03-11")),
    ),
    Example(  # heard on another draft
        "D-RISK-04",
        "conclude_risk_assessment",
        passes=given(NEW_SUBSTANCE, CONSULTED, OK),
        blocks=given(CONSULTED, NEW_SUBSTANCE, OK),
    ),
    Example("D-RISK-05", "conclude_risk_assessment", passes=given(OK), blocks=given(CONSULTED)),
    Example(  # the same gap in a report that came in from elsewhere, without the form
        "D-RISK-05",
        "conclude_risk_assessment",
        passes=given(OK),
        blocks=given(
            replace(OK, fields={name: OK.fields[name] for name in OK.fields if name != "contingency"})
        ),
    ),
    Example(
        "D-RISK-06",
        "start_risk_assessment",
        passes=given(entry("risk_plan", assessor="某咨询公司", third_party=True)),
        blocks=given(entry("risk_plan", assessor="o1", third_party=True)),
    ),
    Example(
        "D-RISK-06",
        "start_risk_assessment",
        passes=given(entry("risk_plan", assessor="o1")),
        blocks=given(entry("risk_plan", assessor="o1", third_party=True)),
        passing=Status.NOT_APPLICABLE,
    ),
    Example("D-RISK-07", "conclude_risk_assessment", passes=given(OK), blocks=given(BAD)),
    Example(  # back to drafting: a new draft, then a new assessment of it
        "D-RISK-07",
        "table_for_discussion",
        passes=given(BAD, NEW_DRAFT, LATER_OK),
        blocks=given(BAD, LATER_OK, NEW_DRAFT),
    ),
    Example(  # a second opinion on the same draft does not help
        "D-RISK-07",
        "open_meeting",
        passes=given(OK),
        blocks=given(BAD, LATER_OK),
    ),
    Example("D-RISK-07", "adopt", passes=given(BAD, NEW_DRAFT, LATER_OK), blocks=given(BAD, NEW_DRAFT)),
    Example(  # nor does a "correction" of the entry
        "D-RISK-07",
        "adopt",
        passes=given(BAD, CORRECTED, NEW_DRAFT, LATER_OK),
        blocks=given(BAD, CORRECTED),
    ),
    Example(  # a later change in substance is alarmed
        "D-RISK-07",
        "adopt_with_changes",
        passes=given(OK, NEW_DRAFT),
        blocks=given(OK, entry("meeting_minutes", changes_substantial=True)),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-07",
        "adopt",
        passes=given(HARMLESS),
        blocks=given(HARMLESS, BAD),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-RISK-08",
        "conclude_risk_assessment",
        passes=given(report(level="low", conclusion="可以决策"), overlays=("yunnan",)),
        blocks=given(report(level="low"), overlays=("yunnan",)),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-08",
        "conclude_risk_assessment",
        passes=given(report(False, level="high", conclusion="暂缓决策"), overlays=("chuxiong",)),
        blocks=given(report(True, level="high", conclusion="可以决策"), overlays=("chuxiong",)),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-09",
        "conclude_risk_assessment",
        passes=given(PROJECT, report(level="low"), overlays=("ndrc_project",)),
        blocks=given(PROJECT, report(level="medium"), overlays=("ndrc_project",)),
        expect=Status.WARNED,
    ),
    Example(
        "D-RISK-09",
        "conclude_risk_assessment",
        passes=given(RISKY, OK, overlays=("ndrc_project",)),
        blocks=given(PROJECT, OK, overlays=("ndrc_project",)),
        expect=Status.WARNED,
        passing=Status.NOT_APPLICABLE,
    ),
)
