"""What happened, as it is chained: canonical JSON, SHA-256 over the previous hash and the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from states.dossier.model import Entry, Part
from states.law.requirement import Finding
from states.law.timekeeping import Held

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class TimerChange:
    """A clock to arm, to move, to hold or to stop. ``due_on`` is a legal day; None stops the clock.

    ``held``: it stands still (中止计时); ``due_on`` is then the day as it stood when it stopped.
    """

    name: str
    label: str
    rule: str
    due_on: date | None
    warn_on: date | None = None
    provisional: bool = False
    settled: bool = False  # stopped because the act was done (else: cancelled)
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Something for the outbox: a topic and what the reader needs."""

    topic: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command does to a matter, decided purely; the store records it in one transaction."""

    kind: str  # opened | step | entry | correction | refused | deadline | opinions | material | proposal
    act: str  # the step, entry kind or timer name
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    on: date
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    timers: tuple[TimerChange, ...] = ()
    messages: tuple[Message, ...] = ()
    parts: tuple[Part, ...] = ()
    entered: Mapping[str, date] | None = None
    note: Mapping[str, Any] | None = None
    advances: bool = True  # does it make a new version of the matter?
    ended: bool = False
    stage: str = ""


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted by code point, no spaces, UTF-8 unescaped, ISO dates.

    Any JSON library gives the same text with sorted keys, separators "," and ":" and no ASCII escaping.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=_plain).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot stand in an event")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def chain_hash(previous: str, body: str) -> str:
    """SHA-256 of the previous hash, a line feed and the canonical body."""
    return sha256(f"{previous}\n{body}".encode()).hexdigest()


def entry_digest(entry_id: str, kind: str, fields: Mapping[str, Any], on: date, supersedes: str) -> str:
    return digest(canonical({"id": entry_id, "kind": kind, "fields": fields, "on": on, "supersedes": supersedes}))


def finding_body(finding: Finding) -> dict[str, Any]:
    body: dict[str, Any] = {
        "rule": finding.rule,
        "status": finding.status.value,
        "reason": finding.reason,
        "citation": finding.citation,
    }
    if finding.unverified:
        body["unverified"] = True
    return body
