"""规则核实 over HTTP, through the same routes as every matter: proposed, confirmed, withdrawn, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from states.dossier.vocabulary import Role
from storage.verify import verify
from tests.api.conftest import Desk, footprint
from tests.api.rest.test_acts import position, refused
from tests.confirmations import RULE, confirmed
from tests.offices import Office

SignIn = Callable[[str], Desk]
CONFIRM: dict[str, Any] = {"rule_check": {"reason": "与公报所载文本逐字一致。"}}


def proposal(rule: str = RULE, **more: Any) -> dict[str, Any]:
    fields = {"rule": rule, "instrument": "国务院公报所载文本", "article": "第一条", "in_force_on": "2019-09-01", "wording": "原文。", "source": "国务院公报"}
    return {"procedure": "rule_confirmation", "title": f"核实{rule}", "office": "city_office", "fields": fields} | more


def proposed(sign_in: SignIn, person: str = "sysadmin", **more: Any) -> str:
    answer = sign_in(person).post("/cases", proposal(**more))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["case"])


def taking(sign_in: SignIn, person: str, case: str, step: str, **sent: Any) -> Any:
    return sign_in(person).post(f"/cases/{case}/steps/{step}", {"inputs": CONFIRM} | sent)


def state(sign_in: SignIn, person: str = "office") -> dict[str, Any]:
    (row,) = [one for one in sign_in(person).get("/law", q=RULE).json() if one["id"] == RULE]
    return dict(row)


def test_the_whole_course_and_what_the_law_says_meanwhile(sign_in: SignIn, office: Office) -> None:
    assert state(sign_in)["status"] == "待核实" and state(sign_in, "sysadmin")["proposable"] is True
    case = proposed(sign_in)
    assert state(sign_in)["status"] == "待核实" and "matter" not in {name for name, value in state(sign_in).items() if value}
    assert state(sign_in, "auditor")["matter"] == case and state(sign_in, "sysadmin")["proposable"] is False
    offered = {one["name"] for one in sign_in("reviewer").get(f"/cases/{case}/steps").json() if one["permitted"]}
    assert offered == {"confirm_rule", "return_rule"}
    assert taking(sign_in, "reviewer", case, "confirm_rule").status_code == 200
    assert state(sign_in)["status"] == "已核实（本单位）" and confirmed(office).keys() == {RULE}
    answer = taking(sign_in, "reviewer", case, "withdraw_rule", inputs={"rule_withdrawal": {"reason": "公报另有更正。"}})
    assert answer.status_code == 200
    assert state(sign_in)["status"] == "待核实" and state(sign_in, "sysadmin")["proposable"] is True
    assert [one["kind"] for one in sign_in("auditor").get(f"/cases/{case}/timeline").json()["items"]] == ["step", "step", "opened"]
    assert verify(office.database).ok


@pytest.mark.parametrize(
    ("person", "sent", "status", "says"),
    [
        ("sysadmin", proposal("D-XXX-01"), 422, "没有编号为「D-XXX-01」的要求"),
        ("sysadmin", proposal("D-PUB-06"), 422, "已经核实"),
        ("sysadmin", proposal("D-LIA-09"), 422, "没有任何环节核验"),
        ("sysadmin", proposal(fields={"rule": RULE}), 422, "请填写「条文原文」"),
        ("sysadmin", proposal(confidentiality="secret"), 403, "不得存储"),
        ("sysadmin", proposal(body="other_city"), 422, "没有这一承办单位"),
        ("office", proposal(role="system_admin"), 403, "没有「系统管理员」的身份"),
        ("office", proposal(), 403, "应当由本机关的系统管理员办理"),
        ("reviewer", proposal(), 403, "应当由本机关的系统管理员办理"),
        ("auditor", proposal(), 403, "应当由本机关的系统管理员办理"),
    ],
)  # fmt: skip
def test_a_proposal_without_ground_or_right_is_refused(
    sign_in: SignIn, office: Office, person: str, sent: dict[str, Any], status: int, says: str
) -> None:
    before = footprint(office)
    problem = refused(sign_in(person).post("/cases", sent), status, {422: "invalid_entry", 403: "not_permitted"}[status])
    assert says in problem["detail"]
    assert footprint(office) == before and confirmed(office) == {}


def test_the_same_rule_is_not_proposed_twice(sign_in: SignIn, office: Office) -> None:
    case = proposed(sign_in)
    for _ in ("open", "confirmed"):
        before = footprint(office)
        problem = refused(sign_in("sysadmin").post("/cases", proposal()), 422, "invalid_entry")
        assert "核〔2026〕1号" in problem["fields"]["rule"] and footprint(office) == before
        taking(sign_in, "reviewer", case, "confirm_rule")
    assert confirmed(office)[RULE][0] == case


@pytest.mark.parametrize(
    ("proposer", "decider", "represents", "says"),
    [
        (("sysadmin", ""), "sysadmin", "", "您没有「合法性审查人员」的身份"),
        (("sysadmin", ""), "sysadmin", "reviewer", "应当由不同的人分别进行"),
        (("reviewer", "sysadmin"), "reviewer", "", "应当由不同的人分别进行"),
        (("adviser", "sysadmin"), "adviser", "reviewer", "应当由不同的人分别进行"),
        (("reviewer", "sysadmin"), "adviser", "reviewer", "应当由不同的人分别进行"),
        (("sysadmin", ""), "secadmin", "", "没有「合法性审查人员」的身份"),
        (("sysadmin", ""), "supervisor", "", "没有「合法性审查人员」的身份"),
    ],
)  # fmt: skip
def test_a_second_person_decides_who_is_a_legal_reviewer(
    sign_in: SignIn, office: Office, proposer: tuple[str, str], decider: str, represents: str, says: str
) -> None:
    for principal, deputy, role in (
        ("sysadmin", "reviewer", Role.SYSTEM_ADMIN), ("sysadmin", "adviser", Role.SYSTEM_ADMIN),
        ("reviewer", "sysadmin", Role.LEGAL_REVIEWER), ("reviewer", "adviser", Role.LEGAL_REVIEWER),
    ):  # fmt: skip
        office.people.add_mandate(principal, deputy, role, date(2026, 1, 1), date(2026, 12, 31), "书面授权")
    case = proposed(sign_in, proposer[0], role="system_admin", represents=proposer[1])
    before = position(office, case)
    answer = taking(sign_in, decider, case, "confirm_rule", role="legal_reviewer", represents=represents)
    assert says in refused(answer, 403, "not_permitted")["detail"]
    assert position(office, case) == before and confirmed(office) == {} and verify(office.database).ok


def test_who_may_not_see_the_matter_does_not_find_it(sign_in: SignIn, office: Office) -> None:
    case = proposed(sign_in)
    before = footprint(office)
    for person in ("office", "adviser", "head", "sponsor", "foreign_office"):
        refused(taking(sign_in, person, case, "confirm_rule"), 404, "not_found")
        assert sign_in(person).get(f"/cases/{case}").status_code == 404, person
    assert footprint(office) == before


def test_a_paper_is_put_on_file_by_either_and_by_nobody_else(sign_in: SignIn, office: Office) -> None:
    case = proposed(sign_in)
    for person, status in (("sysadmin", 201), ("reviewer", 201), ("office", 404)):
        answer = sign_in(person).post(f"/cases/{case}/materials", files={"file": (f"{person}.txt", f"文本{person}".encode(), "text/plain")})
        assert answer.status_code == status, (person, answer.text)
    (paper, _) = sign_in("auditor").get(f"/cases/{case}/materials").json()
    answer = taking(sign_in, "reviewer", case, "confirm_rule", inputs={"rule_check": CONFIRM["rule_check"] | {"original": paper["digest"]}})
    assert answer.status_code == 200, answer.text
    assert verify(office.database).ok
