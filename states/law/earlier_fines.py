"""一事不再罚款 (行政处罚法 art. 29): what matters decided against whom, and whether another matter looks like the same act.

Whether two acts are one is a judgement; what a program can know is the party, the days, the item, the place and the words.
An act that was done after the earlier decision is another one; of those before it, what is alike must be answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier, EarlierFine
from states.law.conditions.implementing_facts import laid_on, penalty
from states.law.folding import bare

FINED = (PenaltyKind.FINE,)
KINDS = ("filing_approval", "summary_case")  # in which parties are named


@dataclass(frozen=True, slots=True)
class Act:
    """What one party is said to have done."""

    party: str
    code: str
    born_on: date | None
    item: str
    facts: str
    place: str
    acted_on: date | None


def acts(dossier: Dossier) -> tuple[Act, ...]:
    """The act that the matter is about, once for each party that it names."""
    filed, spot = dossier.last("filing_approval"), dossier.last("summary_case")
    if filed is not None:
        day = filed.day("ended_on") or filed.day("found_on")
        return tuple(
            Act(str(row.get("name", "")), code_of(row.get("code")), born if isinstance(born := row.get("born_on"), date) else None,
                filed.text("item"), filed.text("facts"), filed.text("place"), day)
            for row in filed.rows("parties")
        )  # fmt: skip
    if spot is not None:
        return (Act(spot.text("party"), code_of(spot.text("code")), None, spot.text("item"), spot.text("facts"), spot.text("place"), spot.day("found_on")),)
    return ()


def code_of(value: object) -> str:
    """统一社会信用代码 as it is compared."""
    return bare(str(value or "")).upper()


def fines_in(dossier: Dossier) -> Iterator[EarlierFine]:
    """The fines of the decision that stands in that matter; of one that was undone there is none."""
    made = penalty(dossier)
    if made is None or "pe_revoked" in dossier.configuration or any(dossier.after(made, "decision_revoked")):
        return
    for one in acts(dossier):
        if yuan := laid_on(dossier, one.party, FINED):
            yield EarlierFine(dossier.number, dossier.body, one.party, one.code, one.born_on, one.item, one.facts, one.place, one.acted_on, made.on, yuan)


def alike(dossier: Dossier) -> tuple[EarlierFine, ...]:
    """Earlier fines of other matters that may be for the same act of the same party; of two the second is the one too many."""
    mine, made = acts(dossier), penalty(dossier)
    names, codes = frozenset(bare(one.party) for one in mine), frozenset(one.code for one in mine if one.code)
    known = [one for one in dossier.fines.of(dossier.id, names, codes) if made is None or one.decided_on <= made.on] if mine else []
    found = [fine for fine in known for act in mine if _same_party(dossier.body, act, fine) and _same_act(act, fine)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.decided_on, one.number)))


def _same_party(body: str, act: Act, fine: EarlierFine) -> bool:
    """By its code anywhere; by its name only within the same body, for strangers share names."""
    if act.code and fine.code:
        return act.code == fine.code
    if act.born_on and fine.born_on and act.born_on != fine.born_on:
        return False
    return fine.body == body and bare(act.party) == bare(fine.party)


def _same_act(act: Act, fine: EarlierFine) -> bool:
    """Done before that fine was decided, and told in the same words, or of the same day and the same item or place."""
    if act.acted_on is not None and act.acted_on > fine.decided_on:
        return False
    same_day = act.acted_on is not None and act.acted_on == fine.acted_on
    return _equal(act.facts, fine.facts) or (same_day and (_equal(act.item, fine.item) or _equal(act.place, fine.place)))


def _equal(one: str, other: str) -> bool:
    return bool(bare(one)) and bare(one) == bare(other)
