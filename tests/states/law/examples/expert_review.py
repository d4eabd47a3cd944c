"""专家论证: worked examples (L713 arts. 19-21)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, Example, entry, given

TECHNICAL = entry("matter_profile", technical=True)
PLAIN = entry("matter_profile", technical=False)
REPORT = entry("expert_report", finished_on="2026-03-20")
NEW_SUBSTANCE = entry("draft", version=2, file=OTHER_PAPER, substance_changed=True)


def expert(person: str, **more: object) -> dict[str, object]:
    return {"person": person, "field": "水利", "no_interest": True, "secrecy": True} | more


def panel(*experts: dict[str, object], **more: object) -> Entry:
    return entry("expert_panel", experts=list(experts), **more)


def opinion(person: str, *, by: str = "", role: Role = Role.EXPERT, **more: object) -> Entry:
    return entry("expert_opinion", by=by or person, role=role, expert=person, **more)


def interest(person: str, *, by: str = "") -> Entry:
    return entry("expert_interest", by=by or person, role=Role.EXPERT, expert=person)


def recusal(person: str, *instead: dict[str, object]) -> Entry:
    return entry("expert_recusal", expert=person, experts=list(instead))


TWO = panel(expert("甲"), expert("乙"))
INSTITUTE = panel(expert("某研究院", institution=True))

EXAMPLES = (
    Example(  # a report without any expert's opinion is no expert review
        "D-EXP-01",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙"), REPORT),
        blocks=given(TWO, opinion("丙"), REPORT),
    ),
    Example(
        "D-EXP-01",
        "conclude_expert_review",
        passes=given(TWO, NEW_SUBSTANCE, opinion("甲"), REPORT),
        blocks=given(TWO, opinion("甲"), NEW_SUBSTANCE, REPORT),
    ),
    Example("D-EXP-01#skip", "skip_expert_review", passes=given(PLAIN), blocks=given(TECHNICAL)),
    Example("D-EXP-01#skip", "skip_expert_review", passes=given(PLAIN), blocks=given()),
    Example(  # an earlier round's review stands until the draft changes in substance
        "D-EXP-01#skip",
        "skip_expert_review",
        passes=given(TECHNICAL, REPORT, entry("draft", version=2, file=OTHER_PAPER)),
        blocks=given(TECHNICAL, REPORT, NEW_SUBSTANCE),
    ),
    Example(  # found technical only after the review had been left out
        "D-EXP-01#tabled",
        "table_for_discussion",
        passes=given(TECHNICAL, REPORT),
        blocks=given(PLAIN, entry("expert_waiver"), TECHNICAL),
    ),
    Example(
        "D-EXP-01#tabled",
        "table_for_discussion",
        passes=given(PLAIN),
        blocks=given(TECHNICAL),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-EXP-02",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙")),
        blocks=given(TWO, opinion("甲")),
    ),
    Example(  # the sponsor may not write it for the expert
        "D-EXP-02",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙", by="论证会专家账号")),
        blocks=given(TWO, opinion("甲"), opinion("乙", by="p1", role=Role.SPONSOR)),
    ),
    Example(  # nor may one who works on the matter, under the expert's role
        "D-EXP-02",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙"), parts={"p1": Role.SPONSOR}),
        blocks=given(TWO, opinion("甲"), opinion("乙", by="p1"), parts={"p1": Role.SPONSOR}),
    ),
    Example(  # nor may another expert of the panel
        "D-EXP-02",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙")),
        blocks=given(TWO, opinion("甲"), opinion("乙", by="甲")),
    ),
    Example(
        "D-EXP-02", "conclude_expert_review", passes=given(INSTITUTE, opinion("某研究院")), blocks=given()
    ),
    Example(
        "D-EXP-03",
        "convene_experts",
        passes=given(TWO),
        blocks=given(panel(expert("甲"), expert("乙", secrecy=False))),
    ),
    Example(
        "D-EXP-04",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙")),
        blocks=given(TWO, opinion("甲"), opinion("乙", signed=False)),
    ),
    Example(  # an institution seals; a signature alone is not enough
        "D-EXP-04",
        "conclude_expert_review",
        passes=given(INSTITUTE, opinion("某研究院", signed=False, sealed=True)),
        blocks=given(INSTITUTE, opinion("某研究院", signed=True)),
    ),
    Example(  # a correction takes the place of the unsigned one
        "D-EXP-04",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲", signed=False), opinion("甲")),
        blocks=given(TWO, opinion("甲"), opinion("甲", signed=False)),
    ),
    Example(
        "D-EXP-06",
        "convene_experts",
        passes=given(TWO, parts={"p1": Role.SPONSOR}),
        blocks=given(panel(expert("甲"), expert("p1")), parts={"p1": Role.SPONSOR}),
    ),
    Example(
        "D-EXP-06",
        "convene_experts",
        passes=given(panel(expert("甲", employer="某大学"), expert("乙", employer="某院"))),
        blocks=given(panel(expert("甲", employer="o1"), expert("乙", employer="某院"))),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXP-06",
        "convene_experts",
        passes=given(panel(expert("甲", employer="某大学"))),
        blocks=given(panel(expert("甲", employer="某大学"), expert("乙", employer="某大学"))),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXP-07",
        "convene_experts",
        passes=given(TWO),
        blocks=given(panel(expert("甲", no_interest=False), expert("乙"))),
    ),
    Example("D-EXP-07", "convene_experts", passes=given(TWO), blocks=given()),
    Example(  # who comes instead makes the same promises
        "D-EXP-07",
        "conclude_expert_review",
        passes=given(TWO, interest("乙"), recusal("乙", expert("丙"))),
        blocks=given(TWO, interest("乙"), recusal("乙", expert("丙", no_interest=False))),
    ),
    Example("D-EXP-07#declared", "conclude_expert_review", passes=given(TWO), blocks=given(TWO, interest("乙"))),
    Example(  # what was written before the interest came to light is no opinion of an expert
        "D-EXP-07#declared",
        "conclude_expert_review",
        passes=given(TWO, opinion("乙"), interest("乙"), recusal("乙")),
        blocks=given(TWO, interest("乙"), recusal("甲"), opinion("乙")),
    ),
    Example(
        "D-EXP-01",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), opinion("乙"), interest("乙"), recusal("乙"), REPORT),
        blocks=given(TWO, opinion("乙"), interest("乙"), recusal("乙"), REPORT),
    ),
    Example(
        "D-EXP-02",
        "conclude_expert_review",
        passes=given(TWO, opinion("甲"), interest("乙"), recusal("乙", expert("丙")), opinion("丙")),
        blocks=given(TWO, opinion("甲"), opinion("乙"), interest("乙"), recusal("乙", expert("丙"))),
    ),
    Example(
        "D-EXP-08",
        "convene_experts",
        passes=given(panel(expert("甲", from_library=True), library="省决策咨询论证专家库")),
        blocks=given(panel(expert("甲", from_library=True))),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXP-08",
        "convene_experts",
        passes=given(TWO),
        blocks=given(panel(expert("甲"), expert("乙", from_library=True))),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    Example(  # a local number; it warns because the local example has no exact date
        "D-EXP-10",
        "convene_experts",
        passes=given(panel(expert("甲"), expert("乙"), expert("丙")), overlays=("local_example",)),
        blocks=given(panel(expert("甲"), expert("乙"), expert("乙")), overlays=("local_example",)),
        expect=Status.WARNED,
    ),
    Example(
        "D-EXP-10",
        "convene_experts",
        passes=given(TWO),
        blocks=given(TWO, overlays=("local_example",)),
        expect=Status.WARNED,
        passing=Status.NOT_APPLICABLE,
    ),
)
