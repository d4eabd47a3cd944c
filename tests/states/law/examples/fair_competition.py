"""公平竞争审查: worked examples (公平竞争审查条例 arts. 2, 8-18)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import OTHER_PAPER, Example, entry, given

MARKET = entry("matter_profile", market_activity=True, vital_interests=False)
NO_MARKET = entry("matter_profile", market_activity=False)
PUBLIC = entry("matter_profile", market_activity=True, vital_interests=True)
GOVERNMENT = entry("scope_test", body_level="government")
DEPARTMENT = entry("scope_test", body_level="department")
FOR_CONGRESS = entry("scope_test", body_level="township", congress="decide")
DRAFTER = entry("fcr_preliminary", drafter="o1")
HEARD = entry("fcr_stakeholders", from_whom="某行业协会")
NEW_SUBSTANCE = entry("draft", version=2, file=OTHER_PAPER, substance_changed=True)
REGULATOR, SPONSOR = Role.MARKET_REGULATOR, Role.SPONSOR


def conclusion(role: Role = REGULATOR, *, by: str = "r1", **more: object) -> Entry:
    return entry("fcr_conclusion", role=role, by=by, concluded_on="2026-03-20", **more)


def excepted(ends_on: str | None = "2027-03-20", **more: object) -> Entry:
    parts = {"exception": "public", "no_alternative": "已比较三种方案", "ends_on": ends_on}
    return conclusion(restrictions=["entry"], **parts | more)


CLEAN = conclusion()
SELF = conclusion(SPONSOR, by="p1")
FORBIDDEN = conclusion(restrictions=["cost", "conduct"], compliant=False)

EXAMPLES = (
    Example(
        "D-FCR-01#skip",
        "skip_fair_competition_review",
        passes=given(NO_MARKET),
        blocks=given(MARKET, DEPARTMENT),
    ),
    Example(
        "D-FCR-01#skip",
        "skip_fair_competition_review",
        passes=given(MARKET, GOVERNMENT, CLEAN),
        blocks=given(MARKET, GOVERNMENT, CLEAN, NEW_SUBSTANCE),
    ),
    Example(
        "D-FCR-01#skip",
        "skip_fair_competition_review",
        passes=given(NO_MARKET),
        blocks=given(MARKET, GOVERNMENT, FORBIDDEN),
    ),
    Example(  # before the Regulations nobody had to review
        "D-FCR-01#skip",
        "skip_fair_competition_review",
        passes=given(MARKET, law_as_of="2024-07-31"),
        blocks=given(MARKET, law_as_of="2024-08-01"),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-FCR-02",
        "start_fair_competition_review",
        passes=given(DEPARTMENT, entry("fcr_preliminary", joint=True, lead_drafter="o1")),
        blocks=given(DEPARTMENT, entry("fcr_preliminary", joint=True)),
    ),
    Example(
        "D-FCR-02",
        "start_fair_competition_review",
        passes=given(DEPARTMENT, DRAFTER),
        blocks=given(DEPARTMENT),
    ),
    Example(
        "D-FCR-02",
        "start_fair_competition_review",
        passes=given(GOVERNMENT, entry("fcr_preliminary", joint=True)),
        blocks=given(DEPARTMENT, entry("fcr_preliminary", joint=True)),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-FCR-03",
        "conclude_fair_competition_review",
        passes=given(GOVERNMENT, DRAFTER, CLEAN),
        blocks=given(GOVERNMENT, DRAFTER, SELF),
    ),
    Example(
        "D-FCR-03",
        "conclude_fair_competition_review",
        passes=given(DEPARTMENT, DRAFTER, SELF),
        blocks=given(FOR_CONGRESS, DRAFTER, SELF),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(  # the drafter's officer stays the drafter's, whatever the role
        "D-FCR-03",
        "conclude_fair_competition_review",
        passes=given(GOVERNMENT, DRAFTER, CLEAN, parts={"p1": SPONSOR}),
        blocks=given(GOVERNMENT, DRAFTER, conclusion(by="p1"), parts={"p1": SPONSOR}),
    ),
    Example(
        "D-FCR-03",
        "conclude_fair_competition_review",
        passes=given(GOVERNMENT, DRAFTER, CLEAN),
        blocks=given(GOVERNMENT, CLEAN),
    ),
    Example(
        "D-FCR-03",
        "conclude_fair_competition_review",
        passes=given(GOVERNMENT, DRAFTER, CLEAN),
        blocks=given(DRAFTER, CLEAN),
    ),
    Example(
        "D-FCR-04", "conclude_fair_competition_review", passes=given(MARKET, HEARD), blocks=given(MARKET)
    ),
    Example(
        "D-FCR-04",
        "conclude_fair_competition_review",
        passes=given(PUBLIC, entry("fcr_stakeholders", public_heard=True)),
        blocks=given(PUBLIC, HEARD),
    ),
    Example(
        "D-FCR-04",
        "conclude_fair_competition_review",
        passes=given(PUBLIC, HEARD, entry("consultation_closing")),
        blocks=given(PUBLIC, HEARD, NEW_SUBSTANCE, entry("consultation_closing")),
    ),
    Example("D-FCR-05", "conclude_fair_competition_review", passes=given(CLEAN), blocks=given(FORBIDDEN)),
    Example(
        "D-FCR-05",
        "conclude_fair_competition_review",
        passes=given(excepted()),
        blocks=given(excepted(ends_on=None)),
        passing=Status.DEPARTED,
    ),
    Example("D-FCR-05", "conclude_fair_competition_review", passes=given(CLEAN), blocks=given(DRAFTER)),
    Example(
        "D-FCR-06",
        "conclude_fair_competition_review",
        passes=given(excepted()),
        blocks=given(excepted(no_alternative=None)),
    ),
    Example(
        "D-FCR-06",
        "conclude_fair_competition_review",
        passes=given(excepted()),
        blocks=given(excepted(ends_on=None)),
    ),
    Example(  # a term or an end condition: either will do
        "D-FCR-06",
        "conclude_fair_competition_review",
        passes=given(excepted(ends_on=None, end_condition="疫情防控一级响应解除之日终止")),
        blocks=given(excepted(ends_on=None)),
    ),
    Example(
        "D-FCR-08",
        "table_for_discussion",
        passes=given(MARKET, excepted(ends_on=None, end_condition="国家补助期满即终止")),
        blocks=given(MARKET, excepted(ends_on=None)),
    ),
    Example(
        "D-FCR-06",
        "conclude_fair_competition_review",
        passes=given(excepted(ends_on="2026-03-21")),
        blocks=given(excepted(ends_on="2026-03-20")),
    ),
    Example(
        "D-FCR-06",
        "conclude_fair_competition_review",
        passes=given(CLEAN),
        blocks=given(excepted(ends_on=None)),
        passing=Status.NOT_APPLICABLE,
    ),
    Example("D-FCR-07", "conclude_fair_competition_review", passes=given(FORBIDDEN), blocks=given(DRAFTER)),
    Example(
        "D-FCR-07",
        "conclude_fair_competition_review",
        passes=given(excepted()),
        blocks=given(conclusion(restrictions=["flow"], compliant=True)),
    ),
    Example(
        "D-FCR-07",
        "conclude_fair_competition_review",
        passes=given(CLEAN),
        blocks=given(conclusion(compliant=False)),
    ),
    Example(
        "D-FCR-07",
        "conclude_fair_competition_review",
        passes=given(excepted()),
        blocks=given(excepted(no_alternative=None)),
    ),
    Example(
        "D-FCR-08", "table_for_discussion", passes=given(MARKET, GOVERNMENT, CLEAN), blocks=given(MARKET)
    ),
    Example(
        "D-FCR-08",
        "open_meeting",
        passes=given(MARKET, DEPARTMENT, SELF),
        blocks=given(MARKET, GOVERNMENT, SELF),
    ),
    Example("D-FCR-08", "table_for_discussion", passes=given(MARKET, CLEAN), blocks=given(MARKET, FORBIDDEN)),
    Example(
        "D-FCR-08",
        "table_for_discussion",
        passes=given(MARKET, excepted(compliant=False)),
        blocks=given(MARKET, excepted(compliant=True, exception=None)),
    ),
    Example(
        "D-FCR-08",
        "table_for_discussion",
        passes=given(NO_MARKET),
        blocks=given(NO_MARKET, entry("fcr_waiver"), MARKET),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-FCR-08",
        "table_for_discussion",
        passes=given(MARKET, NEW_SUBSTANCE, CLEAN),
        blocks=given(MARKET, CLEAN, NEW_SUBSTANCE),
        expect=Status.WARNED,
    ),
    Example("D-FCR-08#issue", "publish", passes=given(MARKET, CLEAN), blocks=given(MARKET)),
    Example("D-FCR-08#issue", "publish", passes=given(MARKET, CLEAN), blocks=given()),
    Example(  # the exception ran out while the matter was decided
        "D-FCR-08#issue",
        "withhold_publication",
        passes=given(MARKET, excepted(ends_on="2026-06-30"), today="2026-06-30"),
        blocks=given(MARKET, excepted(ends_on="2026-06-30"), today="2026-07-01"),
    ),
    Example(
        "D-FCR-09",
        "conclude_fair_competition_review",
        passes=given(MARKET, entry("fcr_preliminary", measure_class="招商引资")),
        blocks=given(MARKET, DRAFTER),
        expect=Status.WARNED,
    ),
    Example(
        "D-FCR-09",
        "conclude_fair_competition_review",
        passes=given(MARKET, DRAFTER, law_as_of="2025-04-19"),
        blocks=given(MARKET, DRAFTER, law_as_of="2025-04-20"),
        expect=Status.WARNED,
        passing=Status.NOT_APPLICABLE,
    ),
)
