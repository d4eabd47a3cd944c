"""Signing in with a name and a password, and how often somebody may try."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TypeVar

from fastapi import Request

from api.deps import COOKIE
from api.limits import Throttle, Throttles, storable
from api.refusals import NotSignedIn, ProofDue, TooOften
from infra.wiring import Services
from states.casework.commands import Command
from states.casework.signatures import signs
from storage import accounts
from storage.people import SignedIn

Signed = TypeVar("Signed", bound=Command)
PASSWORD_FIELD = "password"


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


def sign_off(request: Request, parts: Services, limits: Throttles, who: SignedIn, command: Signed, password: str) -> tuple[Signed, SignedIn]:
    """The command and who gives it, with the moment of the proof; ProofDue for a signature whose password is due or wrong.

    A password goes no further than this: the command does not carry it, so neither receipts nor refusals keep it.
    """
    if not signs(command):
        return command, who
    now = parts.clock.now()
    if proof_due(parts, who):
        _prove(request, parts, limits, who, password, now)
        who = replace(who, proven_at=now)
    return replace(command, proven_at=who.proven_at), who


@dataclass(frozen=True, slots=True)
class Proof:
    """What a form that signs says of the password: asked for, or given when and good for how long."""

    asks: bool
    minutes: int
    proven_at: datetime | None


def proof_of(parts: Services, who: SignedIn) -> Proof:
    return Proof(proof_due(parts, who), parts.settings.proof_minutes, who.proven_at)


def proof_due(parts: Services, who: SignedIn) -> bool:
    """Is it longer ago than the settings allow that the person proved to be that person?"""
    return who.proven_at is None or parts.clock.now() - who.proven_at >= timedelta(minutes=parts.settings.proof_minutes)


def _prove(request: Request, parts: Services, limits: Throttles, who: SignedIn, password: str, now: datetime) -> None:
    """As at the door, and counted with it: whoever tries passwords here has no more tries than there."""
    if not password:
        raise ProofDue({PASSWORD_FIELD: "本环节由本人签署，请输入您的登录密码。"}, "本环节由本人签署，请再次输入登录密码后提交。")
    login, address = accounts.login_of(parts.database, who.person), address_of(request)
    counted = ((limits.login, login), (limits.login_here, f"{address} {login}"), (limits.address, address))
    refuse_often(counted, now, "密码错误次数过多")
    try:
        right = storable(password) and accounts.prove(parts.database, parts.people, who, request.cookies.get(COOKIE, ""), password, address, now)
    except accounts.Locked as locked:
        raise TooOften(locked.message, locked.seconds) from locked
    if right:
        limits.login_here.forget(f"{address} {login}")
        return
    for throttle, key in counted:
        throttle.mark(key, now)
    raise ProofDue({PASSWORD_FIELD: "密码不正确，请重新输入您的登录密码。"}, "密码不正确，没有签署，请重新输入登录密码。")


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
