"""The pictures of all procedures, and of charts made up at random: nothing lies on anything else, and everything is there."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from api.diagrams.layout import MODEL, NOTED, PLAIN, drawn, picture
from api.diagrams.shapes import Measure, wrapped
from states.procedures.catalogue import PROCEDURES
from states.procedures.statechart import Place, Statechart, Way, statechart
from tests.api.diagrams.sound import faults

MEASURES = {"plain": PLAIN, "noted": NOTED}


@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.parametrize("name", list(PROCEDURES))
def test_a_procedure_can_be_read(name: str, measure: str) -> None:
    assert faults(picture(PROCEDURES[name], MEASURES[measure])) == []


@pytest.mark.parametrize("name", list(PROCEDURES))
def test_a_procedure_can_be_read_by_modelling_programs(name: str) -> None:
    found = faults(picture(PROCEDURES[name], MODEL))
    assert [one for one in found if "words" not in one] == []


def test_the_check_is_awake() -> None:
    """Faults that are planted one by one are all seen."""
    sound = picture(PROCEDURES["penalty"])
    place = next(number for number, one in enumerate(sound.boxes) if one.place == "pe_notified")
    moved = [one.moved(0, 60) if number == place else one for number, one in enumerate(sound.boxes)]
    assert any("lies on" in one for one in faults(replace(sound, boxes=tuple(moved))))
    line = next(one for one in sound.lines if len(one.points) == 4)
    aslant = replace(line, points=(line.points[0], line.points[2], line.points[3]))
    others = tuple(one for one in sound.lines if one is not line)
    assert any("aslant" in one for one in faults(replace(sound, lines=(*others, aslant))))
    assert any("once" in one for one in faults(replace(sound, lines=others)))
    words = replace(line, words=tuple(one.moved(-100 if not one.ends else 100, 0) for one in line.words))
    assert any("words of" in one for one in faults(replace(sound, lines=(*others, words))))


@some.composite
def charts(draw: some.DrawFn) -> Statechart:
    """A chart of some stages, one of which may hold states or parts, with ways between any two places of one level."""
    tops = [f"s{number}" for number in range(draw(some.integers(2, 7)))]
    places: dict[str, Place] = {}
    ways: list[Way] = []
    for number, one in enumerate(tops):
        inside = draw(some.sampled_from(["", "", "stage", "abreast"])) if number else ""
        parts = [f"{one}p{count}" for count in range(draw(some.integers(2, 3)))] if inside == "abreast" else []
        held = {part: [f"{part}x{count}" for count in range(draw(some.integers(1, 3)))] for part in (parts or [one] if inside else [])}
        label = draw(some.sampled_from(["受理", "公开征求意见", "合法性审查与集体讨论"]))
        places[one] = Place(one, label, "", tuple(parts or held.get(one, ())), bool(parts), not number, False)
        for part in parts:
            places[part] = Place(part, "同时进行的部分", one, tuple(held[part]), False, True, False)
        for part, many in held.items():
            for count, state in enumerate(many):
                places[state] = Place(state, f"第{count}种状态", part, (), False, not count, False)
    course = tuple(draw(some.lists(some.sampled_from(tops), unique=True, min_size=1))) or (tops[0],)
    course = (tops[0], *(one for one in tops if one in course and one != tops[0]))
    for number in range(draw(some.integers(1, 14))):
        source, target = draw(some.sampled_from(list(places))), draw(some.sampled_from(list(places)))
        if source != target and (source in _lineage(places, target) or target in _lineage(places, source)):
            continue
        ways.append(Way(source, target, f"e{number}", draw(some.sampled_from(["办理", "退回补充材料", "认定不适用本程序并告知申请人"])), False))
    return Statechart("toy", "随机的程序", places, tuple(ways), course)


def _lineage(places: dict[str, Place], name: str) -> list[str]:
    found = []
    while name:
        found.append(name)
        name = places[name].parent
    return found


@settings(max_examples=150, deadline=None)
@given(charts())
def test_any_chart_can_be_read(chart: Statechart) -> None:
    assert faults(drawn(chart, PLAIN)) == []


@given(some.text(min_size=1, max_size=40), some.integers(4, 12))
def test_wrapping_loses_nothing(text: str, most: int) -> None:
    lines = wrapped(text, most)
    assert "".join(lines) == text and all(lines) and all(len(one) <= most + 3 for one in lines)


def test_the_layout_is_made_once_and_quickly() -> None:
    plan = PROCEDURES["major_decision"]
    assert picture(plan, NOTED) is picture(plan, NOTED)
    begun = perf_counter()
    drawn(statechart(plan), Measure(note=18))
    assert perf_counter() - begun < 1  # about ten milliseconds on a free machine; this one is shared
