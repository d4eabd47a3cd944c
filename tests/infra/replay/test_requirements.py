"""A replay asks the requirements of the product: what is switched off or changed there changes its answers.

Which requirements it asks is read from its source; each must have its case in demonstrations.yaml.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from infra.replay import judge_cases, read_cases, read_file
from infra.replay.deciding import ANY_EVENT, RULES
from infra.replay.format import Case, Fact
from states.dossier.model import Dossier
from states.law.conditions import published_facts, published_penalty, reconsideration
from states.law.requirement import REQUIREMENTS, Finding, Moment, Requirement, met, not_applicable, unmet
from states.law.values import Law, LawView, rules, shipped_law
from tests.infra.replay.asked import KEYS, NAMED, asked_in
from tests.infra.replay.matters import WRITTEN, answer

SHOWN = yaml.safe_load(Path(__file__).with_name("demonstrations.yaml").read_text(encoding="utf-8"))
MADE = tuple(one for path in WRITTEN for one in read_file(path))
# Lead times and shares of a special rule travel with the case, so the numbers of the law are none of theirs.
WITH_THE_CASE = {"D-HEAR-10"}
# And these the format does not count: what pays, withdraws or appeals has no day of its own to count to or from.
UNCOUNTED = {("E-PER-01", "main"), ("E-PBL-05", "main"), ("E-PBL-07", "sent_on"), ("E-PBL-07", "other_province")}
UNCOUNTED |= {("E-REM-23", "main"), ("E-REM-23", "ruling")}
COUNTED = {(id, one.name) for id in NAMED for one in rules()[id].periods if id not in WITH_THE_CASE}
PERIODS = sorted(COUNTED - UNCOUNTED)


ONLY_KEPT = {"D-CAT-03", "E-PBL-05"}
IN_STEP = {"E-PBL-03"}  # of one length and one start with E-PBL-01, so it decides ids and never a verdict alone


def case(key: str) -> Case:
    given = {name: SHOWN[key][name] for name in ("procedure", "facts", "events") if name in SHOWN[key]}
    return read_cases(json.dumps({"cases": [{"id": key, **given}]}, ensure_ascii=False))[0]


def answered(key: str, *disabled: str) -> str:
    """What the replay says of the last event of the demonstration."""
    return answer(judge_cases([case(key)], frozenset(disabled))[0].rulings[-1])


def verdicts() -> list[str]:
    """Of every event of the cases made by hand."""
    return [one.verdict for ruled in judge_cases(MADE) for one in ruled.rulings]


def rule_of(key: str) -> str:
    return key.partition("#")[0]


def verdict(text: str) -> str:
    return text.split()[0]


def instead(key: str, finding: Finding) -> Requirement:
    return Requirement(key, lambda dossier, moment: finding, "test")


def test_each_requirement_that_a_replay_asks_has_its_case() -> None:
    assert sorted(KEYS ^ SHOWN.keys()) == []
    assert {rule for found in (*RULES.values(), *ANY_EVENT.values()) for rule in found} == set(NAMED)
    of_pages = (published_facts, reconsideration, published_penalty)
    assert {key for one in of_pages for key in one.RETROSPECTIVE} <= KEYS


@pytest.mark.parametrize("key", sorted(KEYS))
def test_without_its_rule_the_case_is_answered_otherwise(key: str) -> None:
    told = SHOWN[key]
    assert answered(key) == told["with"]
    assert answered(key, rule_of(key)) == told["without"]
    assert rule_of(key) in told["with"].split() and rule_of(key) not in told["without"].split()
    same = verdict(told["with"]) == verdict(told["without"])
    assert same is bool(told.get("kept") or told.get("joint")), "say why the verdict stays, or let it change"


@pytest.mark.parametrize("rule", NAMED)
def test_each_rule_decides_a_verdict(rule: str) -> None:
    """By being switched off; a rule that a published page can only keep, by asking for more than the page shows."""
    mine = [SHOWN[key] for key in sorted(KEYS) if rule_of(key) == rule]
    decides = any(verdict(one["with"]) != verdict(one["without"]) for one in mine)
    assert decides or (rule in ONLY_KEPT and all(one.get("kept") for one in mine)) or rule in IN_STEP


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_answer_is_that_of_the_requirement(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken away, or always answering the opposite, it changes the case."""
    before = answered(key)
    monkeypatch.setitem(REQUIREMENTS, key, instead(key, not_applicable("已移除")))
    assert answered(key) != before
    kept = bool(SHOWN[key].get("kept"))
    monkeypatch.setitem(REQUIREMENTS, key, instead(key, unmet("总是不符合", "无") if kept else met("总是符合")))
    assert answered(key) != before
    assert not kept or verdict(answered(key)) != verdict(before)


