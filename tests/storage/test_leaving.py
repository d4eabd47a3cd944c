"""离任交接 on both databases: what ends, what is handed to whom, what may not be, and that nothing of it is done by looking."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from states.casework.commands import HandOver
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotFound, NotPermitted
from storage import leaving, rights
from storage.rights import Keeper
from storage.verify import verify
from tests.offices import CITY, PASSWORD, Office
from tests.storage.stepping import dump, rows

BY = Keeper("sysadmin", CITY)
BASIS = "某市任〔2026〕3号"


def handlers(office: Office) -> dict[str, str]:
    return {row[0]: row[1] for row in rows(office.database, "SELECT id, handler_id FROM case_file ORDER BY id")}


def prepared(office: Office) -> str:
    """Three matters in the sponsor's hand, one in a colleague's; a stand-in; a session. Its token."""
    for number in range(1, 5):
        case, person = f"m{number}", "sponsor2" if number == 4 else "sponsor"
        office.open(case, title=f"某某事项之{number}")
        office.casework.execute(HandOver(office.actor(person), case, office.key(), handler=person))
    today = office.casework.today()
    keeper, until = Keeper("secadmin", CITY), today + timedelta(days=30)
    rights.entrust(office.database, keeper, "chief", "sponsor", Role.OFFICE_HEAD, today, until, "授权书", office.clock.now(), today)
    token = office.people.sign_in("sponsor", PASSWORD, office.clock.now())
    assert token
    return token


def leave(office: Office, person: str = "sponsor", to: dict[str, str] | None = None, basis: str = BASIS, by: Keeper = BY) -> tuple[leaving.Matter, ...]:
    chosen = to or {}
    now, today = office.clock.now(), office.casework.today()
    return leaving.leave(office.database, office.casework, by, person, lambda case: chosen.get(case, ""), basis, now, today)


def test_everything_ends_and_goes_to_those_who_follow(office: Office) -> None:
    token = prepared(office)
    handed = leave(office, to={"m1": "sponsor2", "m2": "sponsor2"})
    assert [(one.case, one.to, one.why_not) for one in handed] == [("m1", "sponsor2", ""), ("m2", "sponsor2", ""), ("m3", "", "")]
    assert handlers(office) == {"m1": "sponsor2", "m2": "sponsor2", "m3": "", "m4": "sponsor2"}
    now, today = office.clock.now(), office.casework.today()
    assert office.people.at_desk(token, now, today) is None and office.people.known("sponsor", today) is None
    assert [str(row[0]) for row in rows(office.database, "SELECT until FROM person_role WHERE person_id = 'sponsor'")] == [str(today - timedelta(days=1))]
    (mandate,) = rows(office.database, "SELECT until FROM mandate")
    assert str(mandate[0]) < today.isoformat()
    recorded = rows(office.database, "SELECT a.act, a.person_id, a.fields FROM admin_act a JOIN admin_link l ON l.act_id = a.id ORDER BY l.seq")
    acts = [(row[0], row[1], json.loads(row[2])) for row in recorded]
    assert [one[:2] for one in acts[-2:]] == [("left", "sysadmin"), ("handed_over", "sysadmin")]
    assert acts[-2][2] == {"basis": BASIS, "roles_ended": 1, "mandates_ended": 1, "rows": 3}
    assert [one.partition("→")[2] for one in acts[-1][2]["handed"]] == ["经办乙", "经办乙", "退回待认领"]
    body = json.loads(rows(office.database, "SELECT body FROM event WHERE case_id = 'm1' ORDER BY seq DESC LIMIT 1")[0][0])
    assert body["actor"]["person"] == "sysadmin" and BASIS in body["note"]["reason"]
    assert verify(office.database).ok
    assert leave(office) == (), "a second time there is nothing left"


def test_looking_writes_nothing_and_says_what_would_be_refused(office: Office) -> None:
    prepared(office)
    before, now, today = dump(office.database), office.clock.now(), office.casework.today()
    wanted = {"m1": "sponsor2", "m2": "outsider", "m3": "nobody"}
    coming = leaving.foreseen(office.database, BY, "sponsor", lambda case: wanted[case], now, today)
    assert dump(office.database) == before
    assert [bool(one.why_not) for one in coming.matters] == [False, True, True] and "不是本事项承办单位的经办人" in coming.matters[1].why_not
    assert coming.followers == {"transport": [("sponsor2", "经办乙")]} and coming.sessions == 1
    handed = leave(office, to=wanted)
    assert [(one.to, bool(one.why_not)) for one in handed] == [("sponsor2", False), ("", True), ("", True)], "what is refused is given back"
    assert handlers(office)["m2"] == ""


@pytest.mark.parametrize("basis", ["", " ", "文\n号", "x" * 201, "\u202e文号"])
def test_without_a_basis_nothing_is_done(office: Office, basis: str) -> None:
    prepared(office)
    before = dump(office.database)
    with pytest.raises(InvalidEntry, match="填写"):
        leave(office, basis=basis)
    assert dump(office.database) == before


@pytest.mark.parametrize(
    ("person", "by", "refusal"),
    [("sysadmin", BY, NotPermitted), ("secadmin", BY, NotPermitted), ("foreign_office", BY, NotFound), ("nobody", BY, NotFound),
     ("sponsor", Keeper("sysadmin", "other_city"), NotFound)],
)  # fmt: skip
def test_who_cannot_be_made_to_leave(office: Office, person: str, by: Keeper, refusal: type[Exception]) -> None:
    prepared(office)
    before = dump(office.database)
    with pytest.raises(refusal):
        leave(office, person, by=by)
    assert dump(office.database) == before


@pytest.mark.parametrize("person", ["secadmin", "auditor", "sysadmin"])
def test_nobody_else_is_relieved_of_what_they_have_in_hand(office: Office, person: str) -> None:
    """As long as the handler is there, no administrator gives a matter to somebody else."""
    prepared(office)
    with pytest.raises(NotPermitted):
        office.casework.execute(HandOver(office.actor(person), "m1", office.key(), handler="sponsor2", instead_of="sponsor"))
    with office.database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET active = false WHERE id = 'sponsor'")
    if person != "sysadmin":
        with pytest.raises(NotPermitted):
            office.casework.execute(HandOver(office.actor(person), "m1", office.key(), handler="sponsor2", instead_of="sponsor"))
