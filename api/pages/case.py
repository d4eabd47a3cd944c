"""The page of one matter and its parts: what can be done, what is on file, the clocks, the course of events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.menu import may_open
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from infra.wiring import Services
from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.dossier.vocabulary import Role
from states.law.conditions.archiving import SEAL, SEALING
from states.law.planning import PLANNED
from states.procedures.base import Desk as Place
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from states.procedures.desks import begun, desks
from states.procedures.enforcement_desks import shown_at
from states.procedures.opinion_templates import PAST
from storage.people import SignedIn
from storage.queries.above import matters_above
from storage.queries.case import case_view
from storage.queries.deadlines import deadline, deadlines
from storage.queries.drawn_papers import WITH_PAPERS
from storage.queries.dues import has_dues
from storage.queries.evidence import exhibits
from storage.queries.models import CaseView, EntryView, FieldView, StepView, Viewer
from storage.queries.registrations import how_many
from storage.queries.risks import risks_of
from storage.queries.showing import Names
from storage.queries.steps import steps
from storage.queries.timeline import timeline

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)

ASTRAY = "退回、终止等情形"
NAMED = 3  # steps that are told by name
SPOKEN = (FieldType.CHOICE, FieldType.LONG, FieldType.ROWS)  # what an opinion says, as against what it ticks and dates
RUNNING = ("armed", "warned", "fired", "held")
SAID = {"paper": "文书已定稿并存入材料，内容固定，不再改变。", "paper_draft": "文书草稿已存入材料。",
        "material": "材料已上传。", "opinions": "处理结果已登记。",
        "asked": "更正申请已登记，等待第二人确认。", "corrected": "更正已确认，原登记保留并标明已更正。",
        "handled": "承办人已变更，并记入大事记。", "circulated": "已送阅，并通知所选人员。",
        "withdrawn": "更正申请已撤回，原登记不变。", "not_corrected": "已登记不同意更正，原登记不变。"}  # fmt: skip


def matter(parts: Services, looking: Viewer, today: date, case: str) -> CaseView:
    return case_view(parts.database, looking, today, case, parts.archive.locks)


def case_page(
    request: Request, template: str, desk: SignedIn, case: CaseView, tab: str = "", status: int = 200, **given: Any
) -> Response:
    """A page within the frame of the matter: header, course, tabs."""
    received, decides = case.opinions.received, case.row.procedure == PLANNED
    registered = how_many(request.app.state.services.database, case.row.id) if decides and _sponsors(desk, case) else 0
    pictured = len(exhibits(case))
    tabs = (
        ("", "办理", None), ("/dossier", "案卷", len(case.entries)), *((("/papers", "文书", None),) if case.row.procedure in WITH_PAPERS else ()),
        *((("/site", "现场", None),) if on_site(desk, case) else ()),
        *((("/dues", "缴款情况", None),) if has_dues(case) else ()),
        *((("/opinions", "公众意见", received),) if decides or received else ()),
        *((("/drafts", "草案对比", None),) if decides else ()),
        *((("/experts", "专家链接", None),) if decides and any(part.role == "expert" for part in case.parts) else ()),
        *((("/registrations", "听证报名", registered),) if registered else ()),
        *((f"/desks/{one.name}", one.label, None) for one in desks_begun(case)),
        *((("/evidence", "影像证据", pictured),) if pictured else ()),
        *((("/archive", "封存", None),) if archived(case) else ()),
        ("/deadlines", "期限", None), ("/plan", "计划", None),
        ("/timeline", "大事记", None), ("/diagram", "流程图", None),
    )  # fmt: skip
    said = _said(case, given.pop("done", ""))
    return page(
        request, template, desk, nav="/worklist", status=status, case=case, tabs=tabs, tab=tab, done=said + given.pop("turn", "") if said else "",
        asks_public=decides or bool(received), **given
    )


def desks_begun(case: CaseView) -> list[Place]:
    """The desks of this matter at which there is something to do now or something on file."""
    plan, on_file = PROCEDURES[case.row.procedure], frozenset(one.kind for one in case.entries)
    return [one for one in desks(plan) if begun(plan, one, case.configuration, on_file)]


def archived(case: CaseView) -> bool:
    """Whether the file of this matter is sealed in parts, or may be by now."""
    plan = PROCEDURES[case.row.procedure]
    return SEALING in plan.steps and (plan.available(plan.steps[SEALING], case.configuration) or any(one.kind == SEAL for one in case.entries))


def _sponsors(desk: SignedIn, case: CaseView) -> bool:
    """Whether this person handles the matter in its office."""
    return any(one.role is Role.SPONSOR and one.office == case.row.office for one in desk.roles)


def on_site(desk: SignedIn, case: CaseView) -> bool:
    """Whether this person takes evidence on the spot for the matter: an officer of its body, while it runs."""
    return not case.row.ended and any(one.role is Role.OFFICER and one.body == case.body for one in desk.roles)


def _said(case: CaseView, done: str) -> str:
    """What has just been done, from a code in the address; never the address's own words."""
    what, _, name = done.partition(".")
    steps_of = PROCEDURES[case.row.procedure].steps
    if what == "step" and name in steps_of:
        now = f"本事项已经终结（{case.row.stage_label}）" if case.row.ended else f"现处于{case.row.stage_label}阶段"
        return f"已办理「{steps_of[name].label}」，{now}。"
    if done == "opened":
        return f"已{PROCEDURES[case.row.procedure].begun}。"
    if what == "record" and name in KINDS:
        return f"已登记「{KINDS[name].label}」。"
    return SAID.get(done, "")


