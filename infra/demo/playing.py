"""Plays the acts of a life through Casework.execute, with the clock moved to each act's day."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from docx import Document

from infra.demo.life import Act, Life, Paper
from infra.wiring import Services
from states.casework.commands import (
    Actor,
    AddMaterial,
    Command,
    DisposeOpinions,
    OpenCase,
    ReceiveOpinion,
    RecordEntry,
    TakeStep,
)
from states.casework.ports import Receipt
from states.dossier.vocabulary import Disposition, Role
from storage.queries.unanswered import unanswered

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LIMIT = 10_000_000


class MovedClock:
    """A clock that stands where the story stands; it never goes back."""

    def __init__(self) -> None:
        self._now = datetime(2000, 1, 1, tzinfo=UTC)

    def to(self, day: date) -> None:
        """Ten in the morning in China on that day, or later if the story is already there."""
        self._now = max(self._now, datetime.combine(day, time(2), UTC))

    def at(self, instant: datetime) -> None:
        """Stand at a real instant."""
        self._now = instant

    def now(self) -> datetime:
        self._now += timedelta(seconds=7)
        return self._now

    def restart(self) -> None:
        self._now = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Player:
    """Plays acts for one matter."""

    services: Services
    clock: MovedClock
    case: str
    title: str
    uploader: Actor
    papers: dict[str, str] = field(default_factory=dict)
    count: int = 0
    marked: str = "（演示）"

    def execute(self, make: Callable[[str], Command]) -> Receipt:
        self.count += 1
        return self.services.casework.execute(make(f"{self.case}-{self.count}"))

    def open(self, actor: Actor, life: Life, office: str, body: str, **more: Any) -> Receipt:
        self.clock.to(life.day)
        fields = self.sent(life.proposal())
        return self.execute(
            lambda key: OpenCase(actor, self.case, key, procedure="major_decision", title=self.title, office=office, body=body, fields=fields, **more)
        )

    def play(self, acts: Iterable[Act]) -> None:
        for act in acts:
            self.clock.to(act.on)
            self._act(act)

    def _act(self, act: Act) -> None:
        actor = Actor(act.who, act.role)
        match act.verb:
            case "step":
                inputs = self.sent(act.inputs)
                self.execute(lambda key: TakeStep(actor, self.case, key, step=act.name, inputs=inputs))
            case "record":
                fields = self.sent(act.inputs)
                self.execute(lambda key: RecordEntry(actor, self.case, key, kind=act.name, fields=fields))
            case "opinion":
                portal = Actor("portal", Role.PUBLIC)
                self.execute(lambda key: ReceiveOpinion(portal, self.case, key, **act.inputs))
            case "dispose":
                chosen = unanswered(self.services.database, self.case)
                answer = {"disposition": Disposition(act.inputs["disposition"]), "reason": act.inputs["reason"]}
                self.execute(lambda key: DisposeOpinions(actor, self.case, key, opinions=chosen, **answer))

    def sent(self, value: Any) -> Any:
        """Inputs as a form sends them: papers uploaded and named by their digests, days as text."""
        if isinstance(value, Paper):
            return self._paper(value.name)
        if isinstance(value, Mapping):
            return {name: self.sent(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.sent(one) for one in value]
        return value.isoformat() if isinstance(value, date) else value

    def _paper(self, name: str) -> str:
        """Upload a short document of that name once, and register it on the matter."""
        if name not in self.papers:
            content = document(f"{self.title}{name}", self.marked)
            digest = f"sha256:{sha256(content).hexdigest()}"
            stored = self.services.archive.put(io.BytesIO(content), digest=digest, max_bytes=LIMIT)
            self.execute(
                lambda key: AddMaterial(self.uploader, self.case, key, digest=stored.digest, name=f"{name}.docx", media_type=DOCX, size=stored.size)
            )
            self.papers[name] = stored.digest
        return self.papers[name]


def document(title: str, mark: str) -> bytes:
    """A short Word document, marked as a demo's."""
    made = Document()
    made.add_heading(title, level=1)
    made.add_paragraph(f"{mark}本文件为演示材料，内容系虚构。")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()
