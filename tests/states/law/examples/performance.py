"""缴款、暂缓分期、停止执行、加处罚款: worked examples."""

from __future__ import annotations

from tests.states.law.examples.build import Example

EXAMPLES: tuple[Example, ...] = ()
