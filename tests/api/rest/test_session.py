"""Signing in, staying signed in, and what a write must carry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from api.deps import COOKIE
from infra.wiring import Services
from tests.api.conftest import PROBLEM, Desk, footprint
from tests.offices import PASSWORD, Office, filled

SignIn = Callable[[str], Desk]


def opening(**more: object) -> dict[str, object]:
    fields = filled("proposal", proposer_type="department", received_on="2026-01-12")
    return {"title": "城市道路停车收费标准调整", "office": "transport", "fields": fields} | more


def test_signing_in_gives_a_cookie_that_scripts_cannot_read(anybody: TestClient) -> None:
    answer = anybody.post("/api/session", json={"login": "sponsor", "password": PASSWORD})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert answer.json()["name"] == "经办甲"
    assert [role["label"] for role in answer.json()["roles"]] == ["承办单位经办人"]


@pytest.mark.parametrize("login", ["sponsor", "nobody", "", "a\u0000b"])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(anybody: TestClient, login: str) -> None:
    answer = anybody.post("/api/session", json={"login": login, "password": "wrong"})
    if "\0" in login:
        assert answer.status_code == 422
        return
    assert answer.status_code == 401
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["detail"] == "账号或者密码不正确，请重新输入。"
    assert COOKIE not in answer.cookies


def test_guessing_is_slowed_down_and_the_owner_is_let_in_later(anybody: TestClient, services: Services) -> None:
    wrong = [anybody.post("/api/session", json={"login": "head", "password": str(n)}).status_code for n in range(7)]
    assert wrong == [401] * 5 + [429] * 2
    held_up = anybody.post("/api/session", json={"login": "head", "password": PASSWORD})
    assert held_up.status_code == 429 and int(held_up.headers["retry-after"]) > 0
    assert "分钟后再试" in held_up.json()["detail"]
    services.clock.set(date(2026, 1, 13))  # type: ignore[attr-defined]
    assert anybody.post("/api/session", json={"login": "head", "password": PASSWORD}).status_code == 200


def test_a_session_ends_after_its_hours(sign_in: SignIn, services: Services) -> None:
    desk = sign_in("sponsor")
    assert desk.get("/me").status_code == 200
    services.clock.set(services.casework.today() + timedelta(days=1))  # type: ignore[attr-defined]
    late = desk.get("/me")
    assert late.status_code == 401 and "重新登录" in late.json()["detail"]


def test_signing_out_ends_the_session_on_the_server(sign_in: SignIn) -> None:
    desk = sign_in("sponsor")
    token = desk.client.cookies[COOKIE]
    assert desk.delete("/session").status_code == 204
    desk.client.cookies.set(COOKIE, token)
    assert desk.get("/me").status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "汉"])
def test_a_write_without_the_forms_token_is_refused(sign_in: SignIn, office: Office, token: str) -> None:
    desk = sign_in("office")
    before = footprint(office)
    answer = desk.post("/cases", opening(), headers={"x-csrf-token": token.encode()})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:yifa:problem:forged"
    assert footprint(office) == before


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_write_from_another_site_is_refused(sign_in: SignIn, office: Office, headers: dict[str, str]) -> None:
    desk = sign_in("office")
    before = footprint(office)
    answer = desk.post("/cases", opening(), headers=headers)
    assert answer.status_code == 403 and "其他网站" in answer.json()["detail"]
    assert footprint(office) == before


def test_somebody_who_left_is_signed_out_at_once(sign_in: SignIn, office: Office) -> None:
    desk = sign_in("sponsor")
    with office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET active = false WHERE id = 'sponsor'")
    assert desk.get("/worklist").status_code == 401
