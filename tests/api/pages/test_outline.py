"""Every page that a link leads to, for everybody: outline, words, headers, tokens."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator

import pytest

from infra.demo.people import BUREAU_OFFICES, OFFICES, PEOPLE
from tests.api.pages.page_outline import outline_faults
from tests.api.pages.plain_browser import Browser, Form, Sheet

Browse = Callable[..., Browser]
PUBLIC = {"/sign-in"}  # forms of people who are not signed in carry no token of a session
# twice is as good as once
KEYLESS = ("/phrases", "/sign-in", "/sign-out", "/supervision/", "/notices", "/channels", "/running", "/account", "/system/", "/lists/", "/handling/preview",
           "/portal/receipts", "/portal/complaints/progress")
ENFORCING = ("zhifa", "dadui", "juzhang", "fashen", "tingzheng", "shoujiao", "zhifajiandu", "yjdangan")  # the bureau of the demo
ALIKE = 2  # pages of one address and one form that are looked at
# What only programmers should see; the word that a robot's own address carries is an administrator's.
CODE = re.compile(r"(?<![\w.〔])(?:None|True|False|null|undefined|nan|(?!access_token)[a-z]+_[a-z_]+)(?![\w.])|{{|}}|<\w+ object|datetime\.")
IDS = re.compile("|".join(map(re.escape, OFFICES | BUREAU_OFFICES)))
UTC = re.compile(r"\d{4}-\d{2}-\d{2}T\d|[+]00:00|\dZ\b")


def alike(path: str) -> str:
    """Pages that come from the same template with the same form, under one name."""
    place, _, query = path.partition("?")
    place = re.sub(r"/(cases|portal)/(?!new)[^/]+", r"/\1/*", place)
    place = re.sub(r"/(entries|corrections|materials|papers|procedures)/[^/]+", r"/\1/*", place)
    return place + "?" + "&".join(re.sub(r"=.*", "" if "procedure" not in one else r"\g<0>", one) for one in query.split("&"))


def walk(browser: Browser, start: str) -> Iterator[tuple[str, Sheet]]:
    """Pages as one comes upon them following links; of those that are alike the first few."""
    seen, waiting, taken = {start}, deque([start]), Counter[str]()
    while waiting:
        path = waiting.popleft()
        taken[alike(path)] += 1
        if taken[alike(path)] > ALIKE:
            continue
        page = browser.get(path)
        yield path, page
        for link in page.links() if paged(page) else ():
            onward = link.partition("#")[0]
            onward = path.partition("?")[0] + onward if onward.startswith("?") else onward
            if onward.startswith("/") and "/materials/" not in onward and onward not in seen:
                seen.add(onward)
                waiting.append(onward)


def paged(page: Sheet) -> bool:
    """A page, and no document that is taken away."""
    return page.headers.get("content-type", "").startswith("text/html")


def faults(path: str, page: Sheet, signed_in: bool) -> Iterator[str]:
    if not paged(page):
        yield from document_faults(page)
        return
    if page.status >= 500 or (page.status >= 400 and path != "/cases/new"):
        yield f"status {page.status}"
    yield from outline_faults(page.html)
    yield from (f"word of the inside: {found}" for found in {*CODE.findall(page.text), *IDS.findall(page.text), *UTC.findall(page.text)})
    policy = page.headers.get("content-security-policy", "")
    if "default-src 'self'" not in policy or "unsafe" not in "unsafe" + policy or "unsafe-" in policy:
        yield f"policy {policy}"
    if page.headers.get("cache-control") != "no-store" or page.headers.get("x-content-type-options") != "nosniff":
        yield "headers"
    for form in page.forms:
        if form.method.lower() == "post":
            yield from form_faults(form, signed_in)


def document_faults(page: Sheet) -> Iterator[str]:
    """A document is there, is kept by nobody on the way, and is opened as what it is."""
    data = page.headers.get("content-type", "") == "application/json"  # figures for programs, shown as they are
    if page.status != 200 or not (data or page.headers.get("content-disposition")):
        yield f"document: status {page.status}, {page.headers.get('content-disposition')}"
    if page.headers.get("cache-control") != "no-store" or page.headers.get("x-content-type-options") != "nosniff":
        yield "headers"


def form_faults(form: Form, signed_in: bool) -> Iterator[str]:
    names = form.names()
    if signed_in and form.action not in PUBLIC and not form.action.startswith("/portal/") and "csrf_token" not in names:
        yield f"form {form.action} without its token"
    if not form.action.startswith(KEYLESS) and not form.action.endswith("/read") and "_key" not in names:
        yield f"form {form.action} without its key: pressed twice it would act twice"


@pytest.mark.parametrize("person", ["", "juece", "shangwu", "jiandu", "shouzhang", "zhuanjia1", "dangan", "xitong", "anquan", "shenji", *ENFORCING])
def test_every_page_that_a_link_leads_to(demo: Browse, person: str) -> None:
    browser, found, count = demo(person), [], 0
    for path, page in walk(browser, "/worklist" if person else "/portal"):
        count += 1
        found += [f"{path}: {one}" for one in faults(path, page, bool(person))]
    assert found == []
    assert count >= (8 if person in ("", "xitong", "anquan", "shenji") else 20), count


@pytest.mark.parametrize("person", [one for one in PEOPLE if one not in ("juece", "shangwu")])
def test_the_first_page_of_everybody(demo: Browse, person: str) -> None:
    page = demo(person).get("/worklist")
    assert list(faults("/worklist", page, True)) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ('<input name="x">', "input x without a label"), ('<p id="content"></p>', "id twice: content"), ("<h1>又一个</h1>", "2 x h1"),
        ("<table><tr><th>列</th></tr></table>", "heading of a table without its direction: 列"),
        ('<table><tr><th scope="rowgroup">组</th></tr></table>', "heading of a group of rows outside of one: 组"), ('<img src="/a.png">', "a picture without words"),
        ('<a href="/x"></a>', "without a name"), ('<label for="nowhere">甲</label>', "for=nowhere leads nowhere"), ("<fieldset></fieldset>", "legend"),
    ],
)  # fmt: skip
def test_the_outline_is_looked_at(demo: Browse, planted: str, told: str) -> None:
    """Each fault planted into a good page is found: the check is awake."""
    html = demo().get("/portal").html
    assert outline_faults(html) == []
    assert any(told in one for one in outline_faults(html.replace("</main>", planted + "</main>")))
