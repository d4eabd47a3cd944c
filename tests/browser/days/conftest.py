"""The desks of a working day: each story has the demo to itself, twice: wide by mouse, narrow by keyboard alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import NARROW, WIDE, Visit, serving
from tests.browser.days.walking import Walk

Start = Callable[..., Walk]


@pytest.fixture
def site(seeded: Path, tmp_path: Path) -> Iterator[str]:
    """The demo from a copy of this story's own: what one person did, the next finds."""
    folder = tmp_path / "data"
    shutil.copytree(seeded, folder)
    with serving(folder) as address:
        yield address


@pytest.fixture(params=["mouse, wide", "keyboard, narrow"])
def walk(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Iterator[Start]:
    """Open a window: of somebody who signs in, or of nobody. In the end no page may have had a fault."""
    by_keyboard = request.param.startswith("keyboard")
    story = request.node.originalname.removeprefix("test_")
    walks: list[Walk] = []

    def start(login: str = "") -> Walk:
        one = Walk(visit("", NARROW if by_keyboard else WIDE), f"{story}_{login or 'public'}", by_keyboard)
        walks.append(one)
        if login:
            one.sign_in(login)
        return one

    yield start
    faults = [fault for one in walks for fault in one.faults]
    assert not faults, "\n".join(faults)
