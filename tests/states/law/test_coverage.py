"""Every catalogued rule is in the table once, at a place that exists, and is shown to bite there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from infra.law_report import law_table
from states.dossier.kinds import KINDS
from states.dossier.schema import Field, Kind, parse
from states.errors import DefinitionError, InvalidEntry
from states.law.effects import EFFECTS, effect
from states.law.enforcement import NONE, Enforced, Enforcement, enforcements, resolve
from states.law.requirement import REQUIREMENTS
from states.law.values import not_built, rules
from states.procedures.catalogue import PROCEDURES
from tests.every import every
from tests.states.law.catalogued import (
    BUILT_IDS,
    DECISION_IDS,
    ENFORCEMENT_BUILT,
    ENFORCEMENT_IDS,
    INDICATOR_IDS,
    REMEDY_IDS,
)
from tests.states.law.examples import all_examples
from tests.states.law.examples.build import any_value
from tests.states.law.proof import proven

LATE = date(2027, 12, 31)
TABLE = law_table()
SHOWN = {example.key.partition("#")[0] for example in all_examples()}
PROVEN = proven()


def faults(one: Enforcement) -> list[str]:
    """What is wrong with one line of the table; nothing when it is in order."""
    if one.enforced is Enforced.NONE:
        return [] if one.reason.strip() and not one.where else ["neither enforced nor explained"]
    try:
        place = resolve(one.where)
    except DefinitionError as missing:
        return [str(missing)]
    if isinstance(place, Field | Kind):
        return list(_faults_on_file(one.where, place))
    if one.where in EFFECTS.get(one.rule, ()):
        return [] if one.rule in PROVEN else [f"no test is marked @proves({one.rule!r})"]
    return [] if one.rule in SHOWN else ["no worked example"]


def _faults_on_file(where: str, place: Field | Kind) -> Iterable[str]:
    kind = KINDS[where.partition("[")[2].partition("]")[0]]
    path = where.partition("].")[2].split(".")
    if not _recordable(kind):
        yield f"{kind.name} can never be put on file"
    if isinstance(place, Kind):
        if not any(_refused_without(kind, [one.name]) for one in kind.fields):
            yield f"{kind.name} may be filed empty"
    elif place.required:
        if not _refused_without(kind, path):
            yield f"{kind.name} may be filed without {place.name}"
    elif path[0] not in parse(kind, _raw(kind) | {path[0]: any_value(kind.by_name[path[0]])}, LATE):
        yield f"{kind.name} does not keep {place.name}"


def _recordable(kind: Kind) -> bool:
    steps = [step for one in PROCEDURES.values() for step in one.steps.values()]
    return bool(kind.states) or any(kind.name in (*step.kinds, *step.optional) for step in steps)


def _raw(kind: Kind) -> dict[str, object]:
    return {one.name: any_value(one) for one in kind.fields if one.required}


def _refused_without(kind: Kind, path: list[str]) -> bool:
    """Whether an entry that leaves out that field (or column) is refused on its account."""
    gap: object = None if len(path) == 1 else [dict.fromkeys(path[1:])]
    try:
        parse(kind, _raw(kind) | {path[0]: gap}, LATE)
    except InvalidEntry as refusal:
        return path[-1] in {name.rpartition(".")[2] for name in refusal.fields}
    return False


def test_the_table_has_every_rule_once() -> None:
    assert sorted(rules()) == sorted(BUILT_IDS)
    assert len(not_built()) == ENFORCEMENT_IDS - len(REMEDY_IDS) - len(ENFORCEMENT_BUILT)
    assert set(TABLE) == set(BUILT_IDS) | set(not_built())
    assert len(TABLE) == len(DECISION_IDS) + ENFORCEMENT_IDS + len(INDICATOR_IDS) == 462
    assert all(one.rule == id for id, one in TABLE.items())


@every("id", BUILT_IDS)
def test_the_rule_is_in_force_in_the_product(id: str) -> None:
    assert faults(TABLE[id]) == []


def test_what_the_system_does_not_enforce_is_little_and_explained() -> None:
    none = {id for id in BUILT_IDS if TABLE[id].enforced is Enforced.NONE}
    assert none == set(NONE) == {"D-NORM-09", "D-NORM-10", "E-PBL-06"}
    for reason in NONE.values():
        chinese, _, english = reason.partition(" / ")
        assert min(len(chinese), len(english)) > 20 and not chinese.isascii()
    assert all("not yet built" in TABLE[id].reason and not TABLE[id].where for id in not_built())


def test_a_rule_is_enforced_in_its_own_way() -> None:
    built = [TABLE[id] for id in BUILT_IDS if id not in NONE]
    assert [one.rule for one in built if one.enforced.value != rules()[one.rule].kind.value] == []


def test_nothing_proves_an_unknown_rule() -> None:
    assert sorted(set(PROVEN) - set(BUILT_IDS)) == []
    assert sorted(rule for rule in EFFECTS if rule not in BUILT_IDS) == []


# The checks above, seen to fail.


def test_a_rule_whose_requirement_is_gone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("D-DEL-01", "D-DEL-01#notice", "D-DEL-01#changes"):
        monkeypatch.delitem(REQUIREMENTS, key)
    fallen = enforcements()["D-DEL-01"]
    assert fallen.where == "states.dossier.kinds.review:KINDS[meeting_notice].forum"
    monkeypatch.setattr("states.law.enforcement._fields", dict)
    assert faults(enforcements()["D-DEL-01"]) == ["neither enforced nor explained"]


@pytest.mark.parametrize(
    "where",
    [
        "states.law.conditions.deliberation:circulated",
        "states.law.conditions.votes:head_decides",
        "states.dossier.kinds.execution:KINDS[ballot]",
        "states.dossier.kinds.execution:KINDS[final_text].colour",
        "states.dossier.kinds.assessment:KINDS[expert_panel].experts.colour",
        "states.law.requirement:met[final_text]",
        "somewhere",
    ],
)
def test_a_place_that_does_not_exist_is_refused(where: str) -> None:
    with pytest.raises(DefinitionError, match=r"nothing stands at|names no place"):
        resolve(where)
    assert faults(Enforcement("D-DEL-02", Enforced.GATE, where)) != []


def test_places_of_every_form_are_found() -> None:
    columns = resolve("states.dossier.kinds.assessment:KINDS[expert_panel].experts.no_interest")
    assert isinstance(columns, Field) and columns.rules == ("D-EXP-07",)
    assert resolve("states.procedures.major_decision.steps:STEPS[suspend]") is PROCEDURES["major_decision"].steps["suspend"]
    assert getattr(resolve("states.procedures.major_decision.timers:TIMERS[publication]"), "rule", "") == "D-PBL-04"
    assert callable(resolve("states.law.requirement:Requirement.judge"))


def test_an_effect_counts_before_a_field_and_after_a_requirement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EFFECTS, "D-ARC-03", ())  # restored afterwards
    monkeypatch.setitem(EFFECTS, "D-DEL-01", ())
    assert effect("D-ARC-03", "D-DEL-01")(resolve) is resolve
    table = enforcements()
    assert table["D-ARC-03"].where == "states.law.enforcement:resolve"
    assert table["D-DEL-01"].where == "states.law.conditions.deliberation:discussed_at_a_full_meeting"
    monkeypatch.delitem(PROVEN, "D-ARC-03", raising=False)
    assert faults(table["D-ARC-03"]) == ["no test is marked @proves('D-ARC-03')"]
    monkeypatch.setitem(PROVEN, "D-ARC-03", ["test_one.py::test_transfer"])
    assert faults(table["D-ARC-03"]) == []


def test_an_effect_of_an_unknown_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EFFECTS, "D-DEL-99", ("states.law.effects:effect",))
    with pytest.raises(DefinitionError, match="D-DEL-99"):
        enforcements()


def test_a_field_that_may_be_left_out_is_found() -> None:
    kind = KINDS["archive_transfer"]
    loose = replace(kind, fields=tuple(replace(one, required=False) for one in kind.fields))
    assert _refused_without(kind, ["to"]) and not _refused_without(loose, ["to"])
    assert _refused_without(KINDS["expert_panel"], ["experts", "no_interest"])


def test_marks_are_read_from_the_source(tmp_path: Path) -> None:
    source = '@proves("D-LIA-04", "D-LIA-02")\ndef test_dissent() -> None: ...\n\n@proves("D-LIA-01")\ndef shown() -> None: ...\n'
    (tmp_path / "test_one.py").write_text(source, encoding="utf-8")
    assert proven(tmp_path) == {"D-LIA-04": ["test_one.py::test_dissent"], "D-LIA-02": ["test_one.py::test_dissent"]}
