"""What administrators may name is looked for as it is written, on both databases: what nobody could be called is nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound
from storage import leaving, rights, staffing
from storage.rights import Keeper
from tests.offices import CITY, Office
from tests.storage.stepping import dump

SYSTEM, SECURITY = Keeper("sysadmin", CITY), Keeper("secadmin", CITY)


def acts(office: Office, one: str) -> list[Callable[[], object]]:
    """Every act with that for the person, the office, the grant or the mandate."""
    data, now, today = office.database, office.clock.now(), office.casework.today()
    return [
        lambda: staffing.change(data, SYSTEM, one, "张三", "works", now, today),
        lambda: staffing.switch(data, SYSTEM, one, now, today, active=False),
        lambda: staffing.reset(data, office.people, SYSTEM, one, now),
        lambda: staffing.rename_office(data, SYSTEM, one, "某局", now),
        lambda: leaving.leave(data, office.casework, SYSTEM, one, lambda _: "", "文号", now, today),
        lambda: rights.grant(data, SECURITY, one, Role.EXPERT, today, None, now, today),
        lambda: rights.withdraw(data, SECURITY, one, now, today),
        lambda: rights.end_mandate(data, SECURITY, one, now, today),
        lambda: rights.unlock(data, SECURITY, one, now),
        lambda: rights.entrust(data, SECURITY, one, "sponsor", Role.HEAD, today, today, "文号", now, today),
    ]


@pytest.mark.parametrize("one", ["nobody", "", "a\x00b", "' OR 1=1 --", "%", "\u202e"])
def test_nobody_is_found_under_what_is_no_name(office: Office, one: str) -> None:
    before = dump(office.database)
    for act in acts(office, one):
        with pytest.raises(NotFound):
            act()
    assert dump(office.database) == before


@pytest.mark.parametrize("one", ["nobody", "", "a\x00b", "foreign_office"])
def test_a_stand_in_and_a_unit_that_are_not_there_are_refused(office: Office, one: str) -> None:
    before, now, today = dump(office.database), office.clock.now(), office.casework.today()
    refusals: list[Callable[[], object]] = [
        lambda: rights.entrust(office.database, SECURITY, "head", one, Role.HEAD, today, today, "文号", now, today),
        lambda: staffing.add(office.database, office.people, SYSTEM, (staffing.Newcomer("zhangsan", "张三", one),), now),
        lambda: staffing.change(office.database, SYSTEM, "head", "张三", one, now, today),
    ]
    for act in refusals:
        with pytest.raises(InvalidEntry):
            act()
    assert dump(office.database) == before


def test_all_newcomers_or_none(office: Office) -> None:
    before, now = dump(office.database), office.clock.now()
    many = tuple(staffing.Newcomer(login, "张三", "works") for login in ("zhangsan", "lisi", "Sponsor"))
    with pytest.raises(DomainError):
        staffing.add(office.database, office.people, SYSTEM, many, now)
    assert dump(office.database) == before
    assert [one.login for one in staffing.add(office.database, office.people, SYSTEM, many[:2], now)] == ["zhangsan", "lisi"]
