"""A fault of ours: a page for a person, a problem for a program, its number for the administrator, no traceback."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from infra.wiring import Services


@pytest.fixture
def broken(services: Services) -> TestClient:
    def breaks() -> None:
        raise RuntimeError("secret detail of the inside")

    app = create_app(services)
    app.add_api_route("/breaks", breaks)
    app.add_api_route("/api/breaks", breaks)
    return TestClient(app, raise_server_exceptions=False)


def test_a_person_gets_a_page(broken: TestClient) -> None:
    answer = broken.get("/breaks", headers={"accept": "text/html,*/*"})
    assert answer.status_code == 500 and answer.headers["content-type"].startswith("text/html")
    assert "系统故障" in answer.text and answer.headers["x-request-id"] in answer.text
    assert "secret detail" not in answer.text


def test_a_program_gets_a_problem(broken: TestClient) -> None:
    answer = broken.get("/api/breaks", headers={"accept": "text/html"})
    assert answer.status_code == 500 and answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "系统故障" and "secret detail" not in answer.text
