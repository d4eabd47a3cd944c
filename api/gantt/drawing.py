"""The picture as SVG: for a page, whose style sheet colours it, or as a file that carries the style sheet along.

Bars differ by pattern and by the sign in their words, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from api.gantt.layout import BAR, FLAGS, HEAD, LANE, TOP, WIDTH, Chart, Lane, Shade, chart, coarse, wide
from states.law.day_lines import chinese_date
from storage.queries.gantt_shapes import GanttRow, GanttView

STYLE = Path(__file__).resolve().parents[1] / "static" / "gantt.css"
TODAY = "gantt-today"  # where the reader is led to
KEY = (
    ("done", "已经过的环节"), ("now", "正在办理的环节"), ("floor", "最短期间、当事人的期间"), ("limit", "最长期间、确定日期"),
    ("earliest", "最早可以办理"), ("provisional", "暂定"), ("weekend", "周末"), ("holiday", "节假日"), ("today", "今天"),
)  # fmt: skip
PATTERNS = (
    '<defs><pattern id="gantt-floor" width="7" height="7" patternUnits="userSpaceOnUse"><rect class="ground-floor" width="7" height="7"/>'
    '<path class="stroke-floor" d="M-1 8L8-1M-1 1L1-1M6 8L8 6"/></pattern>'
    '<pattern id="gantt-now" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ground-now" width="6" height="6"/>'
    '<circle class="dot-now" cx="3" cy="3" r="1.1"/></pattern>'
    '<pattern id="gantt-unsure" width="8" height="8" patternUnits="userSpaceOnUse"><path class="stroke-unsure" d="M-1 1L1-1M-1 9L9-1M7 9L9 7"/></pattern></defs>'
)
FILLS = {"floor": "url(#gantt-floor)", "now": "url(#gantt-now)"}
SWATCH = 30.0


def svg(view: GanttView, title: str) -> Markup:
    """The drawing for a page; every bar leads to where it is explained."""
    drawn = chart(view)
    return Markup("".join((*_opened(drawn.height, title, "", "group"), *_drawing(drawn, linked=True), "</svg>")))


def svg_file(view: GanttView, title: str) -> str:
    """The drawing as a file of its own, with its title, its legend and without links."""
    drawn, above, below = chart(view), 34.0, 44.0
    height = drawn.height + above + below
    parts = (
        *_opened(height, title, f"<style>{_style()}</style>", "img"), f'<rect class="paper" width="{_n(WIDTH)}" height="{_n(height)}"/>',
        f'<text class="title" x="8" y="23">{escape(title)}</text><g transform="translate(0 {_n(above)})">', *_drawing(drawn, linked=False), "</g>",
        *_file_key(view, drawn.height + above + 12), "</svg>",
    )  # fmt: skip
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(parts)


def swatches(view: GanttView) -> tuple[tuple[Markup, str], ...]:
    """The legend of the page: a small picture and its words, for what the picture has."""
    return tuple(
        (Markup(f'<svg class="gantt-chart" width="{_n(SWATCH)}" height="16" aria-hidden="true" focusable="false">{_swatch(name)}</svg>'), words)
        for name, words in _key(view)
    )  # fmt: skip


def _key(view: GanttView) -> list[tuple[str, str]]:
    has = {row.manner for row in view.rows} | {one.kind for one in view.rests} | ({"today"} if view.today else set())
    has |= {"provisional"} if any(row.provisional for row in view.rows) else set()
    return [(name, words) for name, words in KEY if name in has and not (name == "weekend" and coarse(view))]


@lru_cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8").partition("/* end of the drawing */")[0]


def _opened(height: float, title: str, style: str, role: str) -> Iterator[str]:
    """``role``: a picture (img) is read as a whole, a group by the links in it."""
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" class="gantt-chart" width="{_n(WIDTH)}" height="{_n(height)}" '
           f'viewBox="0 0 {_n(WIDTH)} {_n(height)}" role="{role}" aria-label="{escape(title)}">{style}{PATTERNS}')  # fmt: skip


def _drawing(drawn: Chart, *, linked: bool) -> Iterator[str]:
    bottom = drawn.height - (FLAGS if drawn.wish else 4)
    yield from _ground(drawn, bottom)
    yield from (f'<g class="head"><rect x="0" y="{_n(y)}" width="{_n(WIDTH)}" height="{_n(HEAD - 4)}"/><text x="8" y="{_n(y + 16)}">{escape(words)}</text></g>'
                for y, words in drawn.heads)  # fmt: skip
    if drawn.today:
        yield _flag("today", *drawn.today, 1, bottom, f' id="{TODAY}"' if linked else "")
    if drawn.wish:
        yield _flag("wish", *drawn.wish, TOP, drawn.height, "")
    yield from (_lane(one, linked=linked) for one in drawn.lanes)


def _ground(drawn: Chart, bottom: float) -> Iterator[str]:
    """Days off, then the lines of months and weeks with their words."""
    yield from (_shade(one, TOP, bottom - TOP) for one in drawn.shades)
    for one in drawn.unsure:
        yield _shade(one, FLAGS, bottom - FLAGS) + (
            f'<text class="unsure-words" x="{_n(one.x + 4)}" y="{_n(bottom - 5)}">{escape(one.title)}</text>' if wide(one.title) < one.w else "")  # fmt: skip
    for tick in drawn.weeks:
        yield f'<line class="week" x1="{_n(tick.x)}" x2="{_n(tick.x)}" y1="{_n(TOP - 16)}" y2="{_n(bottom)}"/>'
        yield f'<text class="tick" x="{_n(tick.x + 2)}" y="{_n(TOP - 5)}">{escape(tick.words)}</text>'
    for tick in drawn.months:
        yield f'<line class="month{" year" if tick.strong else ""}" x1="{_n(tick.x)}" x2="{_n(tick.x)}" y1="{_n(FLAGS)}" y2="{_n(bottom)}"/>'
        if tick.words:
            yield f'<text class="month-words" x="{_n(tick.x + 4)}" y="{_n(FLAGS + 14)}">{escape(tick.words)}</text>'


def _shade(one: Shade, y: float, height: float) -> str:
    fill = ' fill="url(#gantt-unsure)"' if one.kind == "unsure" else ""
    return f'<rect class="rest {one.kind}"{fill} x="{_n(one.x)}" y="{_n(y)}" width="{_n(one.w)}" height="{_n(height)}"><title>{escape(one.title)}</title></rect>'


def _flag(name: str, x: float, words: str, top: float, bottom: float, mark: str) -> str:
    """A line through the picture with its day: today's at the top, the wished one's at the bottom."""
    w = wide(words) + 10
    left = min(max(0.0, x - w / 2), WIDTH - w)
    y = top if name == "today" else bottom - FLAGS + 3
    return (f'<g class="flag {name}"{mark}><line x1="{_n(x)}" x2="{_n(x)}" y1="{_n(top)}" y2="{_n(bottom)}"/>'
            f'<rect x="{_n(left)}" y="{_n(y)}" width="{_n(w)}" height="17" rx="3"/><text x="{_n(left + 5)}" y="{_n(y + 13)}">{escape(words)}</text></g>')  # fmt: skip


def _lane(one: Lane, *, linked: bool) -> str:
    row, middle = one.row, one.y + LANE / 2
    words = f'<text class="words{" inside" if one.inside else ""}" text-anchor="{one.anchor}" x="{_n(one.words_x)}" y="{_n(middle + 4)}">{escape(one.words)}</text>'
    shape = _diamond(one.x, middle) if row.manner == "earliest" else _bar(one, middle - BAR / 2)
    drawn = f'<g class="{_classes(row)}"><title>{escape(told(row))}</title>{shape}{words}</g>'
    return f'<a href="{escape(row.link)}">{drawn}</a>' if linked and row.link else drawn


def _classes(row: GanttRow) -> str:
    more = {"over": row.over, "late": row.late, "critical": row.critical, "provisional": row.provisional, "held": row.held}
    return " ".join(("lane", row.manner, *(name for name, holds in more.items() if holds)))


def _bar(one: Lane, y: float) -> str:
    manner = one.row.manner
    fill = f' fill="{FILLS[manner]}"' if manner in FILLS else ""
    end = one.x + one.w
    tip = f'<path class="tip" d="M{_n(end - 7)} {_n(y + 2)}L{_n(end)} {_n(y + BAR / 2)}L{_n(end - 7)} {_n(y + BAR - 2)}"/>' if one.cut or manner == "now" else ""
    stop = f'<path class="stop" d="M{_n(end)} {_n(y - 3)}V{_n(y + BAR + 3)}"/>' if manner == "limit" and not one.cut else ""
    return f'<rect class="bar"{fill} x="{_n(one.x)}" y="{_n(y)}" width="{_n(one.w)}" height="{_n(BAR)}"/>{stop}{tip}'


def _diamond(x: float, y: float) -> str:
    return f'<path class="bar" d="M{_n(x)} {_n(y - 6.5)}L{_n(x + 6.5)} {_n(y)}L{_n(x)} {_n(y + 6.5)}L{_n(x - 6.5)} {_n(y)}Z"/>'


def told(row: GanttRow) -> str:
    """A row in a sentence: what the pointer shows and what is read aloud."""
    if row.manner == "earliest":
        days = f"最早{chinese_date(row.begins)}"
    else:
        days = chinese_date(row.begins) if row.begins == row.ends else f"{chinese_date(row.begins)}至{chinese_date(row.ends)}"
    parts = (days, row.length, row.standing, "暂定" if row.provisional else "")
    return f"{row.label}：{'，'.join(one for one in parts if one)}"


def _swatch(name: str) -> str:
    if name == "earliest":
        return f'<g class="lane earliest">{_diamond(SWATCH / 2, 8)}</g>'
    if name == "today":
        return '<g class="flag today"><line x1="15" x2="15" y1="0" y2="16"/></g>'
    if name in ("weekend", "holiday"):
        return f'<rect class="rest {name}" width="{_n(SWATCH)}" height="16"/>'
    manner = "limit" if name == "provisional" else name
    fill = f' fill="{FILLS[manner]}"' if manner in FILLS else ""
    stop = '<path class="stop" d="M27 0V16"/>' if name == "limit" else ""
    return f'<g class="lane {manner}{" provisional" if name == "provisional" else ""}"><rect class="bar"{fill} x="1" y="2" width="26" height="12"/>{stop}</g>'


def _file_key(view: GanttView, y: float) -> Iterator[str]:
    x = 8.0
    for name, words in _key(view):
        yield f'<g transform="translate({_n(x)} {_n(y)})">{_swatch(name)}<text class="words" x="{_n(SWATCH + 5)}" y="12">{words}</text></g>'
        x += SWATCH + wide(words) + 20


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
