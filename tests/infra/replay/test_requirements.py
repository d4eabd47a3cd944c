"""A replay asks the requirements of the product: what is switched off or taken away there changes its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from infra.replay import judge_cases, read_cases
from infra.replay.judge import KEYS
from infra.replay.vocabulary import RULES
from states.dossier.model import Dossier
from states.law.conditions.published_facts import RETROSPECTIVE
from states.law.requirement import REQUIREMENTS, Finding, Moment, Requirement, met, not_applicable
from states.law.values import LawView, shipped_law
from tests.infra.replay.matters import AC, MD, OVERLAY, PH, REAL, answer, event, matter

# The real cases, and for what they do not meet one made-up case each.
ADDED = (
    matter(MD, event("consultation_opened", "2024-03-01", notice_lacks=["draft"])),
    matter(MD, event("consultation_opened", "2024-03-01", publication_channels=["宣传栏"])),
    matter(MD, event("consultation_closed", "2024-04-01")),
    matter(MD, event("consultation_opened", "2024-03-01"), event("consultation_closed", "2024-03-30")),
    matter(MD, event("consultation_opened", "2024-03-01"), event("consultation_closed", "2024-03-15")),
    matter(MD, event("opinions_collated", "2024-03-01", comments_received=3, adopted=1)),
    matter(MD, event("superior_law_in_force", "2024-03-01")),
    matter(MD, event("hearing_scheduled", "2024-03-01")),
    matter(MD, event("registration_closed", "2024-03-01"), event("hearing_announced", "2024-03-02")),
    matter(MD, event("hearing_announced", "2024-03-02", age_max=60)),
    matter(PH, event("registration_opened", "2024-03-02", seats={"a": 1}, seats_stated=2)),
    matter(PH, event("registration_opened", "2024-03-02", named_bodies={"group": "a", "seats": 1, "named": 2})),
    matter(MD, event("hearing_announced", "2024-03-02", hearing_on="2024-03-20"), event("participants_published", "2024-03-20")),
    matter(MD, event("hearing_held", "2024-03-20", materials_served_on="2024-03-18")),
    matter(PH, event("hearing_announced", "2024-03-02"), event("hearing_held", "2024-03-06"), overlay=OVERLAY),
    matter(PH, event("hearing_announced", "2024-03-02", seats={"consumers": 1}, seats_stated=9), overlay=OVERLAY),
    matter(MD, event("risk_assessment_concluded", "2024-03-02", controllable=False)),
    matter(AC, event("catalogue_published", "2024-05-17", party_consent=False)),
    matter(AC, event("catalogue_published", "2024-05-17"), event("planned_decision", "2024-06-24")),
    matter(AC, event("catalogue_published", "2024-05-17"), event("planned_decision", "2024-06-10", procedures=["合法性审查"])),
    matter(AC, event("catalogue_published", "2024-05-17"), event("planned_decision", "2024-06-12", procedures=["征求意见"])),
)  # fmt: skip
CASES = (*read_cases(REAL.read_text(encoding="utf-8")), *ADDED)
USED = sorted({rule for rules in RULES.values() for rule in rules})

# Two rules that break only together with another: their part in the answer changes, its severity does not.
PAIRED = {"D-PUB-07": "D-PUB-06", "D-RISK-01": "D-RISK-07"}
# Asked only where the page answers them: nothing published can fail them.
NEVER_FAILS = {"D-CAT-03", "D-HEAR-02#day"}


def answers(disabled: frozenset[str] = frozenset()) -> list[list[str]]:
    return [[answer(one) for one in case.rulings] for case in judge_cases(CASES, disabled)]


def verdicts(disabled: frozenset[str] = frozenset()) -> list[list[str]]:
    return [[one.verdict.value for one in case.rulings] for case in judge_cases(CASES, disabled)]


def instead(key: str, finding: Finding) -> Requirement:
    return Requirement(key, lambda dossier, moment: finding, "test")


@pytest.mark.parametrize("rule", USED)
def test_a_disabled_rule_changes_an_answer_and_is_no_longer_named(rule: str) -> None:
    without = answers(frozenset((rule,)))
    assert without != answers()
    assert not any(rule in one.split() for case in without for one in case)


@pytest.mark.parametrize("rule", [one for one in USED if one not in PAIRED and one not in NEVER_FAILS])
def test_a_disabled_rule_changes_a_verdict(rule: str) -> None:
    assert verdicts(frozenset((rule,))) != verdicts()


@pytest.mark.parametrize(("rule", "other"), PAIRED.items())
def test_rules_that_break_together_change_the_verdict_together(rule: str, other: str) -> None:
    alone = verdicts(frozenset((other,)))
    assert verdicts(frozenset((rule, other))) != alone


@pytest.mark.parametrize("key", sorted(KEYS))
def test_a_requirement_taken_away_changes_an_answer(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answers()
    monkeypatch.setitem(REQUIREMENTS, key, instead(key, not_applicable("已移除")))
    assert answers() != before


@pytest.mark.parametrize("key", sorted(KEYS - NEVER_FAILS))
def test_a_requirement_that_is_always_met_changes_an_answer(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = answers()
    monkeypatch.setitem(REQUIREMENTS, key, instead(key, met("总是满足")))
    assert answers() != before


def test_exactly_the_declared_requirements_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()

    def listening(key: str, check: Callable[[Dossier, Moment], Finding]) -> Requirement:
        def heard(dossier: Dossier, moment: Moment) -> Finding:
            asked.add(key)
            return check(dossier, moment)

        return Requirement(key, heard, "test")

    for key, one in list(REQUIREMENTS.items()):
        monkeypatch.setitem(REQUIREMENTS, key, listening(key, one.check))
    answers()
    assert asked == KEYS
    assert set(RETROSPECTIVE) <= asked


def test_a_number_of_the_law_is_the_laws_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The minimum of a consultation is not written down a second time: a longer one in the law decides at once."""
    forty_days = matter(
        MD, event("consultation_opened", "2024-03-01"), event("consultation_closed", "2024-04-10")
    )
    assert answer(judge_cases([forty_days])[0].rulings[-1]) == "accept D-PUB-06"
    law = shipped_law()
    rule = law.rules["D-PUB-06"]
    longer = replace(
        rule, periods=tuple(replace(one, period=replace(one.period, n=60)) for one in rule.periods)
    )
    changed = replace(law, rules={**law.rules, "D-PUB-06": longer})

    def view(
        as_of: date, overlays: Iterable[str], confirmed: Iterable[str], disabled: frozenset[str]
    ) -> LawView:
        return LawView(as_of, tuple(overlays), frozenset(confirmed), disabled, changed)

    monkeypatch.setattr("infra.replay.court.law_view", view)
    assert answer(judge_cases([forty_days])[0].rulings[-1]) == "flag D-PUB-06 D-PUB-07"
