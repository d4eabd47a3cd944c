"""What officers send, and how each refusal reads; after every refusal nothing has changed but the record of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import PROBLEM, Desk, footprint
from tests.api.rest.test_session import opening
from tests.offices import PAPER, Office, filled

SignIn = Callable[[str], Desk]


@pytest.fixture
def matter(office: Office) -> str:
    office.open("m1")
    return "m1"


def position(office: Office, case: str) -> tuple[Any, ...]:
    """Where the matter stands; a recorded refusal moves only the head of its chain."""
    with office.database.reading() as connection:
        row = connection.exec_driver_sql(
            f"SELECT configuration, version, stage, parts, ended FROM case_file WHERE id = '{case}'"
        ).one()
    return tuple(row)


def refused(answer: Any, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    problem: dict[str, Any] = answer.json()
    assert problem["type"] == f"urn:yifa:problem:{name}" and problem["status"] == status
    assert any("\u4e00" <= char <= "\u9fff" for char in problem["detail"])
    assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


def test_a_matter_is_opened_and_read_back(sign_in: SignIn) -> None:
    desk = sign_in("office")
    answer = desk.post("/cases", opening())
    assert answer.status_code == 201
    seen = desk.get(f"/cases/{answer.json()['case']}").json()
    assert seen["row"]["number"] == "决〔2026〕1号" and seen["row"]["version"] == answer.json()["version"]
    assert seen["entries"][0]["by_name"] == "办公机构甲"


def test_the_same_request_number_has_one_effect(sign_in: SignIn, office: Office) -> None:
    desk = sign_in("office")
    first = desk.post("/cases", opening(), key="same").json()
    before = footprint(office)
    again = desk.post("/cases", opening(), key="same").json()
    assert (again["case"], again["hash"], again["replayed"]) == (first["case"], first["hash"], True)
    refused(desk.post("/cases", opening(title="另一件完全不同的事项"), key="same"), 422, "invalid_entry")
    assert footprint(office) == before


def test_a_write_needs_its_request_number(sign_in: SignIn, office: Office) -> None:
    desk = sign_in("office")
    before = footprint(office)
    answer = desk.client.post("/api/cases", json=opening(), headers={"x-csrf-token": desk.csrf})
    assert "idempotency-key" in refused(answer, 422, "invalid_entry")["fields"]
    assert footprint(office) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "短"}, "title"), ({"title": None}, "title"), ({"office": "nowhere"}, "office"),
        ({"confidentiality": "cosmic"}, "confidentiality"), ({"extra": 1}, "extra"), ({"procedure": "nonsense"}, "procedure"),
        ({"overlays": ["atlantis"]}, "overlays"), ({"title": "有控制字符\u0000的标题"}, "body"),
        ({"fields": {"a": "\ud800"}}, "body"), ({"expected_version": 10**30}, "expected_version"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_an_opening_is_named(sign_in: SignIn, office: Office, wrong: dict[str, Any], field: str) -> None:
    desk = sign_in("office")
    before = footprint(office)
    answer = desk.post("/cases", None, content=json.dumps(opening(**wrong)).encode(), headers={"content-type": "application/json"})
    problem = refused(answer, 422, "invalid_entry")
    assert field in problem["fields"] and problem["fields"][field].endswith("。")
    assert footprint(office) == before


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b"null", b"1", b"[" * 100_000])
def test_a_body_that_is_no_request_is_refused(sign_in: SignIn, office: Office, body: bytes) -> None:
    desk = sign_in("office")
    before = footprint(office)
    answer = desk.post("/cases", None, content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422), answer.text
    assert any("\u4e00" <= char <= "\u9fff" for char in answer.json()["detail"])
    assert footprint(office) == before


def test_classified_matters_are_refused_at_the_door(sign_in: SignIn, office: Office) -> None:
    desk = sign_in("office")
    before = footprint(office)
    problem = refused(desk.post("/cases", opening(confidentiality="secret")), 403, "not_permitted")
    assert "涉密系统" in problem["detail"]
    assert footprint(office) == before


def test_a_closed_gate_tells_every_finding_with_law_and_cure(sign_in: SignIn, office: Office, matter: str) -> None:
    desk = sign_in("office")
    where = position(office, matter)
    scope = filled("scope_test", matter_class="none")
    answer = desk.post(f"/cases/{matter}/steps/refer_for_study", {"inputs": {"scope_test": scope}})
    problem = refused(answer, 409, "gate_closed")
    blocking = [one for one in problem["findings"] if one.get("blocks")]
    assert blocking and all(one["citation"].startswith("《") and one["cure"] for one in blocking)
    assert len(problem["findings"]) == 7
    assert position(office, matter) == where
    newest = desk.get(f"/cases/{matter}/timeline").json()["items"][0]
    assert newest["kind"] == "refused" and newest["findings"] and "交有关单位研究论证" in newest["label"]


@pytest.mark.parametrize(
    ("person", "step", "sent", "status", "name"),
    [
        ("sponsor", "refer_for_study", {}, 403, "not_permitted"),
        ("office", "refer_for_study", {"role": "head"}, 403, "not_permitted"),
        ("office", "refer_for_study", {"represents": "head"}, 422, "invalid_entry"),
        ("office", "refer_for_study", {"role": "decision_office", "represents": "head"}, 403, "not_permitted"),
        ("office", "publish", {}, 409, "step_unavailable"),
        ("office", "no_such_step", {}, 409, "step_unavailable"),
        ("office", "done_state_arguing", {}, 409, "step_unavailable"),
        ("office", "refer_for_study", {"expected_version": 0}, 409, "stale_dossier"),
        ("office", "refer_for_study", {}, 422, "invalid_entry"),
        ("office", "refer_for_study", {"inputs": {"draft": {}}}, 422, "invalid_entry"),
        ("office", "refer_for_study", {"inputs": {"scope_test": {"nonsense": 1}}}, 422, "invalid_entry"),
        ("office", "refer_for_study", {"inputs": {"scope_test": []}}, 422, "invalid_entry"),
    ],
)
def test_refused_steps_change_nothing(
    sign_in: SignIn, office: Office, matter: str, person: str, step: str, sent: dict[str, Any], status: int, name: str
) -> None:
    desk = sign_in(person)
    where = position(office, matter)
    refused(desk.post(f"/cases/{matter}/steps/{step}", sent), status, name)
    assert position(office, matter) == where


def test_an_invisible_matter_is_not_there_for_any_act(sign_in: SignIn, office: Office) -> None:
    office.open("m1")
    desk, before = sign_in("foreign_office"), footprint(office)
    acts: dict[str, dict[str, Any]] = {
        "steps/refer_for_study": {}, "entries": {"kind": "proposal"}, "entries/e/correction": {"reason": "r"},
        "corrections/c/confirmation": {}, "corrections/c/withdrawal": {"reason": "r"},
        "corrections/c/refusal": {"reason": "r"}, "opinions/dispositions": {"opinions": ["o"], "disposition": "adopted"},
    }  # fmt: skip
    for path, sent in acts.items():
        for case in ("m1", "absent"):
            problem = refused(desk.post(f"/cases/{case}/{path}", sent), 404, "not_found")
            assert problem["detail"] == "没有这一事项，或者您无权查看。"
    assert footprint(office) == before


def test_a_wrong_entry_is_corrected_by_two_people(sign_in: SignIn, office: Office, matter: str) -> None:
    desk, second = sign_in("office"), sign_in("supervisor")
    entry = desk.get(f"/cases/{matter}").json()["entries"][0]
    fields = {one["name"]: one["value"] for one in entry["fields"]} | {"proposer": "更正后的建议人"}
    asked = desk.post(f"/cases/{matter}/entries/{entry['id']}/correction", {"fields": fields, "reason": "写错了"})
    assert asked.status_code == 201, asked.text
    (waiting,) = desk.get(f"/cases/{matter}").json()["corrections"]
    assert waiting["target"] == entry["id"] and waiting["changes"][0]["text"] == "更正后的建议人"
    confirmation = f"/cases/{matter}/corrections/{waiting['id']}/confirmation"
    assert "第二人" in refused(desk.post(confirmation, {}), 403, "not_permitted")["detail"]
    assert second.post(confirmation, {}).status_code == 200
    seen = desk.get(f"/cases/{matter}").json()
    assert seen["corrections"] == [] and seen["entries"][0]["superseded_by"]
    refused(second.post(confirmation, {}), 404, "not_found")


def test_a_correction_request_is_taken_back_or_not_confirmed(sign_in: SignIn, office: Office, matter: str) -> None:
    desk, second = sign_in("office"), sign_in("supervisor")
    entry = desk.get(f"/cases/{matter}").json()["entries"][0]
    fields = {one["name"]: one["value"] for one in entry["fields"]} | {"proposer": "更正后的建议人"}
    for who, other, act in ((desk, second, "withdrawal"), (second, desk, "refusal")):
        assert desk.post(f"/cases/{matter}/entries/{entry['id']}/correction", {"fields": fields, "reason": "写错了"}).status_code == 201
        (waiting,) = desk.get(f"/cases/{matter}").json()["corrections"]
        closing = f"/cases/{matter}/corrections/{waiting['id']}/{act}"
        refused(other.post(closing, {"reason": "核对无误"}), 403, "not_permitted")
        assert "reason" in refused(who.post(closing, {"reason": " "}), 422, "invalid_entry")["fields"]
        assert who.post(closing, {"reason": "核对无误"}).status_code == 200
        seen = desk.get(f"/cases/{matter}").json()
        assert seen["corrections"] == [] and not seen["entries"][0]["superseded_by"]
        assert {"办理理由", "办理结果"} <= {one["label"] for one in seen["entries"][-1]["fields"]}
        refused(who.post(closing, {"reason": "核对无误"}), 404, "not_found")


def test_a_paper_is_put_on_file_and_wrong_fields_are_named(sign_in: SignIn, office: Office, matter: str) -> None:
    desk = sign_in("office")
    good = desk.post(f"/cases/{matter}/entries", {"kind": "scope_test", "fields": filled("scope_test")})
    assert good.status_code == 201
    where = position(office, matter)
    wrong = desk.post(f"/cases/{matter}/entries", {"kind": "scope_test", "fields": {"body_level": "moon"}})
    assert "scope_test.body_level" in refused(wrong, 422, "invalid_entry")["fields"]
    assert position(office, matter) == where
    assert PAPER in {one["digest"] for one in desk.get(f"/cases/{matter}/materials").json()}
