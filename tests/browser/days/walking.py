"""Somebody at a desk who sees labels only: by mouse on a wide screen, by keyboard alone on a narrow one.

What is pressed and filled is found by the words on the screen, never by css. With the keyboard everything is reached by
Tab, forwards only, and each place reached must show that one stands there. Every page met is looked at once.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, TimeoutError

from infra.demo.people import PASSWORD
from tests.browser.conftest import Visit
from tests.browser.test_look import _violations

STEPS = 600  # of Tab, before a place counts as one that the keyboard cannot reach
HERE = "(one) => one === document.activeElement"
# A mark of the focus that can be seen: of the element itself, or of the label around a drawn choice.
MARKED = """() => [document.activeElement, document.activeElement.closest('label')].some(one => {
  if (!one) return false;
  const is = getComputedStyle(one);
  return (is.outlineStyle !== 'none' && parseFloat(is.outlineWidth) > 0) || is.boxShadow !== 'none' || is.outlineStyle === 'auto';
})"""
IN_SIGHT = """() => { const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; }"""
# The browser itself reports the status of a refusal that the story wanted.
REFUSALS = re.compile(r"status of (403|404|409|410|413|422|429)")


class Walk:
    """One person's window; ``faults`` is what was seen wrong on the way, and must stay empty."""

    def __init__(self, window: Visit, story: str, by_keyboard: bool) -> None:
        self.window, self.story, self.by_keyboard = window, story, by_keyboard
        self.page: Page = window.page
        self.faults: list[str] = []
        self._looked: set[str] = set()
        self._pictures = 0

    # -- going about ---------------------------------------------------------------------------------------------

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        self.window.goto("/sign-in")
        self.fill("账号", login)
        self.fill("密码", password)
        self.press("登录")

    def sign_out(self) -> None:
        self._open_menu()
        self.press("退出")

    def open(self, path: str) -> None:
        """An address that somebody was given: a link in a message, the portal's front page."""
        self.window.goto(path)
        self.look()

    def menu(self, label: str) -> None:
        """A line of the menu; on a telephone the sheet is opened first."""
        self._open_menu()
        self.go(label, self._seen(self.page.get_by_role("navigation").get_by_role("link", name=label, exact=True)))

    def go(self, label: str, link: Locator | None = None) -> None:
        """Follow a link by its words, and look at where it leads."""
        found = link or self.find(label, "link")
        with self.page.expect_navigation():
            self._activate(found, label)
        self.look()

    def press(self, label: str, button: Locator | None = None, look: bool = True) -> None:
        """Press a button that leads to a page, and look at it."""
        found = button or self.find(label, "button")
        with self.page.expect_navigation():
            self._activate(found, label)
        if look:
            self.look()

    def touch(self, label: str, button: Locator | None = None) -> None:
        """Press a button that stays on the page."""
        self._activate(button or self.find(label, "button"), label)

    def take(self, step: str) -> None:
        """Go to the form of a step of the matter that is looked at."""
        self.go(step, self._seen(self.page.get_by_role("link", name=re.compile(rf"^(办理|填写表单)：{re.escape(step)}$"))))

    def unfold(self, label: str) -> None:
        """Open what is folded away under these words."""
        found = self._seen(self.page.locator("summary").filter(has_text=label))
        if not found.evaluate("one => one.parentElement.open"):
            self._activate(found, label)

    def find(self, label: str, role: str) -> Locator:
        """What is called so exactly; failing that, what begins so, and failing that, what holds the words."""
        asks = [self.page.get_by_role(role, name=label, exact=True), self.page.get_by_role(role, name=re.compile(rf"^\s*{re.escape(label)}")),  # type: ignore[arg-type]
                self.page.get_by_role(role, name=label)]  # type: ignore[arg-type]  # fmt: skip
        return self._seen(next((one for one in asks if one.count()), asks[-1]))

    # -- filling in ----------------------------------------------------------------------------------------------

    def fill(self, label: str, text: str, number: int = 0) -> None:
        """A field by its label: text, number or day (2026-01-12)."""
        field = self.field(label, number)
        if not self.by_keyboard:
            field.fill(text)
            return
        self._reach(field, label)
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(month + day + year)  # as Chromium without a Chinese desktop orders the three
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        assert field.input_value() == text, (label, field.input_value())

    def choose(self, label: str, option: str, number: int = 0) -> None:
        """One of several: a list to choose from, or choices drawn side by side under a heading."""
        lists = self._labelled(label, "select")
        if lists.count():
            self._choose_from(lists.nth(number), label, option)
        else:
            group = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(label)}")).nth(number)
            self.tick(option, group)

    def tick(self, option: str, group: Locator | None = None) -> None:
        """Tick a box or choose one of the drawn choices."""
        one = (group or self.page.locator("body")).get_by_label(option, exact=True)
        one = one if one.count() else (group or self.page.locator("body")).get_by_label(option)
        box = one.first
        if not self.by_keyboard:
            box.check()
        elif box.get_attribute("type") == "radio":
            self._choose_radio(box, option)
        else:
            self._reach(box, option)
            self.page.keyboard.press("Space")
        assert box.is_checked(), option

    def attach(self, label: str, *files: Path) -> None:
        """Files chosen in the browser's own window."""
        field = self._labelled(label, "input[type=file]").first
        with self.page.expect_file_chooser() as chosen:
            self._activate(field, label)
        chosen.value.set_files([str(one) for one in files])

    def download(self, label: str, place: Path) -> None:
        """Take away what a link hands out."""
        with self.page.expect_download() as taken:
            self._activate(self.find(label, "link"), label)
        taken.value.save_as(place)

    def field(self, label: str, number: int = 0) -> Locator:
        fields = self._labelled(label, "input:not([type=radio]):not([type=checkbox]), textarea, select")
        return fields.locator("visible=true").nth(number)

    # -- looking -------------------------------------------------------------------------------------------------

    def said(self) -> str:
        """What the page says happened, or why it did not."""
        told = self.page.get_by_role("status").or_(self.page.get_by_role("alert"))
        return "\n".join(one.inner_text() for one in told.all() if one.is_visible())

    def text(self) -> str:
        return self.page.get_by_role("main").inner_text()

    def look(self) -> None:
        """Whether the page fits, can be used by everybody, and whether the browser complained; a picture of it is kept."""
        self.page.wait_for_load_state("load")
        where = re.sub(r"^https?://[^/]+", "", self.page.url)
        self.faults += [f"{where}: {one}" for one in self.window.complaints if not REFUSALS.search(one)]
        self.window.complaints.clear()
        self._keep(where)
        plain = f"{where.split('?')[0]} {self.said()[:20]}"
        if plain in self._looked:
            return
        self._looked.add(plain)
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            self.faults.append(f"{where}: {too_wide} pixels too wide")
        self.faults += [f"{where}: {one}" for one in _violations(self.window)]

    def _keep(self, where: str) -> None:
        folder = os.environ.get("YIFA_PICTURES")
        if folder:
            self._pictures += 1
            Path(folder).mkdir(parents=True, exist_ok=True)
            width = self.page.viewport_size["width"] if self.page.viewport_size else 0
            name = re.sub(r"[^\w-]+", "_", f"{self.story}_{width}_{self._pictures:02}{where}")[:110]
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    # -- by mouse, or by keyboard --------------------------------------------------------------------------------

    def _labelled(self, label: str, sort: str) -> Locator:
        """The fields of a sort that are called so exactly; failing that, whose label begins so (a mark of 必填 follows)."""
        of_sort = self.page.locator(sort)
        exact = self.page.get_by_label(label, exact=True).and_(of_sort)
        return exact if exact.count() else self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).and_(of_sort)

    def _seen(self, found: Locator) -> Locator:
        return found.locator("visible=true").first

    def _open_menu(self) -> None:
        folded = self.page.locator("summary").filter(has_text="菜单").locator("visible=true")
        if folded.count() and not folded.first.evaluate("one => one.parentElement.open"):
            self._activate(folded.first, "菜单")

    def _activate(self, found: Locator, label: str) -> None:
        if not self.by_keyboard:
            found.click()
            return
        self._reach(found, label)
        self.page.keyboard.press("Enter")

    def _reach(self, found: Locator, label: str) -> None:
        """Tab on until one stands there; it must be in sight and marked."""
        found.wait_for(state="attached")
        wanted = found.element_handle()
        assert wanted is not None, label
        for _ in range(STEPS):
            if wanted.evaluate(HERE):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"「{label}」 cannot be reached with the keyboard on {self.page.url}")
        if not self.page.evaluate(MARKED):
            self.faults.append(f"{self.page.url}: 「{label}」 does not show that one stands there")
        try:
            self.page.wait_for_function(IN_SIGHT, timeout=5000)  # the browser scrolls there smoothly
        except TimeoutError:
            self.faults.append(f"{self.page.url}: 「{label}」 is out of sight while one stands there")

    def _choose_from(self, box: Locator, label: str, option: str) -> None:
        texts = box.locator("option").all_inner_texts()
        wanted = next(number for number, text in enumerate(texts) if option in text)
        if not self.by_keyboard:
            box.select_option(index=wanted)
            return
        self._reach(box, label)
        self.page.keyboard.press("Home")
        for _ in range(wanted):
            self.page.keyboard.press("ArrowDown")
        assert box.evaluate("one => one.selectedIndex") == wanted, (label, option)

    def _choose_radio(self, box: Locator, option: str) -> None:
        """A group of choices is one stop for Tab; within it the arrows choose."""
        name = box.get_attribute("name") or ""
        for _ in range(STEPS):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"「{option}」 cannot be reached with the keyboard on {self.page.url}")
        self.page.keyboard.press("Space")
        for _ in range(40):
            if box.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        if not self.page.evaluate(MARKED):
            self.faults.append(f"{self.page.url}: 「{option}」 does not show that one stands there")
