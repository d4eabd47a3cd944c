"""请示报告与公布解读: worked examples (L713 arts. 31, 32; INFO arts. 17, 26)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

OFFICE = Role.DECISION_OFFICE
DECIDED = entry("meeting_minutes", role=Role.HEAD, held_on="2026-05-20")
SIGNED = entry("final_text", role=OFFICE, signed_on="2026-05-21")
CHECKED = entry("release_review", role=OFFICE, on="2026-05-22")
CONCERN = entry("matter_profile", public_concern=True, technical=False)
PLAIN = entry("matter_profile", technical=False)
DOCUMENT = entry("matter_profile", technical=False, normative_document=True)


def report(replied_on: str, agreed: bool = True) -> Entry:
    return entry("party_report", role=OFFICE, reported_on="2026-05-06", replied_on=replied_on, agreed=agreed)


def published(on: str = "2026-05-29", **fields: object) -> Entry:
    plain: dict[str, object] = {"published_on": on, "channels": ["website", "gazette"]}
    return entry("publication_record", role=OFFICE, **(plain | fields))


def withheld(**fields: object) -> Entry:
    return entry("non_disclosure", role=OFFICE, **fields)


def explained(on: str) -> Entry:
    return entry("interpretation", role=OFFICE, on=on)


SENT_BACK = entry("reconsideration", role=Role.HEAD, decided_on="2026-05-12")
SENT_BACK_NOW = entry("reconsideration", role=Role.HEAD, decided_on="2026-05-26")

PARTY = (
    # The reply may precede the meeting or follow it; what counts is the issue.
    Example(
        "D-PARTY-01", "publish", passes=given(report("2026-05-15"), DECIDED, published()), blocks=given(published())
    ),
    Example(
        "D-PARTY-01",
        "publish",
        passes=given(DECIDED, report("2026-05-29"), published()),
        blocks=given(DECIDED, report("2026-05-30"), published()),
    ),
    Example(
        "D-PARTY-01",
        "publish",
        passes=given(report("2026-05-10", agreed=False), report("2026-05-25"), published()),
        blocks=given(report("2026-05-25", agreed=False), published()),
    ),
    # Sent back before issue: the earlier consent covers the earlier decision only.
    Example(
        "D-PARTY-01",
        "publish",
        passes=given(SENT_BACK, DECIDED, report("2026-05-25"), published()),
        blocks=given(report("2026-05-10"), SENT_BACK, DECIDED, published()),
    ),
    Example(
        "D-PARTY-01#reconsider",
        "reconsider",
        passes=given(DECIDED, report("2026-05-25", agreed=False), SENT_BACK_NOW),
        blocks=given(DECIDED, report("2026-05-25"), SENT_BACK_NOW),
    ),
    Example(
        "D-PARTY-01#reconsider",
        "reconsider",
        passes=given(DECIDED, entry("congress_act", act="decide", approved=False), SENT_BACK_NOW),
        blocks=given(DECIDED, entry("congress_act", act="decide", approved=True), SENT_BACK_NOW),
    ),
    Example(
        "D-PARTY-01",
        "withhold_publication",
        passes=given(report("2026-05-25"), withheld(decided_on="2026-05-26")),
        blocks=given(report("2026-05-27"), withheld(decided_on="2026-05-26")),
    ),
    # Reported on, then returned to drafting and changed in substance: does the reply still cover it?
    Example(
        "D-PARTY-01",
        "publish",
        passes=given(report("2026-05-15"), entry("draft", version=2, substance_changed=False), DECIDED, published()),
        blocks=given(report("2026-05-15"), entry("draft", version=2, substance_changed=True), DECIDED, published()),
        expect=Status.WARNED,
    ),
    Example(
        "D-PARTY-02",
        "publish",
        passes=given(report("2026-05-25"), published(), overlays=("yunnan",)),
        blocks=given(published(), overlays=("yunnan",)),
        expect=Status.WARNED,
    ),
)

RELEASE = (
    Example("D-PBL-01", "publish", passes=given(DECIDED, published()), blocks=given(DECIDED)),
    Example(
        "D-PBL-01",
        "publish",
        passes=given(DECIDED, published(channels=["newspaper", "radio"])),
        blocks=given(DECIDED, published(channels=["new_media", "radio"])),
    ),
    Example(
        "D-PBL-01",
        "publish",
        passes=given(DECIDED, SIGNED, published("2026-05-21")),
        blocks=given(DECIDED, SIGNED, published("2026-05-20")),
    ),
    Example(
        "D-PBL-02",
        "publish",
        passes=given(CONCERN, published(adoption_explained="采纳12条，未采纳3条及理由。")),
        blocks=given(CONCERN, published()),
    ),
    Example(
        "D-PBL-02",
        "publish",
        passes=given(PLAIN, published()),
        blocks=given(entry("matter_profile", technical=True), published()),
        passing=Status.NOT_APPLICABLE,
    ),
    Example("D-PBL-02", "publish", passes=given(CONCERN, published(adoption_explained="见附件。")), blocks=given(CONCERN)),
    Example(
        "D-PBL-02#interpreted",
        "close",
        passes=given(CONCERN, published(), explained("2026-06-02")),
        blocks=given(CONCERN, published()),
    ),
    Example(
        "D-PBL-03",
        "withhold_publication",
        passes=given(withheld(ground="security")),
        blocks=given(withheld(ground="process")),  # a draft may stay inside; the decision may not
    ),
    Example("D-PBL-03", "withhold_publication", passes=given(withheld(ground="third_party")), blocks=given()),
    Example("D-PBL-05", "publish", passes=given(SIGNED, CHECKED, published()), blocks=given(SIGNED, published())),
    Example(
        "D-PBL-05",
        "publish",
        passes=given(SIGNED, CHECKED, published("2026-05-22")),
        blocks=given(SIGNED, CHECKED, published("2026-05-21")),
    ),
    Example(
        "D-PBL-05",
        "publish",
        passes=given(SIGNED, CHECKED, published()),
        blocks=given(CHECKED, SIGNED, published()),  # another text was signed after the review
    ),
    Example(
        "D-PBL-05",
        "publish",
        passes=given(CHECKED, published()),
        blocks=given(entry("release_review", role=OFFICE, no_secret=False), published()),
    ),
)

IN_TIME = (
    # The 20th working day after 21 May is 18 June; 19 June is 端午节, a weekend follows.
    Example(
        "D-PBL-04",
        "publish",
        passes=given(DECIDED, SIGNED, published("2026-06-18")),
        blocks=given(DECIDED, SIGNED, published("2026-06-22")),
        expect=Status.WARNED,
    ),
    # Without a signature the meeting's day counts.
    Example(
        "D-PBL-04",
        "publish",
        passes=given(DECIDED, published("2026-06-17")),
        blocks=given(DECIDED, published("2026-06-18")),
        expect=Status.WARNED,
    ),
    Example(
        "D-PBL-04",
        "publish",
        passes=given(DECIDED, today="2026-06-17"),
        blocks=given(DECIDED, today="2026-06-30"),
        expect=Status.WARNED,
    ),
    Example("D-PBL-04", "publish", passes=given(DECIDED, published()), blocks=given(published())),
    Example(
        "D-PBL-06",
        "start_execution",
        passes=given(DOCUMENT, published("2026-06-01"), explained("2026-06-04")),
        blocks=given(DOCUMENT, published("2026-06-01"), explained("2026-06-05")),
        expect=Status.WARNED,
    ),
    Example(
        "D-PBL-06",
        "start_execution",
        passes=given(DOCUMENT, published("2026-06-01"), today="2026-06-04"),
        blocks=given(DOCUMENT, published("2026-06-01"), today="2026-06-05"),
        expect=Status.WARNED,
    ),
)

EXAMPLES = (*PARTY, *RELEASE, *IN_TIME)
