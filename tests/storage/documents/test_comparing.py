"""Two texts compared: nothing of either may be lost, and each may be read off the comparison again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.documents.comparing import MOST_PARAGRAPHS, Comparison, compare

TEXTS = st.lists(st.text(alphabet="甲乙丙丁一二三，。", min_size=1, max_size=12), max_size=8).map("\n".join)


def told(found: Comparison, kind: str) -> str:
    """One version as the comparison tells it."""
    return "\n".join(
        text for line in found.lines if (text := "".join(piece.text for piece in line.pieces if piece.kind in ("same", kind)))
    )


@given(TEXTS, TEXTS)
def test_both_versions_are_in_the_comparison(old: str, new: str) -> None:
    found = compare(old, new)
    kept = sum(line.count for line in found.lines)
    for text, kind in ((old, "gone"), (new, "new")):
        lines = told(found, kind).splitlines()
        assert len(lines) + kept == len(text.splitlines())
        standing = iter(text.splitlines())
        assert all(line in standing for line in lines), "in the order in which they stand"


@given(TEXTS)
def test_a_text_equals_itself(text: str) -> None:
    assert compare(text, text).same


def test_what_changed_within_a_paragraph_is_told_character_by_character() -> None:
    found = compare("第一条 收费标准为每小时五元。\n第二条 自公布之日起施行。", "第一条 收费标准为每小时四元。\n第二条 自公布之日起施行。")
    (changed,) = [line for line in found.lines if line.kind == "changed"]
    assert [(piece.kind, piece.text) for piece in changed.pieces if piece.kind != "same"] == [("gone", "五"), ("new", "四")]
    assert (found.changed, found.new, found.gone) == (1, 0, 0)


def test_paragraphs_with_nothing_in_common_are_one_that_went_and_one_that_came() -> None:
    found = compare("禁止燃放烟花爆竹", "本规定由公安机关负责解释")
    assert [line.kind for line in found.lines] == ["gone", "new"]


def test_long_runs_without_change_are_left_out() -> None:
    same = [f"第{number}段的文字没有变动" for number in range(20)]
    found = compare("\n".join([*same, "旧"]), "\n".join([*same, "新增一段全然不同"]))
    assert [line.kind for line in found.lines] == ["left_out", "same", "gone", "new"] and found.lines[0].count == 19


def test_of_a_very_long_text_only_the_beginning_is_compared() -> None:
    text = "\n".join(f"第{number}行" for number in range(MOST_PARAGRAPHS + 1))
    assert compare(text, text).cut and not compare("一", "一").cut
