"""Every page that can be had is reached from somebody's desk by links alone; none is known to its author only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path

from fastapi import FastAPI

from infra.demo.people import PEOPLE
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_closed_doors import pages

Browse = Callable[..., Browser]
Routes = dict[str, re.Pattern[str]]
API = Path(__file__).resolve().parents[3] / "api"
# Route -> why no link leads there, ever.
UNLINKED = {
    "/calendar/{secret}.ics": "asked for by calendar programs, with a secret that is shown once",
    "/unfinished": "asked for by the script of the desk, which offers to take up a form again",
    "/expert/{token}": "its address is handed to the expert, and shown once to whoever made it",
    "/portal/{case}/thanks": "follows upon handing in an opinion",
}
# Route -> what the demo has none of, so that the link is written on a page but does not show there.
WAITING = {
    "/cases/{case}/corrections/{asked}": "a correction that a second person has yet to confirm",
    "/cases/{case}/evidence": "evidence in pictures or recordings",
    "/cases/{case}/materials/{digest}/view": "a picture or PDF on file",
    "/cases/{case}/registrations": "somebody who registered for a hearing",
    "/channels/{channel}": "a channel to the outside",
    "/complaints/{number}": "a complaint",
    "/expert/{token}/materials/{digest}": "an expert's link",
    "/portal/{case}/registration": "a hearing that takes registrations",
    "/portal/enforcement/{number}/files/{digest}": "a published decision with files",
    "/portal/receipts/mine": "a receipt that was proved",
}
LOOKED_INTO = 3  # pages of one route, of all that are linked
FIRST = ("", "fashen", "juece", "jiandu", "jiaotong", "zhifa", "xitong", "anquan", "shenji")  # these reach all of it


def test_every_page_is_reached_by_links(demo: Browse, demo_app: FastAPI) -> None:
    routes = {path: re.compile(re.sub(r"{\w+}", "[^/]+?", path)) for method, path in sorted(pages(demo_app)) if method == "GET"}
    looks = Counter[str]()
    for person in dict.fromkeys((*FIRST, *PEOPLE)):
        if not {one for one in routes if not looks[one]} - set(UNLINKED) - set(WAITING):
            break
        _walk(demo(person), routes, looks)
    unreached = {one for one in routes if not looks[one]}
    assert unreached - set(WAITING) == set(UNLINKED)
    assert [one for one in WAITING if one in routes and not _written(one)] == []


def test_a_link_that_nobody_wrote_is_missed() -> None:
    assert _written("/complaints/{number}") and not _written("/complaints/{number}/nowhere")


def _walk(browser: Browser, routes: Routes, looks: Counter[str]) -> None:
    """Behind the first page, what is linked: of one route a few pages, of each kind of form and each list one at least."""
    waiting, seen, own = ["/"], {"/"}, Counter[str]()
    while waiting:
        path = waiting.pop(0)
        route = _route(path.partition("?")[0], routes)
        part = _form(path, route)
        if not route or (looks[part] if part != route else own[route] and looks[route] >= LOOKED_INTO):
            continue
        looks.update({route, part})
        own.update({route})
        answer = browser.client.get(path)
        assert answer.status_code < 400, path
        found = _led(answer.text) if "html" in answer.headers.get("content-type", "") else set()
        waiting += sorted(found - seen)
        seen |= found


def _form(path: str, route: str) -> str:
    """Forms of different kinds are different pages."""
    return path.partition("?")[0].split("/", 3)[-1] if "{kind}" in route else route


def _route(path: str, routes: Routes) -> str:
    """The most exact route of an address."""
    return min((one for one, pattern in routes.items() if pattern.fullmatch(path)), key=lambda one: one.count("{"), default="")


def _led(html: str) -> set[str]:
    """Where links, pictures and forms that only ask lead; read quickly, since hundreds of pages are."""
    places = set(re.findall(r'\s(?:href|src|hx-get)="([^"]*)"', html))
    places |= {one[1] for tag in re.findall(r"<form\s[^>]*>", html) if 'method="get"' in tag.lower() and (one := re.search(r'action="([^"]*)"', tag))}
    return {unescape(one).partition("#")[0] for one in places if one.startswith("/") and not one.startswith(("/static", "/api"))}


def _written(route: str) -> bool:
    """Does a template write a link of this shape, or the frame of the matter a tab?"""
    shape = re.sub(r"\\{\w+\\}", lambda _: r"(?:{{[^}]*}})", re.escape(route))
    texts = [one.read_text() for one in (API / "templates").rglob("*.html")]
    linked = any(re.search(rf"""(?:href|src)=["'](?:{{{{ ')?{shape}(?:["'?#])""", text) for text in texts)
    return linked or f'("{route.removeprefix("/cases/{case}")}", ' in (API / "pages" / "case.py").read_text()
