"""Every refusal as a status and an RFC 9457 problem in Chinese; pages show the same problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from api.wording import in_chinese
from states import errors
from storage.queries.models import FindingView
from storage.queries.showing import finding_view

MEDIA_TYPE = "application/problem+json"


class NotSignedIn(errors.DomainError):
    """No session, or one that has run out."""


class Forged(errors.DomainError):
    """A write without the form token of its session, or from another site."""


class PasswordDue(errors.DomainError):
    """Signed in with a password that was handed out and is to be changed first."""


class ProofDue(errors.InvalidEntry):
    """A signature of responsibility without the password that is asked for again, or with a wrong one."""


class TooOften(errors.DomainError):
    """Too many attempts; ``seconds`` until the next one is heard."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


STATUSES: Mapping[type[errors.DomainError], tuple[int, str, str]] = {
    NotSignedIn: (401, "not_signed_in", "请先登录"),
    Forged: (403, "forged", "页面已经过期"),
    PasswordDue: (403, "password_due", "请先修改密码"),
    ProofDue: (403, "proof_due", "请再次输入密码"),
    TooOften: (429, "too_often", "操作过于频繁"),
    errors.NotFound: (404, "not_found", "没有找到"),
    errors.NotPermitted: (403, "not_permitted", "无权办理"),
    errors.StepUnavailable: (409, "step_unavailable", "当前阶段不能办理"),
    errors.GateClosed: (409, "gate_closed", "法定条件尚未满足"),
    errors.OutOfTime: (409, "out_of_time", "不在法定时间内"),
    errors.StaleDossier: (409, "stale_dossier", "事项已有变化"),
    errors.InvalidEntry: (422, "invalid_entry", "填写有误"),
    errors.DatabaseUnavailable: (503, "database_unavailable", "数据库暂时不能使用"),
    errors.ArchiveUnavailable: (503, "archive_unavailable", "材料库暂时不能使用"),
}
HTTP_TITLES: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", "请求无法识别", "请求的格式不对，请检查后重新提交。"),
    404: ("not_found", "没有找到", "没有这个地址，请从首页重新进入。"),
    405: ("method_not_allowed", "不支持这种操作", "该地址不支持这种请求方法。"),
    413: ("too_large", "内容过大", "提交的内容超过上限，请压缩或者拆分后再提交。"),
    415: ("unsupported_media_type", "格式不支持", "提交的内容格式不支持。"),
}


class Problem(BaseModel):
    """RFC 9457, with what the law asks for (``findings``) and what each field lacks (``fields``)."""

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str = ""
    findings: tuple[FindingView, ...] = ()
    fields: Mapping[str, str] = {}


PageRefusal = Callable[[Request, Problem], Response]


def install(app: FastAPI, page: PageRefusal | None = None) -> None:
    """Answer every refusal: as a problem under /api, elsewhere as ``page`` shows it."""

    def refuse(request: Request, exc: Exception) -> Response:
        problem = problem_of(exc, request)
        if page is not None and not request.url.path.startswith("/api/"):
            return page(request, problem)
        return answer(problem, headers_of(exc))

    for kind in (errors.DomainError, HTTPException, RequestValidationError, DBAPIError, PoolTimeout):
        app.add_exception_handler(kind, refuse)


def problem_of(exc: Exception, request: Request) -> Problem:
    """The problem for whatever a handler raised."""
    where: Mapping[str, Any] = {"instance": request.url.path, "request_id": getattr(request.state, "request_id", "")}
    match exc:
        case errors.DomainError():
            return _domain(exc, where)
        case RequestValidationError():
            return _invalid(exc.errors(), where)
        case HTTPException():
            return _http(exc, where)
        case DBAPIError() | PoolTimeout():
            detail = "数据库暂时无法使用，本次操作没有保存，请稍后重试。"
            return Problem(type=_urn("database_unavailable"), title="系统繁忙", status=503, detail=detail, **where)
        case _:
            return fault(where["instance"], where["request_id"])


def fault(instance: str, request_id: str) -> Problem:
    """What a person is told about a fault of ours: that it is one, and its number."""
    detail = f"系统出现故障，本次操作没有保存。请稍后重试；如仍不能办理，请将编号 {request_id} 告知系统管理员。"
    return Problem(
        type=_urn("fault"), title="系统故障", status=500, detail=detail, instance=instance, request_id=request_id
    )


def fault_page(problem: Problem) -> Response:
    """A problem for a person at a page; it stands by itself, since what failed may be the pages' own machinery."""
    home = "/portal" if f"{problem.instance}/".startswith("/portal/") else "/"
    text = (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(problem.title)} - 依法</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        '<link rel="icon" type="image/svg+xml" href="/static/favicon.svg">'
        '<link rel="stylesheet" href="/static/vendor/tabler.min.css"><link rel="stylesheet" href="/static/app.css">'
        '<link rel="stylesheet" href="/static/parts.css"></head><body><main><div class="wrap narrow">'
        f'<section class="refusal" role="alert"><h1>{escape(problem.title)}</h1>'
        f'<p class="mt-2">{escape(problem.detail)}</p></section>'
        f'<div class="actions"><a class="btn btn-plain" href="{home}">回到首页</a></div></div></main></body></html>'
    )
    return HTMLResponse(text, problem.status)


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    body = problem.model_dump_json(exclude_defaults=True)
    return Response(body, problem.status, dict(headers or {}), MEDIA_TYPE)


def headers_of(exc: Exception) -> dict[str, str]:
    if isinstance(exc, TooOften):
        return {"Retry-After": str(exc.seconds)}
    if isinstance(exc, HTTPException):
        return dict(exc.headers or {})
    return {}


def _domain(exc: errors.DomainError, where: Mapping[str, Any]) -> Problem:
    status, name, title = next(STATUSES[kind] for kind in type(exc).__mro__ if kind in STATUSES)
    findings = exc.findings if isinstance(exc, errors.GateClosed) else ()
    fields = exc.fields if isinstance(exc, errors.InvalidEntry) else {}
    return Problem(
        type=_urn(name), title=title, status=status, detail=exc.message,
        findings=tuple(finding_view(one) for one in findings), fields=fields, **where,
    )  # fmt: skip


def _http(exc: HTTPException, where: Mapping[str, Any]) -> Problem:
    name, title, detail = HTTP_TITLES.get(exc.status_code, HTTP_TITLES[400])
    ours = exc.detail if any(ord(char) > 0x2E80 for char in str(exc.detail)) else detail
    if exc.status_code not in HTTP_TITLES:
        title = HTTPStatus(exc.status_code).phrase
    return Problem(type=_urn(name), title=title, status=exc.status_code, detail=str(ours), **where)


def _invalid(found: Iterable[Any], where: Mapping[str, Any]) -> Problem:
    fields: dict[str, str] = {}
    for error in found:
        if error["type"] == "json_invalid":
            fields["body"] = "提交的内容不是有效的 JSON。"
            continue
        name = ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path", "header"))
        fields[name or "body"] = in_chinese(error)
    detail = "请求有误：" + ";".join(f"{name}:{why}" for name, why in list(fields.items())[:10])
    return Problem(type=_urn("invalid_entry"), title="填写有误", status=422, detail=detail, fields=fields, **where)


def _urn(name: str) -> str:
    return f"urn:yifa:problem:{name}"
