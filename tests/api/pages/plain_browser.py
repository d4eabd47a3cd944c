"""A browser without scripts: reads forms out of pages and sends them as a real one would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import httpx
from fastapi.testclient import TestClient

Pairs = list[tuple[str, str]]
FIGURES = "零一二三四五六七八九"
VOID = {"input", "meta", "link", "img", "br", "hr", "use"}


@dataclass
class Control:
    """One thing in a form that may send something."""

    name: str
    type: str
    value: str = ""
    on: bool = True  # would it be sent as it stands?
    offers: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form as it came: where it goes and what stands in it."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def pairs(self) -> Pairs:
        """What is sent when nothing is changed."""
        return [(one.name, _sent(one)) for one in self.controls if one.on and one.type not in ("submit", "file")]

    def names(self) -> set[str]:
        return {one.name for one in self.controls}

    def offers(self, name: str) -> list[str]:
        """The values that a choice offers."""
        found: list[str] = []
        for one in self.controls:
            if one.name == name:
                found += one.offers or [one.value]
        return found


def _sent(one: Control) -> str:
    if one.type == "textarea":
        return one.value.replace("\r\n", "\n").replace("\n", "\r\n")
    if one.type in ("text", "search"):
        return one.value.replace("\n", "").replace("\r", "")
    return one.value


class _Reader(HTMLParser):
    """Collects the forms of a page and its readable text; what stands in a template is no part of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._form: Form | None = None
        self._open: Control | None = None  # a textarea or a select that is being read
        self._templates = 0
        self._fresh = False  # right behind <textarea>: one line feed there belongs to the markup

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        had = dict(attributes)
        self.tags.append((tag, had))
        self._templates += tag == "template"
        if self._templates:
            return
        if tag == "form":
            self._form = Form(had.get("action") or "", had.get("method") or "get")
            self.forms.append(self._form)
        elif self._form is not None and "disabled" not in had:
            self._control(tag, had)

    def _control(self, tag: str, had: dict[str, str | None]) -> None:
        assert self._form is not None
        name = had.get("name") or ""
        if tag in ("input", "button") and name:
            kind = had.get("type") or ("text" if tag == "input" else "submit")
            on = "checked" in had if kind in ("radio", "checkbox") else True
            self._form.controls.append(Control(name, kind, had.get("value") or "", on))
        elif tag in ("textarea", "select") and name:
            self._open = Control(name, tag)
            self._form.controls.append(self._open)
            self._fresh = tag == "textarea"
        elif tag == "option" and self._open is not None:
            value = had.get("value") or ""
            if not self._open.offers or "selected" in had:
                self._open.value = value
            self._open.offers.append(value)

    def handle_data(self, data: str) -> None:
        if self._templates:
            return
        if self._open is not None and self._open.type == "textarea":
            self._open.value += data[1:] if self._fresh and data.startswith("\n") else data
            self._fresh = False
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if tag in ("textarea", "select"):
            self._open = None
        elif tag == "form" and not self._templates:
            self._form = None


@dataclass
class Sheet:
    """A page as it came: status, address, forms, text."""

    status: int
    path: str
    html: str
    headers: httpx.Headers

    @cached_property
    def _reader(self) -> _Reader:
        """The page read, where somebody asks what stands in it."""
        reader = _Reader()
        reader.feed(self.html)
        reader.close()
        asked = re.search(r"核对问题：(.)(.)(.)等于几", self.html)
        for control in (one for form in reader.forms for one in form.controls if one.name == "answer" and asked):
            one, other = (FIGURES.index(asked[place]) for place in (1, 3))  # as a person would, reading the page
            control.value = str(one + other if asked[2] == "加" else one * other)
        return reader

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._reader.words).split())

    @property
    def forms(self) -> list[Form]:
        return self._reader.forms

    @property
    def tags(self) -> list[tuple[str, dict[str, str | None]]]:
        return self._reader.tags

    def form(self, action: str) -> Form:
        """The form that sends something to this address; where there is none, the one that asks it."""
        return min((one for one in self.forms if one.action == action), key=lambda one: one.method != "post")

    def jumps(self) -> list[str]:
        """Where the summary of a refusal leads to."""
        return [link[1:] for link in self.links() if link.startswith("#f-")]

    def places(self) -> set[str]:
        return {had["id"] or "" for _, had in self.tags if had.get("id")}

    def links(self) -> list[str]:
        return [had["href"] or "" for tag, had in self.tags if tag == "a" and had.get("href")]


def sheet(html: str) -> Sheet:
    return Sheet(200, "", html, httpx.Headers())


class Browser:
    """Somebody with a browser in which scripts are off."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **params: Any) -> Sheet:
        return _sheet(self.client.get(path, params=params or None))

    def send(self, form: Form, filled: dict[str, str | list[str]] | None = None, *, extra: Iterable[tuple[str, str]] = ()) -> Sheet:
        """Send a form with some of its controls filled in; a name that the form does not have is a mistake of the test."""
        filled = filled or {}
        missing = set(filled) - form.names()
        assert not missing, f"the form has no {sorted(missing)}"
        pairs = [pair for pair in form.pairs() if pair[0] not in filled]
        for name, value in filled.items():
            pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        return self.post(form.action, [*pairs, *extra])

    def post(self, path: str, pairs: Pairs) -> Sheet:
        body = str(httpx.QueryParams(pairs))
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return _sheet(self.client.post(path, content=body, headers=headers))


def _sheet(answer: httpx.Response) -> Sheet:
    return Sheet(answer.status_code, urlsplit(str(answer.url)).path, answer.text, answer.headers)
