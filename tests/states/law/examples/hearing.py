"""听证会: worked examples (L713 arts. 16, 17; Guangdong, Yunnan and example local rules)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

GUANGDONG, YUNNAN, LOCAL = ("guangdong",), ("yunnan",), ("local_example",)
SEATS = [{"group": "农户", "number": 3}, {"group": "企业", "number": 2}]
PEOPLE = [{"name": "代表一", "group": "农户"}, {"name": "代表二", "group": "企业"}]


def profile(**fields: object) -> Entry:
    return entry("matter_profile", **fields)


def notice(
    hearing_on: str | None = "2026-05-20", published_on: str = "2026-04-20", **fields: object
) -> Entry:
    return entry(
        "hearing_notice", hearing_on=hearing_on, published_on=published_on, **{"seats": SEATS, **fields}
    )


def selection(**fields: object) -> Entry:
    return notice(
        **{
            "selection_needed": True,
            "selection_method": "按利益群体抽签",
            "registration_opens_on": "2026-04-20",
            "registration_closes_on": "2026-04-30",
            **fields,
        }
    )


def people(published_on: str = "2026-05-04", rows: list[dict[str, str]] | None = None) -> Entry:
    return entry("hearing_participants", published_on=published_on, people=PEOPLE if rows is None else rows)


def served(on: str) -> Entry:
    return entry("hearing_materials", served_on=on)


def signed(name: str, signature: str = "signed", **fields: str) -> dict[str, str]:
    return {"name": name, "signature": signature, **fields}


def record(*signatures: dict[str, str], held_on: str = "2026-05-20", **fields: object) -> Entry:
    rows = [*signatures] or [signed("代表一"), signed("代表二")]
    return entry("hearing_record", held_on=held_on, **{"signatures": rows, "invited": 2, **fields})


HELD = record()

CHOICE = (
    Example(
        "D-HEAR-01",
        "skip_hearing",
        passes=given(profile(vital_interests=True), entry("hearing_waiver")),
        blocks=given(profile(hearing_required_by="价格法第二十三条"), entry("hearing_waiver")),
    ),
    Example(
        "D-HEAR-01",
        "skip_hearing",
        passes=given(profile(hearing_required_by="价格法第二十三条"), HELD),
        blocks=given(profile(vital_interests=True), entry("hearing_waiver", reason=None)),
    ),
    Example(
        "D-HEAR-01",
        "skip_hearing",
        passes=given(
            profile(hearing_required_by="价格法第二十三条"), HELD, entry("draft", substance_changed=False)
        ),
        blocks=given(
            profile(hearing_required_by="价格法第二十三条"), HELD, entry("draft", substance_changed=True)
        ),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-08",
        "skip_hearing",
        passes=given(entry("hearing_suggestion", accepted=False), overlays=GUANGDONG),
        blocks=given(entry("hearing_suggestion", accepted=True), overlays=GUANGDONG),
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-11",
        "skip_hearing",
        passes=given(
            profile(major_livelihood=True), entry("hearing_waiver", other_form_held=True), overlays=YUNNAN
        ),
        blocks=given(
            profile(major_livelihood=True), entry("hearing_waiver", other_form_held=False), overlays=YUNNAN
        ),
        expect=Status.WARNED,
    ),
    Example(
        "D-PUB-11",
        "skip_hearing",
        passes=given(
            profile(major_livelihood=True), entry("other_participation", ways=["symposium"]), overlays=YUNNAN
        ),
        blocks=given(
            profile(major_livelihood=True), entry("other_participation", ways=["written"]), overlays=YUNNAN
        ),
        expect=Status.WARNED,
    ),
)

# A hearing was held; the draft went back, and another hearing is announced for 15 July.
AGAIN = (notice(), people(), served("2026-05-13"), HELD, notice("2026-07-15", "2026-06-10"))
HELD_AGAIN = record(held_on="2026-07-15")
ROUNDS = (
    Example(
        "D-HEAR-05",
        "hold_hearing",
        passes=given(*AGAIN, served("2026-07-08"), HELD_AGAIN),
        blocks=given(*AGAIN, HELD_AGAIN),
    ),
    Example(
        "D-HEAR-04",
        "hold_hearing",
        passes=given(*AGAIN, people("2026-07-01"), HELD_AGAIN),
        blocks=given(*AGAIN, HELD_AGAIN),
    ),
    # Put off, not held: what reached the participants in time for the first day reached them in time for the second.
    Example(
        "D-HEAR-05",
        "hold_hearing",
        passes=given(notice(), served("2026-05-13"), notice("2026-06-03", "2026-05-18"), record(held_on="2026-06-03")),
        blocks=given(notice(), served("2026-05-28"), notice("2026-06-03", "2026-05-18"), record(held_on="2026-06-03")),
    ),
    Example(
        "D-HEAR-09",
        "hold_hearing",
        passes=given(*AGAIN, served("2026-07-09"), HELD_AGAIN, overlays=YUNNAN),
        blocks=given(*AGAIN, HELD_AGAIN, overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    # A suggestion that was taken up need not be taken up twice.
    Example(
        "D-HEAR-08",
        "skip_hearing",
        passes=given(entry("hearing_suggestion", accepted=True), HELD, overlays=GUANGDONG),
        blocks=given(entry("hearing_suggestion", accepted=True), overlays=GUANGDONG),
        expect=Status.WARNED,
    ),
)

NOTICE = (
    *(
        Example("D-HEAR-02", "announce_hearing", passes=given(notice()), blocks=given(notice(**{part: None})))
        for part in ("draft", "explanation", "place", "hearing_on")
    ),
    Example(
        "D-HEAR-02",
        "announce_hearing",
        passes=given(notice("2026-04-21")),
        blocks=given(notice("2026-04-20")),
    ),
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(selection()),
        blocks=given(selection(selection_method=None)),
    ),
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(notice(seats=None)),
        blocks=given(selection(seats=[*SEATS, {"group": "商户", "number": 0}])),
        passing=Status.NOT_APPLICABLE,
    ),
    # Sign-up is selection, ticked or not.
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(selection(selection_needed=None)),
        blocks=given(selection(selection_needed=None, selection_method=None)),
    ),
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(selection(registration_opens_on=None)),
        blocks=given(selection(registration_opens_on="2026-04-19")),
    ),
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(selection(registration_closes_on="2026-05-19")),
        blocks=given(selection(registration_closes_on="2026-05-20")),
    ),
    Example(
        "D-HEAR-03#notice",
        "announce_hearing",
        passes=given(selection()),
        blocks=given(selection(registration_closes_on=None)),
    ),
    # Announced 15 days, sign-up opened 30 days before 2026-05-20.
    Example(
        "D-HEAR-10#notice",
        "announce_hearing",
        passes=given(notice(published_on="2026-05-05"), overlays=LOCAL),
        blocks=given(notice(published_on="2026-05-06"), overlays=LOCAL),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-10#notice",
        "announce_hearing",
        passes=given(selection(), overlays=LOCAL),
        blocks=given(selection(registration_opens_on="2026-04-21"), overlays=LOCAL),
        expect=Status.WARNED,
    ),
)

HOLDING = (
    Example(
        "D-HEAR-02#held",
        "hold_hearing",
        passes=given(notice(), HELD),
        blocks=given(notice(), record(held_on="2026-05-21")),
    ),
    Example("D-HEAR-02#held", "hold_hearing", passes=given(notice(), HELD), blocks=given(HELD)),
    Example(
        "D-HEAR-03",
        "hold_hearing",
        passes=given(selection(), people(), HELD),
        blocks=given(selection(), people(rows=PEOPLE[:1]), HELD),
    ),
    Example(
        "D-HEAR-03",
        "hold_hearing",
        passes=given(notice(), HELD),
        blocks=given(selection(), HELD),
        passing=Status.NOT_APPLICABLE,
    ),
    Example(
        "D-HEAR-04",
        "hold_hearing",
        passes=given(people("2026-05-19"), HELD),
        blocks=given(people("2026-05-20"), HELD),
    ),
    Example("D-HEAR-04", "hold_hearing", passes=given(people(), HELD), blocks=given(HELD)),
    Example(
        "D-HEAR-05",
        "hold_hearing",
        passes=given(served("2026-05-13"), HELD),
        blocks=given(served("2026-05-14"), HELD),
    ),
    Example(
        "D-HEAR-05",
        "hold_hearing",
        passes=given(served("2026-05-10"), HELD, overlays=LOCAL),
        blocks=given(served("2026-05-11"), HELD, overlays=LOCAL),
    ),
    Example("D-HEAR-05", "hold_hearing", passes=given(served("2026-05-13"), HELD), blocks=given(HELD)),
    *(
        Example("D-HEAR-06", "hold_hearing", passes=given(HELD), blocks=given(record(**{part: False})))
        for part in ("public", "introduced", "debated", "confirmed")
    ),
    Example(
        "D-HEAR-07",
        "hold_hearing",
        passes=given(people(), record(signed("代表一"), signed("代表二", "refused", note="对记录有异议"))),
        blocks=given(people(), record(signed("代表一"), signed("代表二", "refused"))),
    ),
    Example(
        "D-HEAR-07",
        "hold_hearing",
        passes=given(people(), record(signed("代表一"), signed("代表二", "absent"))),
        blocks=given(people(), record(signed("代表一"))),
    ),
    Example(
        "D-HEAR-07",
        "hold_hearing",
        passes=given(HELD),
        blocks=given(record(signed("代表一", "absent"), signed("代表二", "absent"))),
    ),
    Example("D-HEAR-07", "hold_hearing", passes=given(HELD), blocks=given()),
)

EXAMPLES = (*CHOICE, *NOTICE, *HOLDING, *ROUNDS)
