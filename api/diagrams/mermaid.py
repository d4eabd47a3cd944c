"""A procedure as a Mermaid state diagram (stateDiagram-v2): plain text that many programs draw."""

from __future__ import annotations

from collections.abc import Iterator

from states.procedures.statechart import Place, Statechart

STEP = "    "
# Marks that mean something to Mermaid, by what looks the same and means nothing.
QUIET = str.maketrans({'"': "”", ";": "；", ":": "：", "#": "＃", "{": "｛", "}": "｝", "\n": " "})


def mermaid(chart: Statechart) -> str:
    """The whole chart, stages inside stages; parts that run side by side are divided by a dashed line."""
    return "\n".join(["---", f"title: {said(chart.label)}", "---", "stateDiagram-v2", *_inside(chart, "", STEP), ""])


def said(text: str) -> str:
    return text.translate(QUIET)


def _inside(chart: Statechart, parent: str, indent: str) -> Iterator[str]:
    abreast = bool(parent) and chart.places[parent].abreast
    for number, one in enumerate(chart.within(parent)):
        if abreast and number:
            yield f"{indent}--"
        yield from _place(chart, chart.places[one], indent)
        if chart.places[one].initial and not abreast:
            yield f"{indent}[*] --> {one}"
    for way in chart.ways:
        if chart.around(way.source, way.target) == parent:
            yield f"{indent}{way.source} --> {way.target} : {said(way.label)}"
    for one in chart.within(parent):
        if chart.places[one].final:
            yield f"{indent}{one} --> [*]"


def _place(chart: Statechart, place: Place, indent: str) -> Iterator[str]:
    yield f'{indent}state "{said(place.label)}" as {place.id}'
    if place.holds:
        yield f"{indent}state {place.id} {{"
        yield from _inside(chart, place.id, indent + STEP)
        yield f"{indent}}}"
