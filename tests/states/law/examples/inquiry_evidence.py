"""证据: worked examples (行政处罚法 arts. 41, 46, 54, 56; 国办发〔2018〕118号)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import OFFICERS


def item(**fields: object) -> Entry:
    return entry("evidence_item", **{"obtained_on": "2026-03-16", **fields})


def seen(**fields: object) -> Entry:
    return item(**{"kind": "electronic", "device": "JK-1", "record_reviewed": True, "party_told_on": "2026-03-18", **fields})


def device(number: str = "JK-1", **fields: object) -> Entry:
    days = {"legal_reviewed_on": "2026-03-16", "technical_reviewed_on": "2026-03-16", "place_published_on": "2026-03-16"}
    return entry("monitoring_device", **{"device": number, "standard": True, **days, **fields})


def case(*entries: Entry, register: tuple[Entry, ...] | None = None, today: str = "2026-06-30") -> Given:
    return given(*entries, register=register, today=today, procedure="penalty")


STEPS = {"#decided": "decide_penalty", "#announced": "announce_service"}


def example(
    key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET, step: str = "conclude_investigation"
) -> Example:
    return Example(key, STEPS.get(key[8:], step), passes, blocks, expect, passing, procedure="penalty")


KINDS = ("document", "object", "audio_visual", "electronic", "witness", "party", "expert", "scene")
EVIDENCE = (
    example("E-INV-01", case(item()), case()),
    example("E-INV-01", case(item(adverse=True), item()), case(item(adverse=True, excluded=True), item()), Status.WARNED),
    # Excluded because it was got unlawfully: that speaks for nobody.
    example(
        "E-INV-01",
        case(item(adverse=True, excluded=True, lawful=False), item()),
        case(item(adverse=True, excluded=True, lawful=True), item()),
        Status.WARNED,
    ),
    example("E-INV-01", case(item(excluded=True), item()), case(item(adverse=True, excluded=True), item()), Status.WARNED),
    *(example("E-INV-05", case(item(kind=kind)), case(item(kind=kind, verified=False))) for kind in KINDS),
    example("E-INV-05", case(item()), case(item(kind=None))),
    example("E-INV-05", case(item(), item(lawful=False, excluded=True)), case(item(), item(lawful=False))),
    example("E-INV-05", case(item(), item(verified=False, excluded=True)), case(item(excluded=True))),
    example("E-INV-05", case(item()), case()),
)

DEVICES = (
    example("E-INV-13", case(seen()), case(seen(record_reviewed=False))),
    example("E-INV-13", case(seen()), case(seen(), seen(record_reviewed=None))),
    example("E-INV-13", case(seen()), case(seen(party_told_on=None))),
    example("E-INV-13", case(item()), case(seen(record_reviewed=False)), passing=Status.NOT_APPLICABLE),
    example(
        "E-INV-13",
        case(item(), seen(record_reviewed=False, excluded=True)),
        case(item(), seen(record_reviewed=False)),
        passing=Status.NOT_APPLICABLE,
    ),
    example("E-AUT-16", case(seen(), register=(device(),)), case(seen(), register=())),
    example("E-AUT-16", case(seen(), register=(device(),)), case(seen(), register=(device("JK-2"),))),
    example("E-AUT-16", case(seen(), register=(device(),)), case(seen())),
    # On the day of the record it must all have been done: the very day will do, the day after will not.
    *(
        example("E-AUT-16", case(seen(), register=(device(),)), case(seen(), register=(device(**{lack: late}),)))
        for lack in ("legal_reviewed_on", "technical_reviewed_on", "place_published_on")
        for late in ("2026-03-17", None)
    ),
    example("E-AUT-16", case(seen(), register=(device(),)), case(seen(), register=(device(standard=False),))),
    example("E-AUT-16", case(item()), case(seen(), register=()), passing=Status.NOT_APPLICABLE),
)


def registered(on: str = "2026-02-09", approved_on: str | None = "2026-02-09", **fields: object) -> Entry:
    return entry("evidence_registration", registered_on=on, approved_on=approved_on, **{"officers": OFFICERS, "approved_by": "局长", **fields})


def handled(on: str, registered_on: str = "2026-02-09", way: str = "tested") -> Entry:
    return entry("registered_handled", registered_on=registered_on, handled_on=on, way=way)


APPROVAL = tuple(
    example("E-INV-08", passes, blocks, step="register_evidence")
    for passes, blocks in (
        (case(registered(approved_on="2026-02-09")), case(registered(approved_on="2026-02-10"))),
        (case(registered()), case(registered(approved_on=None))),
        (case(registered()), case(registered(approved_by=None))),
        (case(registered()), case(registered(approved_by="甲"))),
        (case(registered()), case(registered(reason=None))),
        (case(registered()), case()),
    )
)

# Registered on Monday 2026-02-09: 10-13 Feb are days 1 to 4, Saturday 14 Feb (make-up) 5, 15-23 Feb free, 24 Feb 6, 25 Feb 7.
# Registered on Monday 2026-09-28: 29 and 30 Sep are days 1, 2, 1-7 Oct free, 8, 9 Oct 3, 4, Saturday 10 Oct (make-up) 5, 12, 13 Oct 6, 7.
HANDLING = tuple(
    example("E-INV-09", passes, blocks, passing=passing, step="handle_registered")
    for passes, blocks, passing in (
        (case(registered(), handled("2026-02-25")), case(registered(), handled("2026-02-26")), Status.MET),
        (
            case(registered("2026-09-28", "2026-09-28"), handled("2026-10-13", "2026-09-28")),
            case(registered("2026-09-28", "2026-09-28"), handled("2026-10-14", "2026-09-28")),
            Status.MET,
        ),
        # Late: giving back is still due and only alarms, whatever else is refused.
        (
            case(registered(), handled("2026-02-26", way="returned")),
            case(registered(), handled("2026-02-26", way="seized")),
            Status.WARNED,
        ),
        (case(registered(), handled("2026-02-09")), case(registered(), handled("2026-02-06")), Status.MET),
        # By each registration's own day.
        (
            case(registered("2026-02-10"), registered(), handled("2026-02-26", "2026-02-10")),
            case(registered("2026-02-10"), registered(), handled("2026-02-26")),
            Status.MET,
        ),
        (case(registered(), handled("2026-02-12")), case(registered(), handled("2026-02-12", "2026-02-11")), Status.MET),
        (case(registered(), handled("2026-02-12")), case(registered()), Status.MET),
    )
)
TWICE = (registered(), registered())
NONE_LEFT = tuple(
    example(key, passes, blocks, passing=passing)
    for key in ("E-INV-09#concluded", "E-INV-09#decided")
    for passes, blocks, passing in (
        (case(registered(), today="2026-02-25"), case(registered(), today="2026-02-26"), Status.MET),
        (case(registered(), handled("2026-02-12")), case(registered(), handled("2026-02-12", "2026-02-10")), Status.MET),
        # Two of one day need two; what was dealt with late is dealt with.
        (case(*TWICE, handled("2026-02-12"), handled("2026-02-13")), case(*TWICE, handled("2026-02-12")), Status.MET),
        (case(registered(), handled("2026-03-20", way="returned")), case(registered()), Status.MET),
        (case(), case(registered()), Status.NOT_APPLICABLE),
    )
)

SEIZED = entry("seizure_list", on="2026-03-16", until="2026-04-15")


def film(act: str, on: str = "2026-03-16") -> Entry:
    return entry("av_record", act=act, on=on)


ANNOUNCED = entry("service_announced", published_on="2026-03-16")
FILMED = (
    example("E-AUT-18", case(SEIZED, film("seizure")), case(SEIZED), Status.WARNED),
    example("E-AUT-18", case(SEIZED, film("seizure")), case(SEIZED, film("seizure", "2026-03-17")), Status.WARNED),
    example("E-AUT-18", case(SEIZED, film("seizure")), case(SEIZED, film("scene")), Status.WARNED),
    # Scenes and questioning are filmed as needed.
    example("E-AUT-18", case(entry("scene_record")), case(SEIZED), Status.WARNED, Status.NOT_APPLICABLE),
    example("E-AUT-18#announced", case(film("public_service"), ANNOUNCED), case(ANNOUNCED), Status.WARNED),
    example("E-AUT-18#announced", case(film("public_service"), ANNOUNCED), case(film("hearing"), ANNOUNCED), Status.WARNED),
    example("E-AUT-18#announced", case(film("public_service"), ANNOUNCED), case(), Status.WARNED),
)

EXAMPLES = (*EVIDENCE, *DEVICES, *APPROVAL, *HANDLING, *NONE_LEFT, *FILMED)
