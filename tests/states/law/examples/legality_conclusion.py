"""合法性审查的效力: worked examples (L713 arts. 25, 26, 28)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from tests.states.law.examples.build import OTHER_PAPER, PAPER, Example, entry, given
from tests.states.law.examples.legality_review import (
    CHANGE,
    COUNTERSIGN,
    DEPARTED,
    DRAFT,
    LAWFUL,
    NEW_SUBSTANCE,
    NEW_WORDS,
    NOT_APPLICABLE,
    ORDINARY,
    RECEIPT,
    REFORM,
    REQUEST,
    REVIEWER,
    STATED,
    UNLAWFUL,
    WARNED,
    opinion,
)

SHORT = entry("short_review_reason")
ADVICE = entry("legal_advice_heard", on="2026-03-20", role=Role.HEAD)
YUNNAN = ("yunnan",)
LAWFUL_AGAIN = opinion()


def answer(*responses: tuple[str, str, str], draft: str = OTHER_PAPER) -> Entry:
    rows = [{"number": number, "response": how, "reason": why} for number, how, why in responses]
    return entry("review_response", responses=rows, draft=draft)


def checked(*, all_made: bool = True, draft: str = OTHER_PAPER) -> Entry:
    return entry("changes_checked", role=REVIEWER, by="l1", all_made=all_made, draft=draft)


def package(on: str = "2026-03-30", **more: object) -> Entry:
    return entry("submission_package", submitted_on=on, **more)


def minutes(**more: object) -> Entry:
    return entry("meeting_minutes", held_on="2026-03-31", role=Role.HEAD, **more)


BOTH = answer(("1", "adopted", ""), ("2", "not_adopted", "上位法已有规定"))
MADE = checked()

BEFORE_DISCUSSION = (
    Example(
        "D-LEG-01",
        "table_for_discussion",
        passes=given(REQUEST, LAWFUL, package()),
        blocks=given(REQUEST, package()),
    ),
    Example("D-LEG-01", "open_meeting", passes=given(LAWFUL, COUNTERSIGN), blocks=given(COUNTERSIGN)),
    Example(  # sent again, not yet reviewed again
        "D-LEG-01",
        "table_for_discussion",
        passes=given(LAWFUL, entry("legality_submission"), LAWFUL_AGAIN),
        blocks=given(LAWFUL, entry("legality_submission")),
    ),
    Example(
        "D-LEG-01",
        "table_for_discussion",
        passes=given(opinion(issued_on="2026-03-30"), package("2026-03-30")),
        blocks=given(opinion(issued_on="2026-03-31"), package("2026-03-30")),
    ),
    Example("D-LEG-03", "table_for_discussion", passes=given(LAWFUL), blocks=given(UNLAWFUL)),
    Example(
        "D-LEG-03",
        "table_for_discussion",
        passes=given(UNLAWFUL, LAWFUL_AGAIN),
        blocks=given(LAWFUL, UNLAWFUL),
    ),
    Example("D-LEG-03", "open_meeting", passes=given(CHANGE, BOTH, MADE), blocks=given(CHANGE, BOTH)),
    Example(
        "D-LEG-03", "open_meeting", passes=given(CHANGE, MADE), blocks=given(CHANGE, checked(all_made=False))
    ),
    Example(  # the check of an earlier opinion's changes says nothing of a later opinion's
        "D-LEG-03",
        "table_for_discussion",
        passes=given(CHANGE, BOTH, MADE),
        blocks=given(MADE, CHANGE, BOTH),
    ),
    Example(
        "D-LEG-03",
        "open_meeting",
        passes=given(REFORM, STATED),
        blocks=given(ORDINARY, STATED),
        passing=DEPARTED,
    ),
    Example("D-LEG-03", "table_for_discussion", passes=given(LAWFUL), blocks=given(COUNTERSIGN)),
    Example(  # Monday + 7 working days = Wednesday of the next week
        "D-LEG-07",
        "table_for_discussion",
        passes=given(RECEIPT, package("2026-03-11")),
        blocks=given(RECEIPT, package("2026-03-10")),
    ),
    Example(  # the Spring Festival does not count, its two make-up Saturdays do
        "D-LEG-07",
        "table_for_discussion",
        passes=given(entry("review_receipt", complete_on="2026-02-12"), package("2026-02-28")),
        blocks=given(entry("review_receipt", complete_on="2026-02-12"), package("2026-02-27")),
    ),
    Example(
        "D-LEG-07",
        "table_for_discussion",
        passes=given(RECEIPT, SHORT, package("2026-03-05")),
        blocks=given(SHORT, RECEIPT, package("2026-03-05")),
        passing=DEPARTED,
    ),
    Example(  # after a return for supplement the time starts with the complete papers
        "D-LEG-07",
        "open_meeting",
        passes=given(RECEIPT, package("2026-03-11"), entry("meeting_notice", meeting_on="2026-03-12")),
        blocks=given(RECEIPT, entry("review_receipt", complete_on="2026-03-05"), package("2026-03-11")),
    ),
    Example(
        "D-LEG-07",
        "open_meeting",
        passes=given(RECEIPT, entry("meeting_notice", meeting_on="2026-03-11")),
        blocks=given(RECEIPT, entry("meeting_notice", meeting_on="2026-03-10")),
    ),
    Example("D-LEG-07", "table_for_discussion", passes=given(RECEIPT), blocks=given(LAWFUL)),
    Example("D-LEG-11", "table_for_discussion", passes=given(CHANGE, BOTH), blocks=given(CHANGE)),
    Example(
        "D-LEG-11",
        "table_for_discussion",
        passes=given(CHANGE, answer(("1", "adopted", "")), answer(("2", "adopted", ""))),
        blocks=given(CHANGE, answer(("1", "adopted", ""), ("2", "not_adopted", ""))),
    ),
    Example(
        "D-LEG-11", "open_meeting", passes=given(LAWFUL), blocks=given(BOTH, CHANGE), passing=NOT_APPLICABLE
    ),
    Example(
        "D-LEG-11#checked", "confirm_changes", passes=given(CHANGE, BOTH, MADE), blocks=given(CHANGE, BOTH)
    ),
    Example(
        "D-LEG-11#checked",
        "confirm_changes",
        passes=given(CHANGE, BOTH, MADE),
        blocks=given(CHANGE, BOTH, checked(all_made=False)),
    ),
    Example(
        "D-LEG-11#checked", "confirm_changes", passes=given(CHANGE, BOTH, MADE), blocks=given(CHANGE, MADE)
    ),
    Example(
        "D-LEG-13",
        "adopt",
        passes=given(ADVICE, minutes(), overlays=YUNNAN),
        blocks=given(minutes(), overlays=YUNNAN),
        expect=WARNED,
    ),
    Example(
        "D-LEG-13",
        "adopt_with_changes",
        passes=given(ADVICE, minutes(), overlays=("chuxiong",)),
        blocks=given(entry("legal_advice_heard", on="2026-04-01"), minutes(), overlays=("chuxiong",)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-13",
        "adopt",
        passes=given(),
        blocks=given(overlays=YUNNAN),
        expect=WARNED,
        passing=NOT_APPLICABLE,
    ),
)

ONE_TEXT = (
    Example(
        "D-LEG-14#opinion",
        "find_lawful",
        passes=given(DRAFT, LAWFUL),
        blocks=given(NEW_WORDS, LAWFUL),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14#opinion",
        "state_legal_risk",
        passes=given(DRAFT, STATED),
        blocks=given(DRAFT),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14#checked",
        "confirm_changes",
        passes=given(DRAFT, CHANGE, BOTH, MADE),
        blocks=given(DRAFT, CHANGE, BOTH, checked(draft=PAPER)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14",
        "table_for_discussion",
        passes=given(DRAFT, LAWFUL, package()),
        blocks=given(DRAFT, LAWFUL, NEW_SUBSTANCE, package()),
        expect=WARNED,
    ),
    Example(  # even without a change in substance, what is tabled is what was reviewed
        "D-LEG-14",
        "open_meeting",
        passes=given(DRAFT, LAWFUL, NEW_WORDS, entry("draft", version=3), package()),
        blocks=given(DRAFT, LAWFUL, NEW_WORDS, package(draft=OTHER_PAPER)),
        expect=WARNED,
    ),
    Example(  # after 修改后合法 it is the checked text, not the one that had to be changed
        "D-LEG-14",
        "table_for_discussion",
        passes=given(DRAFT, CHANGE, BOTH, MADE, package(draft=OTHER_PAPER)),
        blocks=given(DRAFT, CHANGE, BOTH, MADE, package(draft=PAPER)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14", "open_meeting", passes=given(DRAFT, LAWFUL), blocks=given(DRAFT, CHANGE), expect=WARNED
    ),
    Example(
        "D-LEG-14#meeting",
        "adopt",
        passes=given(LAWFUL, minutes()),
        blocks=given(LAWFUL, minutes(draft=OTHER_PAPER)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14#changes",
        "adopt_with_changes",
        passes=given(LAWFUL, minutes(changes="调整文字")),
        blocks=given(LAWFUL, minutes(changes="增加补贴", changes_substantial=True)),
        expect=WARNED,
    ),
    Example(
        "D-LEG-14#changes",
        "adopt_with_changes",
        passes=given(LAWFUL, minutes(changes_substantial=False)),
        blocks=given(LAWFUL, minutes(draft=OTHER_PAPER)),
        expect=WARNED,
    ),
)

EXAMPLES = (*BEFORE_DISCUSSION, *ONE_TEXT)
