"""How text is compared when it is searched: sign by sign, so that what was found can be marked in what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

PIECE = 2000  # characters of a row; a word that two pieces share is found by the overlap
WORD_LIMIT = 40  # characters
WORDS_LIMIT = 6
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_LOOSE = re.compile(f"(?<=[{_HAN}])\\s+|\\s+(?=[{_HAN}])")  # lines of Chinese are broken anywhere
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def _plain(sign: str) -> str:
    """A sign as it is compared: full-width letters as narrow ones, capitals as small ones; always one sign."""
    found = unicodedata.normalize("NFKC", sign).lower()
    return found if len(found) == 1 else sign


def fold(text: str) -> str:
    return "".join(map(_plain, text))


def tidy(text: str) -> str:
    """One line without what no database keeps, Chinese without the blanks that only break lines."""
    kept = "".join(" " if one.isspace() else one for one in text if one.isspace() or (one >= " " and not "\ud800" <= one <= "\udfff"))
    return _SPACE.sub(" ", _LOOSE.sub("", kept)).strip()


def pieces(text: str) -> Iterator[str]:
    """The text in rows that overlap by a word; a text without anything has none."""
    for start in range(0, len(text), PIECE):
        yield text[start : start + PIECE + WORD_LIMIT]


def grams(folded: str) -> list[str]:
    """Its signs and pairs of signs, each once."""
    singles = {one for one in folded if one != " "}
    pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
    return sorted(singles | {one for one in pairs if " " not in one})


def words(asked: str) -> tuple[str, ...]:
    """What was asked for, as it is compared: the first words of it, each once and none too long."""
    found = (fold(tidy(one))[:WORD_LIMIT] for one in asked[: WORD_LIMIT * WORDS_LIMIT * 2].split())
    return tuple(dict.fromkeys(one for one in found if one))[:WORDS_LIMIT]
