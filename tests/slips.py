"""A program that works on the portal's slip before it gives an opinion."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import Any

import httpx


def worked(slip: dict[str, Any]) -> dict[str, str]:
    """What is sent back for a slip."""
    shift = 256 - int(slip["bits"])
    start = f"{slip['slip']}.".encode()
    number = next(one for one in count() if int.from_bytes(sha256(start + str(one).encode()).digest()) >> shift == 0)
    return {"key": slip["key"], "slip": slip["slip"], "work": str(number)}


def slip_for(client: httpx.Client, case: str) -> dict[str, str]:
    """Ask for a slip, and work on it."""
    answer = client.get(f"/api/portal/consultations/{case}/slip")
    return worked(answer.json()) if answer.status_code == 200 else {"key": "k", "slip": "s", "work": "0"}
