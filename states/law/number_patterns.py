"""Numbers that name a person wherever they stand: identity, telephone and bank card numbers, a day of birth.

Digits may be full-width or Chinese and split by whatever is no letter; a sum of money is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from states.law.folding import in_digits

SPLIT = r"[\W_]{0,3}"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MONEY = r"(?!\s*[元万亿%％])"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of number, how it looks with its separators, and whether the bare digits are really one."""

    label: str
    mark: str
    regex: re.Pattern[str]
    true: Callable[[str], bool] = lambda digits: True


def _split(first: str, more: str, times: int, last: str = "") -> str:
    end = f"(?:{SPLIT}{last})" if last else ""
    return f"{first}(?:{SPLIT}{more}){{{times}}}{end}"


def identity(digits: str) -> bool:
    """A number of GB 11643: a day of birth that exists, and the right check character."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return _CHECKS[sum(int(one) * weight for one, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11] == digits[17].upper()


def card(digits: str) -> bool:
    """The check of bank cards (Luhn)."""
    doubled = (int(one) * (2 if place % 2 else 1) for place, one in enumerate(reversed(digits)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


_IDENTITY = _split("[1-8]", r"\d", 16, "[0-9Xx]")
_CARD = rf"6{SPLIT}2(?:{SPLIT}\d){{14,17}}"
_MOBILE = rf"(?:(?:00)?86{SPLIT})?" + _split(f"1{SPLIT}[3-9]", r"\d", 9)
_MAIL = r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_GAP, _SHORT, _MAYBE = r"\s*", r"\d{1,2}", "{0,1}"
_BORN = rf"\d{{4}}{_GAP}年{_GAP}{_SHORT}{_GAP}月{_GAP}{_SHORT}{_GAP}日{_GAP}出{_MAYBE}{_GAP}生"
_WHEN = "(" + "|".join(("日期", "年月日", "年月", "于", "时间", "")) + ")"
_BIRTHDAY = rf"出{_GAP}生{_WHEN}\W{{0,3}}\d{{4}}{_GAP}[年./-]{_GAP}{_SHORT}{_GAP}[月./-]{_GAP}{_SHORT}{_GAP}日{_MAYBE}"


def _alone(digits: str, behind: str = "") -> re.Pattern[str]:
    """Those digits with none before and none behind them."""
    return re.compile(rf"(?<!\d){digits}(?!\d){behind}")


PATTERNS = (
    Pattern("身份证件号码", "（身份证件号码已隐去）", _alone(_IDENTITY), identity),
    Pattern("银行账号", "（银行账号已隐去）", _alone(_CARD, _MONEY), card),
    Pattern("电话号码", "（电话号码已隐去）", _alone(_MOBILE, _MONEY)),
    Pattern("电子邮箱", "（电子邮箱已隐去）", re.compile(_MAIL)),
    Pattern("出生日期", "（出生日期已隐去）", re.compile(f"{_BORN}|{_BIRTHDAY}")),
)

_POSSIBLE = re.compile(r"[\d@]")  # without either none of them can be there

# These name a person wherever they stand; an address of e-mail may be an office's.
PERSONAL = frozenset(one.label for one in PATTERNS if one.label != "电子邮箱")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text, with its place there."""

    label: str
    mark: str
    start: int
    end: int
    digits: str


def numbers(text: str) -> Iterator[Number]:
    """Every such number in the text; places are those of ``text`` itself."""
    read = narrow(text)
    if not _POSSIBLE.search(read):
        return
    for pattern in PATTERNS:
        for found in pattern.regex.finditer(read):
            digits = re.sub(r"[\W_]", "", found[0])
            if pattern.true(digits):
                yield Number(pattern.label, pattern.mark, found.start(), found.end(), digits)


class _Narrow(dict[int, str]):
    """The plain form of full-width characters and of every script's digits; one character stays one."""

    def __missing__(self, place: int) -> str:
        char = chr(place)
        plain = chr(place - 0xFEE0) if 0xFF01 <= place <= 0xFF5E else str(int(char)) if char.isdecimal() else char
        return self.setdefault(place, in_digits(plain))


_NARROW = _Narrow()


def birth(day: date) -> re.Pattern[str]:
    """One day of birth as it may be written."""
    gap = r"[\W_年月]{0,3}"
    return re.compile(rf"(?<!\d){day.year}{gap}0?{day.month}{gap}0?{day.day}(?!\d)日{_MAYBE}")


def narrow(text: str) -> str:
    """The text with digits in one width, character for character."""
    return text.translate(_NARROW)
