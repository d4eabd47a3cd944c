"""Short ways to write a matter down and to have it judged, through the reader as any file."""

from __future__ import annotations

import json
from pathlib import Path

from infra.replay import CaseRuling, judge_cases, read_cases
from infra.replay.format import Case
from infra.replay.verdict import Ruling

REAL = Path(__file__).with_name("cases.yaml")
# Cases made by hand from the description of the format, with their answers: one file per procedure.
WRITTEN = tuple(
    REAL.with_name(f"{name}.yaml")
    for name in (
        *("decisions", "price_hearing", "catalogues", "reconsideration", "annual_report"),
        *("penalty", "corrective_order", "litigation"),
    )
)
MD, PH, AC, RC, AR = "major_decision", "price_hearing", "annual_catalogue", "reconsideration", "annual_report"
PE, CO, LI = "penalty", "corrective_order", "litigation"
OVERLAY = {"registration_notice_days_min": 30, "announcement_days_min": 15, "consumer_share_min": 0.4}

Told = dict[str, object]


def event(name: str, on: str | None, **facts: object) -> Told:
    return {"on": on, "event": name, "facts": facts}


def matter(procedure: str, *events: Told, **facts: object) -> Case:
    case = {"id": "T00", "procedure": procedure, "title": "某事项", "facts": facts, "events": list(events)}
    return read_cases(json.dumps({"cases": [case]}, ensure_ascii=False))[0]


def judged(procedure: str, *events: Told, **facts: object) -> CaseRuling:
    return judge_cases([matter(procedure, *events, **facts)])[0]


def last(procedure: str, *events: Told, **facts: object) -> Ruling:
    """The ruling on the last of the events."""
    return judged(procedure, *events, **facts).rulings[-1]


def answer(ruling: Ruling) -> str:
    """For example "flag D-PUB-06 D-PUB-07"."""
    return " ".join((ruling.verdict.value, *ruling.rules))
