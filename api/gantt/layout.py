"""Where everything lies in the picture. A day is a cell: a bar reaches from the left of its first day to the right of its last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from states.law.day_lines import chinese_date
from states.law.holiday_notice import days_between
from storage.queries.gantt_shapes import GanttRow, GanttView

WIDTH, EDGE = 1100.0, 8.0
FLAGS, MONTHS, WEEKS = 20.0, 20.0, 18.0  # the bands at the top: today, months, weeks
TOP = FLAGS + MONTHS + WEEKS
LANE, HEAD, BAR, FOOT = 25.0, 26.0, 14.0, 22.0
WIDE, NARROW = 12.2, 7.0  # of a character at twelve pixels
HAN = 0x2E80
GAP = 6.0  # between a bar and its words
LEAST = 3.0  # a bar is never thinner
LONG = 30  # characters of a label
MONTH_ROOM, WEEK_ROOM, DAY_ROOM, WEEKEND_ROOM = 44.0, 30.0, 30.0, 2.2  # pixels a number, a number, a single day off needs to be seen
FIXED = "确定的日期"
SIGNS = {"done": "✓ ", "now": "▶ "}


@dataclass(frozen=True, slots=True)
class Lane:
    """A row as drawn. ``anchor``: start or end; ``cut``: it goes on beyond the edge."""

    row: GanttRow
    x: float
    w: float
    y: float
    words: str
    words_x: float
    anchor: str
    inside: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    words: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Shade:
    x: float
    w: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture."""

    height: float
    lanes: tuple[Lane, ...]
    heads: tuple[tuple[float, str], ...]
    months: tuple[Tick, ...]
    weeks: tuple[Tick, ...]
    shades: tuple[Shade, ...]
    unsure: tuple[Shade, ...]
    today: tuple[float, str] | None
    wish: tuple[float, str] | None


@dataclass(frozen=True, slots=True)
class Scale:
    first: date
    last: date

    @property
    def px(self) -> float:
        """Pixels of a day."""
        return (WIDTH - 2 * EDGE) / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """The left of a day."""
        return EDGE + (day - self.first).days * self.px

    def middle(self, day: date) -> float:
        return self.at(day) + self.px / 2


def coarse(view: GanttView) -> bool:
    """Whether single days off are too thin to be drawn, so that only longer ones are."""
    return Scale(view.first, view.last).px < WEEKEND_ROOM


def chart(view: GanttView) -> Chart:
    scale = Scale(view.first, view.last)
    lanes, heads, y = [], [], TOP
    for group in view.groups:
        heads.append((y, group.label))
        y += HEAD
        for row in group.rows:
            lanes.append(_lane(row, scale, y, (view.today or view.first).year))
            y += LANE
    return Chart(
        y + FOOT, tuple(lanes), tuple(heads), tuple(_months(scale)), tuple(_weeks(scale)), tuple(_shades(view, scale)),
        tuple(_unsure(view, scale)), (scale.middle(view.today), f"今天{short(view.today)}") if view.today else None,
        (scale.middle(view.wish), f"希望日期{short(view.wish)}") if view.wish else None,
    )  # fmt: skip


def short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def wide(words: str) -> float:
    return sum(WIDE if ord(one) >= HAN else NARROW for one in words)


def _lane(row: GanttRow, scale: Scale, y: float, year: int) -> Lane:
    words = said(row, year)
    if row.manner == "earliest":
        x, w = scale.middle(row.begins), 0.0
        words_x, anchor, _ = _beside(x - BAR / 2, x + BAR / 2, wide(words))
        return Lane(row, x, w, y, words, words_x, anchor, False, False)
    x, cut = scale.at(row.begins), row.ends > scale.last
    w = max(LEAST, scale.at(min(row.ends, scale.last)) + scale.px - x)
    words_x, anchor, inside = _beside(x, x + w, wide(words))
    return Lane(row, x, w, y, words, words_x, anchor, inside, cut)


def _beside(left: float, right: float, room: float) -> tuple[float, str, bool]:
    """Words go into the bar where they fit, otherwise to its right, otherwise to its left."""
    if room + 2 * GAP <= right - left:
        return left + GAP, "start", True
    if right + GAP + room <= WIDTH or left - GAP - room < 0:
        return right + GAP, "start", False
    return left - GAP, "end", False


def said(row: GanttRow, year: int) -> str:
    """What stands beside a bar, with a sign for what its pattern says, and its last day; of another year with its year."""
    label = row.label if len(row.label) <= LONG else f"{row.label[: LONG - 1]}…"
    sure = " ◆暂定" if row.provisional else ""
    if row.manner == "earliest":
        return f"{label} 最早{_dated(row.begins, year)}{f'（{row.length}）' if row.length else ''}{sure}"
    if row.manner in SIGNS:
        return f"{SIGNS[row.manner]}{label} {row.length}"
    sign = "✓ " if row.over else "！" if row.late else "‖ " if row.held else ""
    length = FIXED if not row.length or chinese_date(row.ends) in row.length else row.length
    return f"{sign}{label}（{length}）至{_dated(row.ends, year)}{f'，{row.standing}' if row.late else ''}{sure}"


def _dated(day: date, year: int) -> str:
    return short(day) if day.year == year else chinese_date(day)


def _months(scale: Scale) -> Iterator[Tick]:
    """Every month's first day, named where there is room: each, each third, or Januaries alone; the year with the first
    and with each January."""
    every = next((many for many in (1, 3) if 30 * many * scale.px >= MONTH_ROOM), 12)
    day, free = scale.first, 0.0
    while day <= scale.last:
        after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        x, full = scale.at(day), f"{day.year}年{day.month}月" if every == 1 else f"{day.year}年"
        rest = day.day != 1  # of a month at the left, named only where it has room
        words = full if rest or day.month == 1 or not free else f"{day.month}月"
        named = wide(full) <= scale.at(after) - x if rest else (day.month - 1) % every == 0
        if named and x >= free and x + wide(words) <= WIDTH:
            free = x + wide(words) + GAP
        else:
            words = ""
        yield Tick(x, words, day.month == 1)
        day = after


def _weeks(scale: Scale) -> Iterator[Tick]:
    """Mondays by the day of the month, or every day where there is room; nothing on a long scale."""
    every = scale.px >= DAY_ROOM
    if not every and 7 * scale.px < WEEK_ROOM:
        return
    for day in days_between(scale.first, scale.last):
        if (every or day.weekday() == 0) and scale.middle(day) + 2 * NARROW <= WIDTH:
            yield Tick(scale.at(day), f"{day.day}日" if every else str(day.day), False)


def _shades(view: GanttView, scale: Scale) -> Iterator[Shade]:
    for one in view.rests:
        if not coarse(view) or one.kind != "weekend":
            told = f"{short(one.begins)}至{short(one.ends)}" if one.begins != one.ends else short(one.begins)
            unsure = "（暂定）" if one.provisional else ""
            yield Shade(scale.at(one.begins), ((one.ends - one.begins).days + 1) * scale.px, one.kind, f"{told}：{one.label}{unsure}")


def _unsure(view: GanttView, scale: Scale) -> Iterator[Shade]:
    for first, last in _years(view.unsure, view.first, view.last):
        x = scale.at(first)
        yield Shade(x, scale.at(last) + scale.px - x, "unsure", f"{first.year}年放假安排尚未公布，暂定")


def _years(years: Iterable[int], first: date, last: date) -> Iterator[tuple[date, date]]:
    for year in years:
        yield max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
