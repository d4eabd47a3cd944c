"""A story that goes on another day: the same installation with its clock moved, and somebody's window there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from api.app import create_app
from infra.settings import Settings
from infra.wiring import build
from tests.browser.conftest import served
from tests.browser.days.carrying import NOW
from tests.browser.days.conftest import Start
from tests.browser.days.walking import Walk


@contextmanager
def on(day: date, folder: Path) -> Iterator[str]:
    """The same installation with its clock moved, as the settings allow."""
    settings = Settings(data_dir=folder / "data", form_seconds=0, clock=datetime.combine(day, NOW.timetz()))
    with served(create_app(build(settings))) as site:
        yield site


def at(site: str, walk: Start, login: str) -> Walk:
    """Somebody's window on a later day."""
    one = walk()
    one.window.site = site
    one.sign_in(login)
    return one
