"""Text as an eye reads it, however it was typed: full width, spaces, points and strokes between the characters left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

KEPT = ("L", "N")  # Unicode's letters and numbers; all others are what texts are split by
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")


@dataclass(frozen=True, slots=True)
class Folded:
    """The bare characters of a text, to be looked in for places of the text itself."""

    text: str
    whole: str

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Every place of the original text at which the bare ``needle`` stands: first character, one behind the last."""
        start = self.text.find(needle) if needle else -1
        places = self._places() if start >= 0 else []
        while start >= 0:
            yield places[start], places[start + len(needle) - 1] + 1
            start = self.text.find(needle, start + 1)

    def _places(self) -> list[int]:
        """From which place of the text each of the bare characters came."""
        return [place for place, one in enumerate(self.whole) for _ in _bare(one)]


def fold(text: str) -> Folded:
    """Without what only separates, in one width and one case."""
    return Folded(bare(text), text)


def bare(text: str) -> str:
    return "".join(map(_bare, text))


def in_digits(text: str) -> str:
    """Chinese numerals one by one as digits (一三八 as 138), for numbers that are told and not counted."""
    return text.translate(CHINESE_DIGITS)


@lru_cache(maxsize=8192)  # the characters that a language is written with
def _bare(char: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", char).casefold() if unicodedata.category(one)[0] in KEPT)
