"""调查人员和笔录: worked examples (行政处罚法 arts. 42, 43, 55)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.enforcement_authority import CERTIFIED, OFFICERS, certificate

WITHDRAWN = entry("certificate_change", number="云A001", change="withheld", on="2026-03-16")
THREE = [*OFFICERS, {"person": "丙", "certificate": "云A003"}]
ASSISTANT = certificate("丙", standing="assistant")


def act(kind: str = "inquiry_record", on: str = "2026-03-16", **fields: object) -> Entry:
    day = {"evidence_registration": "registered_on", "investigation_report": "finished_on"}.get(kind, "on")
    return entry(kind, **{"officers": OFFICERS, day: on, **fields})


def case(*entries: Entry, register: tuple[Entry, ...] | None = CERTIFIED) -> Given:
    return given(*entries, register=register, procedure="penalty")


def example(key: str, passes: Given, blocks: Given, passing: Status = Status.MET) -> Example:
    step = {"#registered": "register_evidence", "#decided": "decide_penalty"}.get(key[8:], "conclude_investigation")
    return Example(key, step, passes, blocks, passing=passing, procedure="penalty")


KINDS_OF_ACT = ("inquiry_record", "scene_record", "sampling", "evidence_registration", "investigation_report")
TWO = (
    *(example("E-INV-02", case(act(kind)), case(act(kind, officers=OFFICERS[:1]))) for kind in KINDS_OF_ACT),
    # The same person twice is one; an assistant is none; two and an assistant are two.
    example("E-INV-02", case(act()), case(act(officers=[OFFICERS[0], OFFICERS[0]]))),
    example(
        "E-INV-02",
        case(act(officers=THREE), register=(*CERTIFIED, ASSISTANT)),
        case(act(officers=[OFFICERS[0], THREE[2]]), register=(*CERTIFIED, ASSISTANT)),
    ),
    # One act with one officer among others with two.
    example("E-INV-02", case(act(), act("scene_record")), case(act(), act("scene_record", officers=OFFICERS[1:]), act("sampling"))),
    example("E-INV-02", case(act()), case()),
    example("E-INV-02", case(act()), case(act(), register=None)),
    # Of the reports only the last is asked again.
    example(
        "E-INV-02",
        case(act("investigation_report", officers=OFFICERS[:1]), act("investigation_report")),
        case(act("investigation_report"), act("investigation_report", officers=OFFICERS[:1])),
    ),
    example(
        "E-INV-02#registered",
        case(act("evidence_registration")),
        case(act("evidence_registration", officers=OFFICERS[:1])),
    ),
    example("E-INV-02#registered", case(act("evidence_registration")), case()),
)

LATE = (certificate("甲", valid_to="2026-03-16"), certificate("乙"))
CERTIFICATES = (
    *(
        example("E-AUT-10", case(act(kind, "2026-03-16"), register=LATE), case(act(kind, "2026-03-17"), register=LATE))
        for kind in KINDS_OF_ACT
    ),
    # Withheld on the 16th: the act of the 15th stands, that of the 16th does not.
    example(
        "E-AUT-10",
        case(act(on="2026-03-15"), register=(*CERTIFIED, WITHDRAWN)),
        case(act(on="2026-03-16"), register=(*CERTIFIED, WITHDRAWN)),
    ),
    # Each act by its own day: the earlier one is not saved by what is valid today.
    example(
        "E-AUT-10",
        case(act(on="2026-02-10"), act(on="2026-03-16")),
        case(act(on="2026-02-10"), act(on="2026-03-16"), register=(certificate("甲", valid_from="2026-02-11"), certificate("乙"))),
    ),
    example("E-AUT-10", case(act()), case(act(officers=THREE), register=(*CERTIFIED, ASSISTANT))),
    example("E-AUT-10", case(act()), case(act(officers=None))),
    example("E-AUT-10", case(act()), case()),
    example("E-AUT-10", case(act()), case(act(), register=None)),
    example(
        "E-AUT-10#registered",
        case(act("evidence_registration"), register=LATE),
        case(act("evidence_registration", "2026-03-17"), register=LATE),
    ),
    example("E-AUT-10#registered", case(act("evidence_registration")), case()),
)

RECORDS = (
    *(
        example("E-INS-04", case(act(kind)), case(act(), act("scene_record"), act(kind, certificates_shown=False)))
        for kind in ("inquiry_record", "scene_record")
    ),
    example("E-INS-04", case(act("sampling")), case(act(certificates_shown=False)), Status.NOT_APPLICABLE),
    example("E-INV-04", case(act()), case(entry("evidence_item"))),
    example("E-INV-04", case(act("scene_record")), case(act("scene_record", content=None))),
    example(
        "E-INV-04",
        case(act(signature="refused", refusal_note="当事人拒绝签名，见证人张某在场")),
        case(act(signature="refused")),
    ),
    example("E-INV-04", case(act("scene_record", signature="absent", refusal_note="负责人未到场")), case(act("scene_record", signature="absent"))),
    # A camera's case has nobody to question on the spot; a recording that was excluded proves nothing.
    example(
        "E-INV-04", case(entry("evidence_item", device="JK-1")), case(entry("evidence_item", device="JK-1", excluded=True))
    ),
)


def asked(officer: str = "甲", on: str = "2026-03-12", **more: object) -> Entry:
    return entry("recusal_request", officer=officer, on=on, **more)


def decided(granted: bool, officer: str = "甲", on: str = "2026-03-13") -> Entry:
    return entry("recusal_decision", officer=officer, granted=granted, on=on, role=Role.AGENCY_HEAD)


def corrected(wrong: Entry, right: Entry) -> tuple[Entry, Entry]:
    return wrong, replace(right, supersedes=wrong.id)


OTHERS = [OFFICERS[1], THREE[2]]
BY_HIM = {"by": "甲", "role": Role.OFFICER}
RECUSAL = tuple(
    one
    for key in ("E-INV-03", "E-INV-03#decided")
    for one in (
        example(key, case(asked(), decided(False), act()), case(asked(), act())),
        # Each request its own decision: about that person, and after it.
        example(key, case(asked(), decided(False)), case(asked(), decided(False, "乙"))),
        example(key, case(asked(), decided(False), asked("乙"), decided(False, "乙")), case(asked(), decided(False), asked())),
        # Granted on the 13th: what he did on the 12th, meanwhile, stands; on the 14th he may do nothing.
        example(
            key,
            case(asked(), act(on="2026-03-12"), decided(True), act(on="2026-03-16", officers=OTHERS)),
            case(asked(), act(on="2026-03-12"), decided(True), act(on="2026-03-14")),
        ),
        # On the very day: before the decision was filed, or after.
        example(key, case(asked(), act(on="2026-03-13"), decided(True)), case(asked(), decided(True), act(on="2026-03-13"))),
        # A paper of the 12th that is filed after the decision tells what happened before.
        example(key, case(asked(), decided(True), act(on="2026-03-12")), case(asked(), decided(True), act("sampling", "2026-03-14"))),
        # Not named in it, but filed by him.
        example(
            key,
            case(asked(), decided(True), entry("evidence_item", obtained_on="2026-03-16", by="乙", role=Role.OFFICER)),
            case(asked(), decided(True), entry("evidence_item", obtained_on="2026-03-16", **BY_HIM)),
        ),
        # Done anew by others, whose record takes the place of his; a clerk who files papers takes no part.
        example(
            key,
            case(asked(), decided(True), *corrected(act(), act(on="2026-03-17", officers=OTHERS))),
            case(asked(), decided(True), *corrected(act(officers=OTHERS), act(on="2026-03-17"))),
        ),
        example(
            key,
            case(asked(), decided(True), entry("assistance_request", on="2026-03-16", by="甲", role=Role.SPONSOR)),
            case(asked(), decided(True), entry("assistance_request", on="2026-03-16", **BY_HIM)),
        ),
        # The head may order it unasked.
        example(key, case(decided(True), act(on="2026-03-16", officers=OTHERS)), case(decided(True), act(on="2026-03-16"))),
        # He stands aside of his own accord: saying so twice is no part in the case.
        example(key, case(asked(**BY_HIM), asked(on="2026-03-14", **BY_HIM), decided(True)), case(asked(**BY_HIM))),
        example(key, case(act()), case(asked()), Status.NOT_APPLICABLE),
    )
)

EXAMPLES = (*TWO, *CERTIFICATES, *RECORDS, *RECUSAL)
