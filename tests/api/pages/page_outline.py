"""The outline of a page as an assistive reader finds it: labels, landmarks, headings, references between parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

Had = Mapping[str, str | None]
EMPTY = {"input", "meta", "link", "img", "br", "hr", "use", "line", "rect", "circle"}
NAMELESS = {"hidden", "submit", "button", "image"}


@dataclass
class Node:
    """One element, with what stands around it and the words in it; pictures are told by their text."""

    tag: str
    had: Had
    around: tuple[Node, ...]
    words: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.had.get(name) or ""

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def within(self, tag: str) -> bool:
        return any(one.tag == tag for one in self.around)


class Outline(HTMLParser):
    """All elements of a page but those in a template."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self._open: list[Node] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attributes), tuple(self._open))
        if not node.within("template"):
            self.nodes.append(node)
        if tag == "img":
            self._say(node.get("alt"))
        if tag not in EMPTY:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if not any(one.tag == "template" for one in self._open):
            self.nodes.append(Node(tag, dict(attributes), tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, one in enumerate(self._open) if one.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, words: str) -> None:
        for one in self._open:
            one.words.append(words)

    def all(self, *tags: str) -> list[Node]:
        return [one for one in self.nodes if one.tag in tags]


def outline_faults(html: str) -> list[str]:
    """What would leave somebody without sight or without a mouse in the dark."""
    page = Outline(html)
    return [*_frame(page), *_references(page), *_controls(page), *_tables(page)]


def _frame(page: Outline) -> Iterator[str]:
    (root,) = page.all("html")
    if root.get("lang") != "zh-CN":
        yield f"language {root.get('lang')}"
    for tag in ("h1", "main", "header", "footer", "title"):
        found = [one for one in page.all(tag) if not one.within("svg")]
        if len(found) != 1:
            yield f"{len(found)} x {tag}"
    if not all(one.text for one in page.all("title", "h1", "h2", "h3")):
        yield "an empty heading"
    names = [one.get("aria-label") for one in page.all("nav")]
    if "" in names or len(set(names)) < len(names):
        yield f"menus that cannot be told apart: {names}"


def _references(page: Outline) -> Iterator[str]:
    ids = [one.get("id") for one in page.nodes if one.get("id")]
    for twice in {one for one in ids if ids.count(one) > 1}:
        yield f"id twice: {twice}"
    for node in page.nodes:
        for name in ("for", "aria-labelledby", "aria-describedby", "list"):
            for wanted in node.get(name).split():
                if wanted not in ids:
                    yield f"{node.tag} {name}={wanted} leads nowhere"
        if node.tag == "a" and node.get("href").startswith("#") and node.get("href")[1:] not in ids:
            yield f"link to {node.get('href')} leads nowhere"


def _controls(page: Outline) -> Iterator[str]:
    labelled = {one.get("for") for one in page.all("label") if one.text and one.get("for")}
    for one in page.all("input", "select", "textarea"):
        wrapped = any(outer.tag == "label" and outer.text for outer in one.around)
        hidden = one.get("type") in NAMELESS or any(outer.get("aria-hidden") == "true" for outer in one.around)
        if not (hidden or wrapped or one.get("aria-label") or one.get("id") in labelled):
            yield f"{one.tag} {one.get('name')} without a label"
    for one in page.all("button", "a", "summary"):
        if not (one.text or one.get("aria-label")):
            yield f"{one.tag} {one.had} without a name"
    for one in page.all("fieldset"):
        if not any(legend.around[-1] is one for legend in page.all("legend")):
            yield "a group without a legend"


def _tables(page: Outline) -> Iterator[str]:
    for one in page.all("th"):
        if one.get("scope") not in ("col", "row", "rowgroup"):
            yield f"heading of a table without its direction: {one.text}"
        if one.get("scope") == "rowgroup" and not one.within("tbody"):  # it is read out for the rows of its own part
            yield f"heading of a group of rows outside of one: {one.text}"
    for one in page.all("img"):
        if "alt" not in one.had:
            yield "a picture without words"
