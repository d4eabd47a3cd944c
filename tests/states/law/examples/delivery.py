"""送达: worked examples (行政处罚法 art. 61; 民事诉讼法 arts. 87-95; 行政强制法 art. 38)."""

from __future__ import annotations

from states.dossier.model import Entry
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry
from tests.states.law.examples.implementing import (
    attempt,
    case,
    decided,
    demand,
    forced,
    on_the_spot,
    payment,
    proof,
    shown,
    spared,
)


def served(key: str, passes: Given, blocks: Given, expect: Status = Status.UNMET, passing: Status = Status.MET) -> Example:
    return shown(key, "serve_decision", passes, blocks, expect, passing)


def announced(on: str, unknown: bool = False) -> Entry:
    return entry("service_announced", published_on=on, unknown=unknown)


def deemed(on: str) -> Entry:
    return entry("service_deemed", deemed_on=on)


MADE = decided()
FEBRUARY = decided("2026-02-12")
REMADE = (MADE, proof("2026-03-02"), entry("decision_revoked", effective_on="2026-04-01"), decided("2026-05-06"))
SMALL = on_the_spot()
TWICE = (demand("2026-04-01", "2026-04-15"), demand("2026-04-08", "2026-04-17"))

IN_TIME = (
    # Thursday 12 February: 13, 14 (Saturday, worked), 24, 25, 26, 27, 28 (Saturday, worked) = the seventh working day.
    served("E-SER-01", case(FEBRUARY, proof("2026-02-28")), case(FEBRUARY, proof("2026-03-02")), Status.WARNED),
    served("E-SER-01", case(MADE, proof("2026-03-02", present=True)), case(MADE, proof("2026-03-03", present=True)), Status.WARNED),
    served("E-SER-01", case(MADE, proof("2026-03-11")), case(MADE, proof("2026-03-01"))),  # before there was a decision
    served("E-SER-01", case(spared(), proof("2026-03-02")), case(spared())),
    # Made anew on 6 May: the proof of the first decision is no service of the second.
    served("E-SER-01", case(*REMADE, proof("2026-05-07")), case(*REMADE)),
    shown("E-SER-01#collected", "record_payment", case(MADE, proof("2026-03-02"), payment("2026-03-02", 1)), case(MADE, payment("2026-03-02", 1))),
    shown(
        "E-SER-01#collected",
        "record_payment",
        case(MADE, proof("2026-03-05"), payment("2026-03-05", 1)),
        case(MADE, proof("2026-03-05"), payment("2026-03-04", 1)),  # one day before service
    ),
    shown(
        "E-SER-01#collected",
        "record_payment",
        case(*SMALL, payment("2026-03-02", 100)),
        case(*on_the_spot(handed_over=False), payment("2026-03-02", 100)),
    ),
    shown("E-SER-01#collected", "record_payment", case(MADE, announced("2026-03-10"), deemed("2026-04-09"), payment("2026-04-10", 1)), case(MADE)),
)

WAYS = (
    served(
        "E-SER-02",
        case(MADE, proof(way="electronic", consent_signed=True)),
        case(MADE, proof(way="electronic", consent_signed=False)),
    ),
    served("E-SER-02", case(MADE, proof()), case(MADE, proof(way="electronic")), passing=Status.NOT_APPLICABLE),
    served("E-SER-03", case(MADE, proof(way="left", witness="社区工作人员见证")), case(MADE, proof(way="left"))),
    served("E-SER-03", case(MADE, proof(way="post", post_number="1001")), case(MADE, proof(way="post"))),
    served("E-SER-03", case(MADE, proof()), case(MADE, proof(signed=False))),  # refused: it must be left
    served("E-SER-03", case(MADE, proof(way="entrusted", signed=False, witness="受托机关回函")), case(MADE, proof(way="entrusted", signed=False))),
    served("E-SER-03", case(MADE, proof(way="forwarded")), case(MADE, proof(way="forwarded", signed=False))),
    served("E-SER-03", case(MADE, proof(way="electronic", signed=False)), case(MADE)),
)

