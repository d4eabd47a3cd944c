"""What is chained: one canonical text for a value, one hash for an event after another."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.casework.events import GENESIS, canonical, chain_hash, digest, entry_digest, finding_body
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Status

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBER = st.integers(-(2**63), 2**63 - 1)
VALUES = st.recursive(
    TEXT | NUMBER | st.booleans() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20
)


@given(VALUES)
def test_anybodys_json_library_gives_the_same_text(value: Any) -> None:
    """So that a reader without this program can check a package."""
    theirs = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == theirs
    assert json.loads(canonical(value)) == value


@given(VALUES)
def test_writing_it_again_changes_nothing(value: Any) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_days_moments_labels_and_mappings_have_one_text() -> None:
    value = MappingProxyType({"b": date(2026, 1, 31), "a": datetime(2026, 1, 31, 2, 0, 1, tzinfo=UTC), "r": Role.SPONSOR, "t": (1, "二")})
    assert canonical(value) == '{"a":"2026-01-31T02:00:01+00:00","b":"2026-01-31","r":"sponsor","t":[1,"二"]}'


@pytest.mark.parametrize("value", [object(), {1, 2}, b"x", "\ud800", 2**70])
def test_what_has_no_text_is_an_error_not_a_guess(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({"x": value})


def test_the_hash_is_sha256_over_the_hash_before_a_line_feed_and_the_body() -> None:
    assert chain_hash(GENESIS, "{}") == sha256(("0" * 64 + "\n{}").encode()).hexdigest()


@given(TEXT, TEXT)
def test_another_body_or_another_past_gives_another_hash(one: str, other: str) -> None:
    assert (chain_hash(GENESIS, one) == chain_hash(GENESIS, other)) is (one == other)
    assert (chain_hash(digest(one), "x") == chain_hash(digest(other), "x")) is (one == other)


def test_an_entrys_digest_covers_everything_it_says() -> None:
    known: dict[str, Any] = {"entry_id": "e", "kind": "draft", "fields": {"a": "1"}, "on": date(2026, 1, 1), "supersedes": ""}
    changes: list[dict[str, Any]] = [
        {"entry_id": "f"}, {"kind": "basis_table"}, {"fields": {"a": "2"}}, {"fields": {"a": 1}}, {"fields": {"a": "1", "b": ""}},
        {"on": date(2026, 1, 2)}, {"supersedes": "d"},
    ]  # fmt: skip
    digests = {entry_digest(**known), *(entry_digest(**(known | change)) for change in changes)}
    assert len(digests) == len(changes) + 1


def test_a_finding_is_told_with_its_rule_reason_and_source() -> None:
    finding = Finding(Status.WARNED, "只有20日。", rule="D-PUB-06", citation="第十五条", unverified=True)
    assert finding_body(finding) == {"rule": "D-PUB-06", "status": "warned", "reason": "只有20日。", "citation": "第十五条", "unverified": True}
    assert "unverified" not in finding_body(Finding(Status.MET, "x"))