def test_exactly_the_requirements_that_stand_in_the_source_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()

    def listening(key: str, check: Callable[[Dossier, Moment], Finding]) -> Requirement:
        def heard(dossier: Dossier, moment: Moment) -> Finding:
            asked.add(key)
            return check(dossier, moment)

        return Requirement(key, heard, "test")

    for key, one in list(REQUIREMENTS.items()):
        monkeypatch.setitem(REQUIREMENTS, key, listening(key, one.check))
    for key in KEYS:
        answered(key)
    assert asked == KEYS


def test_a_requirement_that_is_not_written_out_where_it_is_asked_is_found() -> None:
    assert list(asked_in("def f(court): court.check('D-PUB-99', 1); court.event.check('no')")) == ["D-PUB-99"]
    with pytest.raises(AssertionError, match="line 1"):
        list(asked_in("def f(court, key): court.check(key, 1)"))


@pytest.mark.parametrize(("rule", "name"), PERIODS)
def test_a_wrong_number_in_the_law_changes_a_verdict(
    rule: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The replay has no numbers of the law of its own: far too few or far too many days there show at once."""
    before = verdicts()
    changed = []
    for n in (1,) if rule in IN_STEP else (1, 400):
        _plant(monkeypatch, rule, name, n)
        changed.append(verdicts())
    assert before not in changed


@pytest.mark.parametrize("rule", ["E-FIL-02", "E-FIL-03"])
def test_a_wrong_number_of_years_changes_a_verdict(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, law = verdicts(), shipped_law()
    for n in (1, 40):
        found = law.rules[rule]
        numbers = {"years": replace(found.numbers["years"], value=n)}
        _hold(monkeypatch, replace(law, rules={**law.rules, rule: replace(found, numbers=numbers)}))
        assert verdicts() != before


def _plant(monkeypatch: pytest.MonkeyPatch, rule: str, name: str, n: int) -> None:
    law = shipped_law()
    periods = tuple(
        replace(one, period=replace(one.period, n=n)) if one.name == name else one
        for one in law.rules[rule].periods
    )
    _hold(monkeypatch, replace(law, rules={**law.rules, rule: replace(law.rules[rule], periods=periods)}))


def _hold(monkeypatch: pytest.MonkeyPatch, wrong: Law) -> None:
    """Let the replay go by that law."""

    def view(
        as_of: date, overlays: Iterable[str], confirmed: Iterable[str], disabled: frozenset[str]
    ) -> LawView:
        return LawView(as_of, tuple(overlays), frozenset(confirmed), disabled, law=wrong)

    monkeypatch.setattr("infra.replay.court.law_view", view)


def test_the_numbers_of_a_special_rule_are_those_of_the_case() -> None:
    lead, share = case("D-HEAR-10#lead"), case("D-HEAR-10#share")
    fewer: tuple[tuple[Case, dict[str, Fact]], ...] = (
        (lead, {"announcement_days_min": 14}),
        (share, {"consumer_share_min": Decimal("0.35")}),
    )
    for one, overlay in fewer:
        milder = replace(one, facts={"overlay": overlay})
        assert judge_cases([milder])[0].rulings[-1].verdict == "accept"
