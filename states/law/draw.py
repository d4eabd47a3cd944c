"""双随机抽取: a draw that nobody can steer and everybody can repeat (优化营商环境条例 art. 54(1)).

One person commits to a seed by its digest before the lists are known; another freezes the lists and adds a word of
their own before the seed is known; then the seed is disclosed. Seed, word and lists alone fix the result: neither
person can choose it, and anyone with SHA-256 and whole numbers can work it out again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

FORMAT = "yifa-draw-1"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the draw may fall on; a greater ``weight`` (risk class) is drawn more often."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Inspector:
    """Who may be sent, and to which subjects not (利害关系)."""

    person: str
    barred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """What is frozen before the seed is disclosed: who, how many subjects, how many inspectors for each."""

    subjects: tuple[Subject, ...]
    inspectors: tuple[Inspector, ...]
    subjects_drawn: int
    inspectors_each: int


@dataclass(frozen=True, slots=True)
class Pick:
    """One subject drawn and who goes there, in the order of drawing."""

    subject: str
    inspectors: tuple[str, ...]


def commitment(seed: str) -> str:
    """What is published of the seed before it is disclosed: hexadecimal SHA-256."""
    return sha256(f"{FORMAT}\nseed\n{seed}".encode()).hexdigest()


def digest(lists: Lists) -> str:
    """The fingerprint of the frozen lists, whatever order they were typed in: hexadecimal SHA-256."""
    written = {
        "subjects": sorted([one.name, one.weight] for one in lists.subjects),
        "inspectors": sorted([one.person, sorted(one.barred)] for one in lists.inspectors),
        "drawn": lists.subjects_drawn,
        "each": lists.inspectors_each,
    }
    return sha256(f"{FORMAT}\nlists\n{json.dumps(written, ensure_ascii=False, separators=(',', ':'))}".encode()).hexdigest()


def draw(seed: str, word: str, lists: Lists) -> tuple[Pick, ...]:
    """The result. Subjects without replacement by weight; for each, inspectors without replacement, the barred left out.

    ValueError where a subject drawn has fewer inspectors free of conflict than are to be sent.
    """
    root = f"{FORMAT}\ndraw\n{seed}\n{word}\n{digest(lists)}"
    left = sorted(lists.subjects, key=lambda one: one.name)
    picks: list[Pick] = []
    for number in range(min(lists.subjects_drawn, len(left))):
        chosen = left.pop(_ticket(root, f"subject {number}", [one.weight for one in left]))
        picks.append(Pick(chosen.name, _team(root, number, chosen.name, lists)))
    return tuple(picks)


def _team(root: str, number: int, subject: str, lists: Lists) -> tuple[str, ...]:
    free = sorted(one.person for one in lists.inspectors if subject not in one.barred)
    if len(free) < lists.inspectors_each:
        raise ValueError(subject)
    team = [free.pop(_ticket(root, f"inspector {number} {place}", [1] * len(free))) for place in range(lists.inspectors_each)]
    return tuple(team)


def _ticket(root: str, label: str, weights: Sequence[int]) -> int:
    """The place on which a number below the sum of the weights falls; 256 bits leave no bias that counts."""
    ticket = int.from_bytes(sha256(f"{root}\n{label}".encode()).digest()) % sum(weights)
    for place, weight in enumerate(weights):
        ticket -= weight
        if ticket < 0:
            return place
    raise AssertionError("unreachable: the ticket is below the sum")
