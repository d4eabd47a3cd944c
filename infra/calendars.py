"""python -m infra calendar: the days off of a year, a notice entered from a file and confirmed, and whether all clocks go by it."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from infra.calendar_file import fields_of
from infra.settings import Settings
from infra.signing_in import signed_in
from infra.wiring import Services, build
from states.casework.commands import Actor, OpenCase, TakeStep
from states.casework.decide import new_id
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Confidentiality
from states.errors import DomainError, InvalidEntry, NotFound
from states.law.announced import FIRST_YEAR, LAST_YEAR
from states.law.day_lines import chinese_date
from states.procedures.calendar_notice import CONFIRM, PROCEDURE
from storage.calendar_check import check
from storage.queries.calendars import CalendarYear, calendar_year
from storage.queries.models import Viewer

NOBODY = Viewer(person="", name="", office="", office_name="", roles=())
VERBS = ("add", "confirm", "show", "check")


def main(given: Namespace) -> int:
    """Do what was asked; 2 and a Chinese sentence for what makes no sense or is refused, 1 when a check finds something."""
    house = build(Settings.load())
    try:
        return {"add": _add, "confirm": _confirm, "show": _show, "check": _check}[given.what](house, given)
    except InvalidEntry as wrong:
        print("\n".join(dict.fromkeys((wrong.message, *wrong.fields.values()))), file=sys.stderr)
    except DomainError as refusal:
        print(refusal.message, file=sys.stderr)
    except (OSError, UnicodeDecodeError):
        print(f"没有文件“{given.subject}”，或者它不能读取、不是UTF-8文本。", file=sys.stderr)
    finally:
        house.database.close()
    return 2


def _add(house: Services, given: Namespace) -> int:
    """录入, as that person; confirming it is a second person's business."""
    fields = fields_of(Path(given.subject).read_text(encoding="utf-8"))
    person, held = signed_in(house, given.by, KINDS[PROCEDURE.opening_kind].roles)
    opening = OpenCase(
        Actor(person, held.role, held.principal), new_id(house.clock.now()), f"calendar add {new_id(house.clock.now())}",
        procedure=PROCEDURE.name, title=f"{fields.get('year', '')}年节假日安排", office=held.office, body=held.body,
        confidentiality=Confidentiality.INTERNAL, fields=fields,
    )  # fmt: skip
    receipt = house.casework.execute(opening)
    print(f"已录入{fields['year']}年节假日安排（{_number(house, receipt.case)}），尚未生效：请合法性审查人员在案卷中核对后确认，"
          f"或者执行 python -m infra calendar confirm {_number(house, receipt.case)} --by 登录名。")  # fmt: skip
    return 0


def _confirm(house: Services, given: Namespace) -> int:
    """确认, as a second person, who says how it was compared with the text as published."""
    case = _case(house, given.subject)
    step = PROCEDURE.steps[CONFIRM]
    person, held = signed_in(house, given.by, step.roles)
    inputs = {step.kinds[0]: {"reason": given.reason or "已与公布的通知原文逐日核对，一致。"}}
    actor = Actor(person, held.role, held.principal)
    house.casework.execute(TakeStep(actor, case, f"calendar confirm {case}", step=CONFIRM, inputs=inputs))
    print("节假日安排已经生效；全部未届满的期限由流程重新计算，每个变动的期限各记一个事件。")
    return 0


def _show(house: Services, given: Namespace) -> int:
    text = given.subject or str(house.casework.today().year)
    if not (text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise InvalidEntry({"year": f"“{text}”不是{FIRST_YEAR}至{LAST_YEAR}之间的年份。"}, "年份有误。")
    print(as_text(calendar_year(house.database, NOBODY, int(text), given.overlay)))
    return 0


def _check(house: Services, _: Namespace) -> int:
    """Whether every running clock stands on the day that its dossier and the calendar of now give."""
    found = check(house.database, house.casework.today())
    if found.behind:
        print(f"有{found.behind}个事项的期限尚未按最新的节假日安排重新计算；流程运行后自动办理。")
    for one in found.wrong:
        print(f"事项{one.case}的{one.label}登记为{one.stored}，应为{one.right}。")
    if not found.behind and not found.wrong:
        print(f"核对通过：{found.clocks}个期限均与案卷和现行节假日安排一致。")
    return 1 if found.behind or found.wrong else 0


def as_text(year: CalendarYear) -> str:
    """The year month by month: what is not as its weekday says, and how many days are worked."""
    lines = [f"{year.year}年（{year.place_name}）：工作日{year.workdays}天{'【暂定】' if year.provisional else ''}", f"依据：{year.source}"]
    for month in year.months:
        named = [f"{one.day.day}日{one.mark}{f'（{one.name}）' if one.name else ''}" for one in month.days if one.mark]
        lines.append(f"  {month.month:>2}月 工作日{month.workdays:>2}天{'：' if named else ''}{'、'.join(named)}")
    lines += [f"{one.standing}：{one.title}（{one.number}，{chinese_date(one.issued_on)}，{one.place}）" for one in year.notices]
    return "\n".join(lines)


def _case(house: Services, number: str) -> str:
    with house.database.reading() as connection:
        sql = house.database.sql("SELECT id FROM case_file WHERE procedure = :plan AND number = :number")
        found = connection.exec_driver_sql(sql, {"plan": PROCEDURE.name, "number": number}).first()
    if found is None:
        raise NotFound(f"没有编号为“{number}”的节假日安排，例如：历〔{date.today().year}〕1号。")
    return str(found[0])


def _number(house: Services, case: str) -> str:
    with house.database.reading() as connection:
        sql = house.database.sql("SELECT number FROM case_file WHERE id = :case")
        return str(connection.exec_driver_sql(sql, {"case": case}).scalar_one())
