"""Every page leads to the part of the help that is about it, and every key that is told there is one that works."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from api.pages.help_parts import PARTS, help_part
from api.pages.manual import KEYBOARD
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_every_page import clean
from tests.offices import Office

Browse = Callable[..., Browser]
SCRIPT = Path(__file__).parents[3] / "api" / "static" / "desk.js"


def test_every_part_is_there_and_reached(browse: Browse, office: Office) -> None:
    browser = browse("office")
    page = browser.get("/help")
    there = {had.get("id") for tag, had in page.tags if tag == "h2"}
    assert {part for _, part in PARTS} <= there and "keys" in there and clean(page) == []
    assert 'href="/help#handle"' in browser.get("/worklist").html and 'href="/help#search"' in browser.get("/search").html


@pytest.mark.parametrize(("path", "part"), [("/cases/m1/deadlines/x", "deadlines"), ("/cases/new", "handle"), ("/cases/m1/steps/a", "unfinished"),
                                            ("/cases/m1/site", "enforcement"), ("/cases/m1/archive", "handle"), ("/cases/m1/archived", "handle"),
                                            ("/lists/todo", "handle"), ("/searching", ""), ("/", "")])  # fmt: skip
def test_parts_by_address(path: str, part: str) -> None:
    assert help_part(path) == part


def test_keys_are_told_as_they_are() -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    table = re.search(r"GO = \{([^}]*)\}", script)
    assert table is not None
    works = set(re.findall(r"(\w): \"", table[1]))
    assert {keys[1] for keys, _ in KEYBOARD if keys[0] == "g"} == works
    assert all(f'key === "{one}"' in script for one in "g/?jk")
