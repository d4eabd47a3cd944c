"""A refusal on a page: the same problem that programs get, with the form and everything typed still in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import SQLAlchemyError

from api.deps import COOKIE, PASSWORD_PAGE, SAFE
from api.forms import YES_NO
from api.pages.rendering import page
from api.refusals import Problem, problem_of
from states.dossier.kinds import KINDS
from states.errors import DomainError
from storage.people import SignedIn
from storage.queries.models import FindingView

SIGN_IN = 401


@dataclass(frozen=True, slots=True)
class Refused:
    """What a form page shows above the form. ``loose`` are messages that belong to none of its fields."""

    status: int
    title: str
    message: str
    findings: tuple[FindingView, ...]
    fields: Mapping[str, str]
    loose: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()  # where on the page each field is, and what is wrong with it


def refused(request: Request, error: DomainError, shown: Collection[str] = ()) -> Refused:
    """The refusal of a form whose fields are named ``shown``."""
    problem = problem_of(error, request)
    loose = tuple(dict.fromkeys(why for name, why in problem.fields.items() if name not in shown))
    places = tuple((place_of(name), why) for name, why in problem.fields.items() if name in shown)
    return Refused(problem.status, problem.title, _short(problem), problem.findings, problem.fields, loose, places)


def place_of(name: str) -> str:
    """The id that a field of that name has on its page."""
    return "f-" + name.replace(".", "-")


def _short(problem: Problem) -> str:
    """Findings and fields are listed below the sentence, so it need not repeat them."""
    if problem.findings:
        return re.split("(?<=」)[:：]", problem.detail, maxsplit=1)[0] + "，尚有下列法定条件未满足："
    return "下列内容需要补正，请按提示修改后重新提交。" if problem.fields else problem.detail


def refusal_page(request: Request, problem: Problem) -> Response:
    """A page that says what went wrong, why, and what to do; the way to the desk when the session is over."""
    if problem.status == SIGN_IN and request.method == "GET" and not in_portal(request):
        asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return RedirectResponse(f"/sign-in?next={quote(asked)}", 303)
    if problem.type.endswith(":password_due"):
        return RedirectResponse(PASSWORD_PAGE, 303)
    back, outside = _back(request), in_portal(request)
    return page(
        request, "error.html", None if outside else _at_desk(request), outside=outside, status=problem.status, problem=problem, back=back,
        onward=back or "/worklist", typed=_typed(request), acted=request.method not in SAFE,
    )  # fmt: skip


def in_portal(request: Request) -> bool:
    """The public's part of the house: no desk session counts there, and nothing there leads to a desk."""
    return f"{request.url.path}/".startswith(("/portal/", "/expert/"))


def _typed(request: Request) -> list[tuple[str, str]]:
    """What a person had typed into the form, under the labels it had there; nothing hidden, no password."""
    pairs = getattr(request.state, "typed", ())
    return [_told(name, text) for name, text in pairs if "." in name and text.strip()]


def _told(name: str, text: str) -> tuple[str, str]:
    kind, field, *cell = name.split(".")
    spec = KINDS[kind].by_name.get(field) if kind in KINDS else None
    column = next((one for one in spec.columns if one.name == cell[-1]), None) if spec and cell else None
    told = column or spec
    if spec is None or told is None:
        return name, text
    label = f"{spec.label}:{column.label}" if column else spec.label
    return label, next((one.label for one in told.options or () if one == text), dict(YES_NO).get(text, text))


def _at_desk(request: Request) -> SignedIn | None:
    """Who is signed in, as far as that can still be found out: the database may be what failed."""
    parts, token = request.app.state.services, request.cookies.get(COOKIE, "")
    try:
        found: SignedIn | None = parts.people.at_desk(token, parts.clock.now(), parts.casework.today()) if token else None
    except SQLAlchemyError:
        return None
    return found


def _back(request: Request) -> str:
    """The page that the request came from, if it is one of ours; a form often goes to the address that it stands at."""
    came = urlsplit(request.headers.get("referer", ""))
    elsewhere = came.path != request.url.path or request.method not in SAFE
    ours = came.netloc == request.url.netloc and came.path.startswith("/") and not came.path.startswith("//")
    return came.path if ours and elsewhere else ""
