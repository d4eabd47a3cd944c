"""The pages: server-rendered, in Chinese, working without scripts."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    board,
    calendars,
    case,
    channels,
    corrections,
    diagrams,
    dossier,
    drafts,
    handling,
    lists,
    manual,
    notices,
    opening,
    opinions,
    packing,
    papers,
    plan,
    portal,
    public_enforcement,
    receipts,
    register,
    responsibility,
    risks,
    running,
    sheets,
    signing,
    steps,
    supervision,
    worklist,
    yearly,
)
from api.pages.refusing import refusal_page

__all__ = ["refusal_page", "router"]

router = APIRouter()
for part in (signing, worklist, lists, handling, notices, channels, supervision, board, responsibility, risks, running, opening, case, plan, calendars, steps, sheets,
             register, corrections, diagrams, dossier, drafts, packing, papers, opinions, manual, yearly, public_enforcement, receipts, portal):
    router.include_router(part.router)
