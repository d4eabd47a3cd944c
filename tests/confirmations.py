"""Short ways to have a 待核实 rule confirmed: one proposes, another confirms."""

from __future__ import annotations

from typing import Any

from states.casework.commands import Actor, OpenCase
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from tests.offices import CITY, Office, filled

CASE = "confirmation-1"
RULE = "D-PUB-12"
KINDS = {"confirm_rule": "rule_check", "return_rule": "rule_return", "withdraw_rule": "rule_withdrawal"}


def proposing(office: Office, rule: str = RULE, case: str = CASE, actor: Actor | None = None, **more: Any) -> OpenCase:
    """The command that proposes the rule."""
    given: dict[str, Any] = {"office": "city_office", "body": CITY, "title": f"核实{rule}的正式文本"} | more
    fields = filled("rule_proposal", rule=rule, in_force_on="2019-09-01")
    return OpenCase(actor or office.actor("sysadmin"), case, office.key(), procedure="rule_confirmation", fields=fields, **given)


def propose(
    office: Office, rule: str = RULE, case: str = CASE, *, person: str = "sysadmin", role: Role = Role.SYSTEM_ADMIN,
    represents: str = "", **more: Any,
) -> Receipt:  # fmt: skip
    """提请核实, by the system administrator."""
    return office.casework.execute(proposing(office, rule, case, office.actor(person, role, represents), **more))


def act(
    office: Office, step: str, case: str = CASE, *, person: str = "reviewer", role: Role = Role.LEGAL_REVIEWER, represents: str = "",
    **fields: Any,
) -> Receipt:  # fmt: skip
    """A step of the matter, by the legal reviewer."""
    return office.step(person, step, {KINDS[step]: filled(KINDS[step], **fields)}, case=case, role=role, represents=represents)


def confirmed(office: Office) -> dict[str, tuple[str, int, str]]:
    """What stands in the table: rule -> matter, event, day."""
    with office.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT rule, case_id, event_seq, on_day FROM confirmed_rule").all()
    return {row[0]: (row[1], row[2], str(row[3])) for row in rows}
