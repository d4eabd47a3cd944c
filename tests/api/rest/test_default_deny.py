"""Every route there is: closed without a session, but for a list that one can read in one look."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.deps import COOKIE
from infra.wiring import Services
from tests.api.conftest import PROBLEM, footprint
from tests.offices import Office

OPEN = {
    ("GET", "/api/health"),
    ("GET", "/api/openapi.json"),
    ("POST", "/api/session"),
    ("GET", "/api/portal/consultations"),
    ("GET", "/api/portal/consultations/{case}"),
    ("GET", "/api/portal/consultations/{case}/materials/{digest}"),
    ("GET", "/api/portal/consultations/{case}/slip"),
    ("POST", "/api/portal/consultations/{case}/opinions"),
    ("GET", "/api/portal/enforcement"),
    ("GET", "/api/portal/enforcement/draws"),
    ("GET", "/api/portal/enforcement/draws/{number}"),
    ("GET", "/api/portal/enforcement/register/{body}"),
    ("GET", "/api/portal/enforcement/{number}"),
    ("GET", "/api/portal/enforcement/{number}/files/{digest}"),
}


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    for method, path in _walk(app.routes, ""):
        if path.startswith("/api/"):
            yield method, path


def _walk(found: object, prefix: str) -> Iterator[tuple[str, str]]:
    for route in found:  # type: ignore[attr-defined]
        for method in getattr(route, "methods", None) or ():
            if method != "HEAD":
                yield method, prefix + route.path
        if getattr(route, "original_router", None) is not None:
            yield from _walk(route.original_router.routes, prefix + route.include_context.prefix)


def test_the_schema_and_the_routes_name_the_same(app: FastAPI) -> None:
    described = {(method.upper(), path) for path, item in app.openapi()["paths"].items() for method in item}
    assert described == set(routes(app)) - {("GET", "/api/openapi.json")}
    assert len(described) >= 28


@pytest.mark.parametrize("cookie", ["", "forged-token"])
def test_every_route_is_closed_without_a_session(app: FastAPI, anybody: TestClient, office: Office, cookie: str) -> None:
    office.open("m1")
    before = footprint(office)
    if cookie:
        anybody.cookies.set(COOKIE, cookie)
    closed = set(routes(app)) - OPEN
    for method, path in sorted(closed):
        where = re.sub(r"{digest}", "sha256:" + "a" * 64, path)
        where = re.sub(r"{case}", "m1", where)
        where = re.sub(r"{\w+}", "x", where)
        answer = anybody.request(method, where, json={}, headers={"idempotency-key": "k", "x-csrf-token": "t"})
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM), (method, path)
        assert answer.json()["title"] == "请先登录"
    assert footprint(office) == before


def test_the_open_routes_answer_without_a_session(anybody: TestClient) -> None:
    assert anybody.get("/api/health").json() == {"status": "ok"}
    assert anybody.get("/api/openapi.json").status_code == 200
    assert anybody.get("/api/portal/consultations").json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize("path", ["/api/nothing", "/api", "/api/cases/", "/api/docs", "/api/redoc"])
def test_an_unknown_address_is_a_problem_in_chinese(anybody: TestClient, path: str) -> None:
    answer = anybody.get(path)
    assert answer.status_code == 404
    if path != "/api":
        assert answer.headers["content-type"] == PROBLEM and "没有" in answer.json()["detail"]


def test_a_wrong_method_is_a_problem_in_chinese(anybody: TestClient) -> None:
    answer = anybody.put("/api/session", json={})
    assert answer.status_code == 405 and answer.headers["allow"]
    assert answer.headers["content-type"] == PROBLEM and "不支持" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/api/health", "/api/nothing", "/api/me"])
def test_every_answer_wears_the_headers(anybody: TestClient, path: str) -> None:
    headers = anybody.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store" and len(headers["x-request-id"]) == 16


def test_a_fault_of_ours_shows_its_number_and_no_traceback(services: Services) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    app = create_app(services)
    app.add_api_route("/api/broken", broken)
    answer = TestClient(app).get("/api/broken")
    assert answer.status_code == 500 and answer.headers["content-type"] == PROBLEM
    assert answer.json()["request_id"] in answer.json()["detail"]
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_beyond_the_limit_is_cut_off(anybody: TestClient) -> None:
    too_much = b"x" * (3 << 20)
    told = anybody.post("/api/session", content=too_much, headers={"content-type": "application/json"})
    assert told.status_code == 413 and "上限" in told.json()["detail"]

    def pieces() -> Iterator[bytes]:
        for _ in range(48):
            yield b"x" * (1 << 16)

    untold = anybody.post("/api/session", content=pieces(), headers={"content-type": "application/json"})
    assert untold.status_code == 413 and "上限" in untold.json()["detail"]
