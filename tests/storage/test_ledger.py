"""The chain of a matter as a stranger reads it: with a JSON reader and SHA-256, and nothing of ours."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor
from states.dossier.vocabulary import Role
from tests.offices import Office
from tests.storage.stepping import History, rows

EVENT = "SELECT seq, previous, hash, body, kind, act, on_day FROM event WHERE case_id = :case ORDER BY seq"


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    history = History(office, tmp_path).lead("participation")
    history.correct("research_record", Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR), on="2025-01-21")
    return history


def bodies(history: History) -> list[dict[str, Any]]:
    return [json.loads(row[3]) for row in rows(history.office.database, EVENT, case=history.case)]


def sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_each_event_is_hashed_over_the_one_before(history: History) -> None:
    previous = "0" * 64
    for number, (seq, before, hashed, body, *_) in enumerate(rows(history.office.database, EVENT, case=history.case), 1):
        assert (seq, before) == (number, previous)
        assert hashed == sealed(f"{previous}\n{body}")
        previous = hashed
    head = rows(history.office.database, "SELECT head_seq, head_hash FROM case_file")
    assert head == [(number, previous)]


def test_an_event_says_who_did_what_when_and_on_which_findings(history: History) -> None:
    (body,) = (one for one in bodies(history) if one["act"] == "open_consultation")
    assert body["actor"] == {"person": "sponsor", "name": "经办甲", "role": "sponsor", "office": "某市交通运输局", "represented": ""}
    assert (body["kind"], body["label"], body["on"], body["recorded_at"]) == ("step", "公开征求意见", "2025-02-05", "2025-02-05T02:00:14+00:00")
    assert "co_waiting" in body["from"] and "co_open" in body["to"]
    assert {"D-PUB-06", "D-PUB-07", "D-PUB-05"} <= {one["rule"] for one in body["findings"]}
    assert all(one["citation"].startswith("《") and one["reason"] for one in body["findings"])
    assert body["timers"] == [{"name": "consultation_closes", "rule": "D-PUB-06", "due_on": "2025-03-07"}]
    assert [one["kind"] for one in body["entries"]] == ["consultation_notice", "participation_plan"]


def test_each_entry_is_sealed_by_its_event(history: History) -> None:
    promised = {one["id"]: one for body in bodies(history) for one in body["entries"]}
    found = rows(history.office.database, "SELECT id, kind, fields, on_day, supersedes FROM entry")
    assert {row[0] for row in found} == set(promised)
    for entry, kind, fields, on, supersedes in found:
        said = {"id": entry, "kind": kind, "fields": json.loads(fields), "on": str(on), "supersedes": supersedes}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert promised[entry]["digest"] == sealed(text)


def test_a_refusal_is_chained_without_moving_the_matter(history: History) -> None:
    (body,) = (one for one in bodies(history) if one["kind"] == "refused")
    before = bodies(history)[body["seq"] - 2]
    assert (body["act"], body["version"], body["to"], body["from"]) == ("adopt", before["version"], before["to"], before["to"])
    assert body["note"]["refusal"] == "StepUnavailable" and "请在相应阶段办理" in body["note"]["message"]
    assert body["entries"] == body["timers"] == []


def test_versions_count_what_moves_or_adds_and_nothing_else(history: History) -> None:
    version = 0
    for body in bodies(history):
        version += body["kind"] in ("opened", "step", "entry", "correction")
        assert body["version"] == version
    assert rows(history.office.database, "SELECT version FROM case_file") == [(version,)]


def test_states_follow_one_another_without_a_gap(history: History) -> None:
    here: list[str] = []
    for body in bodies(history):
        assert body["from"] == here
        here = body["to"]


def test_whose_word_a_corrected_entry_is_stays_said(history: History) -> None:
    correction = bodies(history)[-1]
    assert correction["actor"]["person"] == "sponsor2"
    assert {name: correction["entries"][0][name] for name in ("by", "role", "represented")} == {"by": "sponsor", "role": "sponsor", "represented": ""}
    assert "by" not in correction["entries"][1]


def test_matters_have_chains_of_their_own(history: History) -> None:
    history.office.clock.set("2026-02-02")
    history.office.open("another")
    (first,) = rows(history.office.database, "SELECT previous FROM event WHERE case_id = 'another' AND seq = 1")
    assert first[0] == "0" * 64
