"""Files that come piece by piece: only from whoever began them, only in order, and only for a day."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from states.errors import InvalidEntry, NotFound, StaleDossier
from storage.arriving import KEPT_SECONDS, MOST, PIECE, Arrivals

LIMIT = 10 * PIECE


@pytest.fixture
def arrivals(tmp_path: Path) -> Arrivals:
    return Arrivals(tmp_path / "arriving")


def test_pieces_in_order_make_the_file(arrivals: Arrivals) -> None:
    one = arrivals.begin("p1", "c1", "key 录像.mp4", "录像.mp4", PIECE + 3, LIMIT)
    one = arrivals.add(one.id, "p1", "c1", 0, b"a" * PIECE)
    assert (one.received, one.whole) == (PIECE, False)
    with pytest.raises(InvalidEntry) as refused, arrivals.opened(one):
        pass
    assert "尚未传完" in refused.value.fields["file"]
    one = arrivals.add(one.id, "p1", "c1", PIECE, b"end")
    with arrivals.opened(one) as content:
        assert content.read() == b"a" * PIECE + b"end"
    arrivals.done(one, {"digest": "d"})
    assert arrivals.of(one.id, "p1", "c1").answer == {"digest": "d"}


@pytest.mark.parametrize("offset", [0, 2, 4])
def test_a_piece_that_does_not_go_on_where_the_last_ended_is_not_kept(arrivals: Arrivals, offset: int) -> None:
    one = arrivals.begin("p1", "c1", "key a.pdf", "a.pdf", 10, LIMIT)
    arrivals.add(one.id, "p1", "c1", 0, b"abc")
    with pytest.raises(StaleDossier):
        arrivals.add(one.id, "p1", "c1", offset, b"x")
    assert arrivals.of(one.id, "p1", "c1").received == 3


def test_more_than_was_promised_is_not_kept(arrivals: Arrivals) -> None:
    one = arrivals.begin("p1", "c1", "key a.pdf", "a.pdf", 2, LIMIT)
    with pytest.raises(StaleDossier):
        arrivals.add(one.id, "p1", "c1", 0, b"abc")
    with pytest.raises(InvalidEntry):
        arrivals.add(one.id, "p1", "c1", 0, b"")


@pytest.mark.parametrize(("owner", "case"), [("p2", "c1"), ("p1", "c2")])
def test_nobody_else_finds_it_and_not_on_another_matter(arrivals: Arrivals, owner: str, case: str) -> None:
    one = arrivals.begin("p1", "c1", "key a.pdf", "a.pdf", 2, LIMIT)
    for ask in (lambda: arrivals.of(one.id, owner, case), lambda: arrivals.add(one.id, owner, case, 0, b"ab")):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 32, "G" * 32])
def test_an_invented_number_is_no_file(arrivals: Arrivals, name: str) -> None:
    with pytest.raises(NotFound):
        arrivals.of(name, "p1", "c1")


@pytest.mark.parametrize("size", [0, -1, LIMIT + 1])
def test_a_size_that_may_not_be_is_refused_and_leaves_nothing(arrivals: Arrivals, tmp_path: Path, size: int) -> None:
    with pytest.raises(InvalidEntry):
        arrivals.begin("p1", "c1", "key a.pdf", "a.pdf", size, LIMIT)
    assert not (tmp_path / "arriving").exists()


def test_only_so_many_wait_for_one_person_and_a_day_at_most(arrivals: Arrivals, tmp_path: Path) -> None:
    assert arrivals.begin("p1", "c1", "key 0", "0.pdf", 2, LIMIT) == arrivals.begin("p1", "c1", "key 0", "0.pdf", 2, LIMIT), "asked twice"
    for number in range(MOST):
        arrivals.begin("p1", "c1", f"key {number}", f"{number}.pdf", 2, LIMIT)
    with pytest.raises(InvalidEntry) as refused:
        arrivals.begin("p1", "c1", "key more.pdf", "more.pdf", 2, LIMIT)
    assert "尚未传完" in refused.value.fields["file"]
    assert arrivals.begin("p2", "c1", "key other.pdf", "other.pdf", 2, LIMIT).received == 0
    late = time.time() - KEPT_SECONDS - 60
    for file in (tmp_path / "arriving").iterdir():
        os.utime(file, (late, late))
    fresh = arrivals.begin("p1", "c1", "key fresh.pdf", "fresh.pdf", 2, LIMIT)
    assert sorted(file.stem for file in (tmp_path / "arriving").iterdir()) == [fresh.id, fresh.id]
