"""规则核实: two people confirm a rule, and it blocks; they withdraw it, and it warns; whatever is wrong changes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, StepUnavailable
from storage.verify import verify
from tests.confirmations import CASE, RULE, act, confirmed, propose
from tests.offices import Office


def column(office: Office, name: str, case: str = CASE) -> object:
    with office.database.reading() as connection:
        return connection.exec_driver_sql(f"SELECT {name} FROM case_file WHERE id = '{case}'").scalar_one()


def test_from_the_proposal_to_the_withdrawal_and_over_again(office: Office) -> None:
    office.clock.set("2026-01-12")
    propose(office)
    assert column(office, "number") == "核〔2026〕1号" and confirmed(office) == {}
    office.clock.set("2026-01-15")
    assert act(office, "confirm_rule").configuration == ("rc_confirmed",)
    assert confirmed(office) == {RULE: (CASE, 2, "2026-01-15")} and not column(office, "ended")
    assert verify(office.database).ok
    office.clock.set("2026-02-02")
    assert act(office, "withdraw_rule").configuration == ("rc_withdrawn",)
    assert confirmed(office) == {} and column(office, "ended")
    propose(office, case="confirmation-2")
    act(office, "confirm_rule", "confirmation-2")
    assert confirmed(office) == {RULE: ("confirmation-2", 2, "2026-02-02")}
    assert verify(office.database).ok


def test_what_is_not_confirmed_may_be_proposed_again(office: Office) -> None:
    propose(office)
    assert act(office, "return_rule").configuration == ("rc_returned",)
    assert confirmed(office) == {}
    with pytest.raises(StepUnavailable):
        act(office, "confirm_rule")
    propose(office, case="confirmation-2")
    assert verify(office.database).ok


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("D-LEG-99", "没有编号为「D-LEG-99」的要求"), ("P-001", "没有编号为"), ("d-pub-12", "没有编号为"),
        ("D-PUB-06", "已经核实，不需要再提请"), ("D-LIA-09", "没有任何环节核验"),
    ],
)  # fmt: skip
def test_there_must_be_something_to_confirm(office: Office, rule: str, says: str) -> None:
    with pytest.raises(InvalidEntry, match=says):
        propose(office, rule)
    assert nothing_happened(office)


def nothing_happened(office: Office) -> bool:
    with office.database.reading() as connection:
        matters = connection.exec_driver_sql("SELECT count(*) FROM case_file").scalar_one()
        numbers = connection.exec_driver_sql("SELECT count(*) FROM number_series").scalar_one()
    return not matters and not numbers and not confirmed(office)


def test_a_rule_is_proposed_once_until_its_matter_has_ended(office: Office) -> None:
    propose(office)
    with pytest.raises(InvalidEntry, match="已由核〔2026〕1号立项"):
        propose(office, case="confirmation-2")
    act(office, "confirm_rule")
    with pytest.raises(InvalidEntry, match="仍然有效"):
        propose(office, case="confirmation-2")
    propose(office, "D-FCR-09", case="confirmation-3")
    assert column(office, "number", "confirmation-3") == "核〔2026〕2号", "a refused proposal takes no number"


@pytest.mark.parametrize("person", ["office", "reviewer", "secadmin", "auditor", "supervisor", "sponsor"])
def test_only_the_system_administrator_proposes(office: Office, person: str) -> None:
    with pytest.raises(NotPermitted, match=r"立项应当由本机关的系统管理员办理|您没有"):
        propose(office, person=person, role=office.actor(person).role)
    assert nothing_happened(office)


@pytest.mark.parametrize("person", ["sysadmin", "secadmin", "auditor", "office", "supervisor", "adviser", "head"])
def test_only_a_legal_reviewer_decides(office: Office, person: str) -> None:
    propose(office)
    for step in ("confirm_rule", "return_rule"):
        with pytest.raises(NotPermitted):
            act(office, step, person=person, role=office.actor(person).role)
    assert confirmed(office) == {} and column(office, "version") == 1
    act(office, "confirm_rule")
    with pytest.raises(NotPermitted):
        act(office, "withdraw_rule", person=person, role=office.actor(person).role)
    assert confirmed(office).keys() == {RULE}


# Who holds both duties, by mandate: proposes (acting, for whom), then confirms (acting, for whom). One person is in both.
BOTH = {
    "the proposer for a reviewer": (("sysadmin", ""), ("sysadmin", "reviewer")),
    "a reviewer who proposed for the administrator": (("reviewer", "sysadmin"), ("reviewer", "")),
    "a stand-in for both": (("adviser", "sysadmin"), ("adviser", "reviewer")),
    "the stand-in of a reviewer who proposed": (("reviewer", "sysadmin"), ("adviser", "reviewer")),
}


@pytest.mark.parametrize(("first", "second"), BOTH.values(), ids=list(BOTH))
def test_nobody_confirms_what_they_proposed_themselves_or_through_others(
    office: Office, first: tuple[str, str], second: tuple[str, str]
) -> None:
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    for principal, deputy, role in (
        ("sysadmin", "reviewer", Role.SYSTEM_ADMIN), ("sysadmin", "adviser", Role.SYSTEM_ADMIN),
        ("reviewer", "sysadmin", Role.LEGAL_REVIEWER), ("reviewer", "adviser", Role.LEGAL_REVIEWER),
    ):  # fmt: skip
        office.people.add_mandate(principal, deputy, role, since, until, "书面授权")
    propose(office, person=first[0], represents=first[1])
    before = column(office, "version")
    for step in ("confirm_rule", "return_rule"):
        with pytest.raises(NotPermitted, match="提请和核实应当由不同的人分别进行"):
            act(office, step, person=second[0], represents=second[1])
    assert confirmed(office) == {} and column(office, "version") == before
    assert verify(office.database).ok
