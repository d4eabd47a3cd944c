"""Where the words of a paper come from: each date, amount, article and name with the entry that says it, or with nothing.

What neither the case nor the paper's own words know is marked as differing: the same judgement as ``check``, place by place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from states.dossier.kinds import KINDS
from states.dossier.model import in_place
from storage.documents.enforcement.check import AMOUNT, VALUES, told_by, values
from storage.documents.enforcement.papers import CITED, Drawn

NAMES = (2, 60)  # of how many characters texts are looked for word for word
SUMS = "金额"
PATTERNS: Mapping[str, re.Pattern[str]] = {**VALUES, SUMS: AMOUNT}
# What is ticked off a list ("是", "罚款") is everybody's word: that a paper has it too does not say where from.
COMMON = frozenset(
    one.label for kind in KINDS.values() for spec in kind.fields for column in (spec, *spec.columns) for one in column.options or ()
) | {"是", "否"}
_PLAIN = re.compile(r"[0-9.,\s]+")  # a number alone says nothing of where it comes from


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; ``entry``: who says it; ``differs``: a date, amount, article or number that nobody says."""

    text: str
    entry: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """What the case says: its values by kind, its texts word for word, each with its entry ("" for the matter itself)."""

    values: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str] = field(default_factory=dict)

    def pieces(self, line: str) -> tuple[Piece, ...]:
        """The line cut where something comes from somewhere; put together it is the line again."""
        found: list[tuple[int, int, Piece]] = []
        for start, end, piece in (*self._values(line), *self._texts(line)):
            if all(end <= a or start >= b for a, b, _ in found):
                found.append((start, end, piece))
        return tuple(_cut(line, sorted(found, key=lambda one: one[0])))

    def _values(self, line: str) -> Iterator[tuple[int, int, Piece]]:
        for what, pattern in PATTERNS.items():
            for match in pattern.finditer(line):
                told = values(match[0], what)
                known = [self.values[what][one] for one in told if one in self.values[what]]
                yield match.start(), match.end(), Piece(match[0], next(filter(None, known), ""), len(known) < len(told))

    def _texts(self, line: str) -> Iterator[tuple[int, int, Piece]]:
        for text in sorted((one for one in self.texts if one in line), key=len, reverse=True):
            for match in re.finditer(re.escape(text), line):
                yield match.start(), match.end(), Piece(text, self.texts[text])


def sources(drawn: Drawn) -> Sources:
    """Of the entries that stand, the newest that says it: the paper's own act first, then what the paper is made to show."""
    matter = drawn.matter
    own = (matter.dossier.number, matter.dossier.title, *matter.numbers.values(), *map(matter.cite, CITED.get(drawn.paper.name, ())))
    by_value: dict[str, dict[str, str]] = {what: {} for what in PATTERNS}
    texts: dict[str, str] = {}
    newest = reversed(in_place(matter.dossier.entries))
    for entry in sorted(newest, key=lambda one: (one != drawn.entry, one.kind not in drawn.paper.shows)):
        for text in told_by(entry, matter.names):
            _keep(by_value, text, entry.id)
            if NAMES[0] <= len(text) <= NAMES[1] and text not in COMMON and not _PLAIN.fullmatch(text):
                texts.setdefault(text, entry.id)
    for text in own:
        _keep(by_value, text, "")
    return Sources(by_value, texts)


def _keep(by_value: dict[str, dict[str, str]], text: str, entry: str) -> None:
    for what, known in by_value.items():
        for one in values(text, what):
            known.setdefault(one, entry)


def _cut(line: str, found: Iterable[tuple[int, int, Piece]]) -> Iterator[Piece]:
    reached = 0
    for start, end, piece in found:
        if start > reached:
            yield Piece(line[reached:start])
        yield piece
        reached = end
    if reached < len(line):
        yield Piece(line[reached:])
