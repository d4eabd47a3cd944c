"""Responsibility stays traceable: parts, dissent, liability orders, undecided matters, yearly figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import update

from infra.demo.life import Life
from states.casework.commands import Actor, RecordEntry
from states.dossier.vocabulary import Role
from storage.queries.responsibility import compliance_figures, trace, undecided
from storage.tables import Person
from tests.offices import CITY, Office
from tests.states.law.proof import proves
from tests.stories.test_life_at_the_core import player


def tell(office: Office, folder: Path, until: str) -> Life:
    life = Life(date(2025, 1, 6), planned_on=date(2025, 6, 30))
    playing = player(office, folder)
    playing.open(Actor("office", Role.DECISION_OFFICE), life, "transport", CITY)
    for stage, acts in life.stages():
        playing.play(acts)
        if stage == until:
            break
    return life


@proves("D-LIA-01", "D-LIA-02", "D-LIA-04", "D-LIA-05", "D-LIA-06", "D-LIA-07", "D-LIA-08", "D-LIA-09", "D-SCOPE-09")
def test_the_trace_names_everybody_every_dissent_and_every_order(office: Office, tmp_path: Path) -> None:
    life = tell(office, tmp_path, "decided")
    order = {"ground": "serious_error", "persons": "某某（时任局长）", "facts": "决策严重失误。", "action": "倒查责任", "former_official": "已退休，依法处理。"}
    office.clock.set(life.day)
    office.casework.execute(RecordEntry(office.actor("supervisor"), "life", office.key(), kind="liability_order", fields=order))
    with office.database.writing() as connection:  # the reviewer leaves the service
        connection.execute(update(Person).where(Person.id == "reviewer").values(active=False))
    found = trace(office.database, "life")
    reviewer = next(share for share in found.shares if share.person == "reviewer")
    assert (reviewer.role, reviewer.employer) == (Role.LEGAL_REVIEWER, "某市司法局")
    assert any("审查结论" in label for _, label, _ in reviewer.acts)
    assert [(one.name, one.statement) for one in found.dissents] == [("组成人员丙", "建议再听取一次意见。")]
    assert [entry.text("former_official") for entry in found.liability] == ["已退休，依法处理。"]


@proves("D-LIA-03")
def test_what_lies_undecided_is_listed_by_age(office: Office, tmp_path: Path) -> None:
    tell(office, tmp_path, "drafting")
    (one,) = undecided(office.database, CITY, date(2025, 6, 30))
    assert (one.planned_on, one.overdue) == (date(2025, 6, 30), False)
    (late,) = undecided(office.database, CITY, date(2025, 7, 1))
    assert late.overdue and late.days == one.days + 1
    assert undecided(office.database, "other_city", date(2025, 7, 1)) == ()


@proves("D-SCOPE-10", "D-SCOPE-11", "D-MON-02", "D-ARC-03")
def test_the_figures_of_a_year(office: Office, tmp_path: Path) -> None:
    life = tell(office, tmp_path, "executing")
    office.clock.set(life.day)
    feedback = {"on": life.day.isoformat(), "number": 7, "content": "意见"}
    office.casework.execute(RecordEntry(office.actor("executor"), "life", office.key(), kind="public_feedback", fields=feedback))
    figures = compliance_figures(office.database, CITY, life.day.year)
    wanted = {"opened": 1, "decided": 1, "published": 1, "legality_reviews": 1, "risk_assessments": 1, "hearings": 1, "public_feedback": 7, "opinions": 3}
    assert {name: figures[name] for name in wanted} == wanted
    assert compliance_figures(office.database, CITY, life.day.year + 1)["decided"] == 0

