"""Where an event is judged: the product's own requirements, asked about a dossier rebuilt from the page.

No limit and no verdict on the law stands in this package. A check names a key of ``REQUIREMENTS`` and one dossier
for each way the unknown facts may have been; the convention of the replay then says what a failure counts for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from infra.replay.days import NEVER_AFTER, NEVER_BEFORE, Span, earlier, last_day, on_day
from infra.replay.format import Case, Event, Fact
from infra.replay.settings import SETTINGS, ReplaySettings
from infra.replay.verdict import Result, Verdict
from states.dossier.model import Dossier, Entry, OpinionCounts
from states.dossier.schema import Value
from states.dossier.vocabulary import Confidentiality, Role
from states.law import conditions
from states.law.requirement import REQUIREMENTS, Finding, Moment, Status
from states.law.values import LawView, law_view, overlays, rules

conditions.load()

NO_OPINIONS = OpinionCounts()
_KEPT = (Status.MET, Status.NOT_APPLICABLE)


def paper(kind: str, on: date, **fields: Value | None) -> Entry:
    """An entry with what the page shows; a field that is None is not known and left out."""
    known: Mapping[str, Value] = {name: value for name, value in fields.items() if value is not None}
    return Entry(kind, kind, known, "", Role.PUBLIC, on, datetime.combine(on, time(), UTC))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way the facts may have been. ``kept`` and ``failed`` replace the requirement's own words.

    ``act_on``: the day whose law counts, and ``asked_on`` the day on which it is asked, where not that of the event.
    """

    papers: tuple[Entry, ...]
    fails: Verdict
    holds: Verdict = Verdict.ACCEPT
    kept: str = ""
    failed: str = ""
    opinions: OpinionCounts = NO_OPINIONS
    act_on: date | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Court:
    """One event under judgement: the last of ``events``. ``spans`` says what is known of the day of each."""

    case: Case
    events: Sequence[Event]
    spans: Sequence[Span]
    disabled: frozenset[str] = frozenset()
    settings: ReplaySettings = SETTINGS

    @property
    def event(self) -> Event:
        return self.events[-1]

    @property
    def here(self) -> Span:
        return self.spans[-1]

    @property
    def day(self) -> date:
        """A day of the event, to be told and to find the law of; the last that it may be."""
        return min(self.here.last, max(self.here.first, last_day(self.event) or self.here.first))

    @property
    def overlay(self) -> Mapping[str, Fact]:
        found = self.case.facts.get("overlay")
        return found if isinstance(found, dict) else {}

    def fact(self, name: str) -> Fact | None:
        return self.event.facts.get(name)

    def fact_day(self, name: str) -> date | None:
        found = self.fact(name)
        return found if isinstance(found, date) else None

    def count(self, name: str) -> int | None:
        found = self.fact(name)
        return found if isinstance(found, int) else None

    def earlier(self, *names: str) -> list[int]:
        """Places of earlier events of those names, from the latest back."""
        return list(earlier(self.events, *names))

    def recorded(self, place: int) -> Span:
        """The day as recorded, even if it was perhaps earlier: at a hearing an earlier one has to be shown."""
        event, span = self.events[place], self.spans[place]
        plain = event.on is not None and event.facts.get("date_precision", "day") == "day"
        return Span(event.on, event.on, span.certain) if plain and event.on else span

    def law(self, rule: str, on: date | None = None) -> LawView:
        """The law on that day (of the event, if none is given), every rule as confirmed, with that of the field.

        For an act older than the text its first version holds; of the rules in the settings, the number of that day,
        and those that were new bind no older act.
        """
        found, day = rules()[rule], on or self.day
        begun = min(
            (one for basis in found.bases if (one := basis.citation.instrument.in_force_from)), default=day
        )
        as_of = day if rule in self.settings.new_duties else max(day, begun)
        view = law_view(as_of, (*found.overlays, *self._sector()), rules().keys(), self.disabled)
        return (
            _with_number_of(day, rule, view) if day < begun and rule in self.settings.older_numbers else view
        )

    def _sector(self) -> tuple[str, ...]:
        """What the law of the field adds, where the product knows it."""
        field = self.case.facts.get("field")
        return (field,) if isinstance(field, str) and field in overlays() else ()

    def applies(self, rule: str, on: date | None = None) -> bool:
        return self.law(rule, on).applies(rule)

    def turns(self, rule: str) -> tuple[date, ...]:
        """The days on which another law of the rule begins, or its own ends."""
        found = rules()[rule]
        ends = [
            one + timedelta(days=1) for basis in found.bases if (one := basis.citation.instrument.in_force_to)
        ]
        begins = [one for basis in found.bases if (one := basis.citation.instrument.in_force_from)]
        return (*ends, *begins, *(one.since for one in found.periods))

    def check(
        self, key: str, *candidates: Candidate, certain: bool = True, unknown: str = "日期"
    ) -> list[Result]:
        """What comes of one requirement; nothing when it does not apply.

        All candidates alike: that verdict, but a breach that is only inferred is never more than ``flag``.
        ``certain`` false: a date it counts from or to is in doubt.
        """
        findings = [self._ask(key, one) for one in candidates]
        if all(one.status is Status.NOT_APPLICABLE for one in findings):
            return []
        rule, name = findings[0].rule, findings[0].name
        if not certain:
            return [Result(Verdict.WARN, rule, f"公布的日期有疑问，「{name}」需人工核对。")]
        verdicts = [
            one.holds if found.status in _KEPT else one.fails
            for one, found in zip(candidates, findings, strict=True)
        ]
        if len(set(verdicts)) > 1:
            return [Result(Verdict.WARN, rule, f"{unknown}不明，不能确认是否符合「{name}」。")]
        if len(candidates) == 1:
            return [Result(verdicts[0], rule, _reason(candidates[0], findings[0]))]
        verdict = Verdict.FLAG if verdicts[0] is Verdict.REJECT else verdicts[0]
        kept = "均符合" if verdict is Verdict.ACCEPT else "均不符合"
        return [Result(verdict, rule, f"{unknown}不明，但已知情况允许的各种可能{kept}「{name}」。")]

    def kept(self, key: str, one: Candidate) -> bool:
        """Whether nothing offends against that requirement, be it that it is not asked at all."""
        return self._ask(key, one).status in _KEPT

    def _ask(self, key: str, one: Candidate) -> Finding:
        law = self.law(key.partition("#")[0], one.act_on)
        dossier = Dossier(
            id=self.case.id,
            number="",
            procedure=self.case.procedure.value,
            title=self.case.title,
            office="",
            body=self.case.authority,
            confidentiality=Confidentiality.PUBLIC,
            law_as_of=law.as_of,
            overlays=law.overlays,
            entries=one.papers,
            opinions=one.opinions,
        )
        return REQUIREMENTS[key].judge(dossier, Moment(one.asked_on or self.day, law))


def _with_number_of(day: date, rule: str, view: LawView) -> LawView:
    """The same law, but with the number that the rule had on that day; as it is where no older one is known."""
    found = view.rule(rule)
    held = tuple(replace(one, since=date.min, until=None) for one in found.periods if one.holds(day))
    if not held:
        return view
    return replace(view, law=replace(view.law, rules={**view.law.rules, rule: replace(found, periods=held)}))


def _reason(one: Candidate, found: Finding) -> str:
    own = one.kept if found.status in _KEPT else one.failed
    return own or found.reason


def any_day_until(last: date) -> Span:
    return Span(NEVER_BEFORE, last)


def any_day_from(first: date) -> Span:
    return Span(first, NEVER_AFTER)


__all__ = ["Candidate", "Court", "any_day_from", "any_day_until", "on_day", "paper"]
