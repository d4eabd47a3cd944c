"""Arithmetic as printed on a page."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.replay.arithmetic import BadExpression, evaluate, holds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 / 4 / 2", 1),
        ("8 - 4 - 2", 2),
        ("-3 + +5", 2),
        ("3360 × (2.7 − 2.5)", 672),
        ("9 ÷ 3", 3),
        ("0.1+0.2", Fraction(3, 10)),
    ],
)
def test_worked_out_exactly(text: str, value: int | Fraction) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "* 2",
        "1 2",
        "(1",
        "1)",
        "()",
        "2 ** 3",
        "a",
        "1e9",
        "__import__('os')",
        "1,000",
        "(" * 99,
        "9" * 600,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadExpression):
        evaluate(text)


@given(st.text(alphabet="0123456789.+-*/() ", max_size=40))
def test_never_another_failure(text: str) -> None:
    with suppress(BadExpression, ZeroDivisionError):
        assert isinstance(evaluate(text), Fraction)


@pytest.mark.parametrize(
    ("text", "printed", "right"),
    [
        ("2.5", "3", True),
        ("2.4", "3", False),
        ("2.95", "3.0", True),
        ("2.949", "3.0", False),
        ("1449", "1400", False),
        ("-1.25", "-1.3", True),
        ("1 / 0", "0", False),
    ],
)
def test_within_half_a_unit_of_the_last_printed_digit(text: str, printed: str, right: bool) -> None:
    assert holds(text, Decimal(printed)) is right
