"""How many notices wait, told as it changes (server-sent events)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from api.deps import COOKIE, unheard
from api.doorbell import Doorbell, Ringing
from storage.people import SignedIn

router = APIRouter(tags=["notices"])
STREAM = "/notices/stream"


@router.get(STREAM, response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}, "description": "event: unread, over"}})
async def stream(request: Request, who: Annotated[SignedIn, Depends(unheard)]) -> Ringing:
    """``unread`` with the number, at once and after each change; ``over`` when the session has ended. Does not keep the session."""
    bell: Doorbell = request.app.state.doorbell
    return await bell.ring(who, request.cookies.get(COOKIE, ""))
