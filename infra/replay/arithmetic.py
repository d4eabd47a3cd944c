"""Arithmetic as printed on a page, worked out exactly: numbers, + − * / and brackets, nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

LENGTH_MAX = 500
DEPTH_MAX = 30
_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]{1,18}(?:\.[0-9]{1,18})?)|(?P<sign>[-+*/()]))")
_SPELLINGS = str.maketrans({"−": "-", "–": "-", "×": "*", "÷": "/", "（": "(", "）": ")"})


class BadExpression(ValueError):
    """The text is no arithmetic."""


def holds(expression: str, printed: Decimal | int) -> bool:
    """Whether the result is within half a unit of the last printed digit; a division by zero never holds."""
    try:
        result = evaluate(expression)
    except ZeroDivisionError:
        return False
    exponent = Decimal(printed).as_tuple().exponent
    unit = Fraction(10) ** (exponent if isinstance(exponent, int) else 0)
    return abs(result - Fraction(printed)) <= unit / 2


def evaluate(expression: str) -> Fraction:
    """The exact value. BadExpression for anything but arithmetic; ZeroDivisionError where it divides by nothing."""
    reader = _Reader(_tokens(expression))
    value = reader.sum(0)
    if reader.left:
        raise BadExpression(f"{expression!r}在{reader.left[0]!r}处多出内容")
    return value


def check(expression: str) -> None:
    """BadExpression unless the text can be worked out, were it not for a zero."""
    try:
        evaluate(expression)
    except ZeroDivisionError:
        return


def _tokens(expression: str) -> list[str]:
    text = expression.translate(_SPELLINGS).rstrip()
    if len(text) > LENGTH_MAX:
        raise BadExpression(f"算式超过{LENGTH_MAX}个字符")
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise BadExpression(f"算式{expression!r}含有不能计算的内容")
        tokens.append(found["number"] or found["sign"])
        at = found.end()
    return tokens


class _Reader:
    """Reads sum := product (± product)*, product := factor (*/ factor)*, factor := ±factor | number | (sum)."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.left = list(tokens)

    def sum(self, depth: int) -> Fraction:
        value = self._product(depth)
        while self.left[:1] in (["+"], ["-"]):
            plus = self.left.pop(0) == "+"
            term = self._product(depth)
            value = value + term if plus else value - term
        return value

    def _product(self, depth: int) -> Fraction:
        value = self._factor(depth)
        while self.left[:1] in (["*"], ["/"]):
            times = self.left.pop(0) == "*"
            factor = self._factor(depth)
            value = value * factor if times else value / factor
        return value

    def _factor(self, depth: int) -> Fraction:
        if depth > DEPTH_MAX:
            raise BadExpression("算式括号过深")
        if not self.left:
            raise BadExpression("算式不完整")
        token = self.left.pop(0)
        if token in "+-":
            value = self._factor(depth + 1)
            return value if token == "+" else -value
        if token == "(":
            value = self.sum(depth + 1)
            if self.left[:1] != [")"]:
                raise BadExpression("算式括号不配对")
            self.left.pop(0)
            return value
        if not token[0].isdigit():
            raise BadExpression(f"算式在{token!r}处缺少数字")
        return Fraction(token)
