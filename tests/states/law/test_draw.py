"""The draw: fair over many seeds, the same whenever repeated, another once anything was touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.law.draw import Inspector, Lists, Subject, commitment, digest, draw

DRAWS = 10_000
EVEN = Lists(tuple(Subject(f"企业{n}", 1) for n in range(10)), tuple(Inspector(f"人员{n}") for n in range(6)), 3, 2)
WEIGHTED = Lists((Subject("高风险", 3), Subject("低风险", 1)), (Inspector("甲"), Inspector("乙")), 1, 2)


def near(count: int, share: float) -> bool:
    """Within four and a half standard deviations of what chance gives: once in a hundred thousand otherwise."""
    return abs(count - DRAWS * share) <= 4.5 * sqrt(DRAWS * share * (1 - share))


def test_every_subject_and_every_inspector_has_the_same_chance() -> None:
    drawn: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    for number in range(DRAWS):
        picks = draw(f"seed {number}", "word", EVEN)
        drawn.update(one.subject for one in picks)
        sent.update(picks[0].inspectors)
    assert all(near(drawn[one.name], 0.3) for one in EVEN.subjects), drawn
    assert all(near(sent[one.person], 1 / 3) for one in EVEN.inspectors), sent


def test_a_greater_weight_is_drawn_so_much_more_often() -> None:
    high = sum(draw(f"{number}", "", WEIGHTED)[0].subject == "高风险" for number in range(DRAWS))
    assert near(high, 0.75), high


def test_pairs_are_drawn_evenly_too() -> None:
    """Order and company do not matter: each of the 45 pairs among the first two comes up alike."""
    pairs = Counter(frozenset(one.subject for one in draw(f"p{number}", "w", replace(EVEN, subjects_drawn=2))) for number in range(DRAWS))
    assert len(pairs) == 45 and all(near(count, 1 / 45) for count in pairs.values())


def test_repeated_it_is_the_same_and_the_order_of_typing_is_nothing() -> None:
    shuffled = replace(EVEN, subjects=EVEN.subjects[::-1], inspectors=EVEN.inspectors[::-1])
    assert draw("一串随机数", "文字", EVEN) == draw("一串随机数", "文字", shuffled)
    assert digest(EVEN) == digest(shuffled)


def test_a_result_written_down_once_stands() -> None:
    """Worked out by hand with sha256sum for this test; another way of drawing would be another format."""
    assert commitment("yifa") == "36a45f7a94acd745ef6b817b8ef000789f6f200b120caf183bd6b7aa92722171"


@pytest.mark.parametrize(
    "other",
    [
        replace(EVEN, subjects=(*EVEN.subjects[:-1], Subject("企业9", 2))),
        replace(EVEN, subjects=EVEN.subjects[:-1]),
        replace(EVEN, inspectors=EVEN.inspectors[:-1]),
        replace(EVEN, inspectors=(*EVEN.inspectors[:-1], Inspector("人员5", ("企业1",)))),
        replace(EVEN, subjects_drawn=4),
        replace(EVEN, inspectors_each=1),
    ],
)
def test_touched_lists_have_another_fingerprint(other: Lists) -> None:
    assert digest(other) != digest(EVEN)


@given(st.text(max_size=20), st.text(max_size=20))
def test_another_seed_breaks_the_promise(seed: str, other: str) -> None:
    assert (commitment(seed) == commitment(other)) is (seed == other)


@given(st.integers(0, 10_000))
def test_nobody_is_sent_where_they_have_an_interest(number: int) -> None:
    lists = replace(EVEN, inspectors=(Inspector("人员0", ("企业0", "企业1")), *EVEN.inspectors[1:]), subjects_drawn=10)
    sent = {one.subject: one.inspectors for one in draw(str(number), "w", lists)}
    assert len(sent) == 10 and all(len(set(team)) == 2 for team in sent.values())
    assert "人员0" not in sent["企业0"] and "人员0" not in sent["企业1"]


def test_too_few_without_an_interest_is_said() -> None:
    lists = Lists((Subject("企业", 1),), (Inspector("甲", ("企业",)), Inspector("乙")), 1, 2)
    with pytest.raises(ValueError, match="企业"):
        draw("s", "w", lists)
