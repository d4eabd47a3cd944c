"""文书与案卷对照: a paper to read beside the entries that it comes from, with what differs marked in its place."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.acts import names
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from api.rest.papers import EntryId, PaperName, read_whole
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from storage.queries.paper_text import paper_text

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/{case}/papers/{name}/text")
def text_page(
    request: Request, case: SeenCase, name: PaperName, desk: Desk, parts: Parts, looking: Looking, today: Today, entry: EntryId = "",
    material: str = "",
) -> Response:  # fmt: skip
    """With ``material``: that file, taken for the paper and perhaps changed by hand."""
    view = matter(parts, looking, today, case)
    file = read_whole(parts, looking, today, case, material) if material else None
    found = paper_text(parts.database, looking, today, case, name, entry, file)
    return case_page(
        request, "case/paper_text.html", desk, view, "/papers", paper=found, material=material, names=names(parts, view),
        labels={one.id: one.label for one in view.entries}, facts=[one for one in view.entries if one.id in found.used],
        comparable=[one for one in view.materials if one.media_type in (DOCX, PDF)],
    )  # fmt: skip
