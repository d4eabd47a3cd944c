"""Keys of gates that no request can leave unmet at the gate itself, and where they are kept instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from infra.demo.life import Act
from tests.stories.catalogue_refusals import adjusting, consent, open_catalogue, publication
from tests.stories.conftest import Begin
from tests.stories.execution_refusals import RUNNING, adjustment, order, report
from tests.stories.refusal import Doing, Papers, nothing, own
from tests.stories.review_refusals import opinion
from tests.stories.shelf import Way, merged
from tests.stories.telling import Story

# Requirements that only alarm: the law leaves the choice, or lateness must not keep people from doing what is due.
ALARMS: Mapping[tuple[str, str], str] = {
    ("begin_argument", "D-DRAFT-03"): "art. 12(3): 根据需要； the unit itself says when",
    ("begin_argument", "D-DRAFT-04"): "art. 12(4): 可以",
    ("terminate", "D-LIA-03"): "art. 38(2) is about liability; a matter may always be ended",
    ("open_consultation", "D-PUB-02"): "art. 14(2): the ways are free",
    ("complete_participation", "D-PUB-08"): "art. 15(2): 可以",
    ("complete_participation", "D-PUB-10#feedback"): "the text sets no day",
    ("convene_experts", "D-EXP-08"): "art. 21: a library is the province's duty, others may do without",
    ("start_risk_assessment", "D-RISK-02#start"): "art. 22(2): more care harms nobody",
    ("start_risk_assessment", "D-RISK-03"): "art. 23(1): methods are a choice",
    ("publish", "D-PBL-04"): "late publication is still due",
    ("close", "D-EVA-06#close"): "art. 36(4): an important ground, not a command",
    ("close_input", "D-EVA-02#measured"): "an indicator left open is a gap to be explained",
    ("publish_catalogue", "D-PUB-06#planned"): "an item may have been under way before",
    ("publish_adjustment", "D-PUB-06#planned"): "an item may have been under way before",
}
# What the gates before it have made sure of; it is asked again only against faults of the product.
BEFORE: Mapping[tuple[str, str], str] = {
    ("seal_dossier", "D-ARC-01#seal"): "every paper of a decided file is asked for by the gates from start to publish; entries are never deleted",
}

@dataclass(frozen=True)
class Earlier:
    """A request that would leave ``key`` unmet is refused before the gate: by the form, the dates, or authority."""

    step: str
    key: str
    act: Callable[[Story], Act]
    bad: Papers | Callable[[Act], Papers]
    fields: tuple[str, ...] = ()  # what the 422 names; none: 403
    at: str = ""
    way: Way = field(default_factory=Way)
    before: Doing = nothing

    @property
    def id(self) -> str:
        return f"{self.step}-{self.key}"

    def prove(self, begin: Begin) -> None:
        """Refused, with the fields named, and without a word of the gate."""
        story = begin(self.at or self.step, self.way)
        self.before(story)
        act = self.act(story)
        changes = self.bad(act) if callable(self.bad) else self.bad
        problem = story.refuses(422 if self.fields else 403, act.who, act.name, **merged(act.inputs, changes))
        assert set(problem.get("fields", ())) == set(self.fields)
        assert problem["detail"].endswith("。") and "findings" not in problem
        story.holds()


def life(step: str) -> Callable[[Story], Act]:
    return lambda story: story.until(step)


def dated(kind: str, name: str) -> Callable[[Act], Papers]:
    """The day before, where nothing of the kind can have happened yet."""
    return lambda act: {kind: {name: act.inputs[kind][name] - timedelta(days=10)}}


def suspended(story: Story) -> None:
    report(story)
    story.step("head", "suspend", suspension={"urgent": True, "reason": "情况紧急。", "decided_on": story.life.day})


def being_adjusted(story: Story) -> None:
    suspended(story)
    story.step("head", "adjust", **adjustment()(story))


def resumption(story: Story) -> Papers:
    return {"resumption": {"reason": "问题已经解决。", "decided_on": story.life.day}}


def adjustment_ending(story: Story) -> Papers:
    return {"adjustment_ending": {"reason": "不再调整。", "decided_on": story.life.day}}


def in_force(story: Story) -> None:
    open_catalogue(story)
    consent(story)
    story.step("office", "publish_catalogue", **publication(story))


ISSUED = ("legality_opinion.issued_on",)
FINDINGS = {"find_unlawful": "unlawful", "state_legal_risk": "risk_stated"}
NOWHERE: Papers = {"catalogue_publication": {"channels": [], "address": None}}
PUBLICITY = ("catalogue_publication.channels", "catalogue_publication.address")

EARLIER = (
    Earlier("begin_argument", "D-RISK-01#screened", life("begin_drafting"), {"matter_profile": {"risk_reason": None}},
            ("matter_profile.risk_reason",), at="begin_drafting"),
    Earlier("open_consultation", "D-PUB-04", life("open_consultation"),
            {"consultation_notice": dict.fromkeys(("draft", "explanation", "reply_ways", "closes_on"))},
            tuple(f"consultation_notice.{name}" for name in ("draft", "explanation", "reply_ways", "closes_on"))),
    Earlier("accept_for_review", "D-LEG-05#complete", life("accept_for_review"), dated("review_receipt", "complete_on"),
            ("review_receipt.complete_on",)),
    Earlier("find_lawful", "D-LEG-09", life("find_lawful"), dated("legality_opinion", "issued_on"), ISSUED),
    Earlier("find_lawful_if_changed", "D-LEG-09", life("find_lawful_if_changed"), dated("legality_opinion", "issued_on"), ISSUED,
            way=Way(life={"changed": True})),
    *(Earlier(step, "D-LEG-09", own(step, "reviewer", opinion(conclusion)), dated("legality_opinion", "issued_on"), ISSUED, at="find_lawful")
      for step, conclusion in FINDINGS.items()),
    Earlier("start_execution", "D-EXE-01", life("start_execution"), {"execution_assignment": {"units": []}}, ("execution_assignment.units",)),
    Earlier("resume", "D-SUS-02#resume", own("resume", "head", resumption), dated("resumption", "decided_on"), ("resumption.decided_on",),
            at=RUNNING, before=suspended),
    Earlier("drop_adjustment", "D-SUS-02#resume", own("drop_adjustment", "head", adjustment_ending), dated("adjustment_ending", "decided_on"),
            ("adjustment_ending.decided_on",), at=RUNNING, before=being_adjusted),
    Earlier("open_evaluation", "D-EVA-02", own("open_evaluation", "executor", order()), {}, at=RUNNING),
    Earlier("publish_catalogue", "D-CAT-03", own("publish_catalogue", "office", publication), NOWHERE, PUBLICITY, at="open", before=open_catalogue),
    Earlier("adjust_catalogue", "D-CAT-04", own("adjust_catalogue", "office", lambda _: {"catalogue_adjustment": {"reason": "新增。"}}),
            {"catalogue_adjustment": {"reason": " "}}, ("catalogue_adjustment.reason",), at="open", before=in_force),
    Earlier("publish_adjustment", "D-CAT-03", own("publish_adjustment", "office", publication), NOWHERE, PUBLICITY, at="open", before=adjusting),
)  # fmt: skip
