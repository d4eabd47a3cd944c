"""Visible effects of the law: what a rule brings about where there is no gate to ask for it.

A right of inspection, a record kept for life, an ageing list: functions of the outer layers say with ``effect``
which rules they carry out, so that the table of enforcement can name them without importing those layers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Carrier = TypeVar("Carrier", bound=Callable[..., Any])

EFFECTS: dict[str, tuple[str, ...]] = {}


def effect(*rules: str) -> Callable[[Carrier], Carrier]:
    """Register the decorated function as a place where these rules show ("D-LIA-04"). Several may carry one rule."""

    def register(carrier: Carrier) -> Carrier:
        where = f"{carrier.__module__}:{carrier.__qualname__}"
        for rule in rules:
            EFFECTS[rule] = tuple(sorted({*EFFECTS.get(rule, ()), where}))
        return carrier

    return register
