"""Over HTTP as in the reads: what one may not see is in no list, no count, no search, and is 404 wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from tests.api.conftest import Desk
from tests.offices import PAPER, Office
from tests.storage.queries.sight import ALL, SEES, fill

SignIn = Callable[[str], Desk]
PARTS = ("", "/steps", "/timeline", "/deadlines", "/materials", "/opinions")


def test_everybody_sees_exactly_their_matters(sign_in: SignIn, office: Office) -> None:
    fill(office)
    for person, visible in SEES.items():
        desk = sign_in(person)
        lists = (
            desk.get("/cases"), desk.get("/cases", filter="overdue"), desk.get("/cases", q="停车"),
            desk.get("/worklist", filter="all"), desk.get("/worklist", filter="escalated"),
        )  # fmt: skip
        for answer in lists:
            assert {one["id"] for one in answer.json()["items"]} == visible, (person, answer.url)
        assert desk.get("/cards").json()["overdue"]["count"] == len(visible), person
        assert {one["case"] for one in desk.get("/supervision").json()["items"]} == visible, person
        for case in (*ALL, "absent"):
            expected = 200 if case in visible else 404
            statuses = {desk.get(f"/cases/{case}{part}").status_code for part in PARTS}
            assert statuses == {expected}, (person, case)
            download = desk.get(f"/cases/{case}/materials/{PAPER}")
            words = download.json()["detail"]
            assert ("您无权查看" in words) == (expected == 404), (person, case, words)


def test_the_list_of_delays_is_narrowed_to_one_rung(sign_in: SignIn, office: Office) -> None:
    fill(office)
    desk = sign_in("supervisor")
    every = desk.get("/supervision").json()["items"]
    assert every and {one["rung"] for one in every} == {1}
    assert desk.get("/supervision", rung=1).json()["items"] == every
    assert desk.get("/supervision", rung=2).json()["items"] == []
    for wrong in ("0", "x", "10"):
        assert desk.get("/supervision", rung=wrong).status_code == 422


def test_the_records_are_verified_by_supervisor_and_auditor_only(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    for person in SEES:
        answer = sign_in(person).get("/verify")
        assert answer.status_code == (200 if person in ("supervisor", "auditor") else 403), person
    found = sign_in("auditor").get("/verify").json()
    assert found["ok"] is True and found["cases"] == 1


def test_the_law_lists_every_rule_with_its_state(sign_in: SignIn) -> None:
    rows = sign_in("auditor").get("/law").json()
    assert {one["status"] for one in rows} == {"已核实", "待核实", "尚未内置"}
    (comment,) = [one for one in rows if one["id"] == "D-PUB-06"]
    assert comment["citation"].startswith("《重大行政决策程序暂行条例》") and "公开征求意见" in "".join(comment["where"])
    assert "30日" in comment["period"]
