"""拟订草案: worked examples (L713 arts. 12, 13)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given


def profile(**fields: object) -> Entry:
    return entry("matter_profile", **fields)


def reply(unit: str, answer: str, asked_on: str = "2026-03-02") -> Entry:
    return entry("unit_reply", unit=unit, reply=answer, asked_on=asked_on)


def statement(unit: str) -> Entry:
    return entry("dispute_statement", unit=unit)


TOUCHED = profile(concerned_units=[{"unit": "甲局"}, {"unit": "乙县"}])
ONE_UNIT = profile(concerned_units=[{"unit": "甲局"}])
NEW_SUBSTANCE = entry("draft", version=2, substance_changed=True)
OBJECTION = reply("甲局", "disagree")

EXAMPLES = (
    Example("D-DRAFT-01", "begin_argument", passes=given(entry("research_record")), blocks=given()),
    Example(
        "D-DRAFT-01",
        "begin_argument",
        passes=given(entry("research_record")),
        blocks=given(entry("research_record", coordination=None)),
    ),
    Example("D-DRAFT-02", "begin_argument", passes=given(entry("basis_table")), blocks=given()),
    Example(
        "D-DRAFT-02",
        "begin_argument",
        passes=given(entry("basis_table")),
        blocks=given(entry("basis_table", lawful=False)),
    ),
    Example(
        "D-DRAFT-02",
        "begin_argument",
        passes=given(entry("basis_table")),
        blocks=given(entry("basis_table", consistent=False)),
    ),
    # Done for an earlier text: an alarm, since the law does not say when it grows stale.
    Example(
        "D-DRAFT-02",
        "begin_argument",
        passes=given(entry("basis_table"), NEW_SUBSTANCE, entry("basis_table")),
        blocks=given(entry("basis_table"), NEW_SUBSTANCE),
        expect=Status.WARNED,
    ),
    Example(
        "D-DRAFT-05",
        "table_for_discussion",
        passes=given(ONE_UNIT, NEW_SUBSTANCE, reply("甲局", "agree")),
        blocks=given(ONE_UNIT, reply("甲局", "agree"), NEW_SUBSTANCE),
        expect=Status.WARNED,
    ),
    Example(
        "D-DRAFT-03",
        "begin_argument",
        passes=given(profile(cost_benefit_needed=True), entry("cost_benefit")),
        blocks=given(profile(cost_benefit_needed=True)),
        expect=Status.WARNED,
    ),
    Example(
        "D-DRAFT-03",
        "begin_argument",
        passes=given(profile()),
        blocks=given(profile(cost_benefit_needed=True), entry("cost_benefit", benefits=None)),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    Example(
        "D-DRAFT-04",
        "begin_argument",
        passes=given(profile(large_disagreement=True), entry("draft", options=2)),
        blocks=given(profile(large_disagreement=True), entry("draft", options=1)),
        expect=Status.WARNED,
    ),
    Example(
        "D-DRAFT-05",
        "begin_argument",
        passes=given(TOUCHED, reply("甲局", "agree"), reply("乙县", "no_answer")),
        blocks=given(TOUCHED, reply("甲局", "agree")),
    ),
    Example(
        "D-DRAFT-05",
        "begin_argument",
        passes=given(profile(others_concerned=False)),
        blocks=given(profile(others_concerned=True)),
        passing=Status.NOT_APPLICABLE,
    ),
    # Which units are concerned is said, so that none can be left out; and a unit that is named is concerned.
    Example(
        "D-DRAFT-05",
        "begin_argument",
        passes=given(TOUCHED, reply("甲局", "agree"), reply("乙县", "agree")),
        blocks=given(profile(others_concerned=True), reply("甲局", "agree")),
    ),
    Example(
        "D-DRAFT-05",
        "table_for_discussion",
        passes=given(profile(others_concerned=False)),
        blocks=given(profile(others_concerned=False, concerned_units=[{"unit": "甲局"}])),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-DRAFT-06",
        "begin_argument",
        passes=given(OBJECTION, statement("甲局")),
        blocks=given(OBJECTION, statement("乙县")),
    ),
    # A later agreement settles the objection; a later objection needs a new statement.
    Example(
        "D-DRAFT-06",
        "begin_argument",
        passes=given(OBJECTION, reply("甲局", "agree", "2026-03-20")),
        blocks=given(OBJECTION, statement("甲局"), reply("甲局", "disagree", "2026-03-20")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-DRAFT-06#tabled",
        "table_for_discussion",
        passes=given(OBJECTION, statement("甲局")),
        blocks=given(OBJECTION),
    ),
)
