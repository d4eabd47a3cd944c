"""延长、不计入: who may ask a clock for what, until when; the terms are dated and strict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from states.casework.events import TimerChange
from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.errors import DefinitionError, InvalidEntry, OutOfTime
from states.law import conditions
from states.law.requirement import Moment
from states.law.timekeeping import Count, FiledTerms, consultation_end, filed_terms, reckon, shipped_terms
from states.law.timekeeping.terms import gather, read_filed
from states.law.toml_table import Table
from states.procedures import evaluation, supervision_order
from states.procedures.major_decision import PROCEDURE
from tests.states.law.examples.build import entry, given
from tests.states.law.on_file import LAW, at, clock, filed

conditions.load()

# 延长征求意见

NOTICE = entry("consultation_notice", opens_on="2026-03-02", closes_on="2026-04-01")
OPEN = ("arguing", "participation", "pp_gathering", "consultation", "co_open", "hearing", "he_waiting")


def longer(until: str, on: str, role: Role = Role.SPONSOR) -> Entry:
    return entry("consultation_extension", role=role, closes_on=until, announced_on=on)


def test_a_consultation_may_be_lengthened_before_it_is_over() -> None:
    moved = filed(at(NOTICE, states=OPEN), longer("2026-04-20", "2026-04-01"), "2026-04-01")["consultation_closes"]
    assert (str(moved.due_on), str(moved.warn_on)) == ("2026-04-20", "2026-04-17")
    twice = filed(at(NOTICE, longer("2026-04-20", "2026-04-01"), states=OPEN), longer("2026-05-06", "2026-04-20"), "2026-04-20")
    assert str(twice["consultation_closes"].due_on) == "2026-05-06"


@pytest.mark.parametrize(
    ("one", "today", "refusal", "why"),
    [
        (longer("2026-04-20", "2026-04-02"), "2026-04-02", OutOfTime, "已于2026年4月1日届满"),
        (longer("2026-03-25", "2026-03-20"), "2026-03-20", InvalidEntry, "应为正数"),
        (longer("2026-04-20", "2026-03-20", Role.HEAD), "2026-03-20", InvalidEntry, "无权批准"),
    ],
)
def test_no_consultation_is_lengthened_late_backwards_or_by_others(one: Entry, today: str, refusal: type[Exception], why: str) -> None:
    with pytest.raises(refusal, match=why):
        filed(at(NOTICE, states=OPEN), one, today)


def test_a_lengthened_consultation_is_closed_by_nobody_before_its_new_end() -> None:
    closing = entry("consultation_closing", closed_on="2026-04-02", received=0)
    blocked = replace(given(NOTICE, longer("2026-04-20", "2026-04-01"), closing), today=date(2026, 4, 2)).judge("D-PUB-06#closed")
    assert blocked.blocks and blocked.earliest == date(2026, 4, 21)


def test_a_second_round_is_not_lengthened_by_what_lengthened_the_first() -> None:
    again = entry("consultation_notice", opens_on="2026-05-06", closes_on="2026-06-05")
    dossier = given(NOTICE, longer("2026-04-20", "2026-04-01"), again).dossier
    assert consultation_end(dossier, Moment(date(2026, 5, 6), LAW)) == date(2026, 6, 5)


# 评估、督办单


def test_an_evaluation_may_be_lengthened_by_the_body_before_it_is_due() -> None:
    start = entry("evaluation_start", decided_on="2026-03-02", finish_by="2026-06-01")
    dossier = replace(at(start, states=("ev_planning",)), procedure="evaluation")
    more = entry("evaluation_extension", role=Role.DECISION_OFFICE, finish_by="2026-07-01", decided_on="2026-05-20")
    assert str(filed(dossier, more, "2026-05-20", evaluation.PROCEDURE)["evaluation_due"].due_on) == "2026-07-01"
    late = entry("evaluation_extension", role=Role.DECISION_OFFICE, finish_by="2026-07-01", decided_on="2026-06-02")
    with pytest.raises(OutOfTime, match="已逾期"):
        filed(dossier, late, "2026-06-02", evaluation.PROCEDURE)


def order(*entries: Entry) -> TimerChange:
    dossier = replace(at(*entries, states=("so_handling",)), procedure="supervision_order")
    return clock(dossier, "order_due", "2026-01-30", supervision_order.PROCEDURE)


LIMIT = entry("order_limit", on="2026-01-12", role=Role.SUPERVISOR, due_on="2026-01-20")
ASKED = entry("order_extension_request", on="2026-01-19", until="2026-01-26")
GRANTED = entry("order_extension", on="2026-01-21", role=Role.SUPERVISOR, granted=True)
LATER = entry("order_limit", on="2026-01-21", role=Role.SUPERVISOR, due_on="2026-01-26")


def test_an_order_asked_in_time_may_be_lengthened_after_its_day() -> None:
    assert str(order(LIMIT, ASKED, GRANTED, LATER).due_on) == "2026-01-26"


def test_an_order_asked_too_late_keeps_its_day() -> None:
    asked = entry("order_extension_request", on="2026-01-21", until="2026-01-26")
    assert str(order(LIMIT, asked, GRANTED, LATER).due_on) == "2026-01-20"


def test_an_order_sent_back_begins_with_a_new_limit() -> None:
    back = entry("order_return", returned_on="2026-01-21")
    again = entry("order_limit", on="2026-01-21", role=Role.SUPERVISOR, due_on="2026-02-02")
    assert str(order(LIMIT, ASKED, GRANTED, LATER, back, again).due_on) == "2026-02-02"


# Terms: dated, strict, and only what they allow

TESTED: dict[str, object] = {
    "key": "toy", "from": date(2020, 1, 1), "source": "试验",
    "terms": {"exclusions": [{"kind": "testing", "label": "检测", "written": True}]},
    "records": [{
        "record": "exclusion", "kind": "testing", "opened_by": "consultation_notice", "closed_by": "consultation_closing",
        "notified": "opens_on",
    }],
}  # fmt: skip


def toy(**changes: object) -> FiledTerms:
    return read_filed(Table(TESTED | changes, "toy.toml"))


def test_what_is_left_out_must_be_told_in_writing() -> None:
    """Five calendar days of testing, told on the third of them: only three are left out."""
    moment = Moment(date(2026, 4, 1), LAW)
    start = entry("start_decision", on="2026-03-01")
    opened, closed = entry("consultation_notice", on="2026-03-05", opens_on="2026-03-07"), entry("consultation_closing", closed_on="2026-03-10")
    count = Count("D-LIA-03", start, date(2026, 3, 1), ends_on=date(2026, 3, 31))
    told = reckon(toy(), count, given(start, opened, closed).dossier, moment)
    assert told is not None and told.due == date(2026, 4, 3)
    untold = replace(opened, fields={name: value for name, value in opened.fields.items() if name != "opens_on"})
    kept = reckon(toy(), count, given(start, untold, closed).dossier, moment)
    assert kept is not None and kept.due == date(2026, 3, 31)
    counting_on = reckon(toy(), count, given(start, untold).dossier, moment)
    assert counting_on is not None and counting_on.held is None


def test_a_new_start_gives_up_what_was_counted_and_only_where_the_terms_allow_it() -> None:
    """Twenty working days from Tuesday 10 March 2026 end on 8 April; 6 April is 清明."""
    began, again = entry("final_text", signed_on="2026-03-02"), entry("reconsideration", decided_on="2026-03-10")
    dossier, moment = given(began, again).dossier, Moment(date(2026, 3, 20), LAW)
    count = Count("D-PBL-04", began, date(2026, 3, 2))
    records = [{"record": "restart", "opened_by": "reconsideration"}]
    found = reckon(toy(terms={"restarts": True}, records=records), count, dossier, moment)
    assert found is not None and found.due == date(2026, 4, 8)
    kept = reckon(toy(terms={}, records=records), count, dossier, moment)
    assert kept is not None and kept.due == date(2026, 3, 30)


@pytest.mark.parametrize(
    "records",
    [
        [{"record": "suspension", "kind": "freezing", "opened_by": "suspension"}],
        [{"record": "suspension", "opened_by": "suspension"}],
        [{"record": "extension", "opened_by": "consultation_extension"}],
        [{"record": "extension", "opened_by": "consultation_extension", "until": "reason"}],
        [{"record": "extension", "opened_by": "no_such_kind", "until": "closes_on"}],
    ],
)
def test_terms_that_name_nothing_are_refused_at_the_start(records: list[dict[str, str]]) -> None:
    with pytest.raises(DefinitionError):
        toy(records=records)


def test_terms_are_dated() -> None:
    older, newer = toy(), toy(**{"from": date(2024, 1, 1), "source": "新规定"})
    assert [one.source for one in gather([newer, older])["toy"]] == ["试验", "新规定"]
    with pytest.raises(DefinitionError):
        gather([older, older])
    assert filed_terms("execution", date(2019, 8, 31)) is None
    assert {timer.clock for timer in PROCEDURE.timers if timer.clock} <= set(shipped_terms())
