"""系统 → 审计: who did what to the system and who signed in, for the auditor to read, filter and take along."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts
from api.pages.posting import SIGNED_IN
from api.pages.refusing import refused
from api.pages.rendering import page
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.documents.audit_sheet import audit_workbook
from storage.documents.listing import MEDIA_TYPE
from storage.queries.audit import KINDS, AuditFilter, audit, checked, exported
from storage.queries.models import Page
from storage.rights import keeper

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/system/audit")
def audit_page(
    request: Request, desk: Desk, parts: Parts, looking: Looking, q: str = "", kind: str = "", since: str = "", until: str = "", cursor: str = ""
) -> Response:
    by, wrong = keeper(looking, Role.AUDIT_ADMIN), None
    asked, query = AuditFilter(), urlencode({"q": q[:100], "kind": kind, "since": since, "until": until})
    try:
        asked = checked(q, kind, since, until)
        found = audit(parts.database, by.body, asked, cursor or None)
    except InvalidEntry as refusal:
        wrong, found = refused(request, refusal, ("since", "until", "kind")), Page(items=(), next_cursor=None)
    onward = f"/system/audit?{query}&{urlencode({'cursor': found.next_cursor})}" if found.next_cursor else ""
    return page(
        request, "admin/audit.html", desk, nav="/system/audit", status=wrong.status if wrong else 200, refused=wrong, found=found, q=q[:100], kind=kind,
        since=since, until=until, cursor=cursor, onward=onward, first=f"/system/audit?{query}", export=f"/system/audit/records.xlsx?{query}",
        kinds=[(key, label) for key, (label, _) in KINDS.items()],
    )  # fmt: skip


@router.get("/system/audit/records.xlsx")
def export(parts: Parts, looking: Looking, q: str = "", kind: str = "", since: str = "", until: str = "") -> Response:
    """The same lines as a table; that they were taken along is on record as well."""
    by, now = keeper(looking, Role.AUDIT_ADMIN), parts.clock.now()
    asked = checked(q, kind, since, until)
    lines = exported(parts.database, by.person, by.body, asked, now)
    named = {"content-disposition": f"attachment; filename*=UTF-8''{quote('审计记录.xlsx')}"}
    return Response(audit_workbook(lines, asked, now), media_type=MEDIA_TYPE, headers=named)
