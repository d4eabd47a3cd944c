"""封存案卷 by hand, over HTTP: only a package that the archive really holds is recorded, and what is sealed is not offered again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stories.archived import by_hand, left_behind
from tests.stories.conftest import Begin
from tests.stories.enforcing import at_register, penal
from tests.stories.shelf import Way
from tests.stories.telling import Story

HOUSES = {"decision": ("start_execution", Way(), "archivist"), "penalty": ("seal", penal(), "bureau_archivist")}
INVENTED: dict[str, dict[str, Any]] = {
    "name": {"package": "臆造〔2026〕1号/卷宗-1.zip"},
    "digest": {"digest": "sha256:" + "e" * 64},
    "events": {"events": 9999},
    "lock": {"locked": True},
}


def steps(story: Story, who: str) -> list[str]:
    return [one["name"] for one in story.read("/steps", who=who)]


def sealed_before(house: str, begin: Begin) -> tuple[Story, str]:
    """A closed penalty that is to be sealed; a decision that went on after its first seal."""
    stop, way, who = HOUSES[house]
    story = begin(stop, way)
    if house == "decision":
        act = story.until(stop)
        story.step(act.who, act.name, **act.inputs)
    return story, who


@pytest.mark.parametrize("house", HOUSES)
def test_an_invented_package_is_refused_and_the_held_one_recorded(house: str, begin: Begin) -> None:
    story, who = sealed_before(house, begin)
    nothing = {"part": "全卷", "package": "臆造.zip", "digest": "sha256:" + "0" * 64, "events": 99, "locked": False, "sealed_on": story.life.day}
    assert "档案库" in story.refuses(409, who, "seal_dossier", dossier_seal=nothing)["detail"]
    left_behind(story)
    for what, wrong in INVENTED.items():
        problem = story.refuses(409, who, "seal_dossier", **by_hand(story, **wrong))
        assert any("档案库" in one["reason"] and one["cure"] for one in problem["findings"] if one.get("blocks")), what
    assert "seal_dossier" in steps(story, who)
    story.step(who, "seal_dossier", **by_hand(story))
    assert "seal_dossier" not in steps(story, who)
    assert "案卷已经封存" in story.refuses(409, who, "seal_dossier", **by_hand(story))["detail"]
    assert story.seal() == "unchanged"
    story.holds()


@pytest.mark.parametrize("house", HOUSES)
def test_what_the_flow_sealed_is_not_offered(house: str, begin: Begin) -> None:
    story, who = sealed_before(house, begin)
    assert "seal_dossier" in steps(story, who)
    assert story.seal() == "sealed"
    assert "seal_dossier" not in steps(story, who)
    story.holds()


def test_what_was_sealed_before_is_recorded_once(begin: Begin) -> None:
    """The first package of a decision, handed in again after the matter went on."""
    story, who = sealed_before("decision", begin)
    old = story.fields("dossier_seal") | {"sealed_on": story.life.day}
    assert "此前已经登记" in story.refuses(409, who, "seal_dossier", dossier_seal=old)["detail"]


def test_a_filed_dossier_is_lent_by_the_heads_leave_and_stays_as_it_is(begin: Begin) -> None:
    """The old measures of work safety, art. 65: lent with the head's approval; the register says so, the file does not change."""
    story = begin("seal", penal())
    assert story.seal() == "sealed"
    before, number, day = story.standing(), story.read()["row"]["number"], story.life.day
    lent = {"case_number": number, "borrower": "李某，某市审计局", "purpose": "专项审计，查阅全卷。", "taken_out": False, "approved_on": day}
    sent = {"role": "archivist", "kind": "file_lending", "fields": lent}
    register = story.other
    refused = story.send("bureau_archivist", f"/cases/{register}/entries", sent)
    assert refused.status_code == 403 and "机关负责人" in refused.text
    at_register(story, lambda at: at.record("bureau_head", "file_lending", **lent))
    at_register(story, lambda at: at.record("bureau_archivist", "file_returned", case_number=number, whole=True, returned_on=day))
    assert story.standing() == before and story.seal() == "unchanged"
    story.holds()
