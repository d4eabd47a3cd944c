"""Light and dark have the same names of colours, and what is written in them can be read (WCAG AA, 4.5 to 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "api" / "static"
PAIRS = (
    ("ink", "sheet"), ("ink", "paper"), ("ink", "sheet-2"), ("ink-2", "sheet"), ("ink-2", "paper"), ("ink-2", "sheet-2"), ("ink-2", "grey-soft"),
    ("red-ink", "red-soft"), ("red-ink", "sheet"), ("red-dark", "red-soft"), ("red-dark", "sheet"), ("amber", "amber-soft"), ("amber", "sheet"),
    ("green", "green-soft"), ("green", "sheet"), ("blue", "blue-soft"), ("blue", "sheet"), ("orange", "orange-soft"), ("ink-mark", "grey-soft"),
)  # fmt: skip


def colours(name: str) -> dict[str, str]:
    text = (STATIC / name).read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})\b", text))


def light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sheets", [("app.css",), ("app.css", "dark.css")])
def test_what_is_written_can_be_read(sheets: tuple[str, ...]) -> None:
    found: dict[str, str] = {}
    for one in sheets:
        found |= colours(one)
    weak = {pair: round(contrast(found[pair[0]], found[pair[1]]), 2) for pair in PAIRS if contrast(found[pair[0]], found[pair[1]]) < 4.5}
    assert not weak
    assert contrast(found["red"], "#ffffff") >= 4.5, "white on the red of buttons"


def test_dark_changes_every_colour_that_has_a_name() -> None:
    named = {one for one in colours("app.css") if not one.startswith("tblr")}
    assert named - set(colours("dark.css")) == set()
