"""What follows a decision, as the file has it: which decision stands, when it was served, who owes what until when.

After a decision was undone and made anew, what was served, published or demanded before belongs to the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from states.dossier.enforcement_words import PenaltyKind
from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.dossier.vocabulary import Role
from states.law.late_fine import Span
from states.law.requirement import Finding, Moment, met, unmet, warned

PENALTIES = ("penalty_decision", "summary_decision")
DECISIONS = (*PENALTIES, "no_penalty_decision")
MONEY = (PenaltyKind.FINE, PenaltyKind.GAINS)
SUMMARY = "summary_decision"


def decision(dossier: Dossier) -> Entry | None:
    """The decision that stands: the last one on file."""
    return _latest(dossier, DECISIONS)


def penalty(dossier: Dossier) -> Entry | None:
    """The decision that stands, where it is a penalty."""
    made = decision(dossier)
    return made if made is not None and made.kind in PENALTIES else None


def since_decision(dossier: Dossier, kind: str) -> tuple[Entry, ...]:
    """Standing entries of that kind that belong to the decision that stands."""
    made = decision(dossier)
    return tuple(dossier.after(made, kind)) if made else dossier.all(kind)


def _latest(dossier: Dossier, kinds: tuple[str, ...]) -> Entry | None:
    found = [entry for entry in (dossier.last(kind) for kind in kinds) if entry is not None]
    return max(found, key=dossier.order, default=None)


def served(dossier: Dossier) -> date | None:
    """The day on which the decision reached the party: served, deemed served, or handed over on the spot (art. 52)."""
    received = [*since_decision(dossier, "service_proof"), *since_decision(dossier, "service_deemed")]
    if received:
        return max(received, key=dossier.order).on
    made = decision(dossier)
    return made.on if made is not None and made.kind == SUMMARY and made.flag("handed_over") else None


def in_time(moment: Moment, rule: str, start: date, act: date, what: str, name: str = "main") -> Finding:
    """Judge an act that is owed within a period: before its cause it is wrong, late it is late (see decision 0009)."""
    period, cal = moment.law.period(rule, name), moment.law.calendar
    if act < start:
        return unmet(f"{what}的日期{act}早于起算日{start}。", "核对并更正日期。", Role.OFFICER)
    due = period.due(start, cal).on
    if act <= due:
        return met(f"{what}在{act}，没有超过{due}（{period.label}）。")
    over = period.shortfall(start, act, cal)
    return warned(f"{what}在{act}，应当不迟于{due}，逾期{over}{period.unit.label}。", "仍应当办理；查明逾期原因并记入案卷。")


@dataclass(frozen=True, slots=True)
class Laid:
    """What the decision lays on a party: a penalty, and yuan where it is one of money."""

    party: str
    penalty: str
    amount: int


def laid(dossier: Dossier) -> tuple[Laid, ...]:
    """All that the decision that stands lays on anybody; on the spot it is one penalty of one party (art. 51)."""
    made = penalty(dossier)
    if made is None:
        return ()
    if made.kind == SUMMARY:
        case = dossier.last("summary_case")
        return (Laid(case.text("party") if case else "", made.text("penalty"), made.number("amount")),)
    return tuple(_read(row) for row in made.rows("outcomes"))


def _read(row: Mapping[str, Value]) -> Laid:
    yuan = row.get("amount")
    return Laid(str(row.get("party", "")), str(row.get("penalty", "")), yuan if isinstance(yuan, int) else 0)


def parties(dossier: Dossier) -> tuple[str, ...]:
    """On whom the decision lays something, each once, in its order."""
    return tuple(dict.fromkeys(one.party for one in laid(dossier)))


def laid_on(dossier: Dossier, party: str, kinds: tuple[str, ...] = MONEY) -> int:
    """Yuan that the decision asks of the party."""
    return sum(one.amount for one in laid(dossier) if one.party == party and one.penalty in kinds)


def holds(dossier: Dossier, kind: str) -> bool:
    """Whether the decision has a penalty of that kind."""
    return any(one.penalty == kind for one in laid(dossier))


def paid(dossier: Dossier, party: str, *, late: bool, before: date | None = None) -> int:
    """Yuan that the party paid; ``late``: towards the late fine."""
    return sum(
        one.number("amount")
        for one in dossier.all("payment")
        if one.text("party") == party and one.flag("late_fine") is late and (before is None or one.on < before)
    )


def fine_left(dossier: Dossier, party: str, before: date) -> int:
    """The fine of the party still unpaid at the beginning of that day; what was paid counts towards the fine first."""
    return max(0, laid_on(dossier, party, (PenaltyKind.FINE,)) - paid(dossier, party, late=False, before=before))


def money_due(dossier: Dossier) -> bool:
    """Whether the decision that stands asks for money."""
    return any(laid_on(dossier, party) for party in parties(dossier))


def payment_starts(dossier: Dossier, moment: Moment) -> date | None:
    """The day from which the time to pay runs: of service, where the decision asks for money (PEN art. 67(3))."""
    return served(dossier) if money_due(dossier) else None


def last_pay_day(dossier: Dossier, moment: Moment) -> date | None:
    """The last day to pay: fifteen days after service, longer where the paper or an approved deferral says so.

    PEN arts. 66(2), 67(3). A last day that is a rest day moves for the party, also one that was fixed as a date.
    """
    received, made = served(dossier), decision(dossier)
    if received is None or made is None:
        return None
    period, cal = moment.law.period("E-PER-01"), moment.law.calendar
    last = period.due(received, cal).on
    if (told := made.number("pay_days")) > period.n:
        last = cal.next_workday(date.fromordinal(received.toordinal() + told))
    granted = deferred_until(dossier)
    return max(last, cal.next_workday(granted)) if granted else last


def deferred_until(dossier: Dossier) -> date | None:
    """The last day of the latest deferral or plan of instalments."""
    granted = since_decision(dossier, "deferral")
    return granted[-1].day("until") if granted else None


def remedies(dossier: Dossier) -> tuple[Span, ...]:
    """When a reconsideration or a suit was pending, each from filing to its end (art. 73(3))."""
    return tuple(span for _, span in remedy_spans(dossier))


def remedy_spans(dossier: Dossier) -> Iterator[tuple[str, Span]]:
    """Each remedy with its kind; one that ended is the first of its kind to end on or after the day of filing."""
    ended = list(since_decision(dossier, "remedy_ended"))
    for filed in since_decision(dossier, "remedy_filed"):
        kind = filed.text("kind")
        end = min((one for one in ended if one.text("kind") == kind and one.on >= filed.on), key=lambda one: one.on, default=None)
        if end is not None:
            ended.remove(end)
        yield kind, Span(filed.on, end.on if end else None)


def pending_on(dossier: Dossier, day: date) -> bool:
    """Whether a remedy had been filed and had not ended by that day."""
    return any(span.first <= day and (span.last is None or span.last > day) for span in remedies(dossier))


def stayed(dossier: Dossier) -> bool:
    """Whether the execution is stayed at this point of the file."""
    stays = since_decision(dossier, "stay")
    return bool(stays) and not any(dossier.after(stays[-1], "stay_ended"))


def tried(dossier: Dossier, by: date, behind: Entry | None) -> frozenset[str]:
    """Ways of service that were tried and recorded up to that day, after the given entry."""
    attempts = dossier.after(behind, "service_attempt") if behind else dossier.all("service_attempt")
    return frozenset(one.text("way") for one in attempts if one.on <= by)
