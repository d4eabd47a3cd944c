"""Text as an eye reads it, however it was typed: full width, spaces, points and strokes between the characters left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

KEPT = ("L", "N")  # Unicode's letters and numbers; all others are what texts are split by
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")


@dataclass(frozen=True, slots=True)
class Folded:
    """The bare characters of a text, and from which place of the text each of them came."""

    text: str
    places: tuple[int, ...]

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Every place of the original text at which the bare ``needle`` stands: first character, one behind the last."""
        start = self.text.find(needle) if needle else -1
        while start >= 0:
            yield self.places[start], self.places[start + len(needle) - 1] + 1
            start = self.text.find(needle, start + 1)


def fold(text: str) -> Folded:
    """Without what only separates, in one width and one case, each character with its place."""
    kept = [(char, place) for place, one in enumerate(text) for char in _bare(one)]
    return Folded("".join(char for char, _ in kept), tuple(place for _, place in kept))


def bare(text: str) -> str:
    return fold(text).text


def in_digits(text: str) -> str:
    """Chinese numerals one by one as digits (一三八 as 138), for numbers that are told and not counted."""
    return text.translate(CHINESE_DIGITS)


def _bare(char: str) -> Iterator[str]:
    for one in unicodedata.normalize("NFKC", char).casefold():
        if unicodedata.category(one)[0] in KEPT:
            yield one
