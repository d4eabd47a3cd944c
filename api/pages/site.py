"""现场: what an officer does with a telephone in hand: photographs, films, sound into the file, and what is put on record there."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter, on_site
from api.pages.dossier import WALL, choices_of, pictures_of
from api.pages.posting import SIGNED_IN, fresh_key
from infra.wiring import Services
from states.errors import NotPermitted
from storage.queries.drawn_papers import papers
from storage.queries.models import Viewer
from storage.queries.recordings import recordings
from storage.queries.steps import steps

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/{case}/site")
def site_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, done: str = "") -> Response:
    view = matter(parts, looking, today, case)
    if not on_site(desk, view):
        raise NotPermitted("现场页供本机关的执法人员在案件办理期间使用，请返回案卷查看材料。")
    return case_page(
        request, "case/site.html", desk, view, "/site", done=done, keys={one: fresh_key() for one in ("photo", "film", "sound", "signing")}, roles=choices_of(desk, view),
        steps=[one for one in steps(parts.database, looking, today, case) if one.available_now and one.permitted],
        recordings=recordings(view), pictures=pictures_of(view)[-WALL:], signable=_signable(parts, looking, today, case),
    )  # fmt: skip


def _signable(parts: Services, looking: Viewer, today: date, case: str) -> list[str]:
    """The papers that are fixed, each as somebody signs for it: what it is, its number, and the digest of what was fixed."""
    found = papers(parts.database, looking, today, case)
    return [f"{one.title} {one.number}（摘要{digest[:12]}）" for one in found for digest in list(one.fixed.values())[:1]]
