"""The portal's own session: a signed cookie of half an hour that says which opinions its holder has proved to be theirs.

It has nothing to do with a desk's session: another name, another key, another path, and no row in any table.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from infra.wiring import Services

COOKIE = "yifa_portal"
PATH = "/portal"
MINUTES = 30
MOST = 20  # opinions that one session may hold; the oldest proofs go first


def _signer(parts: Services) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(parts.vault.key("portal-session"), signer_kwargs={"key_derivation": "hmac", "digest_method": sha256})


def proven(request: Request, parts: Services) -> dict[str, bool]:
    """The opinions that were proved in this session, and whether each may be changed; nothing for a forged or old cookie."""
    try:
        found = _signer(parts).loads(request.cookies.get(COOKIE, ""), max_age=MINUTES * 60)
    except BadSignature:
        return {}
    return {str(root): bool(may) for root, may in found.items()} if isinstance(found, dict) else {}


def remember(request: Request, response: Response, parts: Services, more: Mapping[str, bool]) -> None:
    """Add to what was proved; a stronger proof is not weakened by a later weaker one."""
    known = proven(request, parts)
    for root, may in more.items():
        known[root] = known.pop(root, False) or may
    kept = dict(list(known.items())[-MOST:])
    response.set_cookie(
        COOKIE, _signer(parts).dumps(kept), max_age=MINUTES * 60, path=PATH, httponly=True, samesite="strict",
        secure=parts.settings.cookies_secure,
    )  # fmt: skip


def leave(response: Response) -> None:
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
