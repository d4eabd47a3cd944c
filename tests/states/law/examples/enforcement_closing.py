"""结案、立卷: worked examples (行政处罚法 art. 47)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given
from tests.states.law.examples.implementing import decided, on_the_spot, proof, spared

BEFORE = (entry("filing_approval"), entry("evidence_item"), entry("investigation_report"), entry("enforcement_review"))
WAIVED = (*BEFORE[:-1], entry("review_waived"))
MADE, SERVED, DONE = decided(), proof("2026-03-02"), entry("performance_report")
FILE = (*BEFORE, MADE, SERVED, DONE)
REMADE = (*FILE, entry("decision_revoked"), decided("2026-06-01"))
SPOT = (*on_the_spot(), DONE)
TWO = [{"title": "行政处罚决定书"}, {"title": "送达回证"}]
TWICE = [{"title": "送达回证"}, {"title": "送达回证"}]


def case(*entries: Entry, procedure: str = "penalty") -> Given:
    return given(*entries, procedure=procedure, today="2026-11-30")


def shown(
    key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET, step: str = "close_case",
    procedure: str = "penalty",
) -> Example:  # fmt: skip
    return Example(key, step, passes, blocks, expect, passing, procedure=procedure)


def closing(ground: str, **fields: object) -> Entry:
    return entry("case_closing", ground=ground, **fields)


def film(act: str) -> Entry:
    return entry("av_record", act=act)


def seal(**fields: object) -> Entry:
    return entry("dossier_seal", **{"events": 12, "locked": True, **fields})


def sealed(version: int, *entries: Entry) -> Given:
    """A closed matter that had so many events when it was sealed."""
    whole = case(*entries)
    return replace(whole, dossier=replace(whole.dossier, version=version))


CLOSED = (*FILE, closing("performed"))

RECORDED = (
    *(shown("E-AUT-17", case(*FILE), case(*(one for one in FILE if one is not gone))) for gone in FILE),  # each stage in turn
    shown("E-AUT-17", case(*WAIVED, MADE, SERVED, entry("execution_ended")), case()),
    shown("E-AUT-17", case(*BEFORE, spared(), SERVED, DONE), case(*BEFORE, spared(), DONE)),
    # Made anew: the new decision must be served and carried out itself.
    shown("E-AUT-17", case(*REMADE, proof("2026-06-02"), entry("performance_report")), case(*REMADE)),
    shown("E-AUT-17", case(*SPOT), case(*on_the_spot()), step="close_summary", procedure="summary_penalty"),
    # Left with neither witness nor film; announced without a film: an alarm, for nothing can be filmed afterwards.
    shown(
        "E-AUT-17",
        case(*BEFORE, MADE, proof(way="left"), DONE, film("left_service")),
        case(*BEFORE, MADE, proof(way="left"), DONE),
        Status.WARNED,
    ),
    shown("E-AUT-17", case(*BEFORE, MADE, proof(way="left", witness="见证人"), DONE), case(*BEFORE, MADE, proof(way="left"), DONE), Status.WARNED),
    shown(
        "E-AUT-17",
        case(*BEFORE, MADE, entry("service_deemed"), DONE, film("public_service")),
        case(*BEFORE, MADE, entry("service_deemed"), DONE, film("scene")),
        Status.WARNED,
    ),
    shown(
        "E-AUT-17",
        case(*BEFORE, entry("seizure_list"), film("seizure"), MADE, SERVED, DONE),
        case(*BEFORE, entry("seizure_list"), MADE, SERVED, DONE),
        Status.WARNED,
    ),
)

GROUNDS = (
    shown("E-CLS-04", case(*CLOSED), case(*FILE[:-1], closing("performed")), Status.WARNED),
    shown("E-CLS-04", case(*FILE[:-1], entry("execution_ended"), closing("ended")), case(*FILE, closing("ended")), Status.WARNED),
    shown("E-CLS-04", case(*BEFORE, spared(), closing("no_penalty")), case(*FILE, closing("no_penalty")), Status.WARNED),
    shown("E-CLS-04", case(*FILE, entry("court_answer"), closing("court")), case(*FILE, closing("court")), Status.WARNED),
    shown("E-CLS-04", case(*FILE, entry("court_answer"), closing("court")), case(*FILE[:-1], entry("court_answer"), closing("court")), Status.WARNED),
    shown("E-CLS-04", case(*CLOSED), case(*FILE), Status.WARNED),
    shown("E-CLS-04", case(*SPOT, closing("performed")), case(*SPOT, closing("ended")), Status.WARNED, step="close_summary", procedure="summary_penalty"),
)

FILED = (
    shown("E-CLS-01", case(*FILE, closing("performed", contents=TWO)), case(*FILE, closing("performed", contents=TWICE))),
    shown("E-CLS-01", case(*FILE, closing("performed", contents=TWO)), case(*FILE, closing("performed", contents=None))),
    shown("E-CLS-01", case(*SPOT, closing("performed")), case(*SPOT), step="close_summary", procedure="summary_penalty"),
    shown("E-CLS-01#seal", case(*CLOSED, seal()), case(*FILE, seal()), step="seal_dossier"),
    shown("E-CLS-01#seal", sealed(12, *CLOSED, seal()), sealed(13, *CLOSED, seal()), step="seal_dossier"),  # an event was left out
    shown("E-CLS-01#seal", case(*FILE[:1], entry("case_ending"), seal()), case(*FILE[:1], seal()), step="seal_dossier"),  # ended on the way
    shown("E-CLS-01#seal", case(*CLOSED), case(*CLOSED, seal(locked=False)), Status.WARNED, step="seal_dossier"),
    shown(
        "E-CLS-01#seal",
        case(entry("inspection_closing"), seal(), procedure="inspection"),
        case(entry("site_record"), seal(), procedure="inspection"),
        step="seal_dossier",
        procedure="inspection",
    ),
)

EXAMPLES = (*RECORDED, *GROUNDS, *FILED)
