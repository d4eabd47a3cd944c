"""The book of worked examples, counted by hand with a wall calendar: every date and every listed day."""

from __future__ import annotations

from datetime import UTC

import pytest

from states.law import clock
from tests.every import every
from tests.states.law.clock import book

EXAMPLES = list(book.examples())
HOURS = list(book.examples("hours"))


@every("example", EXAMPLES, lambda one: one.id)
def test_the_clock_counts_as_counted_by_hand(example: book.Example) -> None:
    book.check_form(example)
    assert book.differences(example, clock) == []


@pytest.mark.parametrize("example", HOURS, ids=lambda one: one.id)
def test_hours_never_pause(example: book.Example) -> None:
    book.in_force(example, example.values["start"].astimezone(UTC).date())
    assert book.hours_differences(example, clock) == []


def test_the_book_is_complete() -> None:
    both = [*EXAMPLES, *HOURS]
    assert len(both) >= 120
    assert len({one.id for one in both}) == len(both)
    assert {one.values.get("pitfall") for one in both} >= set(range(1, 11))
    files = {one.file for one in both}
    assert files >= {"penalty.toml", "coercion.toml", "licensing.toml", "reconsideration.toml", "major_decision.toml"}
    # Versions that differ have examples on both sides.
    ended = {one.law["label"] for one in both if "until" in one.law}
    assert ended & {one.law["label"] for one in both if "until" not in one.law} >= {
        "要求听证的期限", "举行听证的通知", "先行登记保存后作出处理决定", "送达处罚决定书", "公告送达", "直接起诉",
    }


def test_every_law_of_the_book_is_used() -> None:
    used = {(one.file, one.values["law"]) for one in [*EXAMPLES, *HOURS]}
    assert used == {(path.name, key) for path in book.FOLDER.glob("*.toml") for key in book.laws(path)}
