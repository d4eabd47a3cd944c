"""缴款: what each party owes and has paid, the plan of instalments, the late fine day by day."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from storage.queries.dues import PAPERS, dues_of, money_steps

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/{case}/dues")
def dues_page(request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today) -> Response:
    view = matter(parts, looking, today, case)
    return case_page(
        request, "case/dues.html", desk, view, "/dues", account=dues_of(parts.database, looking, today, case), today=today,
        steps=money_steps(parts.database, looking, today, case),
        papers=[one for one in view.entries if one.kind in PAPERS and not one.superseded_by],
    )  # fmt: skip
