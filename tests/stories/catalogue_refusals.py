"""The annual catalogue over HTTP, and its refusals (L713 art. 3(3))."""

from __future__ import annotations

from typing import Any

from tests.stories.refusal import Papers, Refusal, own
from tests.stories.telling import Story


def draft(**first: Any) -> dict[str, Any]:
    """A catalogue of two items; ``first``: what is special about the first."""
    items = [{"number": 1, "item": "停车收费标准调整", "unit": "某市交通运输局", "matter_class": "public_policy", "hearing": True} | first,
             {"number": 2, "item": "国土空间规划", "unit": "某市自然资源局", "matter_class": "plan", "hearing": False}]  # fmt: skip
    return {"year": 2025, "name": "2025年度重大行政决策事项目录", "criteria": "涉及公众切身利益的重大事项。", "items": items}


def open_catalogue(story: Story, **first: Any) -> None:
    sent = {"procedure": "annual_catalogue", "title": "2025年度重大行政决策事项目录", "office": "city_office", "fields": draft(**first)}
    story.case = story.done("office", "/cases", sent)["case"]


def consent(story: Story) -> None:
    story.record("office", "catalogue_consent", document="委复〔2025〕3号", agreed=True, on=story.life.day)


def publication(story: Story) -> Papers:
    return {"catalogue_publication": {"published_on": story.life.day, "channels": ["website"], "address": "政府网站目录栏目"}}


def misclassified(story: Story) -> None:
    open_catalogue(story, matter_class="none", planned_on=story.life.day)


def adjusting(story: Story) -> None:
    """Published, then adjusted by an item that belongs to no class, without a new consent."""
    open_catalogue(story)
    consent(story)
    story.step("office", "publish_catalogue", **publication(story))
    story.step("office", "adjust_catalogue", catalogue_adjustment={"reason": "新增一项。"})
    story.record("office", "catalogue_draft", **draft(matter_class="none", planned_on=story.life.day))


def put_right(story: Story) -> None:
    story.record("office", "catalogue_draft", **draft())
    consent(story)


REFUSALS = (
    Refusal("publish_catalogue", ("D-CAT-01", "D-CAT-02"), at="open", spoil=misclassified, cure=put_right,
            act=own("publish_catalogue", "office", publication), warned=("D-PUB-06#planned",)),
    Refusal("publish_adjustment", ("D-CAT-01", "D-CAT-02"), at="open", spoil=adjusting, cure=put_right,
            act=own("publish_adjustment", "office", publication), warned=("D-PUB-06#planned",)),
)  # fmt: skip
