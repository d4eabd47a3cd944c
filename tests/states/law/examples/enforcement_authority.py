"""处罚主体、依据、管辖和人员: worked examples (行政处罚法 arts. 16, 17, 20-25, 42; plans of Yunnan and Chuxiong)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

YUNNAN, CHUXIONG = ("yunnan",), ("chuxiong",)
OFFICERS = [{"person": "甲", "certificate": "云A001"}, {"person": "乙", "certificate": "云A002"}]


def certificate(person: str = "甲", valid_from: str = "2026-01-01", valid_to: str = "2026-12-31", **fields: object) -> Entry:
    number = {"甲": "云A001", "乙": "云A002", "丙": "云A003"}[person]
    return entry("officer_certificate", **{
        "person": person, "number": number, "standing": "officer", "valid_from": valid_from, "valid_to": valid_to, **fields,
    })  # fmt: skip


CERTIFIED = (certificate("甲"), certificate("乙"))


def body(standing: str | None = "organ", **fields: object) -> Entry:
    return entry("enforcement_body", standing=standing, registered_on="2026-01-04", **fields)


def item(code: str = "AJ-01", listed_on: str = "2026-01-05", **fields: object) -> Entry:
    return entry("enforcement_item", **{"code": code, "basis_level": "statute", "listed_on": listed_on, **fields})


def cancelled(on: str, code: str = "AJ-01") -> Entry:
    return entry("item_cancelled", code=code, on=on)


def filing(filed_on: str = "2026-03-10", **fields: object) -> Entry:
    return entry("filing_approval", **{
        "item": "AJ-01", "officers": OFFICERS, "filed_on": filed_on, "found_on": "2026-03-02", "standard_met_on": filed_on, **fields,
    })  # fmt: skip


def case(
    *entries: Entry, register: tuple[Entry, ...] | None = (body(), item(), *CERTIFIED), overlays: tuple[str, ...] = ()
) -> Given:
    return given(*entries, register=register, overlays=overlays, procedure="penalty")


FILED = filing()
ENTRUSTED = {
    "entrusted_by": "某县应急管理局", "entrusted_in_writing": True, "entrustment_published": True, "entrusted_able": True,
    "entrusted_until": "2026-03-10",
}  # fmt: skip
HANDED_DOWN = {"provincial_decision": "云政发〔2022〕1号", "provincial_published": True, "capacity_assessed_on": "2025-11-03"}


def example(key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, **more: object) -> Example:
    step = "refer_case" if key.endswith("#referred") else "file_case"
    return Example(key, step, passes, blocks, expect, procedure="penalty", **more)  # type: ignore[arg-type]


def entrusted(**fields: object) -> Given:
    return case(FILED, register=(body("entrusted", **{**ENTRUSTED, **fields}),))


def township(**fields: object) -> Given:
    return case(FILED, register=(body("township", **{**HANDED_DOWN, **fields}),))


BODY = (
    example("E-AUT-01", case(FILED), case(FILED, register=(item(),))),
    example("E-AUT-01", case(FILED, register=(body("authorised"), item())), case(FILED, register=(body(powers_basis=None), item()))),
    example("E-AUT-01", case(FILED), case(FILED, register=None)),
    example("E-AUT-01", case(FILED), case(FILED, register=(body(standing=None), item()))),
    # Not listed, listed only the day after, cancelled on the very day; cancelled the day after it still stood.
    example("E-AUT-01", case(FILED), case(FILED, register=(body(), item("AJ-02")))),
    example(
        "E-AUT-01", case(FILED, register=(body(), item(listed_on="2026-03-10"))), case(FILED, register=(body(), item(listed_on="2026-03-11")))
    ),
    example(
        "E-AUT-01",
        case(FILED, register=(body(), item(), cancelled("2026-03-11"))),
        case(FILED, register=(body(), item(), cancelled("2026-03-10"))),
    ),
    # Listed anew after it was cancelled.
    example(
        "E-AUT-01",
        case(FILED, register=(body(), item(), cancelled("2026-02-02"), item(listed_on="2026-03-02"))),
        case(FILED, register=(body(), item(), item(listed_on="2026-02-02"), cancelled("2026-03-02"))),
    ),
    *(example("E-AUT-02", entrusted(), entrusted(**{lack: None})) for lack in ENTRUSTED),
    *(
        example("E-AUT-02", entrusted(), entrusted(**{lack: False}))
        for lack in ("entrusted_in_writing", "entrustment_published", "entrusted_able")
    ),
    # The term covers the day of filing itself.
    example("E-AUT-02", entrusted(), entrusted(entrusted_until="2026-03-09")),
    example("E-AUT-02", case(FILED), entrusted(entrusted_by=None), passing=Status.NOT_APPLICABLE),
    *(example("E-AUT-03", township(), township(**{lack: None})) for lack in HANDED_DOWN),
    example("E-AUT-03", township(), township(provincial_published=False)),
    example("E-AUT-03", township(capacity_assessed_on="2026-03-10"), township(capacity_assessed_on="2026-03-11")),
    example("E-AUT-03", case(FILED), township(provincial_decision=None), passing=Status.NOT_APPLICABLE),
)

LISTED = tuple(
    one
    for place in (YUNNAN, CHUXIONG)
    for one in (
        example("E-AUT-09", case(FILED, overlays=place), case(FILED, register=(body(),), overlays=place), Status.WARNED),
        example(
            "E-AUT-09",
            case(FILED, register=(body(), item()), overlays=place),
            case(FILED, register=(body(), item(), cancelled("2026-03-09")), overlays=place),
            Status.WARNED,
        ),
    )
)
BASED = (
    *(
        example(
            "E-AUT-07#filing", case(FILED, register=(item(basis_level=level),)), case(FILED, register=(item(basis_level=none),))
        )
        for level, none in (("statute", "document"), ("administrative", "minutes"), ("local", "document"), ("rule", "minutes"))
    ),
    example("E-AUT-07#filing", case(FILED), case(FILED, register=(item("AJ-02"),))),
    example("E-AUT-07#filing", case(FILED), case(FILED, register=(item(basis=None),))),
)

PLACE = (
    example("E-AUT-05", case(filing(in_area=True)), case(filing(in_area=False))),
    example(
        "E-AUT-05", case(filing(in_area=False, jurisdiction_basis="某部门规章第七条")), case(filing(in_area=False, jurisdiction_basis=None))
    ),
    example(
        "E-AUT-05#referred",
        case(entry("referral", to="某县市场监督管理局")),
        case(filing(designated_by="某州应急管理局〔2026〕3号"), entry("referral")),
    ),
    example("E-AUT-05#referred", case(filing(in_area=False), entry("referral")), case(entry("referral", to=None))),
    example("E-AUT-05#referred", case(entry("referral")), case(entry("referral", reason=None))),
    example("E-AUT-05#referred", case(entry("referral")), case()),
    # Filed as ours, then passed on: it may be right, but somebody should look.
    example(
        "E-AUT-05#referred",
        case(filing(in_area=True, other_agency="邻县应急管理局"), entry("referral")),
        case(filing(in_area=True), entry("referral")),
        Status.WARNED,
    ),
    example("E-AUT-06", case(FILED), case(filing(other_agency="邻县应急管理局"))),
    example(
        "E-AUT-06",
        case(filing(other_agency="邻县应急管理局", designated_by="某州应急管理局〔2026〕3号")),
        case(filing(other_agency="邻县应急管理局", designated_by=None)),
    ),
)

# Valid from and to are both inside; a certificate not yet or no longer valid on the day of filing is none.
PEOPLE = (
    example(
        "E-AUT-10#filing",
        case(FILED, register=(certificate("甲", valid_from="2026-03-10"), certificate("乙"))),
        case(FILED, register=(certificate("甲", valid_from="2026-03-11"), certificate("乙"))),
    ),
    example(
        "E-AUT-10#filing",
        case(FILED, register=(certificate("甲", valid_to="2026-03-10"), certificate("乙"))),
        case(FILED, register=(certificate("甲", valid_to="2026-03-09"), certificate("乙"))),
    ),
    example(
        "E-AUT-10#filing", case(FILED), case(FILED, register=(certificate("甲"), certificate("乙", standing="assistant")))
    ),
    example("E-AUT-10#filing", case(FILED), case(filing(officers=None))),
)

NOTHING_FILED = tuple(
    example(key, case(FILED), case()) for key in ("E-AUT-01", "E-AUT-05", "E-AUT-06", "E-AUT-07#filing", "E-AUT-10#filing")
)

NOTHING_LISTED = (example("E-AUT-09", case(FILED, overlays=YUNNAN), case(overlays=YUNNAN), Status.WARNED),)

SEIZED = entry("seizure_list", on="2026-03-12", until="2026-04-11")
SEIZURE = (
    Example("E-AUT-04", "conclude_investigation", case(SEIZED), case(SEIZED, register=(body("entrusted"), item(), *CERTIFIED)), procedure="penalty"),
    Example("E-AUT-04", "conclude_investigation", case(register=(body("entrusted"), item())), case(SEIZED, register=(body("entrusted"),)),
            passing=Status.NOT_APPLICABLE, procedure="penalty"),
)

EXAMPLES = (*SEIZURE, *BODY, *LISTED, *BASED, *PLACE, *PEOPLE, *NOTHING_FILED, *NOTHING_LISTED)
