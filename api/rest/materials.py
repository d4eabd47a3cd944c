"""Materials: in, judged by their bytes; out, as attachments and never as pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, BinaryIO
from urllib.parse import quote

from fastapi import APIRouter, Form, Path, UploadFile
from fastapi.responses import StreamingResponse

from api.deps import CLOSED, Desk, Key, Looking, Parts, SeenCase, Today, acting
from api.limits import MIB, storable
from api.rest.sent import Answer
from infra.wiring import Services
from states.casework.commands import AddMaterial
from states.casework.ports import Stored
from states.errors import InvalidEntry, NotFound
from storage.queries.models import MaterialView
from storage.queries.papers import materials
from storage.uploads import HEAD, SafeUpload, check_content, check_upload

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


@router.get("/{case}/materials/{digest}")
def download(case: SeenCase, digest: Digest, parts: Parts, looking: Looking, today: Today) -> StreamingResponse:
    """The material itself, verified against its digest while it is read."""
    found = next((one for one in materials(parts.database, looking, today, case) if one.digest == digest), None)
    if found is None:
        raise NotFound("本事项没有这份材料。")
    return attachment(parts, found)


def keep(parts: Services, name: str, content: BinaryIO) -> tuple[SafeUpload, Stored]:
    """Judge a received file and put it into the archive; InvalidEntry says what is wrong with it."""
    if not storable(name):
        raise InvalidEntry({"file": "文件名中含有无法保存的字符，请改名后重新上传。"})
    size = content.seek(0, 2)
    content.seek(0)
    safe = check_upload(name, content.read(HEAD), size, limit=parts.settings.material_limit)
    check_content(safe, content)
    return safe, parts.archive.put(content, max_bytes=parts.settings.material_limit)


def attachment(parts: Services, material: MaterialView) -> StreamingResponse:
    """A download that no browser runs or shows: its kind as stored, always as a file."""
    content = parts.archive.open(material.digest)
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(material.name, safe='')}",
        "content-length": str(material.size),
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return StreamingResponse(_pieces(content), media_type=material.media_type, headers=headers)


def _pieces(content: BinaryIO) -> Iterator[bytes]:
    try:
        while piece := content.read(MIB):
            yield piece
    finally:
        content.close()
