"""听证会的地方规定: worked examples (Yunnan's old measures, example local lead times)."""

from __future__ import annotations

from states.law.requirement import Status
from tests.states.law.examples.build import Example, given
from tests.states.law.examples.hearing import HELD, LOCAL, YUNNAN, people, record, served

# 2026-05-20 is a Wednesday: three full working days before it are 15, 18 and 19 May, so served by the 14th.
EXAMPLES = (
    Example(
        "D-HEAR-09",
        "hold_hearing",
        passes=given(served("2026-05-14"), HELD, overlays=YUNNAN),
        blocks=given(served("2026-05-15"), HELD, overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-09",
        "hold_hearing",
        passes=given(served("2026-05-13"), record(invited=3), overlays=YUNNAN),
        blocks=given(served("2026-05-13"), record(invited=4), overlays=YUNNAN),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-10",
        "hold_hearing",
        passes=given(people("2026-05-05"), served("2026-05-10"), HELD, overlays=LOCAL),
        blocks=given(people("2026-05-05"), served("2026-05-11"), HELD, overlays=LOCAL),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-10",
        "hold_hearing",
        passes=given(people("2026-05-05"), served("2026-05-10"), HELD, overlays=LOCAL),
        blocks=given(people("2026-05-06"), served("2026-05-10"), HELD, overlays=LOCAL),
        expect=Status.WARNED,
    ),
    Example(
        "D-HEAR-10",
        "hold_hearing",
        passes=given(HELD),
        blocks=given(HELD, overlays=LOCAL),
        passing=Status.NOT_APPLICABLE,
        expect=Status.WARNED,
    ),
)
