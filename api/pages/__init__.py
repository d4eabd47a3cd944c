"""The pages: server-rendered, in Chinese, working without scripts."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    administration,
    board,
    calendars,
    case,
    channels,
    checking,
    complaints,
    corrections,
    desks,
    diagrams,
    dossier,
    drafts,
    dues,
    enforcement_desks,
    evidence,
    expert,
    expert_links,
    handling,
    hearings,
    lists,
    manual,
    notices,
    opening,
    opinions,
    packing,
    paper_texts,
    papers,
    phrases,
    plan,
    portal,
    public_data,
    public_enforcement,
    receipts,
    register,
    responsibility,
    risks,
    running,
    sealed,
    search,
    sheets,
    signing,
    site,
    steps,
    supervision,
    unfinished,
    worklist,
    yearly,
)
from api.pages.refusing import refusal_page

__all__ = ["public_router", "refusal_page", "router"]

public_router = APIRouter()  # what an application of the portal alone consists of
for found in (manual.public, expert.router, complaints.router, public_enforcement.router, public_data.router, receipts.router, hearings.router, portal.router):
    public_router.include_router(found)
router = APIRouter()
for part in (signing, worklist, lists, handling, notices, channels, supervision, board, responsibility, risks, running, opening, case, plan, calendars, steps, sheets,
             desks, evidence, register, corrections, phrases, search, unfinished, checking, diagrams, dossier, drafts, dues, packing, sealed, papers, paper_texts,
             opinions, manual, yearly, expert_links, enforcement_desks, site):
    router.include_router(part.router)
router.include_router(administration.router)
router.include_router(complaints.inside)
router.include_router(hearings.inside)
router.include_router(public_router)
