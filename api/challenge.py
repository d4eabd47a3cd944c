"""A small obstacle for machines, made here and asked of no outside service.

A form carries a signed slip, bound to the form's own key. A browser with scripts works on it unseen; without scripts a
person does a sum that is written in Chinese. Either will do. A form that comes back faster than anybody can read is returned.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer

from infra.wiring import Services
from states.errors import InvalidEntry

BITS = 15  # leading zeros that the work must show: a second's tenth in a browser, for each single form
HOURS = 12  # a slip is good for that long
DIGITS = "零一二三四五六七八九"
WAYS = (("加", lambda one, other: one + other), ("乘", lambda one, other: one * other))
REFUSED = "请回答核对问题后重新提交。"


@dataclass(frozen=True, slots=True)
class Slip:
    """What a form carries: the slip, the sum in words, and how much work a script may do instead."""

    token: str
    question: str
    bits: int = BITS


def issue(parts: Services, key: str) -> Slip:
    """A slip for the form with this key."""
    at = int(parts.clock.now().timestamp())
    token = _signer(parts).dumps([key, at])
    return Slip(token, _sum(token)[0])


def check(parts: Services, key: str, token: str, work: str, answer: str, *, by_hand: bool = True) -> None:
    """InvalidEntry unless the slip belongs to this form, is not too fresh or too old, and was worked on or answered."""
    try:
        bound, at = _signer(parts).loads(token)
    except (BadSignature, ValueError, TypeError):
        raise _refusal("页面已经过期，内容仍保留在下面，请回答核对问题后重新提交。") from None
    age = parts.clock.now().timestamp() - at
    if bound != key or age > HOURS * 3600:
        raise _refusal("页面已经过期，内容仍保留在下面，请回答核对问题后重新提交。")
    if by_hand and age < parts.settings.form_seconds:
        raise _refusal("提交过快，请核对填写的内容后再次提交。")
    if not worked(token, work) and not (by_hand and _answered(token, answer)):
        raise _refusal(REFUSED)


def worked(token: str, work: str, bits: int = BITS) -> bool:
    """Whether this number, written behind the slip, makes a digest that begins with so many zeros."""
    if not (work.isascii() and work.isdigit() and len(work) <= 12):
        return False
    return int.from_bytes(sha256(f"{token}.{work}".encode()).digest()) >> (256 - bits) == 0


def in_figures(number: int) -> str:
    """A number below a hundred as it is written in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def _signer(parts: Services) -> URLSafeSerializer:
    return URLSafeSerializer(parts.vault.key("portal-challenge"), signer_kwargs={"key_derivation": "hmac", "digest_method": sha256})


def _sum(token: str) -> tuple[str, int]:
    """The sum that belongs to a slip, and its result."""
    chance = sha256(token.encode()).digest()
    one, other, (word, way) = chance[0] % 8 + 2, chance[1] % 8 + 2, WAYS[chance[2] % len(WAYS)]
    return f"{DIGITS[one]}{word}{DIGITS[other]}等于几", way(one, other)


def _answered(token: str, answer: str) -> bool:
    given = unicodedata.normalize("NFKC", answer).strip()
    result = _sum(token)[1]
    return given in (str(result), in_figures(result), f"一{in_figures(result)}" if 10 <= result < 20 else str(result))


def _refusal(why: str) -> InvalidEntry:
    return InvalidEntry({"answer": why}, why)
