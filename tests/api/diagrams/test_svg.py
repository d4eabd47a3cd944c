"""The drawing as it is written: for a page without styles and scripts of its own, as a file complete in itself."""

from __future__ import annotations

import re
from dataclasses import replace
from time import perf_counter
from xml.etree import ElementTree as Xml

import pytest

from api.diagrams.layout import NOTED, PLAIN, drawn, picture
from api.diagrams.load import Load, load_marks
from api.diagrams.marks import Mark, Marks
from api.diagrams.svg import svg, svg_file
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import statechart

PENALTY = statechart(PROCEDURES["penalty"])
SPACE = "{http://www.w3.org/2000/svg}"


def said(root: Xml.Element) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SPACE}text")]


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_every_name_stands_in_the_drawing_and_no_style_of_its_own(name: str) -> None:
    plan, chart = PROCEDURES[name], statechart(PROCEDURES[name])
    root = Xml.fromstring(str(svg(picture(plan, PLAIN))))
    names = {"".join(one.itertext()) for one in root.iter(f"{SPACE}g") if "place" in one.get("class", "").split()}
    assert names >= {one.label for one in chart.places.values() if not one.holds}
    assert {one.label.replace("\n", "") for one in chart.ways} <= set(said(root))
    for element in root.iter():
        assert element.tag not in (f"{SPACE}style", f"{SPACE}script") and not {key for key in element.attrib if key == "style" or key.startswith("on")}


def test_a_file_carries_its_colours() -> None:
    root = Xml.fromstring(svg_file(picture(PROCEDURES["inspection"]), title="流程图"))
    style = root.find(f"{SPACE}style")
    assert style is not None and ".chart .place rect" in str(style.text) and ".chart-box" not in str(style.text)
    assert root.get("aria-label") == "流程图" and root.get("role") == "img"


def test_where_a_matter_stands_is_told_by_colour_shape_and_words() -> None:
    here = Marks({"pe_notified": Mark("here", "当前，已3日"), "pe_lead": Mark("done", "历时2日"), "pe_police": Mark("left"), "pe_heard": Mark("ahead")},
                 frozenset(one for one in PENALTY.ways if one.event == "file_case"), frozenset(one for one in PENALTY.ways if one.source == "pe_notified"))  # fmt: skip
    root = Xml.fromstring(str(svg(picture(PROCEDURES["penalty"], NOTED), here)))
    groups = {"".join(one.itertext()): one.get("class", "").split() for one in root.iter(f"{SPACE}g")}
    assert "is-here" in groups["▶ 已告知，听取陈述申辩当前，已3日"] and "is-done" in groups["✓ 线索核查历时2日"]
    assert "is-left" in groups["– 司法机关已立案"] and "is-ahead" in groups["听证结束"]
    steps = {"".join(one.itertext()): one.get("class", "").split() for one in root.iter(f"{SPACE}text")}
    assert "taken" in steps["立案"] and "offered" in steps["通知听证"] and "still" in steps["中止调查"]
    aim = [one for one in root.iter() if one.get("id") == "chart-aim"]
    assert len(aim) == 1 and "已告知" in "".join(aim[0].itertext())


def test_a_name_that_would_be_markup_is_text() -> None:
    place = replace(PENALTY.places["pe_lead"], label="<script>&\"'")
    chart = replace(PENALTY, places={**PENALTY.places, "pe_lead": place}, label='"><b>')
    root = Xml.fromstring(str(svg(drawn(chart, PLAIN))))
    assert root.get("aria-label") == '"><b>'
    texts = "".join(said(root))
    assert "<script>&\"'" in re.sub(r"\s", "", texts) or "<script>" in texts


def test_where_matters_gather_is_warm_and_has_its_numbers() -> None:
    loads = {"pe_investigating": Load(12, 40), "pe_reviewing": Load(3, 5.5), "pe_heard": Load(0), "pe_lead": Load(1, None, 30), "implementing": Load(6, 20)}
    marks = load_marks(PENALTY, loads)
    assert [marks.of(one).heat for one in ("pe_investigating", "pe_reviewing", "pe_heard", "pe_lead")] == [4, 1, 0, 3]
    assert marks.of("pe_investigating").note == "12件，中位40日" and marks.of("pe_reviewing").note == "3件，中位5.5日"
    assert marks.of("implementing").heat is None and marks.of("implementing").note and not marks.of("pe_heard").note
    drawing = str(svg(picture(PROCEDURES["penalty"], NOTED), marks))
    assert "heat-4" in drawing and "12件，中位40日" in drawing
    assert load_marks(PENALTY, {}).of("pe_lead").heat == 0


def test_drawing_takes_no_time_to_speak_of() -> None:
    plan = PROCEDURES["major_decision"]
    svg(picture(plan, NOTED))
    times = []
    for _ in range(9):
        begun = perf_counter()
        svg(picture(plan, NOTED))
        times.append(perf_counter() - begun)
    assert min(times) < 0.05