@router.get("/cases/{case}")
def overview(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = ""
) -> Response:
    """办理: what the viewer may do now, what is still missing and why, what waits for others."""
    shown = [one for one in steps(parts.database, looking, today, case) if one.available_now]
    mine = [one for one in shown if one.permitted]
    view = matter(parts, looking, today, case)
    plan = PROCEDURES[view.row.procedure]
    strays = {one.name for one in shown if plan.strays(view.configuration, plan.steps[one.name])}
    return case_page(
        request, "case/overview.html", desk, view, done=done, turn=_turn([one for one in shown if _onward(plan, one, strays)]), strays=strays,
        agency=plan.agency, leads_on=_leads_on(plan, view.row.stage),
        ready=_grouped(view, [one for one in mine if not _held(one)], strays), held=[one for one in mine if _held(one)],
        below=[one for one in PROCEDURES.values() if one.belongs_to == view.row.procedure and one.name in may_open(desk)
               and case in dict(matters_above(parts.database, looking, one, free=True))],
        desks=[one for one in desks_begun(view) if not {*(found.name for found in mine), *(found.kind for found in view.recordable)}.isdisjoint(one.acts)],
        others=[one for one in shown if not one.permitted], brings={one.name: answered_by((*one.kinds, *one.optional)) for one in shown},
        deadlines=[one for one in deadlines(parts.database, looking, today, case) if one.status in RUNNING],
        entries=ways_out(view),
        risks=risks_of(parts.database, looking, today, case), public_page=shown_at(view.configuration), review=_unanswered(view), no_names=Names(),
    )  # fmt: skip


def _onward(plan: Procedure, one: StepView, strays: Collection[str]) -> bool:
    step = plan.steps[one.name]
    return step.moves and not step.at_need and one.name not in strays


def _turn(onward: list[StepView]) -> str:
    """Whose turn it is next, as far as the matter goes on: the viewer's, or whose else."""
    mine, others = [one for one in onward if one.permitted], [one for one in onward if not one.permitted]
    if mine:
        return f"接下来由您办理{_called(mine)}。"
    return f"接下来由{'、'.join(others[0].roles)}办理{_called([one for one in others if one.roles == others[0].roles])}。" if others else ""


