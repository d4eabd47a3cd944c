"""三员: each route of administration by each role, from the route table; nobody does another's work, and every act has its actor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.deps import COOKIE
from states.casework.authority import ADMINISTRATORS
from states.dossier.vocabulary import Role
from storage.database import Database
from storage.verify import verify
from tests.api.conftest import Desk
from tests.offices import PASSWORD, STAFF, Office
from tests.storage.stepping import dump, rows

SYSTEM, SECURITY, AUDIT = "sysadmin", "secadmin", "auditor"
BOTH = {SYSTEM, SECURITY}
# Whom each route of administration serves; a route that is not in this table fails the test.
SERVES: dict[tuple[str, str], set[str]] = {
    ("GET", "/system/people"): BOTH, ("GET", "/system/people/{person}"): BOTH, ("GET", "/system/people/new"): {SYSTEM},
    ("POST", "/system/people"): {SYSTEM}, ("POST", "/system/people/{person}"): {SYSTEM}, ("POST", "/system/people/{person}/account"): {SYSTEM},
    ("GET", "/system/offices"): {SYSTEM}, ("POST", "/system/offices"): {SYSTEM}, ("POST", "/system/offices/{office}"): {SYSTEM},
    ("GET", "/system/import"): {SYSTEM}, ("GET", "/system/import/template.xlsx"): {SYSTEM}, ("POST", "/system/import"): {SYSTEM},
    ("POST", "/system/import/confirm"): {SYSTEM},
    ("GET", "/system/people/{person}/leaving"): {SYSTEM}, ("POST", "/system/people/{person}/leaving"): {SYSTEM},
    ("POST", "/api/people/{person}/leaving"): {SYSTEM},
    ("GET", "/system/mandates"): {SECURITY}, ("POST", "/system/people/{person}/roles"): {SECURITY}, ("POST", "/system/roles/{grant}/end"): {SECURITY},
    ("POST", "/system/people/{person}/mandates"): {SECURITY}, ("POST", "/system/mandates/{mandate}/end"): {SECURITY},
    ("POST", "/system/people/{person}/unlock"): {SECURITY},
    ("GET", "/system/audit"): {AUDIT}, ("GET", "/system/audit/records.xlsx"): {AUDIT},
    ("GET", "/api/people"): BOTH, ("GET", "/api/people/{person}"): BOTH, ("POST", "/api/people"): {SYSTEM}, ("POST", "/api/people/import"): {SYSTEM},
    ("PUT", "/api/people/{person}"): {SYSTEM}, ("POST", "/api/people/{person}/account"): {SYSTEM}, ("POST", "/api/people/{person}/password"): {SYSTEM},
    ("GET", "/api/offices"): {SYSTEM}, ("POST", "/api/offices"): {SYSTEM}, ("PUT", "/api/offices/{office}"): {SYSTEM},
    ("POST", "/api/people/{person}/unlock"): {SECURITY}, ("POST", "/api/people/{person}/roles"): {SECURITY}, ("POST", "/api/roles/{grant}/end"): {SECURITY},
    ("GET", "/api/mandates"): {SECURITY}, ("POST", "/api/people/{person}/mandates"): {SECURITY}, ("POST", "/api/mandates/{mandate}/end"): {SECURITY},
    ("GET", "/api/audit"): {AUDIT},
}  # fmt: skip
PLACES = r"/(system|api/(people|offices|mandates|roles|audit))(/|$)"
BODY: dict[str, Any] = {
    "login": "zhangsan", "name": "张三", "office": "transport", "act": "open", "role": "expert", "since": "2026-02-01", "until": "2026-02-02", "deputy": "sponsor2",
    "basis": "授权书", "rows": [{"login": "lisi", "name": "李四", "office": "某市司法局"}],
}  # fmt: skip
NEEDED = {
    "/api/people": ("login", "name", "office"), "/api/people/import": ("rows",), "/api/people/{person}": ("name", "office"),
    "/api/people/{person}/account": ("act",), "/api/people/{person}/leaving": ("basis",), "/api/offices": ("name",), "/api/offices/{office}": ("name",),
    "/api/people/{person}/roles": ("role", "since", "until"), "/api/people/{person}/mandates": ("deputy", "role", "since", "until", "basis"),
}  # fmt: skip


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Who may is asked before anything is read or written; what is written is proved on both databases below ``tests/storage``."""
    return sqlite_database


def administration(app: FastAPI) -> set[tuple[str, str]]:
    return {(method, path) for method, path in _walk(app.routes, "") if re.match(PLACES, path)}


def _walk(found: object, prefix: str) -> Iterator[tuple[str, str]]:
    for route in found:  # type: ignore[attr-defined]
        for method in getattr(route, "methods", None) or ():
            if method != "HEAD":
                yield method, prefix + route.path
        if getattr(route, "original_router", None) is not None:
            yield from _walk(route.original_router.routes, prefix + route.include_context.prefix)


def asked(desk: Desk, method: str, path: str) -> int:
    where = path.replace("{person}", "head").replace("{office}", "works")
    where = re.sub(r"{\w+}", "none", where)
    headers = {"x-csrf-token": desk.csrf, "idempotency-key": "k"}
    if path.startswith("/api"):
        body = {name: BODY[name] for name in NEEDED.get(path, ())}
        return desk.client.request(method, where, headers=headers, json=body if body else None).status_code
    return desk.client.request(method, where, headers=headers, data=BODY | {"rows": "[]"} if method == "POST" else None, follow_redirects=False).status_code


