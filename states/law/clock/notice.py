"""What telling the party in writing does to a pause: untold days count, and so do days beyond those told."""

from __future__ import annotations

from datetime import date

from states.law.clock.faults import Flaw, Refused
from states.law.clock.records import Pause
from states.law.clock.terms import Allowance
from states.law.day_lines import chinese_date


def told(record: Pause, allowed: Allowance) -> tuple[date, date | None, list[tuple[Flaw, str, str]]]:
    """The days of a pause that count as left out, given what the party was told and when."""
    first, last, remarks = record.first, record.last, list[tuple[Flaw, str, str]]()
    if allowed.written:
        if record.notified_on is None or (last is not None and record.notified_on > last):
            message = f"{allowed.label}所需时间没有在其间书面告知当事人，不能扣除；应补书面告知，告知前的日子照常计入"
            raise Refused(Flaw.NOT_NOTIFIED, "notified_on", message)
        if record.notified_on > first:
            first = record.notified_on
            message = f"{allowed.label}自{chinese_date(first)}起才书面告知当事人，此前的日子照常计入"
            remarks.append((Flaw.NOTIFIED_LATE, "notified_on", message))
    if allowed.fixed:
        if record.told_until is None or record.told_until < first:
            message = f"{allowed.label}的期间应当明确，书面告知中应写明止日，否则不能扣除"
            raise Refused(Flaw.NO_FIXED_END, "told_until", message)
        if last is None or last > record.told_until:
            message = f"{allowed.label}只告知到{chinese_date(record.told_until)}，超出的日子照常计入"
            remarks.append((Flaw.OVERRUN, "told_until", message))
            last = record.told_until
    return first, last, remarks
