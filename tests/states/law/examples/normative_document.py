"""行政规范性文件: worked examples (地方组织法 art. 75; 国办发〔2018〕37号, 115号; 优化营商环境条例 art. 64)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

OFFICE, REVIEWER = Role.DECISION_OFFICE, Role.LEGAL_REVIEWER
DOCUMENT = entry("matter_profile", normative_document=True)
MARKET = entry("matter_profile", normative_document=True, market_entities=True)
OTHER = entry("matter_profile", normative_document=False)
GOVERNMENT = entry("scope_test", body_level="government")
DEPARTMENT = entry("scope_test", body_level="department")
ARGUED = entry("expert_report")
CONSULTED = entry("consultation_closing")
PUBLISHED = entry("publication_record", role=OFFICE, published_on="2026-06-01")
RECEIVED = entry("review_receipt", role=REVIEWER, complete_on="2026-03-02")
SECRECY = entry("consultation_waiver", basis="保守国家秘密法第二十三条")
YUNNAN = ("yunnan",)


def opinion(on: str = "2026-03-20", conclusion: str = "lawful") -> Entry:
    return entry("legality_opinion", role=REVIEWER, issued_on=on, conclusion=conclusion)


def regime(**fields: object) -> Entry:
    return entry("document_regime", role=OFFICE, **fields)


def filed(on: str) -> Entry:
    return regime(filed_on=on, filed_with="州人大常委会")


def notice(closes_on: str, **fields: object) -> Entry:
    return entry("consultation_notice", opens_on="2026-03-02", closes_on=closes_on, **fields)


STEPS = (
    Example(
        "D-NORM-01",
        "table_for_discussion",
        passes=given(GOVERNMENT, DOCUMENT, ARGUED, CONSULTED, opinion()),
        blocks=given(GOVERNMENT, DOCUMENT, ARGUED, opinion()),
    ),
    Example(
        "D-NORM-01",
        "table_for_discussion",
        passes=given(DEPARTMENT, DOCUMENT, ARGUED),  # the organic law speaks of governments
        blocks=given(DOCUMENT, CONSULTED, opinion()),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-02",
        "table_for_discussion",
        passes=given(DEPARTMENT, DOCUMENT, ARGUED, CONSULTED, opinion()),
        blocks=given(DEPARTMENT, DOCUMENT, ARGUED, CONSULTED),
    ),
    Example(
        "D-NORM-02",
        "table_for_discussion",
        passes=given(OTHER),
        blocks=given(DOCUMENT),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-02#skip",
        "skip_consultation",
        passes=given(OTHER),
        blocks=given(DOCUMENT),
        passing=Status.NOT_APPLICABLE,
    ),
    # Consulted once, a draft that comes back from drafting need not be consulted again (D-PUB-12 asks for the choice).
    Example(
        "D-NORM-02#skip",
        "skip_consultation",
        passes=given(DOCUMENT, CONSULTED, entry("consultation_waiver")),
        blocks=given(DOCUMENT, entry("other_participation"), entry("consultation_waiver")),
    ),
    Example(
        "D-NORM-02#skip",
        "skip_consultation",
        passes=given(DOCUMENT, SECRECY),
        blocks=given(DOCUMENT, entry("consultation_waiver")),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-02",
        "table_for_discussion",
        passes=given(DOCUMENT, ARGUED, SECRECY, opinion()),
        blocks=given(DOCUMENT, ARGUED, entry("consultation_waiver"), opinion()),
    ),
    # Research is not yet an argument of necessity and feasibility; the study before the start is.
    Example(
        "D-NORM-01",
        "table_for_discussion",
        passes=given(DOCUMENT, entry("study_report"), CONSULTED, opinion()),
        blocks=given(DOCUMENT, entry("research_record"), CONSULTED, opinion()),
    ),
    Example(
        "D-NORM-02#withhold",
        "withhold_publication",
        passes=given(OTHER),
        blocks=given(DOCUMENT),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-07",
        "open_consultation",
        passes=given(DOCUMENT, notice("2026-03-11")),
        blocks=given(DOCUMENT, notice("2026-03-10")),
        expect=Status.WARNED,
    ),
    Example(
        "D-NORM-07",
        "open_consultation",
        passes=given(MARKET, notice("2026-03-31", short_reason="汛期将至")),
        blocks=given(MARKET, notice("2026-03-31")),
        expect=Status.WARNED,
        passing=Status.DEPARTED,
    ),
    Example(
        "D-NORM-07",
        "open_consultation",
        passes=given(MARKET, notice("2026-04-01")),
        blocks=given(MARKET),
        expect=Status.WARNED,
    ),
)

REVIEWED = (
    Example(
        "D-NORM-04",
        "table_for_discussion",
        passes=given(DOCUMENT, opinion()),
        blocks=given(DOCUMENT),
    ),
    Example(
        "D-NORM-04",
        "table_for_discussion",
        passes=given(DOCUMENT, opinion(conclusion="lawful_if_changed")),
        blocks=given(DOCUMENT, opinion(conclusion="unlawful")),
    ),
    # From Monday 2 March 2026: the 5th working day is 9 March, the 15th is 23 March.
    Example(
        "D-NORM-05",
        "find_lawful",
        passes=given(DOCUMENT, RECEIVED, opinion("2026-03-09")),
        blocks=given(DOCUMENT, RECEIVED, opinion("2026-03-06")),
        expect=Status.WARNED,
    ),
    Example(
        "D-NORM-05",
        "find_unlawful",
        passes=given(DOCUMENT, RECEIVED, opinion("2026-03-23")),
        blocks=given(DOCUMENT, RECEIVED, opinion("2026-03-24")),
        expect=Status.WARNED,
    ),
    Example(
        "D-NORM-05",
        "state_legal_risk",
        passes=given(DOCUMENT, RECEIVED, entry("short_review_reason"), opinion("2026-03-05")),
        blocks=given(DOCUMENT, RECEIVED, opinion("2026-03-05")),
        expect=Status.WARNED,
        passing=Status.DEPARTED,
    ),
    Example(
        "D-NORM-05",
        "find_lawful_if_changed",
        passes=given(DOCUMENT, RECEIVED, today="2026-03-10"),
        blocks=given(DOCUMENT, opinion()),
        expect=Status.WARNED,
    ),
)

ISSUED = (
    Example("D-NORM-03", "publish", passes=given(DOCUMENT, regime()), blocks=given(DOCUMENT)),
    Example("D-NORM-03", "publish", passes=given(DOCUMENT, regime()), blocks=given(DOCUMENT, regime(internal_organ=True))),
    Example(
        "D-NORM-03",
        "publish",
        passes=given(DOCUMENT, regime(forbidden_content=False)),
        blocks=given(DOCUMENT, regime(forbidden_content=True)),
    ),
    Example(
        "D-NORM-11",
        "publish",
        passes=given(DOCUMENT, regime(registration="演示规〔2026〕3号")),
        blocks=given(DOCUMENT, regime()),
    ),
    Example("D-NORM-06", "start_execution", passes=given(MARKET, PUBLISHED), blocks=given(MARKET)),
    Example(
        "D-NORM-06",
        "start_execution",
        passes=given(DOCUMENT),
        blocks=given(MARKET),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-01#filed",
        "close",
        passes=given(GOVERNMENT, DOCUMENT, filed("2026-06-10")),
        blocks=given(GOVERNMENT, DOCUMENT, regime(filed_on="2026-06-10")),
    ),
    Example(
        "D-NORM-01#filed",
        "close",
        passes=given(DEPARTMENT, DOCUMENT),
        blocks=given(GOVERNMENT, DOCUMENT),
        passing=Status.NOT_APPLICABLE,
    ),
    # Fifteen days from 1 June.
    Example(
        "D-NORM-08",
        "close",
        passes=given(DOCUMENT, PUBLISHED, filed("2026-06-16"), overlays=YUNNAN),
        blocks=given(DOCUMENT, PUBLISHED, filed("2026-06-17"), overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-NORM-08",
        "close",
        passes=given(DEPARTMENT, DOCUMENT, PUBLISHED, overlays=YUNNAN),
        blocks=given(GOVERNMENT, DOCUMENT, PUBLISHED, overlays=YUNNAN),
        expect=Status.WARNED,
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-NORM-12",
        "close",
        passes=given(DOCUMENT, filed("2026-06-17"), overlays=("luohe",)),
        blocks=given(DOCUMENT, regime(), overlays=("luohe",)),
        expect=Status.WARNED,
    ),
)

EXAMPLES = (*STEPS, *REVIEWED, *ISSUED)
