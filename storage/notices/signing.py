"""The mark by which a receiver knows that an event is ours and fresh: Standard Webhooks 1.0."""

from __future__ import annotations

import base64
import hmac
from hashlib import sha256

PREFIX = "whsec_"


def signing_secret(key: str, subscription: str, generation: int) -> str:
    """The subscriber's secret, derived from the installation's: nothing is kept that could be read out."""
    made = hmac.digest(key.encode(), f"webhook:{subscription}:{generation}".encode(), "sha256")
    return PREFIX + base64.b64encode(made).decode()


def signature(secret: str, id: str, at: int, body: bytes) -> dict[str, str]:
    """HMAC-SHA256 over id, time (seconds since 1970) and body, as it goes into the headers."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mark = hmac.new(key, f"{id}.{at}.".encode() + body, sha256).digest()
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": f"v1,{base64.b64encode(mark).decode()}"}
