"""A material handed out: whole, a part of it for playing a recording, or what a HEAD request asks; never as a page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from api import ranges, refusals
from api.limits import MIB
from infra.wiring import Services
from states.casework.ports import Readable
from states.dossier.schema import plain
from states.errors import InvalidEntry
from storage.queries.models import MaterialView

SHOWABLE = ("image/png", "image/jpeg", "application/pdf")  # what a browser shows without running anything of ours
NOT_SHOWN = "这份材料不能在浏览器中查看，请下载后打开。"
OUTSIDE = "所请求的范围超出了材料的大小，请从头播放或者重新下载。"


def attachment(parts: Services, material: MaterialView, request: Request | None = None) -> Response:
    """The material as stored, always as a file: no browser runs it or shows it as a page; players take it as it is.

    ``request``: for whom HEAD and ranges are answered (a range is defined for GET alone); without it the whole is sent.
    The whole is verified while it is read, and its last bytes are held back until it is; a part comes only from a copy
    that was verified as a whole (``archive.open_part``).
    """
    headers = _headers(material)
    if request is None:
        return _sent(parts.archive.open(material.digest), material, 200, headers, material.size)
    headers |= {"accept-ranges": "bytes", "etag": f'"{material.digest}"'}
    if request.method == "HEAD":
        return Response(None, 200, headers | {"content-length": str(material.size)}, material.media_type)
    try:
        wanted = ranges.asked(
            request.headers.get("range", ""), material.size, request.headers.get("if-range", ""), headers["etag"]
        )
    except ranges.Unsatisfiable:
        return _unsatisfiable(material, request)
    return _ranged(parts, material, headers, wanted)


def told(name: str) -> str:
    """The name without what hides or turns it: a file shows its true ending, however its name came onto file."""
    return "".join(one for one in name if plain(one)) or "材料"


def showable(material: MaterialView) -> bool:
    """Whether a person may look at it without downloading it first."""
    return material.media_type in SHOWABLE


def shown(parts: Services, material: MaterialView) -> Response:
    """The material within the browser: a picture or a PDF; InvalidEntry of anything else."""
    if not showable(material):
        raise InvalidEntry({"file": NOT_SHOWN}, NOT_SHOWN)
    headers = _headers(material) | {"content-disposition": f"inline; filename*=UTF-8''{quote(told(material.name), safe='')}"}
    headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
    return _sent(parts.archive.open(material.digest), material, 200, headers, material.size)


def _ranged(parts: Services, material: MaterialView, headers: dict[str, str], wanted: ranges.Range | None) -> Response:
    if wanted is None:
        return _sent(parts.archive.open(material.digest), material, 200, headers, material.size)
    headers["content-range"] = f"bytes {wanted.first}-{wanted.last}/{material.size}"
    if wanted.length == material.size:
        return _sent(parts.archive.open(material.digest), material, 206, headers, material.size)
    part = parts.archive.open_part(material.digest, wanted.first, wanted.length)
    return _sent(part, material, 206, headers, wanted.length)


def _headers(material: MaterialView) -> dict[str, str]:
    return {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(told(material.name), safe='')}",
        "content-security-policy": "sandbox; default-src 'none'",
    }


def _sent(content: Readable, material: MaterialView, status: int, headers: dict[str, str], length: int) -> Response:
    return StreamingResponse(
        _pieces(content), status, headers | {"content-length": str(length)}, media_type=material.media_type
    )


def _unsatisfiable(material: MaterialView, request: Request) -> Response:
    problem = refusals.Problem(
        type="urn:yifa:problem:range_not_satisfiable", title="范围无效", status=416, detail=OUTSIDE,
        instance=request.url.path, request_id=getattr(request.state, "request_id", ""),
    )  # fmt: skip
    return refusals.answer(problem, {"content-range": f"bytes */{material.size}", "accept-ranges": "bytes"})


def _pieces(content: Readable) -> Iterator[bytes]:
    try:
        while piece := content.read(MIB):
            yield piece
    finally:
        content.close()


def handed_out(text: str, name: str, kind: str) -> Response:
    """Something drawn or written a moment ago, under its Chinese file name."""
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "cache-control": "no-store"}
    return Response(text, media_type=kind, headers=headers)
