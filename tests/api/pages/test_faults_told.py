"""A fault in the middle of a write: told in Chinese with a number, logged under it, nothing kept; the same for programs."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from infra.wiring import Services
from states.casework.casework import Casework
from states.casework.commands import Command
from storage.case_store import SqlCaseStore
from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_papers_and_public import PDF
from tests.offices import Office

Browse = Callable[..., Browser]
SECRET = "planted fault with a secret"


class Halfway:
    """A transaction that writes everything and then breaks, before it is committed."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def record(self, *given: Any) -> NoReturn:
        self._inner.record(*given)
        raise RuntimeError(SECRET)


class Breaking(SqlCaseStore):
    """The store, breaking in the middle of every act."""

    @contextmanager
    def open(self, command: Command, today: date) -> Iterator[Any]:
        with super().open(command, today) as tx:
            yield Halfway(tx)


@pytest.fixture
def breaking(app: FastAPI, services: Services, office: Office) -> None:
    office.open()
    app.state.services = replace(services, casework=Casework(Breaking(office.database), office.clock))


def told(log: pytest.LogCaptureFixture, number: str) -> list[logging.LogRecord]:
    return [one for one in log.records if one.name == "yifa.api" and number in one.getMessage()]


def test_a_person_is_told_and_nothing_is_kept(
    breaking: None, browse: Browse, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    browser, before = browse("office"), footprint(office)
    form = browser.get("/cases/case-1/dossier").form("/cases/case-1/materials")
    answer = browser.client.post(form.action, data=dict(form.pairs()), files={"file": ("公告.pdf", PDF)}, headers={"accept": "text/html"})
    assert answer.status_code == 500, answer.text
    number = answer.headers["x-request-id"]
    for word in ("系统故障", "没有保存", "稍后重试", "系统管理员", number, 'lang="zh-CN"', 'href="/"'):
        assert word in answer.text
    for word in (SECRET, "Traceback", "RuntimeError", ".py"):
        assert word not in answer.text
    (record,) = told(caplog, number)
    assert record.exc_info is not None and SECRET in str(record.exc_info[1])
    assert footprint(office) == before
    assert "default-src 'self'" in answer.headers["content-security-policy"] and answer.headers["cache-control"] == "no-store"
    assert re.findall(r'style="|<script| on\w+="', answer.text) == []


def test_a_program_is_told_the_same(
    breaking: None, app: FastAPI, browse: Browse, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    browser, before = browse("office"), footprint(office)
    token = browser.get("/worklist").form("/sign-out").pairs()[0][1]
    answer = browser.client.post(
        "/api/cases/case-1/materials", files={"file": ("公告.pdf", PDF)},
        headers={"x-csrf-token": token, "idempotency-key": "fault-1"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json"), answer.text
    problem = answer.json()
    assert (problem["type"], problem["title"], problem["status"], problem["instance"]) == (
        "urn:yifa:problem:fault", "系统故障", 500, "/api/cases/case-1/materials")  # fmt: skip
    assert problem["request_id"] == answer.headers["x-request-id"] and problem["request_id"] in problem["detail"]
    assert SECRET not in answer.text and len(told(caplog, problem["request_id"])) == 1
    assert footprint(office) == before


def test_a_path_cannot_forge_a_line_of_the_log(services: Services, caplog: pytest.LogCaptureFixture) -> None:
    def breaks() -> None:
        raise RuntimeError(SECRET)

    app = create_app(services)
    app.add_api_route("/breaks/{rest}", breaks)
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.get("/breaks/x%0A2026-01-01 forged line")
    (record,) = told(caplog, answer.headers["x-request-id"])
    assert "\n" not in record.getMessage()


@pytest.mark.parametrize(("accept", "kind"), [("text/html", "text/html"), ("*/*", "application/problem+json")])
def test_what_is_refused_at_the_gate_is_a_page_for_a_person(app: FastAPI, accept: str, kind: str) -> None:
    """Refused before any page is asked: a body beyond the limit, a form from another site."""
    client = TestClient(app)
    large = client.post("/sign-in", data={"login": "x" * (3 << 20)}, headers={"accept": accept})
    foreign = client.post("/sign-in", data={"login": "x"}, headers={"accept": accept, "origin": "https://evil.example"})
    assert (large.status_code, foreign.status_code) == (413, 403)
    for answer, word in ((large, "上限"), (foreign, "其他网站")):
        assert answer.headers["content-type"].startswith(kind) and word in answer.text
