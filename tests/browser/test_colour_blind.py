"""Lights as they are seen by people who do not tell the colours apart: their signs differ, and what stands in them can be read.

Chromium itself simulates the deficiency; what is judged are the points of the picture that it shows then.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PIL import Image
from playwright.sync_api import Page

from api.pages.rendering import TEMPLATES
from tests.browser.conftest import Visit

pytestmark = pytest.mark.xdist_group("browser")
SIGHTS = ("none", "protanopia", "deuteranopia", "tritanopia", "achromatopsia")
COLOURS = ("red", "orange", "yellow", "blue", "green", "held")
LAMPS = (
    '{% from "macros/marks.html" import light %}'
    '{% for one in colours %}<p class="marks" data-lamp="{{ one }}">{{ light(one, "剩3天") }}</p>{% endfor %}'
)
READABLE = 4.5  # to 1, of text on its ground (WCAG 2.2, 1.4.3)
APART = 0.1  # of the points of two signs, drawn in one size, that at least differ
BOX = (16, 16)
Point = tuple[int, int, int]


def _light(point: Point) -> float:
    parts = (one / 255 for one in point)
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Point, other: Point) -> float:
    brighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _points(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def written(picture: Image.Image) -> float:
    """How far what is written stands out: the commonest colour against the one farthest from it that is there more than by chance."""
    seen = Counter(picture.get_flattened_data())
    ground = seen.most_common(1)[0][0]
    return max(contrast(ground, one) for one, times in seen.items() if times >= 3)


def sign(picture: Image.Image) -> list[bool]:
    """A sign as black and white: which of its points stand out from the ground by half of what the farthest do."""
    ground = Counter(picture.get_flattened_data()).most_common(1)[0][0]
    far = [abs(_light(one) - _light(ground)) for one in picture.resize(BOX).get_flattened_data()]
    return [one > max(far) / 2 for one in far]


def _lamps(page: Page, dark: bool) -> None:
    """All lights that there are, made by the product's own macro, in a page of the product."""
    html = TEMPLATES.from_string(LAMPS).render(colours=COLOURS)
    page.evaluate("([html, theme]) => { document.documentElement.dataset.bsTheme = theme; document.querySelector('main').innerHTML = html }",
                  [html, "dark" if dark else "light"])  # fmt: skip


def _faults(page: Page) -> Iterator[str]:
    signs: dict[str, list[bool]] = {}
    for colour in COLOURS:
        lamp = page.locator(f'[data-lamp="{colour}"] .mark')
        if (found := written(_points(lamp.screenshot()))) < READABLE:
            yield f"{colour}: {found:.2f} to 1"
        signs[colour] = sign(_points(lamp.locator("i").screenshot()))
    for one, other in combinations(COLOURS, 2):
        differing = sum(left != right for left, right in zip(signs[one], signs[other], strict=True)) / (BOX[0] * BOX[1])
        if differing < APART:
            yield f"{one} and {other} have one sign ({differing:.2f})"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_lights_are_told_apart_and_read_without_their_colour(visit: Callable[..., Visit], dark: bool) -> None:
    window = visit()
    page = window.goto("/sign-in")
    _lamps(page, dark)
    tools = page.context.new_cdp_session(page)
    faults = []
    for sight in SIGHTS:
        tools.send("Emulation.setEmulatedVisionDeficiency", {"type": sight})
        faults += [f"{sight}: {one}" for one in _faults(page)]
    assert faults == []
    assert all(max(one) - min(one) <= 2 for one in set(_points(page.locator('[data-lamp="red"]').screenshot()).get_flattened_data()))  # it was simulated


def test_the_measure_sees_a_weak_colour_and_one_sign_for_two(visit: Callable[..., Visit]) -> None:
    page = visit().goto("/sign-in")
    _lamps(page, dark=False)
    page.evaluate("""() => { document.querySelector('[data-lamp=red] .mark').style.color = '#e0a0a0';
      document.querySelector('[data-lamp=green] i').textContent = document.querySelector('[data-lamp=red] i').textContent }""")
    assert [one.split(" (")[0].split(": ")[0] for one in _faults(page)] == ["red", "red and green have one sign"]
