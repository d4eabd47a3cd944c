"""Materials that come in piece by piece and go on where the connection broke."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Header, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import CLOSED, Desk, Key, Parts, SeenCase, acting
from api.rest.materials import Uploaded, keep
from api.rest.sent import Answer, Name, Sent, Text
from states.casework.commands import AddMaterial
from states.errors import InvalidEntry
from storage.arriving import PIECE, Arriving
from storage.uploads import limit_of

router = APIRouter(prefix="/cases/{case}/uploads", tags=["materials"], dependencies=CLOSED)
Upload = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
Offset = Annotated[int, Header(alias="upload-offset", ge=0, le=2**40)]
Piece = Annotated[bytes, Body(media_type="application/octet-stream", max_length=PIECE)]


class Begin(Sent):
    """A file that is going to come: its name and its size in bytes."""

    name: Text
    size: Annotated[int, Field(ge=1, le=2**40)]


class Finish(Sent):
    """In which role, and as whose stand-in, it is put on file."""

    role: Name = ""
    represents: Name = ""


class Progress(BaseModel):
    """How many bytes are here, of how many; ``piece``: how many may come at once."""

    model_config = ConfigDict(frozen=True)

    upload: str
    received: int
    size: int
    piece: int = PIECE

    @classmethod
    def of(cls, found: Arriving) -> Progress:
        return cls(upload=found.id, received=found.received, size=found.size)


@router.post("", status_code=201)
def begin(case: SeenCase, sent: Begin, who: Desk, parts: Parts, key: Key) -> Progress:
    """Make room for a file; its pieces follow."""
    limit = limit_of(sent.name, limit=parts.settings.material_limit, recordings=parts.settings.recording_limit)
    return Progress.of(parts.arrivals.begin(who.person, case, key, sent.name, sent.size, limit))


@router.get("/{upload}")
def progress(case: SeenCase, upload: Upload, who: Desk, parts: Parts) -> Progress:
    """How far a file has come: from there it goes on."""
    return Progress.of(parts.arrivals.of(upload, who.person, case))


@router.patch("/{upload}")
def add(case: SeenCase, upload: Upload, who: Desk, parts: Parts, offset: Offset, piece: Piece) -> Progress:
    """The next piece, beginning at ``upload-offset``; refused when that is not where the last one ended."""
    return Progress.of(parts.arrivals.add(upload, who.person, case, offset, piece))


@router.delete("/{upload}", status_code=204)
def drop(case: SeenCase, upload: Upload, who: Desk, parts: Parts) -> Response:
    """Give a file up that has not come whole."""
    parts.arrivals.drop(parts.arrivals.of(upload, who.person, case))
    return Response(status_code=204)


@router.post("/{upload}/finish", status_code=201)
def finish(case: SeenCase, upload: Upload, sent: Finish, who: Desk, parts: Parts, key: Key) -> Uploaded:
    """Judge the whole file, keep it in the archive and register it; asked again, the same answer."""
    found = parts.arrivals.of(upload, who.person, case)
    if found.answer is not None:
        return Uploaded(**found.answer)
    actor = acting(who, sent.role, sent.represents)
    try:
        with parts.arrivals.opened(found) as content:
            safe, stored = keep(parts, found.name, content)
    except InvalidEntry:
        if found.whole:  # it will not get better by waiting
            parts.arrivals.drop(found)
        raise
    command = AddMaterial(actor, case, key, digest=stored.digest, name=safe.name, media_type=safe.media_type, size=stored.size)
    answer = Answer.of(parts.casework.execute(command))
    told = Uploaded(**answer.model_dump(), digest=stored.digest, name=safe.name, media_type=safe.media_type, size=stored.size)
    parts.arrivals.done(found, told.model_dump(mode="json"))
    return told
