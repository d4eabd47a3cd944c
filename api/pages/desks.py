"""会议、听证: one page for what belongs together, its forms on it. Every act goes the way that it goes from its own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import forms
from api.deps import Desk as AtDesk
from api.deps import Limits, Looking, Parts, SeenCase, Today
from api.forms import Raw
from api.pages.acts import names, register
from api.pages.case import RUNNING, case_page, matter, ways_out
from api.pages.desk_sheets import Sheet, begins_with, invited, named, sheets
from api.pages.posting import SIGNED_IN, Posted, Sent, choices, fresh_key
from api.pages.refusing import refused
from api.pages.unfinished import handed_in
from api.signing import PASSWORD_FIELD, proof_of, sign_off
from infra.wiring import Services
from states.casework.commands import RecordEntry, TakeStep
from states.dossier.kinds import KINDS
from states.dossier.rolls import in_turn, roll, tally
from states.dossier.schema import FieldType
from states.errors import DomainError, NotFound, StepUnavailable
from states.procedures.base import Desk
from states.procedures.catalogue import PROCEDURES
from states.procedures.desks import desks
from storage.people import SignedIn
from storage.queries.deadlines import deadlines
from storage.queries.foreseeing import foreseen
from storage.queries.models import CaseView, FindingView, Viewer
from storage.queries.register import labels
from storage.queries.registrations import Registration, may_read, registrations, seats
from storage.queries.steps import gates, steps

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


NOTHING = Posted(())


@dataclass(frozen=True, slots=True)
class Scene:
    """Who sits at which desk of which matter."""

    parts: Services
    at: SignedIn
    looking: Viewer
    today: date
    case: CaseView
    desk: Desk
    sheets: tuple[Sheet, ...]
    registered: tuple[Registration, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What was sent for one act of the desk, and what came of looking it over."""

    act: str = ""
    raw: Mapping[str, Raw] = field(default_factory=dict)
    sent: Posted = NOTHING
    checked: tuple[FindingView, ...] | None = None
    error: DomainError | None = None


def _scene(parts: Services, at: SignedIn, looking: Viewer, today: date, case: str, name: str) -> Scene:
    seen = matter(parts, looking, today, case)
    plan = PROCEDURES[seen.row.procedure]
    desk = next((one for one in desks(plan) if one.name == name), None)
    if desk is None:
        raise NotFound("本事项没有这一页，请返回事项页重新选择。")
    ahead = gates(parts.database, looking, today, case, desk.acts)
    found = sheets(seen, plan, desk, steps(parts.database, looking, today, case), ahead)
    known = registrations(parts.database, parts.vault, looking, case) if desk.invited and may_read(looking, seen) else ()
    return Scene(parts, at, looking, today, seen, desk, found, known)


@router.get("/cases/{case}/desks/{desk}")
def desk_page(
    request: Request, case: SeenCase, desk: str, at: AtDesk, parts: Parts, looking: Looking, today: Today, act: str = "", done: str = ""
) -> Response:
    return _page(request, _scene(parts, at, looking, today, case, desk), Filled(act), done=done)


@router.post("/cases/{case}/desks/{desk}")
def do(
    request: Request, case: SeenCase, desk: str, at: AtDesk, parts: Parts, looking: Looking, today: Today, sent: Sent, limits: Limits, act: str = ""
) -> Response:
    """Do one act of the desk, or look it over without doing it; a refusal gives the desk back with what was typed."""
    scene = _scene(parts, at, looking, today, case, desk)
    filled = Filled(act, sent=sent)
    try:
        sheet = _asked(scene, filled.act)
        filled = replace(filled, raw=_raw(scene, sheet, sent))
        if not (sent.one("_more") or sent.one("_pick")):
            command = _command(scene, sheet, filled)
            if not sent.one("_check"):
                command, at = sign_off(request, parts, limits, at, command, sent.one(f"_{PASSWORD_FIELD}")[:1000])
                parts.casework.execute(command)
                handed_in(parts, at, sent)
                done = f"step.{command.step}" if isinstance(command, TakeStep) else f"record.{command.kind}"
                return RedirectResponse(f"/cases/{case}/desks/{desk}?done={done}", 303)
            found = foreseen(parts.database, looking, parts.clock.now(), today, command)
            filled = replace(filled, checked=found)
    except DomainError as error:
        scene, filled = _scene(parts, at, looking, today, case, desk), replace(filled, error=error)
    return _page(request, scene, filled)


def _asked(scene: Scene, act: str) -> Sheet:
    found = next((one for one in scene.sheets if one.name == act), None)
    if found is None:
        raise StepUnavailable("没有这一环节，请刷新页面后重新选择。")
    return found


def _raw(scene: Scene, sheet: Sheet, sent: Posted) -> dict[str, Raw]:
    raw = forms.read(sheet.all_kinds, sent.pairs)
    for kind, found in sheet.rolls.items():
        rows = raw[kind].get(found.field.name)
        if isinstance(rows, list):
            raw[kind][found.field.name] = in_turn(found, rows)
    if sent.one("_pick"):
        wanted = sent.many("_chosen")
        raw[sheet.name] = invited(sheet.kinds[0], raw[sheet.name], (one for one in scene.registered if one.id in wanted))
    return raw


