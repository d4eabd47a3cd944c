"""双随机: worked examples."""

from __future__ import annotations

from tests.states.law.examples.build import Example

EXAMPLES: tuple[Example, ...] = ()
