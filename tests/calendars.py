"""Notices of days off for tests: a 2027 as it might be announced, and short ways to enter, confirm and withdraw one."""

from __future__ import annotations

from typing import Any

from states.casework.commands import OpenCase
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from tests.offices import CITY, Office, filled

CASE = "calendar-1"
NUMBER = "国办发明电〔2026〕9号"
DAY = "2026-11-10"  # on which it is entered
HOLIDAYS = (
    ("元旦", "2027-01-01", "2027-01-03"), ("春节", "2027-02-05", "2027-02-12"), ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"), ("端午节", "2027-06-09", "2027-06-09"), ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
)  # fmt: skip
MAKE_UP = ("2027-01-31", "2027-02-20", "2027-05-08", "2027-09-26", "2027-10-09")
KINDS = {
    "confirm_calendar": "calendar_check", "return_calendar": "calendar_return", "ask_withdrawal": "calendar_withdrawal_request",
    "confirm_withdrawal": "calendar_withdrawal", "refuse_withdrawal": "calendar_withdrawal",
}  # fmt: skip


def fields(**more: Any) -> dict[str, Any]:
    """The notice of 2027; what is given replaces it, None leaves a field out."""
    given: dict[str, Any] = {
        "year": 2027, "number": NUMBER, "title": "国务院办公厅关于2027年部分节假日安排的通知", "issuer": "国务院办公厅",
        "issued_on": "2026-11-04", "holidays": [{"name": name, "first": first, "last": last} for name, first, last in HOLIDAYS],
        "make_up": [{"day": day} for day in MAKE_UP],
    }  # fmt: skip
    return {name: value for name, value in (given | more).items() if value is not None}


def local(**more: Any) -> dict[str, Any]:
    """Days off of an autonomous prefecture."""
    given: dict[str, Any] = {
        "year": 2027, "number": "楚政办发〔2026〕20号", "title": "关于2027年火把节放假的通知", "issuer": "某自治州人民政府办公室",
        "issued_on": "2026-11-05", "place": "chuxiong", "stops": True,
        "holidays": [{"name": "火把节", "first": "2027-07-26", "last": "2027-07-28"}],
    }  # fmt: skip
    return given | more


def enter(office: Office, case: str = CASE, *, person: str = "sysadmin", role: Role = Role.SYSTEM_ADMIN, **more: Any) -> Receipt:
    """录入, by the system administrator."""
    given = more.pop("given", None) or fields(**more)
    command = OpenCase(office.actor(person, role), case, office.key(), procedure="calendar_notice", office="city_office", body=CITY,
                       title=f"{given['year']}年节假日安排", fields=given)  # fmt: skip
    return office.casework.execute(command)


def act(office: Office, step: str, case: str = CASE, *, person: str = "", **more: Any) -> Receipt:
    """A step of the matter, by who is to take it."""
    chosen = person or ("sysadmin" if step == "ask_withdrawal" else "reviewer")
    return office.step(chosen, step, {KINDS[step]: filled(KINDS[step], **more)}, case=case)


def publish(office: Office, case: str = CASE, **more: Any) -> Receipt:
    """Entered and confirmed."""
    enter(office, case, **more)
    return act(office, "confirm_calendar", case)
