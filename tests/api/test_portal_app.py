"""The portal as an application of its own: no desk in it, and what it serves is what the whole house serves."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_portal
from api.deps import COOKIE
from infra.wiring import Services
from tests.api.pages.test_closed_doors import OPEN, pages
from tests.api.rest.test_default_deny import OPEN as OPEN_ROUTES
from tests.api.rest.test_default_deny import routes

DOORS = {("GET", "/"), ("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/law"), ("GET", "/help"), ("GET", "/calendar/{secret}.ics")}


@pytest.fixture
def alone(services: Services) -> FastAPI:
    return create_portal(services)


def test_it_has_the_open_pages_and_no_other(alone: FastAPI) -> None:
    assert pages(alone) - {("GET", "/")} == OPEN - DOORS
    assert {one for one in routes(alone) if "/portal/" in one[1]} == {one for one in OPEN_ROUTES if "/portal/" in one[1]}
    assert {path for _, path in routes(alone) if "/portal/" not in path} == {"/api/openapi.json"}


def test_there_is_no_door_to_a_desk(alone: FastAPI) -> None:
    client = TestClient(alone)
    assert client.get("/", follow_redirects=False).headers["location"] == "/portal"
    for path in ("/sign-in", "/worklist", "/cases/m1", "/api/me", "/api/session", "/complaints"):
        assert client.get(path).status_code == 404, path
    assert client.post("/api/session", json={"login": "office", "password": "x"}).status_code in (404, 405)
    page = client.get("/portal")
    assert page.status_code == 200 and COOKIE not in page.headers.get("set-cookie", "")
