"""The interface for programs; JSON in, JSON out, refusals as RFC 9457 problems."""

from __future__ import annotations

from api.rest import (
    acts,
    arriving,
    cases,
    desk,
    doorbell,
    handling,
    materials,
    notices,
    papers,
    portal,
    public_enforcement,
    risks,
    session,
    staff,
)

public_routers = (portal.router, public_enforcement.router)
routers = (
    session.router, desk.router, cases.router, acts.router, handling.router, materials.router, arriving.router, papers.router, notices.router, doorbell.router,
    risks.router, portal.router, public_enforcement.router, staff.router,
)  # fmt: skip
