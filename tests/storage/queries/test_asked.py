"""A hearing that a party asks for waits for the host, who is told of it, until it is called; nobody else has to think of it."""

from __future__ import annotations

from pathlib import Path

from flows import relay
from infra.demo.acts import Act
from tests.api.pages.test_desks import browser, rows
from tests.offices import Office
from tests.penalties import CASE, Bureau, settle_bureau

LINK = f"/cases/{CASE}"
TOLD = "SELECT count(*) FROM notice WHERE topic = 'waiting' AND person_id = 'bureau_host'"


def waits(story: Bureau) -> bool:
    return LINK in browser(story, "bureau_host").get("/lists/todo").links()


def test_a_hearing_asked_for_waits_for_its_host(office: Office, tmp_path: Path) -> None:
    story = settle_bureau(office, tmp_path)
    story.until("notified")
    relay.work(story.services)
    assert not waits(story) and rows(story, TOLD) == [(0,)]
    acts: list[Act] = list(next(acts for name, acts in story.told if name == "heard"))
    ends = [[one.name for one in acts].index(name) + 1 for name in ("hearing_request", "announce_penalty_hearing", "hold_penalty_hearing")]
    asked, called, held = (acts[begin:end] for begin, end in zip([0, *ends], ends, strict=False))
    story.player.play(asked)
    relay.work(story.services)
    assert waits(story) and rows(story, TOLD) == [(1,)]
    story.player.play(called)
    assert waits(story), "it is to be held"
    story.player.play([*held, *acts[ends[-1] :]])
    assert not waits(story)
    story.until("reviewed")
    assert not waits(story), "the old request does not call again"