def test_the_table_is_the_route_table(app: FastAPI) -> None:
    assert administration(app) == set(SERVES)


@pytest.mark.parametrize("person", list(STAFF))
def test_every_route_by_every_role(app: FastAPI, sign_in: Callable[[str], Desk], office: Office, person: str) -> None:
    """Who is not served is refused, whatever is sent, and nothing changes; who is served is not refused."""
    desk, others = sign_in(person), [one for one, served in SERVES.items() if person not in served]
    before = dump(office.database, "login_session")
    assert {(method, path): asked(desk, method, path) for method, path in others} == dict.fromkeys(others, 403)
    assert dump(office.database, "login_session") == before
    for method, path in sorted(set(SERVES) - set(others)):
        assert asked(desk, method, path) in (200, 201, 204, 303, 404, 422), (method, path)


@pytest.mark.parametrize("person", [SYSTEM, SECURITY, AUDIT])
def test_none_of_the_three_handles_matters(sign_in: Callable[[str], Desk], office: Office, person: str) -> None:
    office.open("m1")
    desk = sign_in(person)
    assert desk.get("/cases/m1").status_code == 404
    assert desk.post("/cases/m1/steps/refer_for_study", {"role": STAFF[person][2][0].value}).status_code in (403, 404)


def test_every_act_is_on_record_with_its_actor(sign_in: Callable[[str], Desk], office: Office) -> None:
    admin, keeper = sign_in(SYSTEM), sign_in(SECURITY)
    made = admin.post("/people", {"login": "zhangsan", "name": "张三", "office": "transport"}).json()
    person = made["person"]
    admin.client.put(f"/api/people/{person}", json={"name": "张三", "office": "works"}, headers={"x-csrf-token": admin.csrf})
    admin.post(f"/people/{person}/password")
    grant = keeper.post(f"/people/{person}/roles", {"role": "executor", "since": "2026-01-12"}).json()["id"]
    lent = {"deputy": person, "role": "head", "since": "2026-01-12", "until": "2026-01-31", "basis": "授权书"}
    mandate = keeper.post("/people/head/mandates", lent).json()["id"]
    keeper.post(f"/mandates/{mandate}/end")
    keeper.post(f"/roles/{grant}/end")
    keeper.post(f"/people/{person}/unlock")
    for act in ("disable", "open"):
        admin.post(f"/people/{person}/account", {"act": act})
    unit = admin.post("/offices", {"name": "某市数据局"}).json()["id"]
    admin.client.put(f"/api/offices/{unit}", json={"name": "某市数据管理局"}, headers={"x-csrf-token": admin.csrf})
    found = [tuple(row) for row in rows(office.database, "SELECT act, person_id FROM admin_act WHERE act NOT LIKE 'signed%' ORDER BY id")]
    assert sorted(found) == sorted(
        [(act, SYSTEM) for act in ("person_added", "person_changed", "password_reset", "person_closed", "person_opened", "office_added", "office_renamed")]
        + [(act, SECURITY) for act in ("role_granted", "mandate_given", "mandate_ended", "role_withdrawn", "account_unlocked")]
    )
    secrets = [made["password"], PASSWORD]
    assert not any(secret in row[0] for row in rows(office.database, "SELECT fields FROM admin_act") for secret in secrets)
    assert verify(office.database).ok
    lines = sign_in(AUDIT).get("/audit", kind="rights").json()["items"]
    assert {one["label"] for one in lines} == {"授予角色", "授权代理", "终止代理", "收回角色", "解除锁定"} and {one["name"] for one in lines} == {"安全甲"}


def test_the_three_are_told_apart_by_role_alone() -> None:
    assert {STAFF[person][2] for person in (SYSTEM, SECURITY, AUDIT)} == {(role,) for role in ADMINISTRATORS}
    assert not any(ADMINISTRATORS & set(held) and len(held) > 1 for _, _, held in STAFF.values())
    assert Role.CLOCK not in ADMINISTRATORS


def test_a_first_password_opens_nothing_but_its_change(anybody: TestClient, sign_in: Callable[[str], Desk]) -> None:
    admin = sign_in(SYSTEM)
    made = admin.post("/people", {"login": "zhangsan", "name": "张三", "office": "transport"}).json()
    answer = anybody.post("/api/session", json={"login": "zhangsan", "password": made["password"]})
    token = {"x-csrf-token": answer.json()["csrf"]}
    assert answer.status_code == 200 and anybody.cookies[COOKIE]
    assert anybody.get("/api/worklist").json()["type"] == "urn:yifa:problem:password_due"
    assert anybody.get("/api/me").status_code == 200
    weak = anybody.post("/api/account/password", json={"old": made["password"], "password": "easy"}, headers=token)
    assert weak.status_code == 422 and "password" in weak.json()["fields"]
    good = {"old": made["password"], "password": "Yun-xi 2026 spring"}
    assert anybody.post("/api/account/password", json=good, headers=token).status_code == 204
    assert anybody.get("/api/me").status_code == 401
