"""系统运行: how late clocks are, what is stuck, and whether those who should look are looking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from pydantic import BaseModel, ConfigDict

from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage import running
from storage.database import Database
from storage.lateness import Lateness, lateness
from storage.queries.models import Viewer
from storage.queries.reading import look, marks
from storage.queries.visibility import visible
from storage.running import INSPECTION, PASSAGE, SILENT, UNINSPECTED, Kept, Pulse
from storage.stuck import ACTIONS, Found, Stuck, lasted, minute

KEEPERS = (Role.SYSTEM_ADMIN, Role.SUPERVISOR)


class StuckView(BaseModel):
    """A finding with its evidence and what may safely be done. ``case`` is named to those who may see the matter."""

    model_config = ConfigDict(frozen=True)

    kind: str
    label: str
    subject: str
    evidence: str
    action: str
    since: datetime
    case: str = ""
    number: str = ""
    letter: str = ""  # a row of the outbox that may be given its attempts once more


class LatenessView(BaseModel):
    """Seconds between the instant a clock could act and its act; over the last seven days."""

    model_config = ConfigDict(frozen=True)

    acts: int
    p50: float | None
    p99: float | None
    worst: float | None
    waiting: int
    oldest_label: str
    oldest_due_on: date | None
    oldest_late: float | None


class RunningView(BaseModel):
    model_config = ConfigDict(frozen=True)

    lateness: LatenessView
    stuck: tuple[StuckView, ...]
    passage_at: datetime | None
    inspected_at: datetime | None
    well: bool


def running_view(database: Database, viewer: Viewer, now: datetime, today: date, closes: time | None) -> RunningView:
    """For the system's administrators and the supervisor; NotPermitted for everybody else.

    ``closes``: when the office's legal day ends, None for midnight.
    """
    if not viewer.holds(*KEEPERS):
        raise NotPermitted(f"系统运行情况供{'、'.join(role.label for role in KEEPERS)}查看。")
    late, pulses = lateness(database, now, today, closes), running.pulses(database)
    kept = [*_silence(pulses, now), *running.kept(database)]
    numbers = _numbers(database, viewer, kept)
    if not viewer.holds(Role.SYSTEM_ADMIN):  # who supervises one government reads nothing of another's matters
        kept = [one for one in kept if not one.found.case or one.found.case in numbers]
    found = tuple(_view(one, numbers) for one in kept)
    passage, inspected = pulses.get(PASSAGE), pulses.get(INSPECTION)
    return RunningView(
        lateness=_lateness(late), stuck=found, passage_at=passage.at if passage else None,
        inspected_at=inspected.at if inspected else None, well=not found,
    )  # fmt: skip


def _silence(pulses: Mapping[str, Pulse], now: datetime) -> Iterator[Kept]:
    """What the inspection cannot find, because it would not be running."""
    for name, label, span in ((PASSAGE, "时间推移", SILENT), (INSPECTION, "巡检", UNINSPECTED)):
        last = pulses.get(name)
        if last is None:
            yield Kept(Found(Stuck.NO_PULSE, name, f"{label}流程从未运行。"), now)
        elif now - last.at > span:
            yield Kept(Found(Stuck.NO_PULSE, name, f"{label}流程最近一次运行于{minute(last.at)}，已中断{lasted(now - last.at)}。"), last.at)


def _numbers(database: Database, viewer: Viewer, kept: list[Kept]) -> Mapping[str, str]:
    """The numbers of those matters that the viewer may see."""
    cases, params = marks("rc", sorted({one.found.case for one in kept if one.found.case}))
    clause = visible(viewer)
    with look(database) as reader:
        rows = reader.all(f"SELECT c.id, c.number FROM case_file c WHERE c.id IN ({cases}) AND {clause.sql}", clause.params | params)
    return dict(map(tuple, rows))


def _view(one: Kept, numbers: Mapping[str, str]) -> StuckView:
    found = one.found
    again = found.subject.partition(":")[2] if found.kind is Stuck.DEAD_LETTER else ""
    return StuckView(
        kind=found.kind.value, label=found.kind.label, subject=found.subject, evidence=found.evidence, action=ACTIONS[found.kind],
        since=one.since, case=found.case if found.case in numbers else "", number=numbers.get(found.case, ""), letter=again,
    )  # fmt: skip


def _lateness(late: Lateness) -> LatenessView:
    oldest = late.oldest
    return LatenessView(
        acts=late.acts, p50=late.p50, p99=late.p99, worst=late.worst, waiting=late.waiting,
        oldest_label=oldest.label if oldest else "", oldest_due_on=oldest.due_on if oldest else None,
        oldest_late=oldest.late if oldest else None,
    )  # fmt: skip
