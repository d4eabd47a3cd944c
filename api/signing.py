"""Signing in with a name and a password, and how often somebody may try."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from fastapi import Request

from api.deps import COOKIE
from api.limits import Throttle, Throttles, storable
from api.refusals import NotSignedIn, TooOften
from infra.wiring import Services
from storage import accounts
from storage.people import SignedIn


def sign_in(request: Request, parts: Services, limits: Throttles, login: str, password: str) -> str:
    """A session's token; NotSignedIn for a wrong name or password, TooOften after too many of them."""
    now, address = parts.clock.now(), address_of(request)
    counted = ((limits.login, login), (limits.login_here, f"{address} {login}"), (limits.address, address))
    refuse_often(counted, now, "登录失败次数过多")
    token = _enter(parts, login, password, address, now) if storable(login + password) else None
    if token is None:
        for throttle, key in counted:
            throttle.mark(key, now)
        raise NotSignedIn("账号或者密码不正确，请重新输入。")
    limits.login_here.forget(f"{address} {login}")
    return token


def _enter(parts: Services, login: str, password: str, address: str, now: datetime) -> str | None:
    try:
        return accounts.sign_in(parts.database, parts.people, login, password, address, now)
    except accounts.Locked as locked:
        raise TooOften(locked.message, locked.seconds) from locked


def leave(request: Request, parts: Services, who: SignedIn) -> None:
    """The session is gone on the server as well."""
    accounts.sign_out(parts.database, parts.people, who, request.cookies.get(COOKIE, ""), address_of(request), parts.clock.now())


def refuse_often(counted: tuple[tuple[Throttle, str], ...], now: datetime, what: str) -> None:
    """TooOften while any of these keys has used up its attempts; says how long to wait."""
    waits = [wait.total_seconds() for throttle, key in counted if (wait := throttle.wait(key, now)) is not None]
    if waits:
        seconds = max(1, ceil(max(waits)))
        raise TooOften(f"{what}，请{max(1, ceil(seconds / 60))}分钟后再试。", seconds)


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""