def _called(found: list[StepView]) -> str:
    named = "、".join(f"「{one.label}」" for one in found[:NAMED])
    return f"{named}等" if len(found) > NAMED else named


def ways_out(case: CaseView, besides: Collection[str] = ()) -> list[tuple[str, str, set[str]]]:
    """What may be entered now, where, and the rules it answers; ``besides`` what the page at hand brings itself."""
    return [(one.label, f"/cases/{case.row.id}/record/{one.kind}", answered_by([one.kind])) for one in case.recordable if one.kind not in besides]


def _unanswered(case: CaseView) -> tuple[EntryView, list[FieldView]] | None:
    """The opinion of a reviewer that nothing on file has followed yet, and what it says."""
    newest = next((one for one in reversed(case.entries) if not one.superseded_by), None)
    if newest is None or newest.kind not in PAST or case.row.ended:
        return None
    spec = KINDS[newest.kind].by_name
    return newest, [one for one in newest.fields if one.name in spec and spec[one.name].type in SPOKEN]


def _leads_on(plan: Procedure, stage: str) -> bool:
    """Does the matter go on by itself once every part of this stage is done?"""
    state = plan.chart.states_map.get(stage)
    return state is not None and any(str(event).startswith("done") for way in state.transitions for event in way.events)


def _held(step: StepView) -> bool:
    """Does something block the step that its own form cannot bring?"""
    brings = answered_by((*step.kinds, *step.optional))
    return any(one.blocks and one.rule not in brings for one in step.findings)


def answered_by(kinds: Iterable[str]) -> set[str]:
    """The rules that the fields of these kinds answer, by the kinds' own tables."""
    found: set[str] = set()
    for spec in (KINDS[name] for name in kinds):
        found.update(spec.rules)
        for one in spec.fields:
            found.update(rule for field in (one, *one.columns) for rule in field.rules)
    return found


def _grouped(case: CaseView, found: list[StepView], strays: Collection[str]) -> list[tuple[str, list[StepView]]]:
    """The steps under the part of a parallel stage that they move; then what concerns the whole, last what leads back or out."""
    plan = PROCEDURES[case.row.procedure]
    groups: dict[str, list[StepView]] = {label: [] for label in (*(one.label for one in case.tracks), "", ASTRAY)}
    for step in found:
        if step.name in strays:
            groups[ASTRAY].append(step)
            continue
        places = {name for state in plan.sources(step.name) for name in lineage(plan, state)}
        label = next((one.label for one in case.tracks if one.region in places), "")
        groups[label].append(step)
    return [(label, many) for label, many in groups.items() if many]


def lineage(plan: Procedure, state: str) -> list[str]:
    """A state of the map and everything around it, from the inside out."""
    found: list[str] = []
    one: Any = plan.chart.states_map[state]
    while one is not None:
        found.append(str(one.id))
        one = one.parent
    return found


@router.get("/cases/{case}/deadlines")
def deadlines_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    found = deadlines(parts.database, looking, today, case)
    return case_page(
        request, "case/deadlines.html", desk, matter(parts, looking, today, case), "/deadlines", deadlines=found
    )


@router.get("/cases/{case}/deadlines/{name}")
def deadline_page(
    request: Request, case: SeenCase, name: str, desk: Desk, parts: Parts, looking: Looking, today: Today
) -> Response:
    """期限计算说明: one clock told day by day, to be checked, signed and printed."""
    one = deadline(parts.database, looking, today, case, name)
    return case_page(
        request, "case/deadline.html", desk, matter(parts, looking, today, case), "/deadlines", one=one, today=today
    )


@router.get("/cases/{case}/timeline")
def timeline_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, cursor: str = ""
) -> Response:
    found = timeline(parts.database, looking, today, case, cursor or None)
    return case_page(
        request, "case/timeline.html", desk, matter(parts, looking, today, case), "/timeline", page=found, cursor=cursor
    )
