"""Two versions of a text, paragraph by paragraph and character by character: what went, what came, what stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PARAGRAPHS = 3000  # of one version; beyond that a comparison would take a person's whole day as well as the machine's
MOST_CHARACTERS = 4000  # of a paragraph that is compared character by character
AROUND = 1  # unchanged paragraphs shown before and after a change
ALIKE = 0.4  # from here on two paragraphs are one that was changed, below it one went and another came


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters: ``same``, ``gone`` or ``new``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the comparison: ``same``, ``changed``, ``gone``, ``new``, or ``left_out`` for ``count`` unchanged ones."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Its lines in reading order; how many paragraphs changed, came and went. ``cut``: only the beginnings were compared."""

    lines: tuple[Line, ...]
    changed: int
    new: int
    gone: int
    cut: bool = False

    @property
    def same(self) -> bool:
        return not (self.changed or self.new or self.gone)


def compare(old: str, new: str) -> Comparison:
    """The way from ``old`` to ``new``; blank paragraphs do not count."""
    before, after = _paragraphs(old), _paragraphs(new)
    cut = max(len(before), len(after)) > MOST_PARAGRAPHS
    before, after = before[:MOST_PARAGRAPHS], after[:MOST_PARAGRAPHS]
    lines: list[Line] = []
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (what, a, b, c, d) in enumerate(blocks):
        if what == "equal":
            lines += _unchanged(before[a:b], place > 0, place < len(blocks) - 1)
        else:
            lines += _replaced(before[a:b], after[c:d])
    kinds = [line.kind for line in lines]
    return Comparison(tuple(lines), kinds.count("changed"), kinds.count("new"), kinds.count("gone"), cut)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _unchanged(texts: Sequence[str], after_change: bool, before_change: bool) -> Iterator[Line]:
    """The paragraphs next to a change are shown; of the others only how many they are."""
    head, tail = AROUND if after_change else 0, AROUND if before_change else 0
    if len(texts) <= head + tail + 1:
        yield from (_line("same", text) for text in texts)
        return
    yield from (_line("same", text) for text in texts[:head])
    yield Line("left_out", count=len(texts) - head - tail)
    yield from (_line("same", text) for text in texts[len(texts) - tail :])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Paragraphs that stand at the same place are compared; where they have little in common, one went and one came."""
    for before, after in zip(old, new, strict=False):
        pieces = _pieces(before, after)
        if pieces:
            yield Line("changed", pieces)
        else:
            yield _line("gone", before)
            yield _line("new", after)
    yield from (_line("gone", text) for text in old[len(new) :])
    yield from (_line("new", text) for text in new[len(old) :])


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    if max(len(before), len(after)) > MOST_CHARACTERS:
        return ()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return ()
    found: list[Piece] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found.append(Piece("same", before[a:b]))
            continue
        if b > a:
            found.append(Piece("gone", before[a:b]))
        if d > c:
            found.append(Piece("new", after[c:d]))
    return tuple(found)


def _line(kind: str, text: str) -> Line:
    return Line(kind, (Piece(kind, text),))
