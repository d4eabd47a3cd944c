"""年度目录: worked examples (L713 art. 3(3); Guangdong order 303; local plans)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

CATALOGUE = "annual_catalogue"


def item(number: int = 1, **fields: object) -> dict[str, object]:
    return {"number": number, "item": "某规划", "unit": "某局", "matter_class": "plan", **fields}


def draft(*items: dict[str, object], **fields: object) -> Entry:
    return entry(
        "catalogue_draft", **{"year": 2026, "criteria": "标准", "items": [*items] or [item()], **fields}
    )


def consent(on: str = "2026-03-02", **fields: object) -> Entry:
    return entry("catalogue_consent", **{"on": on, "document": "某委复〔2026〕1号", **fields})


def published(on: str = "2026-03-10", **fields: object) -> Entry:
    return entry("catalogue_publication", published_on=on, **fields)


def example(
    key: str, passes: list[Entry], blocks: list[Entry], step: str = "publish_catalogue", **more: object
) -> Example:
    local = tuple(more.pop("overlays", ()))  # type: ignore[call-overload]
    both = [given(*entries, procedure=CATALOGUE, overlays=local) for entries in (passes, blocks)]
    return Example(key, step, passes=both[0], blocks=both[1], procedure=CATALOGUE, **more)  # type: ignore[arg-type]


EXAMPLES = (
    example("D-CAT-01", [draft()], []),
    example("D-CAT-01", [draft()], [draft(item(), item(2, matter_class="none"))], "publish_adjustment"),
    example("D-CAT-01", [draft()], [draft(criteria=None)], expect=Status.WARNED),
    example("D-CAT-02", [draft(), consent(), published()], [draft(), published()]),
    example("D-CAT-02", [draft(), consent(), published()], [draft(), consent(agreed=False), published()]),
    example(
        "D-CAT-02",
        [draft(), consent("2026-03-10"), published()],
        [draft(), consent("2026-03-11"), published()],
    ),
    # The consent was given to another text: the draft changed after it.
    example("D-CAT-02", [draft(), consent(), published()], [consent(), draft(), published()]),
    example(
        "D-CAT-02",
        [
            draft(),
            consent(),
            published(),
            entry("catalogue_adjustment"),
            draft(),
            consent("2026-06-01"),
            published("2026-06-02"),
        ],
        [draft(), consent(), published(), entry("catalogue_adjustment"), published("2026-06-02")],
        "publish_adjustment",
    ),
    example("D-CAT-03", [published()], [published(address=None)]),
    example("D-CAT-03", [published()], [published(channels=None)], "publish_adjustment"),
    example("D-CAT-03", [published()], []),
    example(
        "D-CAT-04",
        [entry("catalogue_adjustment")],
        [entry("catalogue_adjustment", reason=None)],
        "adjust_catalogue",
    ),
    example(
        "D-CAT-05",
        [draft(), published("2026-12-31")],
        [draft(), published("2027-01-01")],
        overlays=("chuxiong",),
        expect=Status.WARNED,
    ),
    example(
        "D-CAT-06",
        [draft(item(hearing=False), item(2, hearing=True))],
        [draft(item(hearing=False), item(2))],
        overlays=("guangdong",),
        expect=Status.WARNED,
    ),
    example("D-CAT-04", [entry("catalogue_adjustment")], [], "adjust_catalogue"),
    # Published on 2026-03-10: 30 days to 04-09, then 7 working days to 04-20; 14 days more are slack.
    example(
        "D-PUB-06#planned",
        [draft(item(planned_on="2026-05-05")), published()],
        [draft(item(planned_on="2026-04-19")), published()],
        expect=Status.WARNED,
    ),
    example(
        "D-PUB-06#planned",
        [draft(item(planned_on="2026-05-05")), published()],
        [draft(item(planned_on="2026-05-04")), published()],
        "publish_adjustment",
        expect=Status.WARNED,
    ),
    example(
        "D-PUB-06#planned",
        [draft(item(planned_on="2026-04-20", steps=["expert"])), published()],
        [draft(item(planned_on="2026-04-19", steps=["participation", "legality"])), published()],
        expect=Status.WARNED,
    ),
    example(
        "D-PUB-06#planned",
        [draft(), published()],
        [draft(item(planned_on="2026-03-20")), published()],
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
    Example(
        "D-CAT-07",
        "refer_for_study",
        passes=given(entry("scope_test", in_catalogue=True, catalogue_item="某县2026年度目录第3项")),
        blocks=given(entry("scope_test", in_catalogue=False)),
        expect=Status.WARNED,
    ),
    Example(
        "D-CAT-07",
        "refer_for_study",
        passes=given(entry("scope_test", in_catalogue=False, catalogue_note="已报请调整目录")),
        blocks=given(),
        expect=Status.WARNED,
    ),
)
