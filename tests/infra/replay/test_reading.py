"""What a replay file may say, and that everything else is refused by name and never crashes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.replay import UnreadableFile, judge_cases, read_cases, read_file
from infra.replay.answer import as_data, as_table, differences
from infra.replay.days import NEVER_AFTER, NEVER_BEFORE
from infra.replay.deciding import RULES
from infra.replay.labels import EVENT_LABELS
from infra.replay.loader import read_yaml
from infra.replay.vocabulary import (
    CASE_FACTS,
    COMMON_FACTS,
    EVENT_FACTS,
    FactType,
    OneOf,
    Procedure,
    Record,
    SomeOf,
)
from tests.infra.replay.matters import REAL


def whole(events: str = "[]", procedure: str = "major_decision", facts: str = "{}") -> str:
    return f"cases: [{{id: T1, procedure: {procedure}, facts: {facts}, events: {events}}}]"


def one(event: str = "notice_signed", facts: str = "{}", on: str = "'2024-01-02'") -> str:
    return whole(f"[{{'on': {on}, event: {event}, facts: {facts}}}]")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (whole(procedure="major_decisions"), "major_decisions"),
        (one("consultation_open"), "consultation_open"),
        (one(facts="{hearing_on: '2024-01-02'}"), "hearing_on"),
        (whole(facts="{hearing_on: '2024-01-02'}"), "hearing_on"),
        (whole(facts="{overlay: {days_min: 3}}"), "days_min"),
        (one("registration_opened", "{named_bodies: {number: 3}}"), "number"),
        (one("consultation_opened", "{notice_lacks: [drafts]}"), "drafts"),
        (one(facts="{date_precision: week}"), "week"),
        (one(facts="{date_precision: none}"), "none"),
        (one(facts="{date_certain: 1}"), "date_certain"),
        (one("opinions_collated", "{adopted: '3'}"), "adopted"),
        (whole(procedure="annual_reports"), "annual_reports"),
        (one("review_decided"), "review_decided"),
        (one("review_accepted", "{knew_on: '2024-01-02'}"), "knew_on"),
        (one("review_applied", "{knew_on: soon}"), "knew_on"),
        (one("review_extended", "{extended_days: 30.5}"), "extended_days"),
        (one("report_published", "{publish_by: '2024-04-01'}"), "publish_by"),
        (one("deadline_reached", "{period: annual_report}"), "annual_report"),
        (whole(facts="{report_by: '2024-03'}"), "report_by"),
        (one("opinions_collated", "{adopted: true}"), "adopted"),
        (one("opinions_collated", "{adopted: 3.0}"), "adopted"),
        (one("hearing_announced", "{hearing_on: 2024-02-30}"), "hearing_on"),
        (one("hearing_announced", "{hearing_on: 20240201}"), "hearing_on"),
        (one("hearing_announced", "{seat_ranges: {a: [1]}}"), "seat_ranges"),
        (one("hearing_announced", "{seats: {a: x}}"), "seats"),
        (one("construction_started", "{construction_period: ['2023-12']}"), "construction_period"),
        (one("planned_decision", "{procedures: 合法性审查}"), "procedures"),
        (one(facts="{arithmetic: [{expr: 1 + a, equals: 1}]}"), "1 + a"),
        (one(facts="{arithmetic: [{expr: (1, equals: 1}]}"), "expr"),
        (one(facts="{arithmetic: [{expr: 1 + 1}]}"), "equals"),
        (one(facts="{arithmetic: {}}"), "arithmetic"),
        (one(facts="[]"), "facts"),
        (one(on="'2024-1-2'"), "2024-1-2"),
        (one(on="'0024-01-02'"), "0024-01-02"),
        (whole("[{event: notice_signed}]"), "on"),
        (whole("[notice_signed]"), "第1个事件"),
        (whole("[{'on': null, event: notice_signed, fact: {}}]"), "fact"),
        (whole("{}"), "events"),
        ("cases: [{id: T1, events: []}]", "procedure"),
        ("cases: [{procedure: major_decision, events: []}]", "id"),
        ("cases: [T1]", "第1个案例"),
        ("case: []", "case"),
        ("cases: {}", "cases"),
        ("[]", "映射"),
        ("", "YAML"),
        ("cases: []\n---\ncases: []", "YAML"),
        ("cases: [", "YAML"),
        ("cases: []\ncases: []", "cases"),
        ("cases: !!python/object:os.system []", "python"),
        ("cases: [*a]", "a"),
        ("cases: &a [*a]", "a"),
        ("? [cases]\n: []", "名称"),
        ("[" * 200_000, "嵌套"),
        ("[" * 100 + "]" * 100, "嵌套"),
        ("cases: \x00", "YAML"),
    ],
)
def test_what_is_not_known_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_cases(text)
    assert named in str(refusal.value)


def test_a_refusal_says_where() -> None:
    with pytest.raises(UnreadableFile, match=r"第1个案例\(T1\)第1个事件\(notice_signed\).*'seats'"):
        read_cases(one(facts="{seats: {}}"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_is_no_text_or_not_there(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "案例.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="案例"):
        read_file(path)
    with pytest.raises(UnreadableFile):
        read_file(tmp_path)


def test_what_is_written_is_what_is_read() -> None:
    text = one("hearing_announced", "{hearing_on: 2024-02-01, seats: {a: 1}, age_max: null}", on="2024-01-02")
    event = read_cases("﻿" + text)[0].events[0]
    assert (event.on, dict(event.facts)) == (
        date(2024, 1, 2),
        {"hearing_on": date(2024, 2, 1), "seats": {"a": 1}},
    )
    assert read_cases("cases: []") == ()
    assert read_cases(whole("[{on: null, event: notice_signed}]"))[0].events[0].on is None


def test_printed_digits_survive() -> None:
    read = read_yaml("[1.70, 17:00, on, 010, 0x10, ~, 'true', 1e3, -2]")
    assert read == [Decimal("1.70"), "17:00", "on", 10, "0x10", None, "true", "1e3", -2]
    assert isinstance(read, list) and str(read[0]) == "1.70"


def test_aliases_cost_nothing() -> None:
    doubling = "\n".join(f"- &a{n + 1} [*a{n}, *a{n}]" for n in range(18))
    read = read_yaml(f"- &a0 [x, x]\n{doubling}")
    assert isinstance(read, list) and len(read) == 19


def test_the_tables_agree() -> None:
    assert EVENT_LABELS.keys() == EVENT_FACTS.keys()
    assert RULES.keys() <= EVENT_FACTS.keys()
    assert not {name for facts in EVENT_FACTS.values() for name in facts if name in COMMON_FACTS}


_DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31)).map(date.isoformat)
_SMALL = st.integers(-3, 40)
_WORDS = st.text(st.characters(categories=("L", "N", "P")), max_size=5)
_SIMPLE: dict[FactType, st.SearchStrategy[Any]] = {
    FactType.DATE: _DAYS,
    FactType.INT: _SMALL,
    FactType.NUM: _SMALL | st.decimals(-2, 2, places=2).map(float),
    FactType.BOOL: st.booleans(),
    FactType.STR: _WORDS,
    FactType.STRINGS: st.lists(st.sampled_from(["政府网站", "合法性审查", "公开征求意见", ""]), max_size=3),
    FactType.DATES: st.lists(_DAYS, max_size=2),
    FactType.MONTHS: st.just(["2024-01", "2024-12"]),
    FactType.MAP: st.dictionaries(_WORDS, _SMALL, max_size=2),
    FactType.COUNTS: st.dictionaries(st.sampled_from(["consumers", "b"]), _SMALL),
    FactType.SPANS: st.dictionaries(_WORDS, st.tuples(_SMALL, _SMALL), max_size=2),
}


def shaped(shape: object) -> st.SearchStrategy[Any]:
    if isinstance(shape, FactType):
        return _SIMPLE[shape]
    if isinstance(shape, OneOf):
        return st.sampled_from(shape.options)
    if isinstance(shape, SomeOf):
        return st.lists(st.sampled_from(shape.options), max_size=3)
    if isinstance(shape, Record):
        needed = {name: shaped(shape.fields[name]) for name in shape.needed}
        optional = {name: shaped(one) for name, one in shape.fields.items() if name not in needed}
        record = st.fixed_dictionaries(needed, optional=optional)
        return st.lists(record, max_size=2) if shape.many else record
    return st.sampled_from(["1 + 1", "2 * (3 - 4)", "1 / 0", "7"])


def facts_of(known: dict[str, Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional={name: shaped(shape) for name, shape in known.items()})


def _event(name: str) -> st.SearchStrategy[dict[str, Any]]:
    facts = facts_of(dict(EVENT_FACTS[name]) | dict(COMMON_FACTS))
    return st.fixed_dictionaries({"event": st.just(name), "on": st.none() | _DAYS, "facts": facts}).map(
        _lawful
    )


def _lawful(event: dict[str, Any]) -> dict[str, Any]:
    if event["on"] and event["facts"].get("date_precision") == "none":
        del event["facts"]["date_precision"]
    return event


EVENTS = {name: _event(name) for name in EVENT_FACTS}
WITHOUT_RULES = ("clue_received", "violation_occurred", "accident", "report_signed", "report_published")
CASES = st.fixed_dictionaries(
    {
        "id": st.just("T1"),
        "procedure": st.sampled_from([*Procedure]).map(str),
        "facts": facts_of(dict(CASE_FACTS)),
        "events": st.lists(
            st.sampled_from([*RULES, *WITHOUT_RULES]).flatmap(EVENTS.__getitem__), max_size=6
        ),
    }
)


@settings(max_examples=400, deadline=None)
@given(CASES)
def test_whatever_the_format_allows_is_judged_within_its_rules(case: dict[str, Any]) -> None:
    """Every event gets a verdict and only rules that its kind may be judged by; the answer can be printed."""
    ruled = judge_cases(read_cases(json.dumps({"cases": [case]}, ensure_ascii=False)))
    assert list(differences(ruled)) == []
    json.dumps(as_data(ruled), ensure_ascii=False).encode()
    as_table(ruled).encode()
    for ruling in ruled[0].rulings:
        assert len(ruling.reasons) >= len(ruling.rules) and all(ruling.reasons)
        assert not any(
            str(bound) in reason for reason in ruling.reasons for bound in (NEVER_BEFORE, NEVER_AFTER)
        )


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def _broken(case: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A case with one part replaced by something else."""

    def put(into: Callable[[Any], None]) -> dict[str, Any]:
        copy = json.loads(json.dumps(case))
        into(copy)
        return copy

    def somewhere(key: str, junk: Any) -> dict[str, Any]:
        return put(lambda copy: copy.__setitem__(key, junk))

    def in_event(key: str, junk: Any) -> dict[str, Any]:
        return put(lambda copy: [event.__setitem__(key, junk) for event in copy["events"]])

    return st.builds(somewhere, st.sampled_from([*case]), _JUNK) | st.builds(
        in_event, st.sampled_from(["on", "event", "facts", "expect", "rules"]), _JUNK
    )


@settings(max_examples=300, deadline=None)
@given(CASES.flatmap(_broken))
def test_a_broken_file_is_refused_or_judged_and_nothing_else(case: dict[str, Any]) -> None:
    text = yaml.safe_dump({"cases": [case]}, allow_unicode=True)
    try:
        ruled = judge_cases(read_cases(text))
    except UnreadableFile as refusal:
        assert str(refusal)
    else:
        list(differences(ruled))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_file_with_scars_is_refused_or_judged_and_nothing_else(data: st.DataObject) -> None:
    text = REAL.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    scar = data.draw(
        st.text(max_size=6) | st.sampled_from(["\n", "- ", "'", ": ", "[", "}", "&a ", "*a", "!!", "\t"])
    )
    text = text[:at] + scar + text[at + data.draw(st.integers(0, 12)) :]
    try:
        judge_cases(read_cases(text))
    except UnreadableFile as refusal:
        assert str(refusal)
