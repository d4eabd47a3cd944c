"""For every 待核实 rule: facts that leave it unmet at a gate, reached over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from infra.demo.life import Act, Paper
from states.dossier.model import Package
from storage.held_packages import note
from tests.stories.catalogue_refusals import consent, draft, publication
from tests.stories.enforcing import registered
from tests.stories.execution_refusals import (
    DOCUMENT,
    RUNNING,
    adjustment,
    disagree,
    evaluate,
    number,
    release,
    report_of,
    settled_problem,
)
from tests.stories.opening_refusals import scope
from tests.stories.refusal import Doing, Papers, nothing, own
from tests.stories.shelf import Way
from tests.stories.tales import DECISION, INSPECTION, PENALTY, SUMMARY, Tale
from tests.stories.telling import Story


@dataclass(frozen=True)
class Unsure:
    """Facts that leave ``key`` unmet at ``step``. ``anyway``: keys whose certain text refuses the step all the same."""

    step: str
    key: str
    bad: Papers | Callable[[Act], Papers] = field(default_factory=dict)
    at: str = ""
    place: str = ""
    life: Mapping[str, Any] = field(default_factory=dict)
    alter: Mapping[str, Any] = field(default_factory=dict)
    spoil: Doing = nothing
    act: Callable[[Story], Act] | None = None
    anyway: tuple[str, ...] = ()
    tale: Tale = DECISION
    anew: bool = False  # another matter is opened there, by when the rule's text is in force

    @property
    def id(self) -> str:
        return f"{self.step}-{self.key}"

    @property
    def rule(self) -> str:
        return self.key.partition("#")[0]

    @property
    def way(self) -> Way:
        places = {"overlays": [self.place]} if self.place else {}
        return Way(life=self.life, opening=places, alter=self.alter, tale=self.tale)


def late_catalogue(story: Story) -> None:
    """Of the year before; where the place asks for one every year."""
    sent = {"procedure": "annual_catalogue", "title": "2024年度重大行政决策事项目录", "office": "city_office", "fields": draft() | {"year": 2024},
            "overlays": ["chuxiong"]}  # fmt: skip
    story.case = story.done("office", "/cases", sent)["case"]
    consent(story)


def accepted_suggestion(story: Story) -> None:
    story.record("sponsor", "hearing_suggestion", by="市民代表", accepted=True, reason="采纳。")


def served_early(story: Story) -> None:
    """In time by the national law and the place's, so that only the list of participants is late."""
    held = date.fromisoformat(story.fields("hearing_notice")["hearing_on"])
    story.correct("hearing_materials", served_on=held - timedelta(days=12))


def profile(**found: Any) -> Mapping[str, Any]:
    return {"begin_drafting": {"matter_profile": found}}


def changed_text(story: Story) -> None:
    story.record("sponsor", "draft", title="决策草案（修改稿）", version=2, file=Paper("草案第2版"), substance_changed=True, change_note="调整标准。")


def minutes(**said: Any) -> Papers:
    return {"meeting_minutes": said}


OLD = Package("旧卷宗.zip", f"sha256:{'a' * 64}", 1, False)  # of the matter's first event alone


def holds_an_old_package(story: Story) -> None:
    note(story.services.database, story.case, OLD)


def seal(story: Story) -> Papers:
    return {"dossier_seal": {"part": "执行补充", "package": OLD.name, "digest": OLD.digest, "events": 1, "locked": False, "sealed_on": story.life.day}}


