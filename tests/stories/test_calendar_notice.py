"""节假日安排: one person enters a notice, another confirms it, and every calendar counts by it from the next command on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, StepUnavailable
from states.law.calendar import DayInfo, WorkCalendar
from states.law.values import law_view
from storage.calendars import almanac_now
from storage.database import Database
from storage.verify import verify
from tests.calendars import DAY, HOLIDAYS, MAKE_UP, NUMBER, act, enter, fields, local, publish
from tests.offices import Office


def calendar(office: Office, *places: str) -> WorkCalendar:
    return law_view(date(2026, 1, 1), places, almanac=almanac_now(office.database)).calendar


def info(office: Office, day: str, *places: str) -> DayInfo:
    return calendar(office, *places).info(date.fromisoformat(day))


@pytest.fixture(autouse=True)
def autumn(office: Office) -> None:
    office.clock.set(DAY)


def test_from_the_entry_to_the_withdrawal(office: Office) -> None:
    assert enter(office).configuration == ("cn_entered",)
    assert info(office, "2027-02-20").provisional, "what nobody confirmed does not count"
    act(office, "confirm_calendar")
    made_up = info(office, "2027-02-20")
    assert (made_up.workday, made_up.klass.label, made_up.source, made_up.provisional) == (True, "调休上班日", NUMBER, False)
    assert not info(office, "2027-02-12").workday and not info(office, "2027-07-01").provisional
    assert info(office, "2028-07-03").provisional
    assert verify(office.database).ok
    act(office, "ask_withdrawal")
    assert not info(office, "2027-02-20").provisional, "it stands until a second person agrees"
    act(office, "refuse_withdrawal")
    act(office, "ask_withdrawal")
    act(office, "confirm_withdrawal")
    assert info(office, "2027-02-20").provisional and not info(office, "2027-02-20").workday
    assert verify(office.database).ok


def test_another_process_counts_by_it_without_a_restart(office: Office) -> None:
    other = Database(office.database.engine.url.render_as_string(hide_password=False))
    assert almanac_now(other).notices == ()
    publish(office)
    assert [one.number for one in almanac_now(other).notices] == [NUMBER]
    other.close()


def test_a_correction_replaces_and_its_withdrawal_restores(office: Office) -> None:
    publish(office)
    moved = [{"day": day} for day in (*MAKE_UP[:1], "2027-02-21", *MAKE_UP[2:])]
    with pytest.raises(InvalidEntry) as refusal:
        enter(office, "calendar-2", number="国办发明电〔2026〕12号", make_up=moved)
    told = refusal.value.fields["replaces"]
    assert NUMBER in told and "2027年2月20日：现为调休上班日，拟改为周末" in told and "2027年2月21日" in told
    publish(office, "calendar-2", number="国办发明电〔2026〕12号", make_up=moved, replaces=True)
    assert not info(office, "2027-02-20").workday and info(office, "2027-02-21").source == "国办发明电〔2026〕12号"
    act(office, "ask_withdrawal", "calendar-2")
    act(office, "confirm_withdrawal", "calendar-2")
    assert info(office, "2027-02-20").source == NUMBER and not info(office, "2027-02-21").workday
    assert verify(office.database).ok


def test_what_was_sound_when_entered_must_be_so_when_confirmed(office: Office) -> None:
    enter(office)
    enter(office, "calendar-2", number="国办发明电〔2026〕12号", make_up=[{"day": day} for day in (*MAKE_UP[:1], "2027-02-21", *MAKE_UP[2:])])
    act(office, "confirm_calendar")
    with pytest.raises(InvalidEntry, match="系统已经收录"):
        act(office, "confirm_calendar", "calendar-2")
    assert act(office, "return_calendar", "calendar-2").configuration == ("cn_returned",)


def test_the_same_again_is_not_needed(office: Office) -> None:
    publish(office)
    with pytest.raises(InvalidEntry, match="不需要重复录入"):
        enter(office, "calendar-2")


def test_a_year_of_the_library_must_agree(office: Office) -> None:
    given = {
        "year": 2025, "issued_on": "2024-11-12", "number": "国办发明电〔2024〕12号",
        "make_up": [{"day": day} for day in ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")],
        "holidays": [{"name": name, "first": f"2025-{first}", "last": f"2025-{last}"} for name, first, last in (
            ("元旦", "01-01", "01-01"), ("春节", "01-28", "02-04"), ("清明节", "04-04", "04-06"), ("劳动节", "05-01", "05-05"),
            ("端午节", "05-31", "06-02"), ("国庆节、中秋节", "10-01", "10-08"))],
    }  # fmt: skip
    publish(office, **given)
    assert verify(office.database).ok
    wrong = given | {"number": "国办发明电〔2024〕99号", "make_up": [{"day": day} for day in ("2025-01-25", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")]}
    with pytest.raises(InvalidEntry, match="2025年1月25日：现为周末，拟改为调休上班日；2025年1月26日：现为调休上班日，拟改为周末"):
        enter(office, "calendar-2", **wrong)


def _holidays(**changed: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "first": changed.get(name, (first, last))[0], "last": changed.get(name, (first, last))[1]} for name, first, last in HOLIDAYS]


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"year": 1927}, "year", "1927不合理"),
        ({"year": 2029}, "issued_on", "2029年的安排应当在2028年或者2029年印发"),
        ({"issued_on": "2026-11-11"}, "issued_on", "晚于今天"),
        ({"holidays": _holidays(春节=("2027-02-12", "2027-02-05"))}, "holidays.1.last", "止日2027-02-05早于起日2027-02-12"),
        ({"holidays": _holidays(春节=("2027-02-05", "2027-02-25"))}, "holidays.1.last", "超过15天"),
        ({"holidays": _holidays(春节=("2026-02-05", "2026-02-12"))}, "holidays.1.first", "不在2027年放假安排的范围"),
        ({"holidays": _holidays(国庆节=("2027-12-31", "2028-01-02"))}, "holidays.6.first", "不在2027年放假安排的范围"),
        ({"holidays": _holidays(中秋节=("2027-06-09", "2027-06-10"))}, "holidays.5.first", "2027-06-09已列入端午节，中秋节不能重复列入"),
        ({"holidays": _holidays(中秋节=("2027-09-16", "2027-09-16"))}, "holidays", "缺少法定节假日2027年9月15日"),
        ({"make_up": [{"day": "2027-02-06"}]}, "make_up.0.day", "已列为春节放假，不能同时是调休上班日"),
        ({"make_up": [{"day": "2027-03-03"}]}, "make_up.0.day", "是周三，本来就上班"),
        ({"make_up": [{"day": "2027-02-20"}] * 2}, "make_up.1.day", "重复填写"),
        ({"make_up": [{"day": "2026-12-19"}]}, "make_up.0.day", "不在2027年放假安排的范围"),
        ({"make_up": [{"day": day} for day in MAKE_UP[:4]]}, "make_up", "相抵为14天；2027年全体公民放假的法定节假日为13天"),
        ({"holidays": _holidays(元旦=("2027-01-01", "2027-01-01"), 春节=("2027-02-05", "2027-02-11"))}, "holidays", "相抵为12天"),
        ({"extra_days": 1}, "holidays", "另填增放1天"),
        ({"holidays": []}, "calendar_notice.holidays", "请填写「放假安排」"),
        ({"replaces": True}, "replaces", "不存在更正"),
        ({"place": "atlantis", "make_up": None, "holidays": [{"name": "节", "first": "2027-07-26", "last": "2027-07-26"}]}, "place", "没有代号为「atlantis」的地方规定"),
        ({"place": "chuxiong", "holidays": [{"name": "节", "first": "2027-07-26", "last": "2027-07-26"}]}, "make_up", "地方假日不安排调休"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_refused_in_words(office: Office, more: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        enter(office, given=fields(**more))
    assert says in refusal.value.fields.get(field, refusal.value.fields.get(field.removeprefix("calendar_notice."), "")), refusal.value.fields
    with office.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one() == 0


def test_an_additional_holiday_is_accepted_when_it_is_said(office: Office) -> None:
    given = fields(extra_days=1, holidays=[*_holidays(), {"name": "纪念日", "first": "2027-09-03", "last": "2027-09-03"}])
    assert enter(office, given=given).configuration == ("cn_entered",)


def test_new_year_may_begin_in_december(office: Office) -> None:
    """As the notice of 2007 and 2012 did: the weekend before the year worked, or free."""
    given = fields(holidays=_holidays(元旦=("2026-12-31", "2027-01-03")), make_up=[{"day": day} for day in ("2026-12-27", *MAKE_UP)])
    enter(office, given=given)
    act(office, "confirm_calendar")
    assert info(office, "2026-12-27").workday and not info(office, "2026-12-31").workday


@pytest.mark.parametrize(("stops", "tenth"), [(True, "2027-08-03"), (False, "2027-07-29")])
def test_local_days_off_stop_a_national_period_or_not(office: Office, stops: bool, tenth: str) -> None:
    publish(office)
    publish(office, "calendar-2", given=local(stops=stops))
    festival = info(office, "2027-07-27", "chuxiong")
    assert (festival.klass.label, festival.workday) == ("地方假日", not stops) and "楚政办发〔2026〕20号" in festival.source
    assert info(office, "2027-07-27").workday and info(office, "2027-07-27", "xishuangbanna").workday, "only there"
    assert str(calendar(office, "chuxiong").add_workdays(date(2027, 7, 15), 10)) == tenth


def test_a_place_that_was_published_must_agree_too(office: Office) -> None:
    publish(office, given=local())
    with pytest.raises(InvalidEntry, match="2027年7月28日：现为地方假日，拟改为工作日"):
        enter(office, "calendar-2", given=local(number="楚政办发〔2026〕31号", holidays=[{"name": "火把节", "first": "2027-07-26", "last": "2027-07-27"}]))
    with pytest.raises(InvalidEntry, match="系统已经收录"):
        enter(office, "calendar-2", given=local(number="楚政办发〔2026〕31号", stops=False))


@pytest.mark.parametrize("person", ["office", "reviewer", "secadmin", "supervisor", "sponsor"])
def test_only_the_system_administrator_enters(office: Office, person: str) -> None:
    with pytest.raises(NotPermitted):
        enter(office, person=person, role=office.actor(person).role)


@pytest.mark.parametrize("person", ["sysadmin", "office", "supervisor", "adviser"])
def test_only_a_legal_reviewer_confirms(office: Office, person: str) -> None:
    enter(office)
    with pytest.raises(NotPermitted):
        act(office, "confirm_calendar", person=person)


def test_nobody_confirms_their_own_entry(office: Office) -> None:
    office.people.add_person("both", "both", "身兼甲", "city_office", "correct horse battery", (Role.SYSTEM_ADMIN, Role.LEGAL_REVIEWER), date(2020, 1, 1))
    enter(office, person="both")
    with pytest.raises(NotPermitted, match="应当由不同的人分别进行"):
        office.step("both", "confirm_calendar", {"calendar_check": {"reason": "一致"}}, case="calendar-1", role=Role.LEGAL_REVIEWER)


def test_what_is_over_is_over(office: Office) -> None:
    enter(office)
    act(office, "return_calendar")
    with pytest.raises(StepUnavailable):
        act(office, "confirm_calendar")
