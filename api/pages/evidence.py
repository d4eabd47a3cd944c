"""影像证据: the pictures and recordings of a matter as a wall, each with who, when, where and its digest."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.limits import MIB
from api.pages.acts import names
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from storage.queries.evidence import exhibits

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
SHOWN_AT_ONCE = 4 * MIB  # larger pictures are only looked at one by one


@router.get("/cases/{case}/evidence")
def evidence_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    seen = matter(parts, looking, today, case)
    return case_page(
        request, "case/evidence.html", desk, seen, "/evidence", exhibits=exhibits(seen), at_once=SHOWN_AT_ONCE, names=names(parts, seen),
        labels={one.id: one.label for one in seen.entries},
    )  # fmt: skip
