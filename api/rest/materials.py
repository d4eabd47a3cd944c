"""Materials: in, judged by their bytes; out, as attachments and never as pages."""

from __future__ import annotations

from typing import Annotated, BinaryIO

from fastapi import APIRouter, Form, Path, Request, Response, UploadFile

from api.deps import CLOSED, Desk, Key, Looking, Parts, SeenCase, Today, acting
from api.handing_out import attachment as attachment  # also from here
from api.limits import storable
from api.rest.sent import Answer
from infra.wiring import Services
from states.casework.commands import AddMaterial
from states.casework.ports import Stored
from states.errors import InvalidEntry, NotFound
from storage.queries.papers import materials
from storage.uploads import HEAD, SafeUpload, check_content, check_upload, limit_of

router = APIRouter(prefix="/cases", tags=["materials"], dependencies=CLOSED)
Digest = Annotated[str, Path(pattern=r"^sha256:[0-9a-f]{64}$")]
Chosen = Annotated[str, Form(max_length=64)]


class Uploaded(Answer):
    """What came in, as it was registered."""

    digest: str
    name: str
    media_type: str
    size: int


@router.post("/{case}/materials", status_code=201)
def add_material(
    case: SeenCase, file: UploadFile, who: Desk, parts: Parts, key: Key, role: Chosen = "", represents: Chosen = ""
) -> Uploaded:
    """Upload one material: judged, kept in the archive, then registered on the matter."""
    actor = acting(who, role, represents)
    safe, stored = keep(parts, file.filename or "", file.file)
    command = AddMaterial(
        actor, case, key, digest=stored.digest, name=safe.name, media_type=safe.media_type, size=stored.size
    )
    answer = Answer.of(parts.casework.execute(command))
    return Uploaded(
        **answer.model_dump(), digest=stored.digest, name=safe.name, media_type=safe.media_type, size=stored.size
    )


@router.head("/{case}/materials/{digest}", include_in_schema=False)
@router.get("/{case}/materials/{digest}")
def download(request: Request, case: SeenCase, digest: Digest, parts: Parts, looking: Looking, today: Today) -> Response:
    """The material itself, verified against its digest while it is read; a single byte range of it where one is asked for."""
    found = next((one for one in materials(parts.database, looking, today, case) if one.digest == digest), None)
    if found is None:
        raise NotFound("本事项没有这份材料。")
    return attachment(parts, found, request)


def keep(parts: Services, name: str, content: BinaryIO) -> tuple[SafeUpload, Stored]:
    """Judge a received file and put it into the archive; InvalidEntry says what is wrong with it."""
    if not storable(name):
        raise InvalidEntry({"file": "文件名中含有无法保存的字符，请改名后重新上传。"})
    size = content.seek(0, 2)
    content.seek(0)
    limit = limit_of(name, limit=parts.settings.material_limit, recordings=parts.settings.recording_limit)
    safe = check_upload(name, content.read(HEAD), size, limit=limit)
    check_content(safe, content)
    return safe, parts.archive.put(content, max_bytes=limit)
