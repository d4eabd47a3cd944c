"""What the law lets happen to a clock. All of it is data: a statute's version or a sector's profile fills it in.

《行政处罚法》 art 60 itself lets nothing be left out; 《行政许可法》 art 45 lists what is; market regulators have a list of
their own. So no kind of interruption stands in the code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from states.errors import DefinitionError
from states.law.period import Bound, Period, Unit


@dataclass(frozen=True, slots=True)
class Allowance:
    """A kind of pause that the law allows.

    ``written``: the days count until the party is told in writing (《行政强制法》 art 25(3), 《行政许可法》 art 45).
    ``fixed``: the notice must name the last day, and days beyond it count (《行政强制法》 art 25(3) 期间应当明确).
    """

    kind: str
    label: str
    written: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """One lawful extension: at most ``n`` units (None: the law gives no number), decided by one of ``by``.

    ``asked``: what must come before the end is the request, not the decision. ``told``: the party must be told, which
    is a duty but no condition. ``repeats``: as often as needed.
    """

    n: int | None
    unit: Unit
    by: tuple[str, ...]
    asked: bool = False
    told: bool = False
    repeats: bool = False


class DeemedFrom(StrEnum):
    """The day on which silence takes effect."""

    START = "start"  # 收到之日起即为受理
    END = "end"  # 期限届满之日起
    NEXT_DAY = "next_day"


@dataclass(frozen=True, slots=True)
class DeemedRule:
    """What the law takes silence for, in Chinese, and from which day."""

    effect: str
    since: DeemedFrom


@dataclass(frozen=True, slots=True)
class Terms:
    """What may happen to a clock. The n-th extension needs the n-th rule; ``supplements`` is how often one may ask,
    ``supplements_repeat`` where the law gives no number."""

    exclusions: tuple[Allowance, ...] = ()
    suspensions: tuple[Allowance, ...] = ()
    extensions: tuple[ExtensionRule, ...] = ()
    supplements: int = 0
    restarts: bool = False
    deemed: DeemedRule | None = None
    supplements_repeat: bool = False

    def extension(self, place: int) -> ExtensionRule | None:
        """The rule for the extension after ``place`` others."""
        if place < len(self.extensions):
            return self.extensions[place]
        last = self.extensions[-1] if self.extensions else None
        return last if last and last.repeats else None


@dataclass(frozen=True, slots=True)
class ClockLaw:
    """A dated version of a period with its terms: take the period from the ``LawView`` of ``law_as_of``.

    ``period`` None: the clock ends on a day that its start names. ``power``: power over a person or goods, which is
    never moved for a rest day. ``protects``: whom a floor protects (who may be done earlier), in Chinese.
    """

    label: str
    article: str
    period: Period | None
    terms: Terms = Terms()
    power: bool = False
    protects: str = ""

    def __post_init__(self) -> None:
        kinds = [one.kind for one in (*self.terms.exclusions, *self.terms.suspensions)]
        if len(set(kinds)) != len(kinds):
            raise DefinitionError(f"{self.label}：同一种扣除或者中止事由写了两次")
        if self.protects and not self.floor:
            raise DefinitionError(f"{self.label}：只有最短期间才写明保护对象")
        if self.period is None:
            self._only("按确定日期终止", extensions=True, restarts=False)
        elif self.period.unit is Unit.HOUR:
            self._only("按小时连续计算", extensions=False, restarts=False)
        elif self.period.before:
            self._only("倒算", extensions=False, restarts=True)
        if any(rule.unit is Unit.HOUR or rule.n == 0 for rule in self.terms.extensions):
            raise DefinitionError(f"{self.label}：延长须按日或者按月计算")

    @property
    def floor(self) -> bool:
        """A shortest period, counted forward: its last day sets free instead of binding."""
        return self.period is not None and self.period.bound is Bound.AT_LEAST and not self.period.before

    @property
    def moves(self) -> bool:
        """Whether a last day on a rest day moves on (《民法典》 art 203)."""
        return self.period is not None and self.period.moves and not self.power

    def _only(self, what: str, *, extensions: bool, restarts: bool) -> None:
        terms = self.terms
        refused = terms.exclusions or terms.suspensions or terms.supplements or terms.supplements_repeat
        if refused or (terms.extensions and not extensions) or (terms.restarts and not restarts):
            raise DefinitionError(f"{self.label}：{what}的期间不能扣除、中止、补正、延长或者重新起算")
