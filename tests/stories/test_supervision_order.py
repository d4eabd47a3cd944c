"""督办单 from the draft to the closing, with its detours and refusals, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from states.casework.commands import OpenCase
from states.errors import InvalidEntry, NotPermitted, OutOfTime, StepUnavailable
from storage.verify import verify
from tests.offices import CITY, Office, filled

ORDER = "order-1"


def drafted(office: Office, day: str = "2026-01-12", **more: Any) -> None:
    office.clock.set(day)
    office.open()
    given: dict[str, Any] = {"procedure": "supervision_order", "title": "督办：城市道路停车收费标准调整", "parent": "case-1"} | more
    command = OpenCase(office.actor("supervisor"), ORDER, office.key(), office="transport", body=CITY,
                       fields=filled("order_draft"), **given)  # fmt: skip
    office.casework.execute(command)


def act(office: Office, person: str, step: str, day: str, **papers: dict[str, Any]) -> str:
    """Take the step on that day; the papers not given are filled in lawfully with that day."""
    office.clock.set(day)
    dates = {"order_issue": "issued_on", "order_receipt": "received_on", "order_feedback": "reported_on",
             "order_return": "returned_on", "order_pass": "passed_on", "order_closing": "closed_on",
             "order_withdrawal": "withdrawn_on"}  # fmt: skip
    inputs = {kind: filled(kind, **({dates[kind]: day} if kind in dates else {}) | fields) for kind, fields in papers.items()}
    return office.step(person, step, inputs, case=ORDER).configuration[0]


def issued(office: Office, due: str = "2026-01-20") -> None:
    drafted(office)
    assert act(office, "supervisor", "issue_order", "2026-01-12", order_issue={"addressee": "transport"}, order_limit={"due_on": due}) == "so_issued"


def handled(office: Office, due: str = "2026-01-20") -> None:
    issued(office, due)
    assert act(office, "sponsor", "sign_for_order", "2026-01-13", order_receipt={}) == "so_handling"


def clocks(office: Office) -> list[tuple[Any, ...]]:
    with office.database.reading() as connection:
        sql = f"SELECT name, due_on, status, generation FROM timer WHERE case_id = '{ORDER}'"
        return [(row[0], str(row[1]), row[2], row[3]) for row in connection.exec_driver_sql(sql)]


def column(office: Office, name: str) -> Any:
    with office.database.reading() as connection:
        return connection.exec_driver_sql(f"SELECT {name} FROM case_file WHERE id = '{ORDER}'").scalar_one()


def test_from_the_draft_to_the_closing_with_one_return(office: Office) -> None:
    handled(office)
    assert column(office, "number") == "督〔2026〕1号" and column(office, "parent_id") == "case-1"
    assert clocks(office) == [("order_due", "2026-01-20", "armed", 1)]
    assert act(office, "sponsor", "report_on_order", "2026-01-16", order_feedback={"progress": "partly"}) == "so_reviewing"
    assert clocks(office)[0][2] == "settled", "what was told stops the clock"
    back = act(office, "supervisor", "return_report", "2026-01-19", order_return={}, order_limit={"due_on": "2026-01-26"})
    assert back == "so_handling" and clocks(office) == [("order_due", "2026-01-26", "armed", 2)]
    assert act(office, "sponsor", "report_on_order", "2026-01-22", order_feedback={"progress": "done"}) == "so_reviewing"
    assert act(office, "supervisor", "pass_report", "2026-01-23", order_pass={}) == "so_passed"
    assert act(office, "office", "close_order", "2026-01-23", order_closing={}) == "so_closed"
    assert column(office, "ended") and column(office, "stage") == "so_closed"
    verdict = verify(office.database)
    assert verdict.ok, verdict


def test_orders_are_numbered_in_a_series_of_their_own(office: Office) -> None:
    drafted(office)
    office.open("case-2")
    with office.database.reading() as connection:
        numbers = [row[0] for row in connection.exec_driver_sql("SELECT number FROM case_file ORDER BY number")]
    assert numbers == sorted(["决〔2026〕1号", "决〔2026〕2号", "督〔2026〕1号"])


def test_more_time_is_given_when_asked_for_on_the_last_day(office: Office) -> None:
    handled(office)
    ask = {"order_extension_request": {"until": "2026-01-28"}}
    assert act(office, "sponsor", "ask_extension", "2026-01-20", **ask) == "so_extension"
    # decided after the end: what counts is when it was asked for
    given = {"order_extension": {"granted": True}, "order_limit": {"due_on": "2026-01-27"}}
    assert act(office, "supervisor", "decide_extension", "2026-01-21", **given) == "so_handling"
    assert clocks(office) == [("order_due", "2026-01-27", "armed", 2)]


def test_more_time_asked_for_after_the_end_is_refused_and_recorded(office: Office) -> None:
    handled(office)
    before = column(office, "version")
    with pytest.raises(OutOfTime, match=r"已于2026-01-20届满.*届满前申请"):
        act(office, "sponsor", "ask_extension", "2026-01-21", order_extension_request={"until": "2026-01-28"})
    assert column(office, "version") == before and clocks(office) == [("order_due", "2026-01-20", "armed", 1)]
    with office.database.reading() as connection:
        sql = f"SELECT act FROM event WHERE case_id = '{ORDER}' AND kind = 'refused'"
        assert [row[0] for row in connection.exec_driver_sql(sql)] == ["ask_extension"]


def test_an_extension_refused_leaves_the_last_day(office: Office) -> None:
    handled(office)
    act(office, "sponsor", "ask_extension", "2026-01-15", order_extension_request={"until": "2026-01-28"})
    assert act(office, "head", "decide_extension", "2026-01-16", order_extension={"granted": False}) == "so_handling"
    assert clocks(office) == [("order_due", "2026-01-20", "armed", 1)]


@pytest.mark.parametrize(
    ("papers", "says"),
    [
        ({"order_extension": {"granted": True}}, "一并登记新的"),
        ({"order_extension": {"granted": False}, "order_limit": {"due_on": "2026-01-27"}}, "原办结时限不变"),
        ({"order_extension": {"granted": True}, "order_limit": {"due_on": "2026-01-20"}}, "应当晚于原办结时限"),
    ],
)
def test_a_decision_and_its_last_day_must_agree(office: Office, papers: dict[str, Any], says: str) -> None:
    handled(office)
    act(office, "sponsor", "ask_extension", "2026-01-15", order_extension_request={"until": "2026-01-28"})
    with pytest.raises(InvalidEntry, match=says):
        act(office, "supervisor", "decide_extension", "2026-01-16", **papers)


def test_an_order_cannot_end_before_it_begins(office: Office) -> None:
    drafted(office)
    with pytest.raises(InvalidEntry, match="早于今天"):
        act(office, "supervisor", "issue_order", "2026-01-12", order_issue={"addressee": "transport"}, order_limit={"due_on": "2026-01-11"})
    handed = {"order_issue": {"addressee": "transport"}, "order_limit": {"due_on": "2026-01-12"}}
    assert act(office, "supervisor", "issue_order", "2026-01-12", **handed) == "so_issued"


def test_asking_for_a_day_that_is_not_later_is_refused(office: Office) -> None:
    handled(office)
    with pytest.raises(InvalidEntry, match="不晚于原办结时限"):
        act(office, "sponsor", "ask_extension", "2026-01-15", order_extension_request={"until": "2026-01-20"})


def test_only_the_addressed_sign_and_only_the_entitled_issue(office: Office) -> None:
    drafted(office)
    for person in ("office", "sponsor", "member", "sysadmin"):
        with pytest.raises(NotPermitted):
            act(office, person, "issue_order", "2026-01-12", order_issue={}, order_limit={"due_on": "2026-01-20"})
    act(office, "head", "issue_order", "2026-01-12", order_issue={"addressee": "works"}, order_limit={"due_on": "2026-01-20"})
    for person in ("outsider", "supervisor", "expert"):
        with pytest.raises(NotPermitted):
            act(office, person, "sign_for_order", "2026-01-13", order_receipt={})
    assert act(office, "executor", "sign_for_order", "2026-01-13", order_receipt={}) == "so_handling", "an executing unit addressed"


def test_an_executing_unit_not_addressed_does_not_sign(office: Office) -> None:
    issued(office)
    with pytest.raises(NotPermitted, match="未被指定"):
        act(office, "executor", "sign_for_order", "2026-01-13", order_receipt={})


def test_what_was_not_signed_for_is_not_reported_on_and_nothing_follows_the_end(office: Office) -> None:
    issued(office)
    with pytest.raises(StepUnavailable):
        act(office, "sponsor", "report_on_order", "2026-01-13", order_feedback={})
    assert act(office, "supervisor", "withdraw_order", "2026-01-14", order_withdrawal={}) == "so_withdrawn"
    assert clocks(office)[0][2] == "settled"
    with pytest.raises(StepUnavailable):
        act(office, "sponsor", "sign_for_order", "2026-01-15", order_receipt={})
