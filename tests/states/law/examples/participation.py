"""公众参与: worked examples (L713 arts. 14, 15, 18)."""

from __future__ import annotations

from states.law.requirement import Status
from tests.states.law.examples.build import Example, entry, given

EXAMPLES = (
    Example(
        "D-PUB-06",
        "open_consultation",
        passes=given(entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-04-01")),
        blocks=given(entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-03-31")),
    ),
    Example(
        "D-PUB-06",
        "open_consultation",
        passes=given(
            entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-03-20", short_reason="汛期将至")
        ),
        blocks=given(entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-03-20")),
        passing=Status.DEPARTED,
    ),
    Example(
        "D-PUB-06#closed",
        "close_consultation",
        passes=given(
            entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-04-01"),
            entry("consultation_closing", closed_on="2026-04-01"),
        ),
        blocks=given(
            entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-04-01"),
            entry("consultation_closing", closed_on="2026-03-31"),
        ),
    ),
)
