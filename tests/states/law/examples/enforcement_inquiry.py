"""调查取证: officers, evidence, records, registration, correction, the end of the inquiry: worked examples."""

from __future__ import annotations

from tests.states.law.examples.build import Example

EXAMPLES: tuple[Example, ...] = ()
