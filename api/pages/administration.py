"""系统: the pages of the three administrators, and one's own account, as one part."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import account, audit, importing, leaving, rights, staff

router = APIRouter(include_in_schema=False)
for part in (account, staff, rights, importing, leaving, audit):
    router.include_router(part.router)
