"""计划: when each step can lawfully be done, for a matter under way and for one that is only thought of. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.gantt.drawing import svg, svg_file, swatches
from api.gantt.layout import coarse
from api.handing_out import handed_out
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from api.pages.refusing import refused
from api.pages.rendering import page
from infra.wiring import Services
from states.errors import InvalidEntry
from states.law.planning import PLANNED, STEP_LABELS, TRAIT_LABELS, Plan, Traits, WhatIf, plan_ahead
from states.law.planning.supposing import as_given, day_of, supposed
from states.law.values import overlays
from storage.queries.calendars import waiting, waiting_notice
from storage.queries.gantt import gantt, gantt_ahead
from storage.queries.gantt_shapes import GanttView
from storage.queries.law import law_here
from storage.queries.models import Viewer
from storage.queries.plan import PlanView, plan_view, shown

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Text = Annotated[str, Query(max_length=400)]
Many = Annotated[list[str], Query(max_length=40)]
Given = Mapping[str, Any]
NOTHING: Given = dict.fromkeys(("wish", "from_day", "moves", "held", "consult", "off", "worked", "notice"), "")


def asked(
    wish: Text = "", from_day: Text = "", moves: Text = "", held: Text = "", consult: Text = "", off: Text = "", worked: Text = "", notice: Text = "",
) -> Given:  # fmt: skip
    """What is supposed about a matter under way, as it was typed."""
    return {"wish": wish, "from_day": from_day, "moves": moves, "held": held, "consult": consult, "off": off, "worked": worked, "notice": notice}


def thought(
    today: Today, from_day: Text = "", wish: Text = "", from_step: Text = "",
    traits: Many = [], local: Many = [],  # noqa: B006 - FastAPI copies the default for each request
) -> Given:  # fmt: skip
    """What is said about a matter that has not begun."""
    return {"from_day": from_day or today.isoformat(), "wish": wish, "from_step": from_step, "traits": traits, "local": local}


Asked = Annotated[Given, Depends(asked)]
Thought = Annotated[Given, Depends(thought)]


@router.get("/cases/{case}/plan")
def case_plan(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, given: Asked) -> Response:
    """A matter on the scale of days, and where there is a plan, what would become of it; a supposition that makes no
    sense leaves it as it stands."""
    view = matter(parts, looking, today, case)
    planned, seen = view.row.procedure == PLANNED, None
    try:
        what_if, wish = _supposed(parts, looking, given if planned else NOTHING)
        plan = plan_view(parts.database, looking, today, case, what_if, wish) if planned else None
    except InvalidEntry as error:
        what_if, wish = WhatIf(), None
        plan = plan_view(parts.database, looking, today, case, what_if)
        seen = refused(request, as_given(error), _asked_for(plan))
    drawn = gantt(parts.database, looking, today, case, what_if, wish)
    return case_page(
        request, "plan.html", desk, view, "/plan", status=seen.status if seen else 200, plan=plan, given=given, refused=seen,
        wrong=dict(seen.fields) if seen else {}, supposed=what_if != WhatIf(), today=today, notices=waiting(parts.database, looking),
        **_pictured(drawn, f"{view.row.title}的计划图", f"/cases/{case}/plan.svg", {} if seen or not planned else given),
    )  # fmt: skip


@router.get("/cases/{case}/plan.svg")
def case_plan_picture(case: SeenCase, parts: Parts, looking: Looking, today: Today, given: Asked) -> Response:
    """The same picture as a file; its name is the matter's number, never its title."""
    row = matter(parts, looking, today, case).row
    what_if, wish = _supposed(parts, looking, given if row.procedure == PLANNED else NOTHING)
    drawn = gantt(parts.database, looking, today, case, what_if, wish)
    return handed_out(svg_file(drawn, f"{row.number}计划图"), f"{row.number}计划图.svg", "image/svg+xml")


@router.get("/plan")
def fresh_plan(request: Request, desk: Desk, given: Thought, parts: Parts) -> Response:
    """A matter that has not begun: from its traits, its place and a day."""
    seen, view, picture = None, None, {}
    try:
        plan, wish = _thought_of(parts, given)
        view = shown(plan, wish)
        picture = _pictured(gantt_ahead(plan, wish), "尚未立项事项的计划图", "/plan.svg", given)
    except InvalidEntry as error:
        seen = refused(request, as_given(error), given)
    return page(
        request, "plan_new.html", desk, nav="/plan", status=seen.status if seen else 200, plan=view,
        given=given, refused=seen, wrong=dict(seen.fields) if seen else {},
        traits=tuple(TRAIT_LABELS.items()), places=tuple((one.key, one.name) for one in overlays().values()),
        steps=tuple(STEP_LABELS.items()), **picture,
    )  # fmt: skip


@router.get("/plan.svg")
def fresh_plan_picture(given: Thought, parts: Parts) -> Response:
    plan, wish = _thought_of(parts, given)
    return handed_out(svg_file(gantt_ahead(plan, wish), "重大行政决策计划图"), "重大行政决策计划图.svg", "image/svg+xml")


def _pictured(drawn: GanttView, title: str, file: str, given: Given) -> dict[str, Any]:
    """The picture, its rows as they are told beside it, and the file of the same."""
    kept = {name: value for name, value in given.items() if value}
    return {"gantt": drawn, "drawing": svg(drawn, title), "swatches": swatches(drawn), "coarse": coarse(drawn),
            "gantt_file": f"{file}?{urlencode(kept, doseq=True)}" if kept else file}  # fmt: skip


def _supposed(parts: Services, looking: Viewer, given: Given) -> tuple[WhatIf, date | None]:
    what_if, wish = supposed(given)
    if given["notice"]:
        what_if = replace(what_if, notice=waiting_notice(parts.database, looking, given["notice"]))
    return what_if, wish


def _asked_for(view: PlanView) -> set[str]:
    """The inputs that the form shows."""
    hearing = {"held", "moves"} if view.hearing_open else set()
    return {"from_day", "off", "worked", "notice"} | hearing | ({"wish"} if view.decision else set()) | ({"consult"} if view.consultation_open else set())


def _thought_of(parts: Services, given: Given) -> tuple[Plan, date | None]:
    wrong: dict[str, str] = {}
    start, wish = (day_of(given, name, wrong) for name in ("from_day", "wish"))
    if any(key not in overlays() for key in given["local"]):
        wrong["local"] = "没有这一地方规定，请从列表中选择。"
    if wrong or start is None:
        raise InvalidEntry(wrong or {"from_day": "请填写开始日期。"})
    chosen = Traits(**{one.name: one.name in given["traits"] for one in fields(Traits)})
    law = law_here(parts.database, start, chosen.overlays | set(given["local"]))
    return plan_ahead(start, chosen, law, given["from_step"] or None), wish
