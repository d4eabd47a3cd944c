"""文书: what can be drawn up from the matter now, downloaded or filed; a file changed by hand is held against the case."""

from __future__ import annotations

import io

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.dossier import choices_of
from api.pages.posting import SIGNED_IN, Sent, fresh_key
from api.pages.refusing import refused
from api.rest.papers import EntryId, Form, PaperName, compared, handed_out, printed
from states.casework.commands import Actor, AddMaterial, SignOffPaper
from states.errors import DomainError, InvalidEntry
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from storage.people import SignedIn
from storage.queries.drawn_papers import Ready, papers, ready

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
LARGEST = 50_000_000  # bytes of a file of ours


@router.get("/cases/{case}/papers")
def papers_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = "", paper: str = "", material: str = ""
) -> Response:
    """With ``paper`` and ``material``: also how that file agrees with the matter."""
    found: tuple[str, ...] | None = None
    error: DomainError | None = None
    if paper and material:
        try:
            name, _, entry = paper.partition(":")
            found = compared(parts, looking, today, case, name, material, entry)
        except DomainError as refusal:
            error = refusal
    return _page(request, parts, desk, looking, today, case, error, done=done, paper=paper, material=material, compared=found)


@router.get("/cases/{case}/papers/{name}.{form}")
def download(case: SeenCase, name: PaperName, form: Form, parts: Parts, looking: Looking, today: Today, entry: EntryId = "") -> Response:
    return handed_out(parts, looking, today, case, ready(parts.database, looking, today, case, name, form, entry))


@router.post("/cases/{case}/papers/{name}")
def file_paper(request: Request, case: SeenCase, name: PaperName, desk: Desk, parts: Parts, looking: Looking, today: Today, sent: Sent) -> Response:
    """存入材料: a draft as it is now; the paper of an act on file is thereby signed off, once for good."""
    try:
        found = ready(parts.database, looking, today, case, name, sent.one("form"), sent.one("entry"))
        stored = parts.archive.put(io.BytesIO(_may_be_filed(found)), max_bytes=LARGEST)
        parts.casework.execute(_filing(found, sent.actor(desk), case, sent.key, stored.digest, stored.size))
    except DomainError as error:
        return _page(request, parts, desk, looking, today, case, error)
    return RedirectResponse(f"/cases/{case}/papers?done={'paper_draft' if found.draft else 'paper'}", 303)


def _may_be_filed(found: Ready) -> bytes:
    if found.fixed:
        raise InvalidEntry({"form": "这份文书已经定稿，不能再次定稿。"}, "这份文书已经定稿，内容固定，不能再次定稿。")
    if found.differences and not found.draft:
        raise InvalidEntry({"form": "文书与案卷不符。"}, "文书与案卷不符，不能定稿：" + "；".join(found.differences))
    return printed(found)


def _filing(found: Ready, actor: Actor, case: str, key: str, digest: str, size: int) -> AddMaterial:
    if found.draft:
        return AddMaterial(actor, case, key, digest=digest, name=found.file, media_type=found.media_type, size=size)
    form = found.file.rpartition(".")[2]
    return SignOffPaper(actor, case, key, digest=digest, name=found.file, media_type=found.media_type, size=size,
                        paper=found.name, entry=found.entry, form=form)  # fmt: skip


def _page(
    request: Request, parts: Parts, desk: SignedIn, looking: Looking, today: Today, case: str, error: DomainError | None = None, *,
    done: str = "", paper: str = "", material: str = "", compared: tuple[str, ...] | None = None,
) -> Response:  # fmt: skip
    seen, view = refused(request, error, ("form", "material", "file")) if error else None, matter(parts, looking, today, case)
    return case_page(
        request, "case/papers.html", desk, view, "/papers", status=seen.status if seen else 200, refused=seen, done=done, key=fresh_key(),
        papers=papers(parts.database, looking, today, case), roles=choices_of(desk, view), compared=compared, paper=paper, material=material,
        comparable=[one for one in view.materials if one.media_type in (DOCX, PDF)],
    )  # fmt: skip
