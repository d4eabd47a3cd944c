"""系统 → 人员 → 从表格导入: a look at what it would come to, then all of it or nothing."""

from __future__ import annotations

import json
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import UploadFile

from api.deps import Desk, Looking, Parts
from api.pages.posting import SIGNED_IN, Sent
from api.pages.refusing import refused
from api.pages.rendering import page
from states.dossier.schema import plain
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry
from storage import importing
from storage.documents import roster
from storage.documents.roster import RosterRow
from storage.people import SignedIn
from storage.rights import keeper

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/system/import")
def import_page(request: Request, desk: Desk, looking: Looking) -> Response:
    keeper(looking, Role.SYSTEM_ADMIN)
    return _form(request, desk)


@router.get("/system/import/template.xlsx")
def template(looking: Looking) -> Response:
    keeper(looking, Role.SYSTEM_ADMIN)
    named = {"content-disposition": f"attachment; filename*=UTF-8''{quote('人员导入模板.xlsx')}"}
    return Response(roster.template(), media_type=XLSX, headers=named)


async def chosen_file(request: Request) -> bytes:
    """What was uploaded; nothing when no file was chosen. Its size is limited like that of any form."""
    file = (await request.form()).get("file")
    return await file.read() if isinstance(file, UploadFile) else b""


@router.post("/system/import")
def preview(request: Request, desk: Desk, parts: Parts, looking: Looking, content: Annotated[bytes, Depends(chosen_file)]) -> Response:
    """Row by row: new, there already, or what is wrong with it."""
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        if not content:
            raise InvalidEntry({"file": "请选择填好的xlsx文件。"})
        rows = roster.read(content)
    except DomainError as refusal:
        return _form(request, desk, refusal)
    found = importing.judged(parts.database, by, rows)
    wrong = [why for one in found for why in one.told]
    kept = json.dumps([[one.number, one.login, one.name, one.office] for one in rows], ensure_ascii=False)
    return page(
        request, "admin/import_preview.html", desk, nav="/system/people", status=422 if wrong else 200, found=found, wrong=wrong, kept=kept,
        new=len(importing.newcomers(found)),
    )  # fmt: skip


@router.post("/system/import/confirm")
def confirm(request: Request, desk: Desk, parts: Parts, looking: Looking, sent: Sent) -> Response:
    """What was looked at is judged once more: the register may have changed meanwhile."""
    by = keeper(looking, Role.SYSTEM_ADMIN)
    try:
        issued = importing.take(parts.database, parts.people, by, _rows(sent.one("rows")), parts.clock.now())
    except DomainError as refusal:
        return _form(request, desk, refusal)
    return page(request, "admin/issued.html", desk, nav="/system/people", issued=issued, heading=f"已经导入{len(issued)}人" if issued else "没有新增人员")


def _rows(text: str) -> list[RosterRow]:
    """The rows of the preview, as they came back with its form."""
    try:
        found = [RosterRow(int(number), str(login), str(name), str(office)) for number, login, name, office in json.loads(text)]
    except (ValueError, TypeError, RecursionError, OverflowError):
        found = []
    if not 0 < len(found) <= roster.ROWS or not all(plain(one.login + one.name + one.office) for one in found):
        raise InvalidEntry({"file": "预览已经失效，请重新选择文件。"})
    return found


def _form(request: Request, desk: SignedIn, refusal: DomainError | None = None) -> Response:
    wrong = refused(request, refusal, ("file",)) if refusal else None
    return page(
        request, "admin/import.html", desk, nav="/system/people", status=wrong.status if wrong else 200, refused=wrong,
        wrong=wrong.fields if wrong else {}, most=roster.ROWS,
    )  # fmt: skip
