"""What the events of one matter say, walked in order: against this the tables are held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from states.dossier.vocabulary import OpinionEnd, Screening
from states.procedures import calendar_notice
from states.procedures.rule_confirmation import NOTE
from storage.hands import NOBODY
from storage.opinion_effects import HELD


@dataclass(slots=True)
class ToldEntry:
    """An entry as its event promised it."""

    seq: int
    place: int
    digest: str
    whose: tuple[str, str, str]  # person, role, represented
    recorded_at: datetime


@dataclass(slots=True)
class ToldOpinion:
    """An opinion as it came in, and the last answer to it; ``seq`` is the event that touched it last."""

    seq: int
    source: str
    text_digest: str
    received_at: datetime
    answer: tuple[str, str] = ("", "")  # disposition, reason
    root: str = ""  # the first version, of one that was corrected
    held: tuple[str, str, str] = ("", "", "")  # how, why, by whom
    giver: Mapping[str, Any] | None = None  # how the sealed row of who gave it must look


@dataclass(slots=True)
class ToldClock:
    """A clock as the events left it; ``status`` "" means stopped; ``held``: since when, days used and left."""

    seq: int
    rule: str
    due_on: str
    status: str
    generation: int
    held: tuple[str | None, int | None, int | None] = (None, None, None)


@dataclass(slots=True)
class Told:
    """The sum of the events so far. ``take`` raises KeyError, TypeError or ValueError on a body that makes no sense."""

    opened: Mapping[str, Any] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)
    entered: Mapping[str, str] = field(default_factory=dict)
    first_at: str = ""
    moved_at: str = ""
    parts: list[list[str]] = field(default_factory=list)
    entries: dict[str, ToldEntry] = field(default_factory=dict)
    opinions: dict[str, ToldOpinion] = field(default_factory=dict)
    materials: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    clocks: dict[str, ToldClock] = field(default_factory=dict)
    confirmed: dict[str, tuple[int, str]] = field(default_factory=dict)  # rule -> event and day since which it blocks
    published: dict[int, tuple[int, str, bool, datetime]] = field(default_factory=dict)  # event, entry, holds?, when
    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)  # of papers, by the entry that documents the act
    signed_off: dict[tuple[str, str, str], tuple[int, str]] = field(default_factory=dict)  # (paper, entry, form) -> event, digest
    stays: dict[tuple[int, str], tuple[str, str, int]] = field(default_factory=dict)  # (event, state) -> since, until, event that led out
    hands: dict[int, tuple[str, ...]] = field(default_factory=dict)  # event -> person, represented, role, kind, act, day
    handler: str = ""  # who has the matter in hand
    circulated: dict[tuple[int, str], tuple[str, str, datetime]] = field(default_factory=dict)  # (event, reader) -> sender, remark, when
    registrations: dict[str, tuple[int, Mapping[str, Any], datetime]] = field(default_factory=dict)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)  # what the receipt of each event says

    def take(self, body: Mapping[str, Any], hashed: str) -> None:
        """Add the next event."""
        seq, at = body["seq"], datetime.fromisoformat(body["recorded_at"])
        self.last = body
        self.parts += body.get("parts", [])
        self.entered = body.get("entered", self.entered)
        if seq == 1:
            self.opened = body["opened"] | {"number": body["note"]["number"], "law_as_of": body["on"]}
            self.first_at = body["recorded_at"]
        if body["kind"] != "refused":
            self.moved_at = body["recorded_at"]
            self.answers[seq] = {name: body[name] for name in ("case", "seq", "version", "to")} | {"hash": hashed}
        self._entries(body, at)
        self._stays(body)
        self.numbers |= {entry: (seq, number) for entry, number in body.get("numbers", {}).items()}
        for one in body["timers"]:
            self._clock(seq, one)
        self._noted(body, at)

    def _stays(self, body: Mapping[str, Any]) -> None:
        seq, on, before, after = body["seq"], body["on"], set(body["from"]), set(body["to"])
        for one, (since, until, _) in self.stays.items():
            if not until and one[1] in before - after:
                self.stays[one] = (since, on, seq)
        who = body["actor"]
        if who["role"] not in NOBODY and body["kind"] != "refused":
            self.hands[seq] = (who["person"], who["represented"], who["role"], body["kind"], body["act"], on)
        self.stays |= {(seq, state): (on, "", 0) for state in after - before}

    def _entries(self, body: Mapping[str, Any], at: datetime) -> None:
        actor = body["actor"]
        for place, one in enumerate(body["entries"]):
            own = (actor["person"], actor["role"], actor["represented"])
            whose = (one["by"], one["role"], one["represented"]) if "by" in one else own
            self.entries[one["id"]] = ToldEntry(body["seq"], place, one["digest"], whose, at)

    def _clock(self, seq: int, one: Mapping[str, Any]) -> None:
        known = self.clocks.get(one["name"])
        if one["due_on"] is not None:
            again = known.generation + 1 if known else 1
            still = one.get("held")
            held = (still["on"], still["used"], still["left"]) if still else (None, None, None)
            self.clocks[one["name"]] = ToldClock(seq, one["rule"], one["due_on"], "held" if still else "armed", again, held)
        elif known is not None:
            known.seq, known.status = seq, ""

    def _opinion(self, seq: int, note: Mapping[str, Any], at: datetime) -> None:
        before, root, source = note.get("supersedes", ""), "", note.get("source", "")
        if before:
            root, source = self.opinions[before].root or before, self.opinions[before].source
            self._ended(before, OpinionEnd.SUPERSEDED, seq)
        self.opinions[note["id"]] = ToldOpinion(seq, source, note["text_digest"], at, root=root, giver=note.get("giver"))

    def _ended(self, opinion: str, end: OpinionEnd, seq: int) -> None:
        self.opinions[opinion].answer = (end.value, "")
        self.opinions[opinion].seq = seq

    def _screened(self, one: ToldOpinion, act: Screening, reason: str, by: str) -> None:
        one.held = (HELD[act], reason, by)
        if act is Screening.CONFIRM:
            one.answer = (OpinionEnd.SPAM.value, reason)
        elif act is Screening.RELEASE and one.answer[0] == OpinionEnd.SPAM:
            one.answer = ("", "")

    def _noted(self, body: Mapping[str, Any], at: datetime) -> None:
        seq, note = body["seq"], body.get("note", {})
        match body["kind"]:
            case "opinion":
                self._opinion(seq, note, at)
            case "registration":
                self.registrations[note["id"]] = (seq, note, at)
            case "opinion_end":
                self._ended(note["id"], OpinionEnd.WITHDRAWN, seq)
            case "opinion_screening":
                for one in note["opinions"]:
                    self._screened(self.opinions[one], Screening(note["act"]), note["reason"], body["actor"]["person"])
                    self.opinions[one].seq = seq
            case "opinions":
                for one in note["opinions"]:
                    self.opinions[one].answer = (note["disposition"], note["reason"])
                    self.opinions[one].seq = seq
            case "material":
                said = (note["name"], note["media_type"], note["size"], body["actor"]["person"], at)
                self.materials.setdefault(note["digest"], (seq, said))
                if "paper" in note:
                    paper = note["paper"]
                    self.signed_off[paper["name"], paper["entry"], paper["form"]] = (seq, note["digest"])
            case "handler":
                self.handler = note["handler"]
            case "circulated":
                self.circulated |= {(seq, reader): (body["actor"]["person"], note["remark"], at) for reader in note["readers"]}
            case "deadline":
                clock = self.clocks[note["timer"]]
                clock.seq, clock.status = seq, "warned" if note["act"] == "warn" else "fired"
            case "step" if NOTE in note:
                rule = note[NOTE]["rule"]
                self.confirmed.pop(rule, None)
                if note[NOTE]["holds"]:
                    self.confirmed[rule] = (seq, body["on"])
            case "step" if calendar_notice.NOTE in note:
                off = note[calendar_notice.NOTE]
                self.published[off["version"]] = (seq, off["entry"], off["holds"], at)
            case _:
                pass
