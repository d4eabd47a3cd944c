"""Every page there is: behind the sign-in, but for a list that one can read in one look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fastapi import FastAPI

from tests.api.conftest import footprint
from tests.api.pages.plain_browser import Browser
from tests.offices import Office

OPEN = {
    ("GET", "/"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/law"),
    ("GET", "/help"),
    ("GET", "/calendar/{secret}.ics"),  # the secret is the credential
    ("GET", "/portal"),
    ("GET", "/portal/law"),
    ("GET", "/portal/complaints"),
    ("POST", "/portal/complaints"),
    ("POST", "/portal/complaints/progress"),
    ("GET", "/expert/{token}"),  # the link is the credential
    ("POST", "/expert/{token}"),
    ("GET", "/expert/{token}/materials/{digest}"),
    ("GET", "/portal/{case}/registration"),
    ("POST", "/portal/{case}/registration"),
    ("GET", "/portal/search"),
    ("GET", "/portal/data"),
    ("GET", "/portal/data/{name}.csv"),
    ("GET", "/portal/data/{name}.json"),
    ("GET", "/portal/receipts"),
    ("POST", "/portal/receipts"),
    ("POST", "/portal/receipts/lost"),
    ("GET", "/portal/receipts/mine"),
    ("POST", "/portal/receipts/mine/{root}/correct"),
    ("POST", "/portal/receipts/mine/{root}/withdraw"),
    ("POST", "/portal/receipts/leave"),
    ("GET", "/portal/{case}"),
    ("GET", "/portal/{case}/thanks"),
    ("GET", "/portal/{case}/materials/{digest}"),
    ("POST", "/portal/{case}/opinions"),
    ("GET", "/portal/enforcement"),
    ("GET", "/portal/enforcement/draws"),
    ("GET", "/portal/enforcement/draws/{number}"),
    ("GET", "/portal/enforcement/register/{body}"),
    ("GET", "/portal/enforcement/{number}"),
    ("GET", "/portal/enforcement/{number}/files/{digest}"),
}
Browse = Callable[..., Browser]


def pages(app: FastAPI) -> set[tuple[str, str]]:
    return {(method, path) for method, path in _walk(app.routes, "") if not path.startswith(("/api", "/static"))}


def _walk(found: object, prefix: str) -> Iterator[tuple[str, str]]:
    for route in found:  # type: ignore[attr-defined]
        for method in getattr(route, "methods", None) or ():
            if method != "HEAD":
                yield method, prefix + route.path
        if getattr(route, "original_router", None) is not None:
            yield from _walk(route.original_router.routes, prefix + route.include_context.prefix)


def test_every_other_page_sends_to_the_door(app: FastAPI, browse: Browse, office: Office) -> None:
    office.open("m1")
    before = footprint(office)
    closed = pages(app) - OPEN
    assert len(closed) >= 17 and pages(app) >= OPEN
    browser = browse()
    for method, path in sorted(closed):
        where = re.sub(r"{\w+}", "x", re.sub(r"{case}", "m1", re.sub(r"{digest}", "sha256:" + "a" * 64, path)))
        answer = browser.client.request(method, where, follow_redirects=False)
        if method == "GET":
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), path
        else:
            assert answer.status_code == 401 and "还没有登录" in answer.text, path
    assert footprint(office) == before


def test_every_writing_page_needs_the_token(app: FastAPI, browse: Browse, office: Office) -> None:
    office.open("m1")
    before = footprint(office)
    browser = browse("office")
    for method, path in sorted(pages(app) - OPEN):
        if method == "POST":
            where = re.sub(r"{\w+}", "x", re.sub(r"{case}", "m1", path))
            answer = browser.client.post(where, data={"_key": "k", "_title": "某某事项"})
            assert answer.status_code == 403 and "页面已经过期" in answer.text, path
    assert footprint(office) == before
