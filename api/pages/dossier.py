"""案卷: everything on file, and the materials: uploaded here, downloaded here, never shown as pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.handing_out import showable, shown
from api.limits import MIB
from api.pages.acts import names
from api.pages.case import case_page, matter
from api.pages.corrections import roles_for
from api.pages.playing import accepted_text
from api.pages.posting import SIGNED_IN, Sent, choices, fresh_key
from api.pages.refusing import refused
from api.rest.materials import Digest, attachment, keep
from infra.wiring import Services
from states.casework.authority import ADMINISTRATORS, EXTERNAL
from states.casework.commands import AddMaterial
from states.dossier.kinds import KINDS
from states.errors import DomainError, InvalidEntry, NotFound
from states.procedures.catalogue import PROCEDURES
from storage.people import SignedIn
from storage.queries.models import CaseView, MaterialView
from storage.queries.papers import materials
from storage.queries.recordings import recordings
from storage.queries.steps import choice
from storage.uploads import taken

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
THUMBNAIL_LIMIT = 4 * MIB  # larger pictures are only looked at one by one
WALL = 60
Uploaded = Annotated[UploadFile | None, File()]


@router.get("/cases/{case}/dossier")
def dossier_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = ""
) -> Response:
    return _page(request, parts, desk, matter(parts, looking, today, case), done=done)


@router.post("/cases/{case}/materials")
def upload(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent, file: Uploaded = None
) -> Response:
    """Keep one material and register it on the matter, or say what is wrong with it."""
    try:
        if file is None or not file.filename:
            raise InvalidEntry({"file": "请先选择要上传的文件。"})
        actor = sent.actor(desk)
        safe, stored = keep(parts, file.filename, file.file)
        parts.casework.execute(
            AddMaterial(actor, case, sent.key, digest=stored.digest, name=safe.name, media_type=safe.media_type, size=stored.size)
        )
    except DomainError as error:
        return _page(request, parts, desk, matter(parts, looking, today, case), error)
    return RedirectResponse(f"/cases/{case}/{'site' if sent.one('_back') == 'site' else 'dossier'}?done=material", 303)


@router.head("/cases/{case}/materials/{digest}")
@router.get("/cases/{case}/materials/{digest}")
def download(request: Request, case: SeenCase, digest: Digest, parts: Parts, looking: Looking, today: Today) -> Response:
    found = next((one for one in materials(parts.database, looking, today, case) if one.digest == digest), None)
    if found is None:
        raise NotFound("本事项没有这份材料，请返回案卷重新选择。")
    return attachment(parts, found, request)


@router.get("/cases/{case}/materials/{digest}/view")
def view(case: SeenCase, digest: Digest, parts: Parts, looking: Looking, today: Today) -> Response:
    """A picture or a PDF to look at; everything else is for downloading."""
    found = next((one for one in materials(parts.database, looking, today, case) if one.digest == digest), None)
    if found is None:
        raise NotFound("本事项没有这份材料，请返回案卷重新选择。")
    return shown(parts, found)


def pictures_of(case: CaseView) -> list[MaterialView]:
    """Photographs small enough to be looked at side by side, in the order in which they came in."""
    return [one for one in case.materials if showable(one) and one.media_type.startswith("image/") and one.size <= THUMBNAIL_LIMIT]


def choices_of(desk: SignedIn, case: CaseView) -> list[tuple[str, str]]:
    """The roles in which the person may put a material on this matter."""
    plan = PROCEDURES[case.row.procedure]
    roles = tuple(
        choice(one) for one in desk.roles
        if (plan.house or one.role not in ADMINISTRATORS) and (one.body == case.body or one.role in EXTERNAL)
    )  # fmt: skip
    return choices(roles)


def _page(
    request: Request, parts: Services, desk: SignedIn, case: CaseView, error: DomainError | None = None, done: str = ""
) -> Response:
    seen = refused(request, error, ("file",)) if error else None
    plan = PROCEDURES[case.row.procedure]
    return case_page(
        request, "case/dossier.html", desk, case, "/dossier", status=seen.status if seen else 200, refused=seen, done=done,
        wrong=dict(seen.fields) if seen else {}, key=fresh_key(), roles=choices_of(desk, case), names=names(parts, case),
        labels={one.id: one.label for one in case.entries},
        correctable={
            one.id for one in case.entries if one.kind in KINDS and one.kind not in plan.fixed and roles_for(desk, one, case.body)
        },
        accepted=",".join(f".{one}" for one in taken()),
        accepted_text=accepted_text(parts), recordings=recordings(case), showable={one.digest for one in case.materials if showable(one)},
        pictures=pictures_of(case)[:WALL],
    )  # fmt: skip
