"""Around every request: its number, the headers that browsers obey, the body's limit, and no traceback for anybody."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import refusals
from api.deps import signed_in
from api.limits import (
    BODY_LIMIT,
    PUBLIC_LIMIT,
    UPLOAD_SLACK,
    BodyTooLarge,
    counted,
    counted_upload,
    is_upload,
)

LOG = logging.getLogger("yifa.api")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Shield:
    """The outermost layer of ours; pure ASGI, so that nothing is buffered."""

    def __init__(self, app: ASGIApp, material_limit: int, recording_limit: int, hsts: bool = False) -> None:
        self.app = app
        self.material_limit, self.recording_limit = material_limit, max(material_limit, recording_limit)  # bytes
        self.headers = HEADERS | ({"strict-transport-security": "max-age=31536000"} if hsts else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        number = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = number
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._dress(scope, message, number)
            await send(message)

        try:
            await self._pass(scope, receive, sending)
        except Exception:  # the last resort: nobody is shown a traceback, whatever went wrong
            LOG.exception("request %s %s %r failed", number, scope["method"], scope["path"])
            if started:
                raise
            await _told(scope, refusals.fault(scope["path"], number))(scope, receive, sending)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        upload = is_upload(scope["path"], headers.get("content-type", ""))
        # A body is read before anybody asks who sends it: strangers may not fill the disk with uploads.
        large = upload and await run_in_threadpool(signed_in, Request(scope))
        ordinary = PUBLIC_LIMIT if f"{scope['path']}/".startswith(("/portal/", "/api/portal/", "/expert/")) else BODY_LIMIT
        limit, slack = (self.recording_limit, UPLOAD_SLACK) if large else (ordinary, 0)
        promised = headers.get("content-length", "")
        refusal: Exception | None = None
        if promised.isdigit() and int(promised) > limit + slack:
            refusal = BodyTooLarge(limit)
        elif scope["method"] not in SAFE and _foreign(headers):
            refusal = refusals.Forged("请求来自其他网站，已被拒绝。请从本系统页面提交。")
        if refusal is None:
            body = counted_upload(receive, self.material_limit, limit, slack) if large else counted(receive, limit)
            await self.app(scope, body, send)
        else:
            await _told(scope, refusals.problem_of(refusal, Request(scope)))(scope, receive, send)

    def _dress(self, scope: Scope, message: Message, number: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        headers["x-request-id"] = number
        if not scope["path"].startswith("/static/"):
            headers.setdefault("cache-control", "no-store")


def _told(scope: Scope, problem: refusals.Problem) -> Response:
    """A page for a person at a page, a problem for a program."""
    at_page = not scope["path"].startswith("/api/") and "text/html" in Headers(scope=scope).get("accept", "")
    return refusals.fault_page(problem) if at_page else refusals.answer(problem)


def _foreign(headers: Headers) -> bool:
    """Does the browser say that another site sent this?"""
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] == "cross-site"
    origin = headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc != headers.get("host", "")
