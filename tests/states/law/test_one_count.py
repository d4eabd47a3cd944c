"""计划、核验、计时 give one date: the plan, the gate's earliest day and the stored timer, on 200 days of the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from states.casework.timers import running
from states.dossier.model import Entry
from states.law import conditions
from states.law.planning import Traits, plan_ahead, remaining
from states.law.requirement import Moment, Status
from states.law.values import law_view
from states.procedures.major_decision import PROCEDURE
from tests.every import every
from tests.states.law.examples.build import Given, entry, given

conditions.load()
DAY = timedelta(days=1)
FIRST = date(2019, 9, 2)  # the day after Order 713 came into force
STARTS = sorted(Random(713).sample([FIRST + number * DAY for number in range((date(2026, 9, 30) - FIRST).days)], 200))
DOCUMENT = entry("matter_profile", technical=False, public_concern=True, normative_document=True)
EXPLAINED = entry("matter_profile", technical=False, public_concern=True)
CEILINGS = (
    ("publication", "D-PBL-04", "decided", "final_text", "signed_on", "publication_record", "published_on", EXPLAINED),
    ("interpretation", "D-PBL-06", "published", "publication_record", "published_on", "interpretation", "on", EXPLAINED),
)


def file(start: date, *entries: Entry, at: tuple[str, ...] = (), today: date | None = None) -> Given:
    return given(*entries, law_as_of=start, today=today or start, configuration=tuple(sorted(at)))


def timer(one: Given, name: str) -> date | None:
    moment = Moment(one.today, law_view(one.dossier.law_as_of, one.dossier.overlays))
    return running(PROCEDURE, one.dossier, moment)[name].due_on


def dated(kind: str, field: str, day: date) -> Entry:
    fields: dict[str, Any] = {field: day.isoformat()}
    return entry(kind, **fields)


@every("start", STARTS)
def test_the_consultation(start: date) -> None:
    planned = plan_ahead(start, Traits(), law_view(start), "participation").earliest()["participation"]
    short = entry("consultation_notice", opens_on=start.isoformat(), closes_on=(start + DAY).isoformat())
    assert file(start, short).judge("D-PUB-06").earliest == planned
    enough = entry("consultation_notice", opens_on=start.isoformat(), closes_on=planned.isoformat())
    open_now = file(start, enough, at=("arguing", "co_open", "he_none", "ex_none", "ri_none", "fc_none"))
    assert open_now.judge("D-PUB-06").status is Status.MET
    assert timer(open_now, "consultation_closes") == planned
    moment = Moment(start, law_view(start))
    assert remaining(open_now.dossier, moment).earliest()["participation"] == planned


@every("start", STARTS)
def test_the_legality_review(start: date) -> None:
    planned = plan_ahead(start, Traits(), law_view(start), "legality_review").earliest()["legality_review"]
    receipt = entry("review_receipt", complete_on=start.isoformat())
    early = file(start, receipt, entry("submission_package", submitted_on=(planned - DAY).isoformat()))
    assert early.judge("D-LEG-07").earliest == planned
    kept = file(start, receipt, entry("submission_package", submitted_on=planned.isoformat()))
    assert kept.judge("D-LEG-07").status is Status.MET
    reviewing = file(start, receipt, at=("legality_review", "le_reviewing"))
    assert timer(reviewing, "review_floor") == planned
    assert remaining(reviewing.dossier, Moment(start, law_view(start))).earliest()["legality_review"] == planned


@every("start", STARTS)
def test_a_review_sent_back_is_counted_from_the_papers_that_came_last(start: date) -> None:
    again = start + 12 * DAY
    papers = (
        entry("review_receipt", complete_on=start.isoformat()), entry("supplement_request", on=(start + 3 * DAY).isoformat()),
        entry("review_receipt", complete_on=again.isoformat()),
    )  # fmt: skip
    planned = plan_ahead(again, Traits(), law_view(again), "legality_review").earliest()["legality_review"]
    early = file(start, *papers, entry("submission_package", submitted_on=again.isoformat()), today=again)
    reviewing = file(start, *papers, at=("legality_review", "le_reviewing"), today=again)
    assert early.judge("D-LEG-07").earliest == timer(reviewing, "review_floor") == planned
    assert remaining(reviewing.dossier, Moment(again, law_view(start))).earliest()["legality_review"] == planned


@every("start", STARTS)
def test_the_papers_of_a_hearing(start: date) -> None:
    planned = plan_ahead(start, Traits(hearing=True), law_view(start), "participation").earliest()["hearing"]
    served, notice = entry("hearing_materials", served_on=start.isoformat()), entry("hearing_notice", hearing_on=start.isoformat())
    assert file(start, notice, served).judge("D-HEAR-05").earliest == planned
    on_the_day = entry("hearing_notice", hearing_on=planned.isoformat())
    assert timer(file(start, on_the_day, at=("he_announced",)), "hearing_materials") == start


@pytest.mark.parametrize("ceiling", CEILINGS, ids=lambda one: one[0])
@every("start", STARTS)
def test_what_must_be_done_within_a_time(ceiling: tuple[str, str, str, str, str, str, str, Entry], start: date) -> None:
    name, rule, stage, kind, day, done, done_on, profile = ceiling
    if not law_view(start).applies(rule):
        pytest.fail(f"{rule} does not hold on {start}")
    began = dated(kind, day, start)
    due = timer(file(start, profile, began, at=(stage,)), name)
    assert due is not None
    last = file(start, profile, began, dated(done, done_on, due))
    late = file(start, profile, began, dated(done, done_on, due + DAY))
    assert (last.judge(rule).status, late.judge(rule).status) == (Status.MET, Status.WARNED)


@every("start", STARTS)
def test_the_time_to_execute(start: date) -> None:
    limit = start + 90 * DAY
    assigned = replace(entry("execution_assignment", execute_by=limit.isoformat()), on=start)
    stopped = entry("suspension", decided_on=(start + 20 * DAY).isoformat())
    goes_on = entry("resumption", decided_on=(start + 35 * DAY).isoformat())
    due = timer(file(start, assigned, stopped, goes_on, at=("executing",), today=limit), "execution")
    assert due == limit + 15 * DAY
    for on, status in ((due, Status.MET), (due + DAY, Status.WARNED)):
        report = entry("execution_report", reported_on=on.isoformat(), complete=True)
        assert file(start, assigned, stopped, goes_on, report, today=on).judge("D-EXE-05").status is status
