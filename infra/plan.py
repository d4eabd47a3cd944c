"""python -m infra plan: the earliest lawful day of every step, of a matter thought of or of one under way. Reads only."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from dataclasses import replace
from datetime import date
from json import dumps
from pathlib import Path

from infra.calendar_file import fields_of
from infra.plan_report import as_json, as_text
from infra.settings import Settings
from infra.wiring import Services, build
from states.dossier.kinds import KINDS
from states.dossier.schema import parse
from states.errors import DomainError, InvalidEntry
from states.law.almanac import SHIPPED, Almanac
from states.law.announced import LAST_YEAR, Announced, announced, faults
from states.law.planning import PLANNED, Traits, plan_ahead
from states.law.planning.supposing import GIVEN, as_given, supposed
from states.law.values import law_view, overlays
from states.procedures import calendar_notice
from storage.queries.calendars import notice_by_number
from storage.queries.plan import PlanView, plan_by_number, shown

OPTIONS = {"from_day": "--start", "first": "--from-stage"}  # the others are called as their fields are
THOUGHT_OF = ("procedure", "from_stage", "hearing", "experts", "risk", "fair_competition", "project", "overlay")
UNDER_WAY = ("moves", "held", "consult", "off", "worked", "notice")
DECIDED = "从所给环节开始时决定已经作出，不能再核对希望作出决定的日期。"


def main(given: Namespace) -> int:
    """Print the plan; 2 and a Chinese sentence for arguments that make no sense or a matter that is not there."""
    try:
        _fitting(given)
        number, view = ("", _thought_of(given)) if given.case is None else _under_way(given)
    except InvalidEntry as wrong:
        for name, why in wrong.fields.items():
            print(f"参数 {OPTIONS.get(name, '--' + name.replace('_', '-'))}：{why}", file=sys.stderr)
        if not wrong.fields:
            print(wrong.message, file=sys.stderr)
        return 2
    except DomainError as refusal:
        print(refusal.message, file=sys.stderr)
        return 2
    print(dumps(as_json(view, number), ensure_ascii=False) if given.json else as_text(view, number))
    return 0


def _fitting(given: Namespace) -> None:
    """What belongs to a matter thought of is not given for one under way, nor the other way round."""
    if given.case is None:
        missing = [f"--{name}" for name in ("procedure", "start") if getattr(given, name) is None]
        if missing:
            raise InvalidEntry({}, f"缺少参数：{', '.join(missing)}。已经开始的事项用 --case 写明编号。用法见：python -m infra plan --help")
    others, why = (UNDER_WAY, "只用于已经开始的事项，请用 --case 写明编号。") if given.case is None else (
        THOUGHT_OF, "只用于尚未开始的事项；已经开始的事项按案卷计算，不能另给。")  # fmt: skip
    wrong = {name: why for name in others if getattr(given, name) not in (None, False, [])}
    if given.notice is not None and given.calendar is not None:
        wrong["notice"] = "与 --calendar 只能给出一个。"
    if wrong:
        raise InvalidEntry(wrong)


def _under_way(given: Namespace) -> tuple[str, PlanView]:
    """What remains of a matter, by the very query of its page."""
    house = build(Settings.load())
    try:
        return _supposing(house, given)
    except InvalidEntry as error:
        raise as_given(error) from None
    finally:
        house.database.close()


def _supposing(house: Services, given: Namespace) -> tuple[str, PlanView]:
    words = {name: getattr(given, "start" if name == "from_day" else name) or "" for name in GIVEN}
    what_if, wish = supposed(words)
    if given.notice is not None:
        what_if = replace(what_if, notice=notice_by_number(house.database, given.notice))
    if given.calendar is not None:
        what_if = replace(what_if, notice=_notice_in(given.calendar))
    number, view = plan_by_number(house.database, house.casework.today(), given.case, what_if, wish)
    if wish and view.decision is None:
        raise InvalidEntry({"wish": "本事项已经作出决定或者已经终结，不能再核对希望作出决定的日期。"})
    return number, view


def _thought_of(given: Namespace) -> PlanView:
    if given.procedure != PLANNED:
        raise InvalidEntry({"procedure": f"不能计划“{given.procedure}”，可选：{PLANNED}（重大行政决策）。"})
    start, chosen = _day("from_day", given.start), _overlays(given.overlay)
    traits = Traits(given.hearing, given.experts, given.risk, given.fair_competition, given.project)
    wished = _day("wish", given.wish) if given.wish is not None else None
    law = law_view(start, chosen | traits.overlays, almanac=_almanac(given.calendar))
    plan = plan_ahead(start, traits, law, given.from_stage)
    if wished is not None and plan.decision is None:
        raise InvalidEntry({"wish": DECIDED})
    return shown(plan, wished)


def _almanac(file: str | None) -> Almanac:
    """The days off that ship with the product, and those of a notice as if it held."""
    return SHIPPED if file is None else SHIPPED.with_notice(_notice_in(file))


def _notice_in(file: str) -> Announced:
    try:
        fields = fields_of(Path(file).read_text(encoding="utf-8"))
        notice = announced(parse(KINDS[calendar_notice.PROCEDURE.opening_kind], fields, date(LAST_YEAR, 12, 31)))
        wrong = faults(notice)
    except (OSError, UnicodeDecodeError):
        wrong = {"file": f"没有文件“{file}”，或者它不能读取、不是UTF-8文本。"}
    except InvalidEntry as error:
        wrong = dict(error.fields)
    if wrong:
        raise InvalidEntry({"calendar": "".join(wrong.values())})
    return notice


def _day(name: str, text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidEntry({name: f"“{text}”不是有效日期，请按2026-01-31的格式填写。"}) from None


def _overlays(names: list[str]) -> set[str]:
    unknown = [name for name in names if name not in overlays()]
    if unknown:
        known = "、".join(f"{key}（{one.name}）" for key, one in sorted(overlays().items()))
        raise InvalidEntry({"overlay": f"没有“{'、'.join(unknown)}”这一地方规定，可选：{known}。"})
    return set(names)
