"""执法文书: what can be drawn up from a matter, as files; and whether a file changed by hand still agrees with it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from api.deps import CLOSED, Looking, Parts, SeenCase, Today
from api.limits import MIB
from api.rest.materials import attachment
from infra.wiring import Services
from states.errors import ArchiveUnavailable, InvalidEntry, NotFound
from storage.documents.portable import PdfUnavailable
from storage.queries.drawn_papers import PaperView, Ready, differences, drawn_up, papers, ready
from storage.queries.models import MaterialView
from storage.queries.papers import materials

router = APIRouter(prefix="/cases", tags=["papers"], dependencies=CLOSED)
PaperName = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$")]
Form = Annotated[str, Path(pattern=r"^(docx|pdf)$")]
EntryId = Annotated[str, Query(max_length=64)]
Material = Annotated[str, Query(pattern=r"^sha256:[0-9a-f]{64}$")]
LARGEST = 30 * MIB  # a file to be compared is read whole


@router.get("/{case}/papers")
def case_papers(case: SeenCase, parts: Parts, looking: Looking, today: Today) -> tuple[PaperView, ...]:
    """The papers that can be drawn up now; a draft where the act is not on file yet."""
    return papers(parts.database, looking, today, case)


@router.get("/{case}/papers/{name}/differences")
def paper_differences(
    case: SeenCase, name: PaperName, material: Material, parts: Parts, looking: Looking, today: Today, entry: EntryId = ""
) -> tuple[str, ...]:
    """What differs between the matter and one of its materials, taken as that paper: names, dates, amounts, articles."""
    return compared(parts, looking, today, case, name, material, entry)


@router.get("/{case}/papers/{name}.{form}", response_class=Response)
def paper_file(
    case: SeenCase, name: PaperName, form: Form, parts: Parts, looking: Looking, today: Today, entry: EntryId = ""
) -> Response:
    """The paper as a file: the signed-off one where there is one, otherwise drawn up from what is on file."""
    return handed_out(parts, looking, today, case, ready(parts.database, looking, today, case, name, form, entry))


def handed_out(parts: Services, looking: Looking, today: Today, case: str, found: Ready) -> Response:
    """A download that no browser runs or shows."""
    if found.fixed:
        kept = _material(parts, looking, today, case, found.fixed)
        return attachment(parts, kept.model_copy(update={"name": found.file}))
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(found.file, safe='')}",
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(printed(found), media_type=found.media_type, headers=headers)


def printed(found: Ready) -> bytes:
    """The file drawn up; ArchiveUnavailable says what is missing on this machine."""
    try:
        return drawn_up(found)
    except PdfUnavailable as missing:
        raise ArchiveUnavailable(str(missing)) from missing


def compared(parts: Services, looking: Looking, today: Today, case: str, name: str, material: str, entry: str = "") -> tuple[str, ...]:
    """As ``differences``, for a material of the matter."""
    content, media_type = read_whole(parts, looking, today, case, material)
    return differences(parts.database, looking, today, case, name, content, media_type, entry)


def read_whole(parts: Services, looking: Looking, today: Today, case: str, material: str) -> tuple[bytes, str]:
    """A material of the matter and its type, to be compared; InvalidEntry where it is too large for that."""
    chosen = _material(parts, looking, today, case, material)
    if chosen.size > LARGEST:
        raise InvalidEntry({"material": f"文件超过{LARGEST // MIB}MB，不能核对。"})
    return parts.archive.read(chosen.digest), chosen.media_type


def _material(parts: Services, looking: Looking, today: Today, case: str, digest: str) -> MaterialView:
    found = next((one for one in materials(parts.database, looking, today, case) if one.digest == digest), None)
    if found is None:
        raise NotFound("本事项没有这份材料。")
    return found
