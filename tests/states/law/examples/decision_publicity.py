"""决策公开内容的核对、撤回和重新公布: worked examples (L713 art. 32; INFO arts. 14-17, 37)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

OFFICE = Role.DECISION_OFFICE
IDENTITY = "11010519491231002X"


def out(**fields: object) -> Entry:
    return entry("publication_record", role=OFFICE, published_on="2026-05-29", channels=["website"], **fields)


def told(content: str) -> Entry:
    return entry("interpretation", role=OFFICE, on="2026-05-30", content=content)


def withdrawn(**fields: object) -> Entry:
    plain: dict[str, object] = {"covers": ["decision"], "ground": "masked", "withdrawn_on": "2026-06-10"}
    return entry("publication_withdrawal", role=OFFICE, **(plain | fields))


def again(**fields: object) -> Entry:
    plain: dict[str, object] = {"published_on": "2026-06-12", "channels": ["website"], "reviewed": True}
    return entry("republication", role=OFFICE, **(plain | fields))


WITNESSED = entry("hearing_suggestion", by="欧阳小红", reason="证人钱百万住址：某市某区平安路12号3单元。")

EXAMPLES = (
    Example("D-PBL-05#private", "publish", passes=given(out()), blocks=given(out(adoption_explained=f"采纳某人（身份证{IDENTITY}）的意见。"))),
    Example(  # a name may be an officer's: it is pointed out, and whoever publishes answers for it
        "D-PBL-05#private", "publish", passes=given(WITNESSED, out()), blocks=given(WITNESSED, out(adoption_explained="采纳钱百万的意见。")),
        expect=Status.WARNED,
    ),
    Example(
        "D-PBL-05#private", "complete_participation", passes=given(entry("opinion_summary")),
        blocks=given(entry("opinion_summary", summary="来电１３８-0013-8000的市民建议缓行。")),
    ),
    Example(
        "D-PBL-05#private", "open_consultation", passes=given(entry("consultation_notice")),
        blocks=given(entry("consultation_notice", short_reason=f"经{IDENTITY}申请缩短。")),
    ),
    Example(
        "D-PBL-05#private", "announce_hearing", passes=given(entry("hearing_notice")),
        blocks=given(entry("hearing_notice", selection_method="报名联系13800138000。")),
    ),
    Example(  # what was withdrawn no longer stands in the way of what takes its place
        "D-PBL-05#private", "publish_again", passes=given(out(), told(f"见{IDENTITY}"), withdrawn(), again()),
        blocks=given(out(), withdrawn(), again(note=f"删去{IDENTITY}")),
    ),
    Example("D-PBL-05#reason", "withdraw_publication", passes=given(out(), withdrawn()), blocks=given(out(), withdrawn(reason=f"误登{IDENTITY}"))),
    Example("D-PBL-03#withdrawn", "withdraw_publication", passes=given(out(), withdrawn()), blocks=given(withdrawn())),
    Example("D-PBL-03#withdrawn", "withdraw_publication", passes=given(out(), withdrawn()), blocks=given(out(), withdrawn(), withdrawn())),
    Example(
        "D-PBL-03#withdrawn", "withdraw_publication", passes=given(entry("consultation_notice"), withdrawn(covers=["consultation"])),
        blocks=given(entry("consultation_notice"), withdrawn(covers=["consultation"]), configuration=("arguing", "co_open")),
    ),
    Example(
        "D-PBL-03#withdrawn", "withdraw_publication", passes=given(out(), entry("suspension"), withdrawn(ground="changed")),
        blocks=given(out(), withdrawn(ground="changed")),
    ),
    Example(
        "D-PBL-03#withdrawn", "withdraw_publication", passes=given(entry("opinion_summary", fed_back_on="2026-04-01"), withdrawn(covers=["feedback"])),
        blocks=given(entry("opinion_summary"), withdrawn(covers=["feedback"])),
    ),
    Example("D-PBL-05#again", "publish_again", passes=given(out(), withdrawn(), again()), blocks=given(out(), withdrawn())),
    Example("D-PBL-05#again", "publish_again", passes=given(out(), withdrawn(), again()), blocks=given(out(), withdrawn(), again(reviewed=False))),
    Example(
        "D-PBL-05#again", "publish_again", passes=given(out(), withdrawn(), again(published_on="2026-06-10")),
        blocks=given(out(), withdrawn(), again(published_on="2026-06-09")),
    ),
    Example("D-PBL-01#again", "publish_again", passes=given(again()), blocks=given(again(channels=["radio"]))),
    Example("D-PBL-01#again", "publish_again", passes=given(), blocks=given(again(channels=["radio"])), passing=Status.NOT_APPLICABLE),
)  # fmt: skip
