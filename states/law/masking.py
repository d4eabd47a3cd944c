"""隐去: what of a file may not be published, taken out of a text, and found in one (政府信息公开条例 arts. 14, 15; 行政处罚法 art. 50).

``masked`` writes 王某 and 某路某号; organisations and the agency keep their names. ``residue`` finds what is left, also where
it is split, in full width, or, for numbers of persons, not on file at all. It says what and where and never repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from states.dossier.enforcement_words import Secret
from states.dossier.model import Dossier
from states.law.folding import Folded, bare, fold
from states.law.number_patterns import birth, narrow, numbers
from states.law.private_people import Private, labelled, organisations, private, surname

NAME, ADDRESS, NUMBER, BIRTH = "自然人姓名", "自然人住址", "证件、电话或者账号", "出生日期"
ROUNDS = 3
SHORTEST = 4  # characters of an address that alone lead to somebody's door
_REGION = re.compile(
    r"^(?:[^省市县区旗州]{1,8}(?:省|自治区))?(?:[^市州盟县区]{1,8}(?:市|州|盟|地区))?(?:[^县区市旗路街]{1,8}(?:县|(?<![小园社新])区|市|旗))?"
)
_DOOR = re.compile(r"^.*?[0-9０-９一二三四五六七八九十百]+(?:号|弄|幢|栋|组)")
_SERIES = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Needle:
    """One text that may not stand in public, bare of separators, and what stands in its place."""

    label: str
    bare: str
    mark: str


@dataclass(frozen=True, slots=True)
class Residue:
    """Something that may not be published: what it is, where it stands, and how it would be masked. Never the thing itself."""

    label: str
    start: int
    end: int
    mark: str

    def told(self) -> str:
        return f"第{self.start + 1}字起有{self.label}（应作“{self.mark}”）"


@dataclass(frozen=True, slots=True)
class Mask:
    """All that a file says may not be published; made once, used on many texts."""

    needles: tuple[Needle, ...]
    births: tuple[re.Pattern[str], ...]
    kept: tuple[str, ...]  # bare names of organisations, in which a person's name may stand
    _longest: tuple[Needle, ...] = field(default=(), init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_longest", tuple(sorted(self.needles, key=lambda one: -len(one.bare))))

    def residue(self, text: str) -> tuple[Residue, ...]:
        """What is there in the order of the text; where two overlap, the longer one."""
        found = sorted(self._found(text), key=lambda one: (one.start - one.end, one.start))
        taken: list[Residue] = []
        for one in found:
            if all(one.end <= other.start or one.start >= other.end for other in taken):
                taken.append(one)
        return tuple(sorted(taken, key=lambda one: one.start))

    def masked(self, text: str) -> str:
        """The text with all that taken out; applied twice it changes nothing more."""
        for _ in range(ROUNDS):  # taking something out may bring together what was apart
            for one in reversed(self.residue(text)):
                text = text[: one.start] + one.mark + text[one.end :]
        return text

    def _found(self, text: str) -> Iterator[Residue]:
        in_itself = [Needle(NAME, bare(one), f"{surname(one)}某") for one in labelled(text)]  # 证人张三, whom no paper names
        if needles := (*self._longest, *in_itself):
            yield from self._of_needles(fold(text), needles)
        yield from (Residue(one.label, one.start, one.end, one.mark) for one in numbers(text))
        for pattern in self.births:
            yield from (Residue(BIRTH, one.start(), one.end(), "（出生日期已隐去）") for one in pattern.finditer(narrow(text)))

    def _of_needles(self, folded: Folded, needles: Iterable[Needle]) -> Iterator[Residue]:
        keeping = [span for name in self.kept for span in folded.find(name)]
        for needle in needles:
            for start, end in folded.find(needle.bare):
                if not (needle.label == NAME and any(first <= start and end <= last for first, last in keeping)):
                    yield Residue(needle.label, start, end, needle.mark)


NOTHING_ON_FILE = Mask((), (), ())  # what alone the numbers' own look gives away


def mask_of(dossier: Dossier) -> Mask:
    """The mask of a file; the matter above it (the body's register) names officers only and is no part of it."""
    known = private(dossier)
    kept = tuple(bare(one) for one in organisations(dossier))
    needles = [*_of_names(known), *_of_addresses(known), *_of_secrets(dossier)]
    needles += [Needle(NUMBER, bare(one), "（号码已隐去）") for one in known.numbers]
    unique = {one.bare: one for one in reversed(needles) if len(one.bare) > 1 and one.bare not in kept and one.bare not in bare(one.mark)}
    return Mask(tuple(reversed(unique.values())), tuple(birth(day) for day in known.births), kept)


def masked(text: str, dossier: Dossier) -> str:
    """The text as it may be published."""
    return mask_of(dossier).masked(text)


def residue(text: str, dossier: Dossier) -> tuple[Residue, ...]:
    """What may not be published and still stands in the text."""
    return mask_of(dossier).residue(text)


def _of_names(known: Private) -> Iterator[Needle]:
    """王某; where several have one surname, 王某甲 and 王某乙, in the order of the file."""
    by_surname: dict[str, list[str]] = {}
    for name in known.names:
        by_surname.setdefault(surname(name), []).append(name)
    for first, names in by_surname.items():
        for number, name in enumerate(names):
            series = _SERIES[number] if number < len(_SERIES) else str(number + 1)
            yield Needle(NAME, bare(name), f"{first}某{series if len(names) > 1 else ''}")


def _of_addresses(known: Private) -> Iterator[Needle]:
    """The whole address, what of it stands behind county or district, and that up to the house."""
    for address in known.addresses:
        region = (_REGION.match(address) or [""])[0]
        rest = address[len(region) :]
        if not rest:  # a town or district is nobody's door
            continue
        mark = "某路某号" if re.search("[路街巷道]", rest) else "某村" if re.search("[村组寨屯]", rest) else "某处"
        yield Needle(ADDRESS, bare(address), region + mark)
        door = (_DOOR.match(rest) or [""])[0]
        yield from (Needle(ADDRESS, bare(part), mark) for part in (rest, door) if len(bare(part)) >= SHORTEST)


def _of_secrets(dossier: Dossier) -> Iterator[Needle]:
    """What was noted, word for word, as a secret of the state, of business or of private life."""
    for note in dossier.all("secrecy_note"):
        for row in note.rows("items"):
            secret = next((one for one in Secret if one == row.get("covers")), Secret.PRIVACY)
            yield Needle(secret.label, bare(str(row.get("content", ""))), f"（涉及{secret.label}，已隐去）")
