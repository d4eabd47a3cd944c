"""流程图: a matter on the map of its procedure, and every procedure with its steps; as pictures, lists and files."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.diagrams.bpmn import bpmn
from api.diagrams.layout import NOTED, PLAIN, picture
from api.diagrams.marking import course_marks
from api.diagrams.mermaid import mermaid
from api.diagrams.svg import svg, svg_file
from api.diagrams.tables import period_rows, place_rows, step_rows
from api.handing_out import handed_out
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from api.pages.rendering import page
from states.errors import NotFound
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart
from storage.queries.course import course

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
FORMS: Mapping[str, str] = {"svg": "image/svg+xml", "bpmn": "application/xml", "mmd": "text/plain; charset=utf-8"}
NO_SUCH = "没有这种程序，请从「程序」页的列表中选择。"


@router.get("/cases/{case}/diagram")
def case_diagram(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    """Where the matter stands on the map, which way it came, and how long it stood where."""
    view, found = matter(parts, looking, today, case), course(parts.database, looking, case)
    marks = course_marks(found, today)
    drawing = svg(picture(found.plan, NOTED), marks, f"{view.row.title}的流程图：现处于{'、'.join(view.configuration_labels)}")
    rows = place_rows(statechart(found.plan), found, marks)
    return case_page(request, "case/diagram.html", desk, view, "/diagram", drawing=drawing, rows=rows, plan=found.plan)


@router.get("/cases/{case}/diagram.svg")
def case_picture(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> Response:
    """The same drawing as a file; its name is the matter's number, never its title."""
    view, found = matter(parts, looking, today, case), course(parts.database, looking, case)
    text = svg_file(picture(found.plan, NOTED), course_marks(found, today), f"{view.row.number}流程图")
    return handed_out(text, f"{view.row.number}流程图.svg", FORMS["svg"])


@router.get("/procedures")
def procedures_page(request: Request, desk: Desk) -> Response:
    return page(request, "procedures.html", desk, nav="/help", procedures=tuple(PROCEDURES.values()))


@router.get("/procedures/{name}")
def procedure_page(request: Request, name: str, desk: Desk, today: Today) -> Response:
    """The map of a procedure, and its steps in words: who, by which articles, within which periods."""
    plan = _known(name)
    chart = statechart(plan)
    return page(
        request, "procedure.html", desk, nav="/help", plan=plan, drawing=svg(picture(plan, PLAIN), title=f"{plan.label}流程图"),
        steps=step_rows(plan, chart, today), periods=period_rows(plan, chart, today),
    )  # fmt: skip


@router.get("/procedures/{name}/chart.{form}")
def procedure_file(name: str, form: str) -> Response:
    """The map as a file: a picture, BPMN 2.0 for modelling programs, or Mermaid text."""
    plan = _known(name)
    if form not in FORMS:
        raise NotFound("流程图只有 svg、bpmn、mmd 三种文件，请从流程图页面下载。")
    return handed_out(_written(plan, form), f"{plan.label}流程图.{form}", FORMS[form])


def _written(plan: Procedure, form: str) -> str:
    if form == "svg":
        return svg_file(picture(plan, PLAIN), title=f"{plan.label}流程图")
    return bpmn(plan) if form == "bpmn" else mermaid(statechart(plan))


def _known(name: str) -> Procedure:
    if name not in PROCEDURES:
        raise NotFound(NO_SUCH)
    return PROCEDURES[name]
