"""The records of a clock, read off the standing entries of a dossier; each with the papers that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from states.dossier.kinds import KINDS
from states.dossier.model import Dossier, Entry
from states.law.clock import Exclusion, Extension, Interval, Restart, Supplement, Suspension
from states.law.day_lines import chinese_date
from states.law.legal_day import ONE_DAY
from states.law.period import Unit
from states.law.timekeeping.terms import FiledTerms, Sort, Source


@dataclass(frozen=True, slots=True)
class Filed:
    """A record and the entries it was read from, the one that opened it first."""

    record: Interval
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """What a clock counts before anything happened to it: from ``start``, the day of ``entry``.

    ``ends_on``: a last day that somebody fixed; ``months``: so many months; neither: the period of the rule.
    """

    rule: str
    entry: Entry
    start: date
    ends_on: date | None = None
    months: int = 0
    period: str = "main"


def was_touched(terms: FiledTerms, dossier: Dossier) -> bool:
    """Whether anything on file could be a record of the clock; asked on every act, so it only looks up."""
    for source in terms.sources:  # noqa: SIM110 - a generator would cost as much as the count itself
        if dossier.all(source.granted_by or source.opened_by):
            return True
    return False


def count_from(terms: FiledTerms, dossier: Dossier, anchor: Entry) -> Entry:
    """The entry with which the count began: earlier than the newest one, where that only supplements or extends."""
    for source in terms.sources:
        if source.sort is Sort.SUPPLEMENT and source.closed_by == anchor.kind:
            return _round(source, dossier)[0] or anchor
        if source.sort is Sort.EXTENSION and source.opened_by == anchor.kind:
            same = [one for one in dossier.all(anchor.kind) if not _granted(source, dossier, one)]
            return same[-1] if same else anchor
    return anchor


def records_of(terms: FiledTerms, dossier: Dossier, count: Count) -> tuple[Filed, ...]:
    """Everything on file that happened to the clock since it began, whether the law lets it count or not."""
    return tuple(one for source in terms.sources for one in _BUILDERS[source.sort](source, dossier, count))


def paper_of(entry: Entry) -> str:
    """How the telling names a paper."""
    return f"《{KINDS[entry.kind].label}》{chinese_date(entry.on)}"


def _pauses(source: Source, dossier: Dossier, count: Count) -> Iterator[Filed]:
    """Days before the clock began are none of its days; one who resumes on the day of the stop has not stopped."""
    make = Suspension if source.sort is Sort.SUSPENSION else Exclusion
    for opened, closed in _pairs(source, dossier):
        first, last = max(opened.on, count.start), closed.on - ONE_DAY if closed else None
        if last is not None and last < first:
            continue
        told, until = opened.day(source.notified), opened.day(source.until)
        record = make(source.kind, first, last, paper_of(opened), told, until)
        yield Filed(record, (opened, closed) if closed else (opened,))


def _pairs(source: Source, dossier: Dossier) -> list[tuple[Entry, Entry | None]]:
    """Each opening with the first closing after it; what is opened while open is no second opening."""
    found: list[tuple[Entry, Entry | None]] = []
    for entry in _in_order(dossier, source.opened_by, source.closed_by):
        waiting = bool(found) and found[-1][1] is None
        if entry.kind == source.opened_by and not waiting:
            found.append((entry, None))
        elif entry.kind == source.closed_by and waiting:
            found[-1] = (found[-1][0], entry)
    return found


def _supplements(source: Source, dossier: Dossier, count: Count) -> Iterator[Filed]:
    for opened, closed in _round(source, dossier)[1]:
        record = Supplement(opened.on, closed.on if closed else None, paper_of(opened))
        yield Filed(record, (opened, closed) if closed else (opened,))


def _round(source: Source, dossier: Dossier) -> tuple[Entry | None, list[tuple[Entry, Entry | None]]]:
    """The receipt that began the present count, and the supplements asked for since."""
    start: Entry | None = None
    asked: list[tuple[Entry, Entry | None]] = []
    for entry in _in_order(dossier, source.opened_by, source.closed_by):
        waiting = bool(asked) and asked[-1][1] is None
        if entry.kind == source.closed_by:
            if waiting:
                asked[-1] = (asked[-1][0], entry)
            else:
                start, asked = entry, []
        elif start is not None and not waiting:
            asked.append((entry, None))
    return start, asked


def _extensions(source: Source, dossier: Dossier, count: Count) -> Iterator[Filed]:
    end = count.ends_on
    for entry in dossier.after(count.entry, source.opened_by):
        until = entry.day(source.until)
        if until is None or end is None or (source.granted_by and not _granted(source, dossier, entry)):
            continue
        asked = [one for one in dossier.all(source.asked_by) if dossier.order(one) < dossier.order(entry)]
        record = Extension(
            (until - end).days, Unit.CALENDAR_DAY, entry.role.label, entry.on, paper_of(entry), asked[-1].on if asked else None
        )  # fmt: skip
        yield Filed(record, (entry, *asked[-1:]))
        end = max(end, until)


def _granted(source: Source, dossier: Dossier, entry: Entry) -> bool:
    """Whether the entry stands right behind the decision that grants it."""
    if not source.granted_by:
        return True
    gone, place = dossier.superseded(), dossier.order(entry)
    before = next((one for one in reversed(dossier.entries[:place]) if one.id not in gone), None)
    return before is not None and before.kind == source.granted_by and before.flag(source.granted)


def _restarts(source: Source, dossier: Dossier, count: Count) -> Iterator[Filed]:
    for entry in dossier.after(count.entry, source.opened_by):
        yield Filed(Restart(entry.on, paper_of(entry)), (entry,))


def _in_order(dossier: Dossier, *kinds: str) -> list[Entry]:
    return sorted((one for kind in kinds if kind for one in dossier.all(kind)), key=dossier.order)


_BUILDERS = {
    Sort.SUSPENSION: _pauses,
    Sort.EXCLUSION: _pauses,
    Sort.SUPPLEMENT: _supplements,
    Sort.EXTENSION: _extensions,
    Sort.RESTART: _restarts,
}