def _command(scene: Scene, sheet: Sheet, filled: Filled) -> TakeStep | RecordEntry:
    actor, case, sent = filled.sent.actor(scene.at), scene.case.row.id, filled.sent
    if not sheet.steps:
        return RecordEntry(actor, case, sent.key, sent.version, kind=sheet.name, fields=filled.raw[sheet.name])
    left_out = {kind.name for kind in sheet.optional if not filled.raw[kind.name]}
    inputs = {name: fields for name, fields in filled.raw.items() if name not in left_out}
    return TakeStep(actor, case, sent.key, sent.version, step=sheet.step(filled.raw), inputs=inputs)


def _page(request: Request, scene: Scene, filled: Filled, done: str = "") -> Response:
    case, desk = scene.case, scene.desk
    fields = {f"{kind.name}.{name}" for sheet in scene.sheets for kind in sheet.all_kinds for name in kind.by_name}
    fields |= {name for sheet in scene.sheets for kind in sheet.all_kinds for name in forms.cells(kind, filled.raw.get(kind.name, {}))}
    seen = refused(request, filled.error, fields | {PASSWORD_FIELD}) if filled.error else None
    shown = tuple(_with_form(scene, one, filled, dict(seen.fields) if seen else {}) for one in scene.sheets)
    return case_page(
        request, "case/desk.html", scene.at, case, f"/desks/{desk.name}", status=seen.status if seen else 200, refused=seen, done=done,
        proof=proof_of(scene.parts, scene.at), entries=ways_out(case, {kind.name for sheet in scene.sheets for kind in sheet.all_kinds}),
        place=desk, sheets=shown, acting=filled.act, checked=filled.checked, tallies=_tallies(filled), wrong=dict(seen.fields) if seen else {},
        roles={one.name: choices(one.roles) for one in shown}, chosen_role=filled.sent.one("_as"), key=fresh_key(), version=case.row.version,
        laid=[one for one in case.entries if one.kind in desk.laid and not one.superseded_by][::-1], names=names(scene.parts, case),
        labels={one.id: one.label for one in case.entries}, registered=scene.registered, seats=seats(case, scene.registered) if desk.invited else (),
        chosen=filled.sent.many("_chosen"), deadlines=[one for one in deadlines(scene.parts.database, scene.looking, scene.today, case.row.id) if one.status in RUNNING],
    )  # fmt: skip


def _with_form(scene: Scene, sheet: Sheet, filled: Filled, wrong: Mapping[str, str]) -> Sheet:
    """With the controls of its form, for whoever may do it."""
    if not sheet.roles:
        return sheet
    mine = sheet.name == filled.act
    raw = filled.raw if mine and filled.raw else begins_with(scene.parts, scene.looking, scene.case, sheet, scene.desk)
    known = register(scene.case, labels(scene.parts.database, named(raw, sheet)))
    more = forms.BLANK_ROWS if mine and filled.sent.one("_more") else 0
    made = {kind.name: forms.widgets(kind, raw.get(kind.name, {}), wrong if mine else {}, known, more) for kind in sheet.all_kinds}
    return replace(sheet, widgets=made)


def _tallies(filled: Filled) -> dict[str, Any]:
    """For each table of members that was filled in: how many were there, and with which views."""
    found = {kind: roll(KINDS[kind]) for kind in filled.raw if kind in KINDS}
    return {kind: tally(one, filled.raw[kind].get(one.field.name, ())) for kind, one in found.items() if one}


@router.get("/cases/{case}/desks/{desk}/{entry}")
def minutes_page(
    request: Request, case: SeenCase, desk: str, entry: str, at: AtDesk, parts: Parts, looking: Looking, today: Today
) -> Response:
    """会议记录: one paper of the meeting, member by member in the order of speaking, to be printed and signed."""
    scene = _scene(parts, at, looking, today, case, desk)
    found = next(((one, table) for one in scene.case.entries if one.id == entry and one.kind in KINDS and (table := roll(KINDS[one.kind]))), None)
    if found is None:
        raise NotFound("没有这份会议记录，请返回会议页重新选择。")
    paper, table = found
    rows = next(one.value for one in paper.fields if one.name == table.field.name)
    called = labels(parts.database, (str(row.get(table.name.name, "")) for row in rows)) if table.name.type is FieldType.PERSON else {}
    ordered = sorted(rows, key=lambda row: int(row.get(table.order.name, 0))) if table.order else rows
    return case_page(
        request, "case/minutes.html", at, scene.case, f"/desks/{desk}", paper=paper, table=table, rows=ordered, called=called,
        tally=tally(table, rows), names=names(parts, scene.case), labels={one.id: one.label for one in scene.case.entries}, place=scene.desk,
        views={option.value: option.label for option in table.view.options or ()},
    )  # fmt: skip
