"""What only alarms in enforcement: lateness that leaves the act due, rules not yet verified, and what binds a court."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from infra.demo.acts import Act
from tests.stories.enforcing import PAIR, SPARED, all_of, made, penal, registered, told, waits
from tests.stories.implementing_refusals import (
    NOT_FOUND,
    UNPAID,
    announcement,
    answer,
    before_the_court,
    court_answers,
)
from tests.stories.penalty_decision_refusals import decision, sent_back, spared, submission
from tests.stories.refusal import Doing, nothing, own
from tests.stories.shelf import Way
from tests.stories.tales import OLD_PENALTY
from tests.stories.telling import Story

LONG = waits(130)


@dataclass(frozen=True)
class Alarm:
    """An act that is done all the same, and the keys of its gate that alarm."""

    step: str
    keys: tuple[str, ...]
    way: Way
    act: Callable[[Story], Act]
    at: str = ""
    before: Doing = nothing

    @property
    def id(self) -> str:
        return f"{self.step}-{self.keys[0]}"


def now(step: str, kind: str, day: str, **more: Any) -> Callable[[Story], Act]:
    """The life's own act, on the day on which the story stands."""

    def done(story: Story) -> Act:
        act = story.until(step)
        return replace(act, inputs=act.inputs | {kind: act.inputs[kind] | {day: story.life.day} | more})

    return done


def by_court(*keys: str, result: str, before: Doing, ago: int = 0) -> Alarm:
    """What the court did so many days before it came to the file."""
    return Alarm("record_court_answer", keys, UNPAID, own("record_court_answer", "officer", answer(result, ago)), "record_payment", before)


def late_publication(*keys: str, way: Way) -> Alarm:
    return Alarm("publish_result", keys, way, now("publish_result", "result_publication", "published_on"), before=waits(60))


def refused_once(story: Story) -> None:
    """The reviewer, who went along to the questioning, does not agree; the case is sent again at once, and lies there."""
    refusal = sent_back(story)["enforcement_review"] | {"conclusion": "refused"}
    story.step("bureau_reviewer", "return_enforcement_review", enforcement_review=refusal)
    story.step("officer", "submit_enforcement_review", **submission(story))
    story.later(30)


CERTIFIED = registered("officer_certificate", person="bureau_reviewer", standing="officer", number="演示000009", valid_from="2025-01-06",
                       valid_to="2028-01-05", post="监督执法", area="全市")  # fmt: skip
WENT_ALONG = {"inquiry_record": {"officers": [*PAIR, {"person": "bureau_reviewer", "certificate": "演示000009"}]}}
LISTED = registered("no_penalty_list", document="不予处罚清单（演示）", in_force_on="2026-01-05",
                    items=[{"code": "AJ-097", "ground": "slight", "conditions": "轻微、改正、无害"}])  # fmt: skip
ELSEWHERE = penal(overlays=("market_supervision", "public_security"))  # under the clocks of both sectors
EVERYWHERE = ("work_safety", "market_supervision", "public_security", "yunnan")
UNREVIEWED: Mapping[str, Any] = SPARED | {"reviewed": False}
YUANMOU = penal(overlays=("yuanmou", "market_supervision"), alter=WENT_ALONG)
REVIEWED: Callable[[Story], Act] = own("pass_enforcement_review", "bureau_reviewer", lambda story: {"enforcement_review": story.life.opinion()})


CASES = (
    Alarm("file_case", ("E-FIL-04",), ELSEWHERE, now("file_case", "filing_approval", "filed_on"), before=waits(40)),
    Alarm("file_case", ("E-FIL-05",), told(OLD_PENALTY),
          now("file_case", "filing_approval", "filed_on", acted_first_on="2025-11-03"), before=waits(20)),
    Alarm("return_enforcement_review", ("E-REV-08",), YUANMOU, own("return_enforcement_review", "bureau_reviewer", sent_back), "inquiry_record",
          all_of(CERTIFIED, made("pass_enforcement_review"))),
    Alarm("pass_enforcement_review", ("E-REV-07", "E-REV-08", "E-REV-10"), YUANMOU, REVIEWED, "inquiry_record",
          all_of(CERTIFIED, made("pass_enforcement_review"), refused_once)),
    Alarm("decide_penalty", ("E-DEC-02", "E-DEC-03"), ELSEWHERE, own("decide_penalty", "bureau_head", decision), before=LONG),
    Alarm("decide_no_penalty", ("E-DEC-02", "E-DEC-03", "E-DEC-04", "E-DEC-13"), told(OLD_PENALTY, **UNREVIEWED, overlays=EVERYWHERE),
          own("decide_no_penalty", "bureau_head", spared()), before=all_of(LISTED, LONG)),
    Alarm("serve_decision", ("E-SER-01",), penal(), now("serve_decision", "service_proof", "served_on"), before=waits(30)),
    Alarm("announce_service", ("E-AUT-18#announced",), penal(), own("announce_service", "officer", announcement), "serve_decision", NOT_FOUND),
    late_publication("E-PBL-01", "E-PBL-03", way=penal()),
    late_publication("E-PBL-07", way=ELSEWHERE),
    late_publication("E-PBL-02", way=penal(**UNREVIEWED)),
    by_court("E-CRT-05", result="accepted", before=all_of(before_the_court(), waits(30))),
    by_court("E-CRT-07", result="refused", before=all_of(before_the_court(), court_answers("accepted"), waits(60))),
    by_court("E-CRT-06", "E-CRT-08", result="granted", ago=10, before=all_of(before_the_court(urgent=True), court_answers("accepted"), waits(30))),
)  # fmt: skip
