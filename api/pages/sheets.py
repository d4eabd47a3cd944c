"""表格登记: a long table put on file from a sheet that a clerk filled in, and the empty sheet for it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN, Sent, choices, fresh_key
from api.pages.refusing import refused
from states.casework.commands import RecordEntry
from states.dossier.kinds import KINDS
from states.dossier.kinds.discretion import SHEETS
from states.dossier.schema import FieldType, Kind
from states.dossier.sheet import Grid, Sheet, read
from states.errors import DomainError, InvalidEntry, NotFound
from storage.documents.sheets import LARGEST, TAKEN, XLSX, grid_of, template
from storage.people import SignedIn
from storage.queries.discretion import remarks_of
from storage.queries.models import CaseView

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
Filled = Annotated[UploadFile | None, File()]


@router.get("/cases/{case}/record/{kind}/sheet")
def sheet_page(request: Request, case: SeenCase, kind: str, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = "") -> Response:
    """With ``done``: also what the benchmark just registered leaves open."""
    spec, seen = _kept_in_sheets(kind), matter(parts, looking, today, case)
    told = remarks_of(parts.database, case) if done and kind == SHEETS[0] else ()
    return _page(request, desk, seen, spec, done=f"record.{kind}" if done else "", remarks=told)


@router.get("/cases/{case}/record/{kind}/sheet.xlsx")
def empty_sheet(case: SeenCase, kind: str, parts: Parts, looking: Looking, today: Today) -> Response:
    spec = _kept_in_sheets(kind)
    matter(parts, looking, today, case)
    name = quote(f"{spec.label}.xlsx")
    return Response(template(spec), 200, {"content-disposition": f"attachment; filename*=UTF-8''{name}", "x-content-type-options": "nosniff"}, XLSX)


@router.post("/cases/{case}/record/{kind}/sheet")
def record_sheet(
    request: Request, case: SeenCase, kind: str, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent, file: Filled = None
) -> Response:
    """Put the whole sheet on file as one entry, or say what is wrong in which cell."""
    spec, sheet = _kept_in_sheets(kind), None
    try:
        actor = sent.actor(desk)
        sheet = read(spec, _grid(file))
        parts.casework.execute(RecordEntry(actor, case, sent.key, sent.version, kind=kind, fields=sheet.fields))
    except DomainError as error:
        return _page(request, desk, matter(parts, looking, today, case), spec, _told(sheet, error))
    return RedirectResponse(f"/cases/{case}/record/{kind}/sheet?done=1", 303)


def _kept_in_sheets(name: str) -> Kind:
    if name not in SHEETS:
        raise NotFound("这类材料不用表格登记，请返回事项页选择。")
    return KINDS[name]


def _grid(file: UploadFile | None) -> Grid:
    if file is None or not file.filename:
        raise InvalidEntry({"file": "请先选择填好的表格文件。"})
    return grid_of(file.filename, file.file.read(LARGEST + 1))


def _told(sheet: Sheet | None, error: DomainError) -> DomainError:
    return sheet.told(error) if sheet is not None and isinstance(error, InvalidEntry) else error


def _page(
    request: Request, desk: SignedIn, case: CaseView, kind: Kind, error: DomainError | None = None, *, done: str = "", remarks: tuple[str, ...] = ()
) -> Response:
    seen = refused(request, error, ("file",)) if error else None
    table = next(one for one in kind.fields if one.type is FieldType.ROWS)
    found = next((one for one in case.recordable if one.kind == kind.name), None)
    return case_page(
        request, "case/sheet.html", desk, case, status=seen.status if seen else 200, refused=seen, wrong=dict(seen.fields) if seen else {},
        kind=kind, table=table, roles=choices(found.roles) if found else [], key=fresh_key(), version=case.row.version, done=done, remarks=remarks,
        accepted=",".join(f".{one}" for one in TAKEN), above=[one for one in kind.fields if one is not table],
    )  # fmt: skip
