"""Over HTTP as in the reads: what one may not see is in no list, no count, no search, and is 404 wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

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
            expected, asked = (200, PARTS[:2]) if case in visible else (404, PARTS)  # who may see it, sees its parts elsewhere
            statuses = {desk.get(f"/cases/{case}{part}").status_code for part in asked}
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


def test_lights_count_and_list_what_one_may_see(sign_in: SignIn, office: Office) -> None:
    fill(office)
    for person, visible in SEES.items():
        desk = sign_in(person)
        board = desk.get("/supervision/lights").json()
        red = desk.get("/supervision/deadlines", light="red").json()["items"]
        assert {one["case"] for one in red} == visible, person
        cells = [cell for row in (*board["offices"], *board["stages"], board["all"]) for cell in (*row["cells"], row["total"])]
        counted, none = [one for one in cells if one["count"]], [one for one in cells if not one["count"]]
        for cell in (*counted, *none[:2]):  # every figure; of the many that are nothing two
            _, _, query = cell["link"].partition("?")
            assert cell["count"] == len(desk.get("/supervision/deadlines", **dict(parse_qsl(query))).json()["items"]), cell


def test_the_list_behind_a_light_is_paged_and_refuses_what_it_does_not_know(sign_in: SignIn, office: Office) -> None:
    fill(office)
    desk = sign_in("supervisor")
    whole = [one["id"] for one in desk.get("/supervision/deadlines").json()["items"]]
    found, cursor = [], None
    while True:
        page = desk.get("/supervision/deadlines", limit=2, **({"cursor": cursor} if cursor else {})).json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole and len(whole) > 4
    lit = desk.get("/supervision/deadlines", light="red").json()["items"][0]["lit"]
    assert (lit["rule"], lit["threshold"], lit["clock"], lit["due_on"]) == ("default", "超过时限1日", "publication", "2026-01-09")
    for wrong in ({"light": "pink"}, {"cursor": "nonsense"}, {"limit": "0"}):
        assert desk.get("/supervision/deadlines", **wrong).status_code == 422


def test_the_records_are_verified_by_supervisor_and_auditor_only(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    for person in SEES:
        answer = sign_in(person).get("/verify")
        assert answer.status_code == (200 if person in ("supervisor", "bureau_supervisor", "auditor") else 403), person
    found = sign_in("auditor").get("/verify").json()
    assert found["ok"] is True and found["cases"] == 1


def test_the_law_lists_every_rule_with_its_state(sign_in: SignIn) -> None:
    rows = sign_in("auditor").get("/law").json()
    assert {one["status"] for one in rows} == {"已核实", "待核实", "尚未内置"}
    (comment,) = [one for one in rows if one["id"] == "D-PUB-06"]
    assert comment["citation"].startswith("《重大行政决策程序暂行条例》") and "公开征求意见" in "".join(comment["where"])
    assert "30日" in comment["period"]
