"""A second clock, written from the rules and sharing nothing with the first: it walks the wall calendar day by day.

The rules it obeys, in words:
- The day of the start is left out. A working day counts if the State Council made it one; a calendar day always counts.
- A day inside a lawful pause does not count. A pause without an end lasts until today, or until the matter was settled.
- Where the law wants written notice, a pause begins with the notice at the earliest; where it wants a fixed end, it ends
  with the day the notice names at the latest.
- Months end on the corresponding day; the paused days until then are made up one by one after it.
- An extension is counted from the end reached before that end was moved for a rest day.
- A ceiling in days or months whose end is no working day, or is paused, goes to the next day that is both worked and free.
- What happens after the end is void, unless a pause is open, in which case there is no end yet.
- A supplement stops everything until all is received, and then all begins anew on that day; so does a restart.
- A floor protects whoever may ask for a supplement, so its end does not stop them from asking.
- After a settlement only a restart counts. Acts dated after today do not count yet.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.states.law.clock.wall import ONE, Outcome, Plain, Share, corresponding, worked


class Walk:
    def __init__(self, law: Plain, records: list[Plain], today: date) -> None:
        self.law, self.records, self.today = law, records, today
        self.void: set[int] = set()
        self.remarks: list[int] = []
        self.numbers: dict[date, int] = {}
        self.pauses: list[tuple[date, date | None, bool]] = []
        self.raw: date | None = None
        self.due: date | None = None
        self.settled: Plain | None = None
        self.waiting = False
        self.asked = 0
        self.extended = 0

    # the walk

    def go(self) -> Outcome:
        starts = [place for place, one in enumerate(self.records) if one["record"] == "start"]
        good = [place for place in starts if self._start_is_good(self.records[place])]
        self.void |= set(starts)
        if not good:
            return Outcome(void=set(range(len(self.records))))
        self.void.discard(good[0])
        self.start = self.records[good[0]]
        self.origin: date = self.start["on"]
        self._anew(self.origin)
        day, last = self.origin, self.origin
        agenda: dict[date, list[int]] = {}
        for place, one in enumerate(self.records):
            if one["record"] == "start":
                continue
            when = self._when(one)
            last = max(last, when)
            if when < self.origin:
                self.void.add(place)
            else:
                agenda.setdefault(when, []).append(place)
        while day <= last or (self.due is None and not self.waiting):
            for place in agenda.get(day, []):
                if not self._happens(place, self.records[place], day):
                    self.void.add(place)
            self._count(day)
            day += ONE
            assert day < self.origin + timedelta(days=4000)
        return self._outcome()

    def _start_is_good(self, one: Plain) -> bool:
        end = one.get("ends_on")
        return (end is not None) == (self.law["unit"] is None) and (end is None or end >= one["on"])

    def _when(self, one: Plain) -> date:
        kind = one["record"]
        if kind in ("suspension", "exclusion"):
            allowed = self.law["pauses"].get((kind, one["kind"]))
            told = one.get("notified_on")
            return max(one["first"], told) if allowed and allowed["written"] and told else one["first"]
        key = {"extension": "decided_on", "supplement": "asked_on", "restart": "on", "settlement": "on"}[kind]
        day: date = one[key]
        return day

    def _anew(self, day: date) -> None:
        self.since, self.raw, self.due, self.waiting, self.extended = day, None, None, False, 0
        self.numbers.clear()
        self.pending: list[tuple[int, str]] = []
        self.units = [self.law["unit"]]
        self.share = Share(self.law["n"], self.law["unit"], day)
        if self.law["unit"] is None and self.start["ends_on"] == day:
            self.raw = self.due = day

    def _paused(self, day: date) -> bool:
        horizon = self.settled["on"] if self.settled else self.today
        return any(first <= day <= (horizon if last is None else last) for first, last, _ in self.pauses)

    def _count(self, day: date) -> None:
        if self.waiting or day <= self.since or self.due is not None:
            return
        if self.raw is None:
            self._count_share(day, self.share)
        if self.raw is not None:
            self._try_due(day)

    def _count_share(self, day: date, share: Share) -> None:
        paused = self._paused(day)
        if share.unit is None:
            if day == self.start["ends_on"]:
                self._end_share(day)
        elif share.unit == "month":
            self._count_month(day, share, paused)
        elif not paused and (share.unit == "calendar_day" or worked(day)):
            share.done += 1
            self.numbers[day] = share.base + share.done
            if share.done == share.amount:
                self._end_share(day)

    def _count_month(self, day: date, share: Share, paused: bool) -> None:
        same = corresponding(share.since, share.amount)
        if day > same:
            if not paused:
                share.done += 1
                self.numbers[day] = share.done
            if share.done == share.owed:
                self._end_share(day)
            return
        share.owed += paused
        for months in range(1, share.amount + 1):
            if corresponding(share.since, months) == day and not paused:
                self.numbers[day] = months
        if day == same and share.owed == 0:
            self._end_share(day)

    def _end_share(self, day: date) -> None:
        if not self.pending:
            self.raw = day
            return
        (amount, unit), was, self.raw = self.pending.pop(0), self.share, None
        carries_on = was.unit == unit and unit != "month"
        self.share = Share(amount, unit, day, was.base + was.amount if carries_on else 0)

    def _try_due(self, day: date) -> None:
        moves = self.law["moves"]
        if not moves or (worked(day) and not self._paused(day)):
            self.due = self.raw if not moves else day

    # what happens on a day, before it is counted

    def _happens(self, place: int, one: Plain, day: date) -> bool:
        kind = one["record"]
        if kind == "restart":
            if not self.law["restarts"] or day > self.today or day < self.since:
                return False
            self.settled = None
            self._anew(day)
            return True
        if self.settled is not None:
            return False
        if kind in ("suspension", "exclusion"):
            return self._pause(place, one, day)
        if day > self.today or day < self.since:
            return False
        if kind == "settlement":
            self.settled = one
            return True
        if self.waiting:
            return False
        return self._extension(place, one, day) if kind == "extension" else self._supplement(one, day)

    def _in_time(self, day: date) -> bool:
        if any(last is None and first <= day for first, last, _ in self.pauses):
            return True
        return self.due is None or day <= self.due

    def _pause(self, place: int, one: Plain, day: date) -> bool:
        allowed = self.law["pauses"].get((one["record"], one["kind"]))
        first, last = one["first"], one.get("last")
        if allowed is None or first < self.origin or (last is not None and last < first):
            return False
        remarks = 0
        if allowed["written"]:
            told = one.get("notified_on")
            if told is None or (last is not None and told > last):
                return False
            remarks += told > first
        if allowed["fixed"]:
            until = one.get("told_until")
            if until is None or until < day:
                return False
            if last is None or last > until:
                remarks, last = remarks + 1, until
        if not self.waiting and not self._in_time(day):
            return False
        self.remarks += [place] * remarks
        self.pauses.append((day, last, one["record"] == "suspension"))
        return True

    def _extension(self, place: int, one: Plain, day: date) -> bool:
        rules = self.law["extensions"]
        if self.extended < len(rules):
            rule = rules[self.extended]
        elif rules and rules[-1]["repeats"]:
            rule = rules[-1]
        else:
            return False
        within = one["n"] > 0 and (rule["n"] is None or one["n"] <= rule["n"])
        if not within or one["unit"] != rule["unit"] or one["by"] not in rule["by"] or not one.get("paper"):
            return False
        acted = day
        if rule["asked"]:
            asked = one.get("asked_on")
            if asked is None or asked > day or asked < self.since:
                return False
            acted = asked
        if not self._in_time(acted):
            return False
        self.extended += 1
        if rule["told"] and one.get("told_on") is None:
            self.remarks.append(place)
        self.units.append(one["unit"])
        self._lengthen(one["n"], one["unit"], day)
        return True

    def _lengthen(self, amount: int, unit: str, today: date) -> None:
        self.pending.append((amount, unit))
        if self.raw is None:
            return
        # The end had been reached already: the days since then are counted after all.
        day, self.due = self.raw, None
        self._end_share(day)
        while (day := day + ONE) < today:
            self._count(day)

    def _supplement(self, one: Plain, day: date) -> bool:
        complete = one.get("complete_on")
        if self.asked >= self.law["supplements"] or (complete is not None and complete < day):
            return False
        floor = self.law["bound"] == "at_least" and self.law["unit"] is not None
        if not floor and not self._in_time(day):
            return False
        self.asked += 1
        if complete is None or complete > self.today:
            self.waiting, self.raw, self.due = True, None, None
            self.numbers.clear()
        else:
            self._anew(complete)
        return True

    # how it stands

    def _outcome(self) -> Outcome:
        horizon: date = self.settled["on"] if self.settled else self.today
        due = None if self.waiting else self.due
        out = Outcome("running", self.since, due, None if self.waiting else self.raw)
        out.void, out.remarks = self.void, sorted(self.remarks)
        out.numbers = {day: number for day, number in self.numbers.items() if not self.waiting}
        out.told = (self.origin, horizon if due is None else due) if (due or horizon) >= self.origin else None
        floor = self.law["bound"] == "at_least"
        over = due is not None and (horizon >= due if floor else horizon > due)
        if due is not None:
            out.open = any(last is None and first <= horizon for first, last, _ in self.pauses)
            out.days_left = self._left(max(horizon, self.since), due)
        if over:
            out.deemed = {"start": self.since, "end": due, "next_day": (due or horizon) + ONE}.get(self.law["deemed"])
        if self.settled and due is not None:
            early = floor and horizon < due and not self.settled.get("by_protected", False)
            out.kept = not early if floor else horizon <= due
            out.late_by = 0 if out.kept else abs(out.days_left or 0)
        out.status = self._status(due, over)
        return out

    def _status(self, due: date | None, over: bool) -> str:
        if self.settled:
            return "settled"
        if due is None or self.since > self.today:
            return "waiting"
        if over:
            return "lapsed"
        held = any(
            suspends and first <= self.today and (last is None or self.today <= last)
            for first, last, suspends in self.pauses
        )
        return "suspended" if held else "running"

    def _left(self, day: date, due: date) -> int:
        working = all(unit == "working_day" for unit in self.units)
        if day > due:
            late = sum(worked(due + ONE * offset) for offset in range(1, (day - due).days + 1))
            return -max(1, late) if working else -(day - due).days
        total = 0
        while day < due:
            day += ONE
            total += not self._paused(day) and (worked(day) or not working)
        return total
