"""Who may see which matter: the table that every read is held against, and matters to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from states.dossier.vocabulary import Confidentiality
from tests.confirmations import propose
from tests.offices import BUREAU, Office

PUBLIC, INTERNAL, WITHHELD, ELSEWHERE, NAMED, HOUSE = "m-public", "m-internal", "m-withheld", "m-elsewhere", "m-named", "m-house"
REGISTER, PENALTY, PRIVATE = "m-register", "m-penalty", "m-penalty-private"
ALL = (PUBLIC, INTERNAL, WITHHELD, ELSEWHERE, NAMED, HOUSE, REGISTER, PENALTY, PRIVATE)
OPEN = frozenset({PUBLIC, INTERNAL, NAMED})  # what everybody of the body sees
ENFORCED = frozenset({REGISTER, PENALTY, PRIVATE})
# person -> matters. m-withheld is the transport bureau's; m-named is internal and names the outside experts and units;
# m-elsewhere is a public matter of the neighbouring city, m-house one of the house's own administration. The register of the
# emergency bureau is internal and so is one penalty under it; the other, the team's own, is withheld.
SEES: Mapping[str, frozenset[str]] = {
    "office": OPEN | {WITHHELD},
    "study": OPEN | {WITHHELD},
    "sponsor": OPEN | {WITHHELD},
    "sponsor2": OPEN | {WITHHELD},
    "chief": OPEN | {WITHHELD},
    "reviewer": OPEN | {WITHHELD, HOUSE},
    "adviser": OPEN | {WITHHELD},
    "expert": frozenset({NAMED}),
    "expert2": frozenset(),
    "assessor": frozenset({NAMED}),
    "regulator": OPEN | {WITHHELD},
    "host": OPEN | {WITHHELD},
    "member": OPEN | {WITHHELD},
    "head": OPEN | {WITHHELD},
    "executor": frozenset({NAMED}),
    "evaluator": frozenset({NAMED}),
    "supervisor": OPEN | {WITHHELD, HOUSE},
    "archivist": OPEN | {WITHHELD},
    "sysadmin": frozenset({HOUSE}),
    "secadmin": frozenset({HOUSE}),
    "auditor": frozenset({HOUSE}),
    "outsider": OPEN,
    "foreign_office": frozenset({ELSEWHERE}),
    "officer": ENFORCED,
    "officer2": ENFORCED,
    "team_head": ENFORCED,
    "bureau_head": ENFORCED,
    "bureau_deputy": ENFORCED,
    "bureau_reviewer": ENFORCED,
    "bureau_host": ENFORCED,
    "collector": ENFORCED,  # who is to confirm that a fine was paid, also where the case is withheld
    "bureau_supervisor": ENFORCED,
    "bureau_archivist": ENFORCED,
}
# How papers name them: a person, a unit's name, a unit's id, and in the wrong role (which shows nothing).
PARTS = (
    ("expert", "expert", ""), ("", "risk_assessor", "某评估公司"), ("", "executor", "works"),
    ("", "evaluator", "某研究院"), ("expert2", "executor", ""), ("", "executor", "某大学"),
)  # fmt: skip


def fill(office: Office) -> None:
    """The nine matters, each with an overdue clock that was escalated, a paper and an opinion."""
    office.open(PUBLIC, confidentiality=Confidentiality.PUBLIC)
    office.open(INTERNAL, confidentiality=Confidentiality.INTERNAL)
    office.open(WITHHELD, confidentiality=Confidentiality.WITHHELD)
    office.open(NAMED, confidentiality=Confidentiality.INTERNAL)
    office.open(ELSEWHERE, person="foreign_office", office="other_office", body="other_city")
    propose(office, case=HOUSE, title="核实停车收费的有关规定")
    of_the_bureau: dict[str, Any] = {"body": BUREAU, "confidentiality": Confidentiality.INTERNAL}
    office.open(REGISTER, "bureau_reviewer", procedure="enforcement_register", office="bureau_legal", title="停车收费执法主体登记", **of_the_bureau)
    of_the_bureau |= {"office": "team", "parent": REGISTER, "procedure": "penalty"}
    office.open(PENALTY, "officer", title="违反停车收费规定案", **of_the_bureau)
    office.open(PRIVATE, "officer", title="违反停车收费规定另案", **of_the_bureau | {"confidentiality": Confidentiality.WITHHELD})
    today = office.casework.today().isoformat()
    with office.database.writing() as connection:
        for person, role, employer in PARTS:
            connection.exec_driver_sql(
                f"INSERT INTO case_part (case_id, person, role, employer) VALUES ('{NAMED}', '{person}', '{role}', '{employer}')"
            )
        for case in ALL:
            connection.exec_driver_sql(
                "INSERT INTO timer (id, case_id, name, label, rule, due_on, provisional, status, generation) "
                f"VALUES ('t-{case}', '{case}', 'publication', '主动公开期限', 'D-PBL-04', '2026-01-09', false, 'fired', 1)"
            )
            connection.exec_driver_sql(
                "INSERT INTO escalation (id, case_id, timer_name, label, rule, due_on, rung, opened_at, status) "
                f"VALUES ('x-{case}', '{case}', 'publication', '主动公开期限', 'D-PBL-04', '2026-01-09', 1, '{today}', 'open')"
            )
            connection.exec_driver_sql(
                "INSERT INTO opinion (id, case_id, source, text, received_at, disposition, reason, event_seq) "
                f"VALUES ('o-{case}', '{case}', '群众', '意见', '{today}', '', '', 0)"
            )
