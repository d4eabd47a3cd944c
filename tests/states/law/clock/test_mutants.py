"""Each planted fault must be caught by the worked examples or by the random histories; otherwise they prove little."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from states.law import clock
from states.law.calendar import national_calendar
from tests.states.law.clock import book, histories

SOURCE = Path(clock.__file__).parent
HISTORIES = 4000


@dataclass(frozen=True)
class Mutant:
    name: str
    file: str
    old: str
    new: str


MUTANTS = [
    Mutant("the first day counts", "course.py", "last.end if last else start", "last.end if last else start - ONE_DAY"),
    Mutant("working days are calendar days", "course.py", "worked = cal if share.unit is Unit.WORKING_DAY else None\n    return Leg", "worked = None\n    return Leg"),
    Mutant("a day named twice is left out twice", "course.py", "if merged and first <= merged[-1][1] + ONE_DAY", "if False"),
    Mutant("days before a pause are forgotten", "course.py", "start, n = last, n - here", "start, n = last, n"),
    Mutant("the last day before a pause is not the last", "course.py", "if here >= n", "if here > n"),
    Mutant("roll-over ends inside a pause", "course.py", "if first <= day <= last", "if False"),
    Mutant("an extension begins to number anew", "course.py", "last.before + last.share.n if last and same else 0", "0"),
    Mutant("months make nothing up", "course.py", "owed = gaps.days(start, same_date)", "owed = 0"),
    Mutant("made-up days run through a pause", "course.py", "gaps.advance(same_date, owed) if owed", "same_date + timedelta(days=owed) if owed"),
    Mutant("months of thirty days", "course.py", "add_months(start, share.n)", "start + timedelta(days=30 * share.n)"),
    Mutant("an extension joins the moved end", "course.py", "from_day = last.end if last", "from_day = gaps.rolled(last.end, cal) if last"),
    Mutant("power over goods is lengthened by a rest day", "terms.py", "self.period.moves and not self.power", "self.period.moves"),
    Mutant("extensions without end", "terms.py", "return last if last and last.repeats else None", "return last"),
    Mutant("an open pause runs on after the settlement", "history.py", "return self.settlement.on if self.settlement else self.today", "return self.today"),
    Mutant("an open pause is one day", "history.py", "last = self.horizon if one.last is None", "last = one.first if one.last is None"),
    Mutant("an act on the last day is late", "history.py", "if due is not None and day > due:", "if due is not None and day >= due:"),
    Mutant("an act on the moved last day is late", "history.py", "due = self.due()\n        if due is", "due = self.raw()\n        if due is"),
    Mutant("nothing is ever late while nothing is", "history.py", "if any(one.last is None and one.first <= day for one in self.standing)", "if self.standing"),
    Mutant("an extension of any length", "history.py", "record.n > rule.n", "record.n > rule.n + 99"),
    Mutant("anybody may extend", "history.py", "if record.by not in rule.by", "if False"),
    Mutant("any unit will do", "history.py", "if record.unit is not rule.unit", "if False"),
    Mutant("an extension needs no paper", "history.py", "if not record.paper.strip()", "if False"),
    Mutant("nobody need ask", "history.py", "if rule.asked:", "if False:"),
    Mutant("a restart keeps the settlement", "history.py", "        self.settlement = None\n", ""),
    Mutant("a restart keeps the extensions", "history.py", "        self._shares = [self._own_share()]\n\n", "\n"),
    Mutant("a supplement restarts when it is asked for", "history.py", "(from_day, record.complete_on, reason)", "(from_day, record.asked_on, reason)"),
    Mutant("supplements as often as one likes", "history.py", "self._asked += 1", "self._asked += 0"),
    Mutant("a pause from before the start counts", "history.py", "if record.first < start", "if False"),
    Mutant("a pause may run backwards", "history.py", "if record.last is not None and record.last < record.first", "if False"),
    Mutant("acts of the future count", "history.py", "if day > self.today", "if False"),
    Mutant("any restart is lawful", "history.py", "if not self.law.terms.restarts", "if False"),
    Mutant("a late notice works backwards", "notice.py", "first = record.notified_on", "first = record.first"),
    Mutant("no notice is needed", "notice.py", "if allowed.written:", "if False:"),
    Mutant("a pause outlasts its notice", "notice.py", "last = record.told_until\n", "pass\n"),
    Mutant("no fixed end is needed", "notice.py", "if allowed.fixed:", "if False:"),
    Mutant("a floor lapses a day late", "state.py", "history.horizon >= due if history.law.floor else history.horizon > due", "history.horizon > due"),
    Mutant("a ceiling lapses on its last day", "state.py", "if history.law.floor else history.horizon > due", "if history.law.floor else history.horizon >= due"),
    Mutant("a floor binds the reviewer too", "state.py", "settlement.by_protected or settlement.on >= due", "settlement.on >= due"),
    Mutant("days left are calendar days", "state.py", "history.cal if working else None", "None"),
    Mutant("late on a Saturday is not late", "state.py", "-max(1, history.cal.workdays_after(due, day))", "-history.cal.workdays_after(due, day)"),
    Mutant("accepted by silence on the last day only", "state.py", "DeemedFrom.START: history.from_day", "DeemedFrom.START: due"),
    Mutant("an exclusion suspends the matter", "state.py", "one.suspends and one.covers(", "one.covers("),
    Mutant("an unpublished year is certain", "state.py", "return any(cal.provisional(date(year, 1, 1)) for year in years)", "return False"),
    Mutant("a pause is not told", "telling.py", "stopped = [one for one in self._stretches if one.covers(day)]", "stopped = list[Stretch]()"),
    Mutant("pauses shift no numbers", "telling.py", "place = self._gaps.left(leg.start, info.day, worked)", "place = (info.day - leg.start).days"),
    Mutant("exactly on the hour is late", "hours.py", "left.total_seconds() >= 0", "left.total_seconds() > 0"),
]  # fmt: skip


def load(name: str, folder: Path, mutant: Mutant | None) -> ModuleType:
    """A copy of the clock under another name, with the fault in it; the code must still read as the mutant says."""
    folder.mkdir()
    for path in SOURCE.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        if mutant and path.name == mutant.file:
            assert text.count(mutant.old) == 1, f"{mutant.name}: {text.count(mutant.old)} times"
            text = text.replace(mutant.old, mutant.new)
        (folder / path.name).write_text(text.replace("states.law.clock", name), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def forget_copies() -> Iterator[None]:
    yield
    for name in [one for one in sys.modules if one.startswith("mutant_clock_")]:
        del sys.modules[name]


def caught(module: ModuleType) -> str:
    """What catches the fault: the title of an example or the number of a history; empty when nothing does."""
    try:
        for example in book.examples():
            if book.differences(example, module):
                return example.id
        for example in book.examples("hours"):
            if book.hours_differences(example, module):
                return example.id
        cal = national_calendar()
        for seed in range(HISTORIES):
            if histories.compare(seed, module, cal):
                return f"history {seed}"
    except (ValueError, TypeError, AssertionError, KeyError) as fault:
        return f"{type(fault).__name__}: {fault}"
    return ""


@pytest.mark.parametrize("place", range(len(MUTANTS)), ids=[one.name for one in MUTANTS])
def test_a_planted_fault_is_caught(place: int, tmp_path: Path) -> None:
    name = f"mutant_clock_{place}"
    assert caught(load(name, tmp_path / name, MUTANTS[place])) != ""


def test_the_sound_copy_is_not_caught(tmp_path: Path) -> None:
    module = load("mutant_clock_none", tmp_path / "mutant_clock_none", None)
    assert caught(module) == ""
