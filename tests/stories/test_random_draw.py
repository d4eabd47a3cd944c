"""A random draw over HTTP, from the commitment to the publication, and worked out again without the product's own draw."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from tests.stories.conftest import Begin
from tests.stories.enforcing import inspected, told
from tests.stories.tales import DRAW
from tests.stories.telling import Story
from tests.stories.test_penalty import done


def hashed(*lines: str) -> str:
    return sha256("\n".join(("yifa-draw-1", *lines)).encode()).hexdigest()


def drawn_again(lists: dict[str, Any], seed: str) -> list[str]:
    """The subjects, from the seed and the lists on file alone, by the rules as they are published."""
    weights = {one["name"]: one["weight"] for one in lists["subjects"]}
    written = {
        "subjects": sorted([name, weight] for name, weight in weights.items()),
        "inspectors": sorted([one["person"], []] for one in lists["inspectors"]), "drawn": lists["subjects_drawn"], "each": lists["inspectors_each"],
    }  # fmt: skip
    fingerprint = hashed("lists", json.dumps(written, ensure_ascii=False, separators=(",", ":")))
    left, found = sorted(weights), []
    for number in range(lists["subjects_drawn"]):
        tickets = [name for name in left for _ in range(weights[name])]
        picked = tickets[int(hashed("draw", seed, lists["word"], fingerprint, f"subject {number}"), 16) % len(tickets)]
        left.remove(picked)
        found.append(picked)
    return found


def test_a_draw_from_the_commitment_to_the_publication(begin: Begin) -> None:
    story = begin("commit_seed", told(DRAW))
    story.play([story.until("freeze_lists")])
    assert story.life.seed not in json.dumps(story.read(), ensure_ascii=False)  # nobody who makes the lists can know it
    story.live_on()
    story.ends("已公布", ended=True)
    assert done(story) == ["commit_seed", "freeze_lists", "disclose_seed", "publish_draw"]
    seed = story.fields("draw_seed")["seed"]
    assert story.fields("draw_commitment")["digest"] == hashed("seed", seed)
    assert len(set(drawn_again(story.fields("draw_lists"), seed))) == 2
    told_to_all = story.send("", f"/portal/enforcement/draws/{story.read()['row']['number']}", method="GET").json()
    assert told_to_all["sound"] and [one["subject"] for one in told_to_all["record"]["result"]] == drawn_again(story.fields("draw_lists"), seed)


def test_who_knows_the_seed_makes_no_lists_and_nothing_is_corrected_afterwards(begin: Begin) -> None:
    story = begin("freeze_lists", told(DRAW))
    act = story.until("freeze_lists")
    assert story.refuses(403, "bureau_supervisor", act.name, **act.inputs)
    story.refuses(409, "bureau_supervisor", "disclose_seed", draw_seed={"seed": story.life.seed, "on": story.life.day})
    story.step(act.who, act.name, **act.inputs)
    entry = next(one for one in story.read()["entries"] if one["kind"] == "draw_lists")
    other = {"role": "officer", "fields": act.inputs["draw_lists"] | {"word": "另一段文字"}, "reason": "换一段文字。"}
    assert story.send("officer", f"/cases/{story.case}/entries/{entry['id']}/correction", other).status_code == 403
    story.live_on()
    story.ends("已公布", ended=True)


def test_a_draw_may_be_dropped_before_the_seed_is_out_and_not_after(begin: Begin) -> None:
    story = begin("publish_draw", told(DRAW))
    dropped = {"reason": "结果不合意。", "on": story.life.day}
    story.refuses(409, "bureau_head", "drop_draw", draw_dropped=dropped)
    story.live_on()
    story.ends("已公布", ended=True)


def test_an_inspection_in_the_market_names_its_draw(begin: Begin) -> None:
    market = {"open": {"fields": {"trigger": "random", "field": "market"}}}
    story = begin("approve_inspection", inspected(alter=market))
    act = story.until("approve_inspection")
    assert "没有随机抽取" in story.refuses(409, act.who, act.name, **act.inputs)["detail"]
    story.record("officer", "inspection_task", **story.fields("inspection_task") | {"draw": _number_of_a_draw(story)})
    story.step(act.who, act.name, **act.inputs)
    story.live_on()
    story.ends("办结", ended=True)


def _number_of_a_draw(story: Story) -> str:
    """Another matter under the same register."""
    fields = {"items": "安全生产教育培训", "scope": "本市工贸企业名录库", "planned_on": "2026-04-01"}
    sent = {"procedure": "random_draw", "title": "工贸企业双随机抽查", "office": "team", "parent": story.other, "confidentiality": "internal", "fields": fields}
    draw = story.done("officer", "/cases", sent)["case"]
    return str(story.done("officer", f"/cases/{draw}", method="GET")["row"]["number"])