ANNOUNCED = (
    shown(
        "E-SER-04#announced",
        "announce_service",
        case(MADE, attempt("direct"), attempt("post", "2026-03-09"), announced("2026-03-20")),
        case(MADE, announced("2026-03-20")),  # nothing was tried
    ),
    shown(
        "E-SER-04#announced",
        "announce_service",
        case(MADE, attempt("direct"), announced("2026-03-20", unknown=True)),
        case(MADE, announced("2026-03-20", unknown=True)),  # why and how is not on file
    ),
    shown(
        "E-SER-04#announced",
        "announce_service",
        case(MADE, attempt("direct"), attempt("left"), announced("2026-03-20")),
        case(MADE, attempt("direct"), announced("2026-03-20")),  # other ways are left
    ),
    shown(
        "E-SER-04#announced",
        "announce_service",
        case(MADE, attempt("direct"), attempt("post", "2026-03-20"), announced("2026-03-20")),
        case(MADE, attempt("direct"), attempt("post", "2026-03-21"), announced("2026-03-20")),  # tried afterwards
    ),
    # 26 August: 27..31 are five days, 1..25 September twenty-five. 25 September is a day off and stays the thirtieth.
    shown(
        "E-SER-04",
        "deem_served",
        case(MADE, announced("2026-08-26"), deemed("2026-09-25"), today="2026-09-26"),
        case(MADE, announced("2026-08-26"), deemed("2026-09-25"), today="2026-09-25"),  # the thirtieth day is not over
    ),
    shown(
        "E-SER-04",
        "deem_served",
        case(MADE, announced("2026-08-26"), deemed("2026-09-28"), today="2026-09-28"),
        case(MADE, announced("2026-08-26"), deemed("2026-09-24"), today="2026-10-08"),
    ),
    shown("E-SER-04", "deem_served", case(MADE, announced("2026-08-26"), deemed("2026-09-25")), case(MADE, deemed("2026-09-25"))),
)

IN_PERSON = (
    shown(
        "E-SER-05",
        "serve_demand",
        case(MADE, proof(), demand("2026-04-01", "2026-04-15")),
        case(MADE, proof(), demand("2026-04-01", "2026-04-15", served_by="post")),
    ),
    shown(
        "E-SER-05",
        "serve_demand",
        case(MADE, proof(), attempt("direct", "2026-03-31"), demand("2026-04-01", "2026-04-15", served_by="left")),
        # The attempt was to serve the decision, not the demand.
        case(MADE, attempt("direct"), proof(), demand("2026-04-01", "2026-04-15", served_by="left")),
    ),
    shown(
        "E-SER-05#forced",
        "decide_forced_execution",
        case(MADE, proof(), demand("2026-04-01", "2026-04-15"), forced("2026-04-20", "direct")),
        case(MADE, proof(), demand("2026-04-01", "2026-04-15"), forced("2026-04-20", "post")),
    ),
    shown(
        "E-SER-05#forced",
        "decide_forced_execution",
        case(MADE, proof(), demand("2026-04-01", "2026-04-15"), attempt("direct", "2026-04-20"), forced("2026-04-20", "post")),
        case(MADE, proof(), attempt("direct"), demand("2026-04-01", "2026-04-15"), forced("2026-04-20", "post")),
    ),
    # Between two demands the attempt was to serve the second of them.
    shown(
        "E-SER-05#forced",
        "decide_forced_execution",
        case(MADE, proof(), *TWICE, attempt("direct", "2026-04-20"), forced("2026-04-20", "left")),
        case(MADE, proof(), TWICE[0], attempt("direct", "2026-04-07"), TWICE[1], forced("2026-04-20", "left")),
    ),
)

EXAMPLES = (*IN_TIME, *WAYS, *ANNOUNCED, *IN_PERSON)
