"""What confirming a 待核实 rule changes at the level of the law: its unmet requirement blocks, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

from states.law import conditions
from states.law.requirement import REQUIREMENTS, Finding, Moment, Status
from states.law.values import law_view, rules
from states.procedures.catalogue import PROCEDURES
from states.procedures.rule_confirmation import confirmable
from tests.every import every
from tests.states.law.examples import all_examples
from tests.states.law.examples.build import Example, Given

conditions.load()
UNSURE = [one for one in all_examples() if rules()[one.key.partition("#")[0]].warns]
# Checks that themselves only alarm: the text leaves the choice, or what is late is still done.
ALARM = {
    "D-CAT-06": "Guangdong order 303 art. 3: 可以",
    "D-NORM-05": "late review is still a review",
    "D-NORM-08": "filed late it is filed",
    "D-PBL-06": "explained late it is explained",
    "E-AUT-18#announced": "as the circumstances ask: 根据实际情况",
    "E-DEC-02": "decided late it is decided",
    "E-DEC-04": "decided late it is decided",
    "E-REV-10": "late review is still a review",
    "I-E-13": "the year is not over: what is lacking can still be made up for",
    "I-E-14": "the year is not over: what is lacking can still be made up for",
}


def judged(given: Given, key: str, *confirmed: str) -> Finding:
    law = law_view(given.dossier.law_as_of, given.dossier.overlays, confirmed, given.disabled)
    return REQUIREMENTS[key].judge(given.dossier, Moment(given.today, law))


def ids(one: Example) -> str:
    return f"{one.key}@{one.step}"


@every("one", UNSURE, ids)
def test_confirmed_it_blocks_and_unconfirmed_it_warns(one: Example) -> None:
    rule = one.key.partition("#")[0]
    before, after = judged(one.blocks, one.key), judged(one.blocks, one.key, rule)
    assert before.status is Status.WARNED and before.unverified and not before.blocks
    assert not after.unverified
    if after.status is Status.WARNED:
        assert one.key in ALARM
    else:
        assert after.status is Status.UNMET and after.blocks
    assert replace(after, status=before.status, unverified=True) == before, "the same reason, cure and citation"
    assert judged(one.blocks, one.key, *(rules().keys() - {rule})) == before, "another rule's confirmation is not its own"
    passing = judged(one.passes, one.key)
    assert replace(judged(one.passes, one.key, rule), unverified=True) == replace(passing, unverified=True)


def test_every_gate_that_only_warns_is_shown() -> None:
    gates = {key for plan in PROCEDURES.values() for step in plan.steps.values() for key in step.gate}
    unsure = {key for key in gates if rules()[key.partition("#")[0]].warns}
    assert unsure <= {one.key for one in UNSURE} and len(unsure) >= 68
    blocks = {one.key for one in UNSURE if judged(one.blocks, one.key, one.key.partition("#")[0]).blocks}
    assert unsure - blocks == {"D-CAT-06", "E-DEC-02", "E-DEC-04", "E-REV-10"}
    assert {key.partition("#")[0] for key in unsure} <= {rule for rule in rules() if confirmable(rule)}


def test_what_is_certain_or_nowhere_asked_for_cannot_be_confirmed() -> None:
    assert not confirmable("D-LEG-01") and not confirmable("D-LIA-09") and not confirmable("P-001") and not confirmable("")
    for rule in rules().values():
        assert not (confirmable(rule.id) and not rule.warns)