CASES = (
    Unsure("refer_for_study", "D-CAT-07", {"scope_test": {"catalogue_note": None}}),
    Unsure("exclude", "D-SCOPE-06", at="refer_for_study", place="yunnan", anyway=("D-SCOPE-05#out",),
           act=own("exclude", "office", lambda _: scope(exclusion="personnel"))),
    Unsure("exclude", "D-SCOPE-07", at="refer_for_study", place="yunnan",
           act=own("exclude", "office", lambda _: scope(exclusion="body", body_level="authorised"))),
    Unsure("publish_catalogue", "D-CAT-05", at="open", spoil=late_catalogue, act=own("publish_catalogue", "office", publication)),
    Unsure("open_consultation", "D-NORM-07", lambda act: {"consultation_notice": {"closes_on": act.inputs["consultation_notice"]["opens_on"] + timedelta(days=5)}},
           alter=DOCUMENT, anyway=("D-PUB-06", "D-PUB-07")),
    Unsure("announce_hearing", "D-HEAR-10#notice", place="local_example"),
    Unsure("hold_hearing", "D-HEAR-10", at="hold_hearing", place="local_example", spoil=served_early),
    Unsure("hold_hearing", "D-HEAR-09", {"hearing_record": {"invited": 9}}, place="yunnan"),
    Unsure("skip_hearing", "D-PUB-11", place="yunnan", life={"hearing": False}, alter=profile(major_livelihood=True, vital_interests=True)),
    Unsure("skip_hearing", "D-HEAR-08", place="guangdong", life={"hearing": False}, spoil=accepted_suggestion),
    Unsure("convene_experts", "D-EXP-10", place="local_example", life={"hearing": False}),
    Unsure("conclude_risk_assessment", "D-RISK-08", {"risk_assessment": {"level": None}}, place="chuxiong"),
    Unsure("conclude_risk_assessment", "D-RISK-09", {"risk_assessment": {"level": "medium"}}, place="ndrc_project", alter=profile(fixed_asset_project=True)),
    Unsure("conclude_fair_competition_review", "D-FCR-09", at="publish", anew=True),
    Unsure("submit_for_legality_review", "D-LEG-12", {"legality_submission": {"sender_is_department": True}}, place="xishuangbanna"),
    Unsure("submit_for_legality_review", "D-PUB-12", {"legality_submission": {"draft": Paper("草案第2版")}}, spoil=changed_text),
    Unsure("find_lawful", "D-LEG-14#opinion", {"legality_opinion": {"draft": Paper("起草说明")}}),
    Unsure("find_lawful", "D-NORM-05", at="adviser_opinion", alter=DOCUMENT),
    Unsure("open_meeting", "D-DEL-07#notice", {"meeting_notice": {"forum": "circulation"}}, anyway=("D-DEL-01#notice",)),
    Unsure("adopt", "D-DEL-07", minutes(forum="circulation"), anyway=("D-DEL-01",)),
    Unsure("adopt", "D-DEL-08", minutes(changes_substantial=True), place="local_example", life={"hearing": False}),
    Unsure("adopt", "D-LEG-13", place="yunnan"),
    Unsure("adopt", "D-LEG-14#meeting", minutes(draft=Paper("起草说明"))),
    Unsure("adopt", "D-EXE-02#minutes", minutes(feedback=None), place="yunnan"),
    Unsure("publish", "D-PARTY-02", at="publish", place="yunnan", spoil=disagree, act=release, anyway=("D-PARTY-01",)),
    Unsure("seal_dossier", "D-ARC-02", at=RUNNING, place="chuxiong", spoil=holds_an_old_package, act=own("seal_dossier", "archivist", seal)),
    Unsure("start_execution", "D-EXE-02", lambda act: {"execution_assignment": {"execute_by": act.on + timedelta(days=300)}}, place="yunnan"),
    Unsure("start_execution", "D-EXE-03", {"execution_assignment": {"units": [{"unit": "city", "task": "组织实施"}]}}, place="chuxiong"),
    Unsure("start_execution", "D-PBL-06", alter={"publish": {"interpretation": None}}),
    Unsure("conclude_evaluation", "D-EVA-07", at=RUNNING, place="chuxiong", spoil=evaluate,
           act=own("conclude_evaluation", "evaluator", report_of("adjust"))),
    Unsure("adjust", "D-ADJ-02", at=RUNNING, place="yunnan", spoil=settled_problem, act=own("adjust", "office", adjustment(major=True)),
           anyway=("D-ADJ-01",)),
    Unsure("close", "D-EXE-06", place="yunnan"),
    Unsure("close", "D-NORM-08", at="publish", place="yunnan", alter=DOCUMENT, spoil=number, anyway=("D-NORM-01#filed",)),
    Unsure("close", "D-NORM-12", at="publish", place="yunnan", alter=DOCUMENT, spoil=number, anyway=("D-NORM-01#filed",)),
)  # fmt: skip
# Of enforcement a few, one for each procedure and kind of rule: that confirming makes them block is the framework's doing.
ENFORCED_CASES = (
    Unsure("decide_on_the_spot", "E-SUM-06", {"summary_decision": {"told": False}}, tale=SUMMARY),
    Unsure("approve_inspection", "E-INS-12", tale=INSPECTION, alter={"open": {"fields": {"outside": True}}}),
    Unsure("start_inspection", "E-AUT-20", {"inspection_start": {"told": False}}, tale=INSPECTION),
    Unsure("pass_enforcement_review", "E-REV-05", tale=PENALTY, spoil=registered("staffing", officers=100, reviewers=1, on="2026-03-02")),
    Unsure("decide_penalty", "E-NOT-05", {"penalty_decision": {"facts": "另有其他违法事实。"}}, tale=PENALTY),
    Unsure("close_case", "E-CLS-04", {"case_closing": {"ground": "ended"}}, tale=PENALTY),
)
