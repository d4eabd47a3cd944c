"""更正 takes two people with a part in the matter, and a reason; nothing else passes for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor, ConfirmCorrection, FireTimer, RequestCorrection, TakeStep
from states.dossier.model import Entry
from states.dossier.vocabulary import Role
from states.errors import DomainError, InvalidEntry, NotFound, NotPermitted
from storage.case_store import SqlCaseStore
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, dump, last_entry, rows

CASE = "life"
SPONSOR, SECOND = Actor("sponsor", Role.SPONSOR), Actor("sponsor2", Role.SPONSOR)
OFFICE, REVIEWER = Actor("office", Role.DECISION_OFFICE), Actor("reviewer", Role.LEGAL_REVIEWER)
CLOCK = Actor("clock", Role.CLOCK)


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    return History(office, tmp_path)


def standing(history: History, kind: str) -> Entry:
    """The entry of that kind that counts, as the matter is loaded for deciding."""
    command = FireTimer(CLOCK, CASE, "look", timer="", generation=0)
    with SqlCaseStore(history.office.database).open(command, history.life.day) as tx:
        assert tx.dossier is not None
        entry = tx.dossier.last(kind)
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    "who",
    [
        Actor("outsider", Role.SPONSOR),  # another office of the same government
        Actor("foreign_office", Role.DECISION_OFFICE),
        Actor("office", Role.DECISION_OFFICE),  # recorded it in no such role
        Actor("sysadmin", Role.SYSTEM_ADMIN),
        Actor("expert", Role.SPONSOR),
        Actor("ghost", Role.SPONSOR),
        Actor("sponsor2", Role.SPONSOR, "sponsor"),  # no mandate
    ],
)
def test_who_has_no_part_may_not_ask(history: History, who: Actor) -> None:
    history.lead("drafting")
    with pytest.raises(NotPermitted):
        history.ask("research_record", who, on="2025-01-21")
    assert rows(history.office.database, "SELECT count(*) FROM entry WHERE kind = 'correction_request'")[0][0] == 0


@pytest.mark.parametrize(
    ("second", "allowed"),
    [
        (SPONSOR, False),
        (SECOND, True),
        (OFFICE, True),
        (REVIEWER, True),
        (Actor("supervisor", Role.SUPERVISOR), True),
        (Actor("outsider", Role.SPONSOR), False),
        (Actor("foreign_office", Role.DECISION_OFFICE), False),
        (Actor("head", Role.HEAD), False),
        (Actor("auditor", Role.AUDIT_ADMIN), False),
        (Actor("sponsor2", Role.SPONSOR, "sponsor"), False),  # stands in for who asked
        (Actor("sponsor", Role.DECISION_OFFICE, "office"), False),  # the same person in another's role
        (CLOCK, False),
    ],
)
def test_only_a_second_person_with_a_part_may_confirm(history: History, second: Actor, allowed: bool) -> None:
    history.lead("drafting")
    for principal, deputy, role in (("sponsor", "sponsor2", Role.SPONSOR), ("office", "sponsor", Role.DECISION_OFFICE)):
        history.office.people.add_mandate(principal, deputy, role, date(2025, 1, 1), date(2025, 12, 31), "书面授权")
    asked = history.ask("research_record", SPONSOR, on="2025-01-21")
    confirm = lambda: history.playing.execute(lambda key: ConfirmCorrection(second, CASE, key, request=asked))  # noqa: E731
    if allowed:
        confirm()
    else:
        with pytest.raises(NotPermitted):
            confirm()
    assert (standing(history, "research_record").day("on") == date(2025, 1, 21)) is allowed
    assert verify(history.office.database).ok


@pytest.mark.parametrize("second", [SPONSOR, SECOND, Actor("sponsor2", Role.SPONSOR, "sponsor")])
def test_neither_the_principal_nor_the_stand_in_confirms_what_the_stand_in_asked(history: History, second: Actor) -> None:
    history.lead("drafting")
    history.office.people.add_mandate("sponsor", "sponsor2", Role.SPONSOR, date(2025, 1, 1), date(2025, 12, 31), "书面授权")
    asked = history.ask("research_record", Actor("sponsor2", Role.SPONSOR, "sponsor"), on="2025-01-21")
    with pytest.raises(NotPermitted, match="不得为同一人"):
        history.playing.execute(lambda key: ConfirmCorrection(second, CASE, key, request=asked))
    history.playing.execute(lambda key: ConfirmCorrection(OFFICE, CASE, key, request=asked))


def test_a_correction_assigns_nobody_an_incompatible_duty(history: History) -> None:
    """The panel cannot be corrected so that the drafter judges his own draft; a new expert gets his part."""
    history.after("convene_experts")
    panel = last_entry(history.office.database, CASE, "expert_panel")[1]["experts"]
    wrong = [panel[0], panel[1] | {"person": "sponsor"}]
    asked = history.ask("expert_panel", SPONSOR, experts=wrong)
    with pytest.raises(NotPermitted, match="不得再担任论证专家"):
        history.playing.execute(lambda key: ConfirmCorrection(OFFICE, CASE, key, request=asked))
    history.correct("expert_panel", SPONSOR, OFFICE, experts=[panel[0], panel[1] | {"person": "专家丙"}])
    assert ("专家丙",) in {tuple(row) for row in rows(history.office.database, "SELECT person FROM case_part WHERE role = 'expert'")}
    assert verify(history.office.database).ok


def test_what_is_no_correction_is_refused(history: History) -> None:
    history.lead("drafting")
    entry, fields = last_entry(history.office.database, CASE, "research_record")
    known = dict(fields)
    wrong: list[tuple[dict[str, Any], type[DomainError], str]] = [
        ({"fields": known}, InvalidEntry, "无需更正"),
        ({"fields": known | {"on": "2025-01-21"}, "reason": "  "}, InvalidEntry, ""),
        ({"fields": known | {"on": "2031-01-21"}}, InvalidEntry, "晚于今天"),
        ({"fields": known | {"nonsense": "x"}}, InvalidEntry, "没有这一栏"),
        ({"fields": {"on": "2025-01-21"}}, InvalidEntry, "请填写"),
        ({"fields": known | {"on": "2025-01-21"}, "entry": "no-such-entry"}, NotFound, "没有这一登记"),
    ]
    before = dump(history.office.database)
    for change, refusal, says in wrong:
        given: dict[str, Any] = {"entry": entry, "reason": "误"} | change
        with pytest.raises(refusal) as refused:
            history.playing.execute(lambda key, given=given: RequestCorrection(SPONSOR, CASE, key, **given))  # type: ignore[misc]
        assert says in refused.value.message + "".join(getattr(refused.value, "fields", {}).values())
    assert dump(history.office.database) == before


def test_a_request_is_confirmed_once_and_an_entry_superseded_once(history: History) -> None:
    history.lead("drafting")
    entry, fields = last_entry(history.office.database, CASE, "research_record")
    first, rival = (history.ask("research_record", SPONSOR, on=day) for day in ("2025-01-21", "2025-01-20"))
    history.playing.execute(lambda key: ConfirmCorrection(SECOND, CASE, key, request=first))
    before = dump(history.office.database)
    done = last_entry(history.office.database, CASE, "correction_request")[0]
    for request, refusal in ((first, NotFound), (done, NotFound), (entry, NotFound), (rival, InvalidEntry)):
        with pytest.raises(refusal):
            history.playing.execute(lambda key, request=request: ConfirmCorrection(OFFICE, CASE, key, request=request))  # type: ignore[misc]
    with pytest.raises(InvalidEntry):
        changed = dict(fields) | {"on": "2025-01-20"}
        history.playing.execute(lambda key: RequestCorrection(SPONSOR, CASE, key, entry=entry, fields=changed, reason="误"))
    assert dump(history.office.database) == before


def test_an_ended_matter_can_still_be_put_right(history: History) -> None:
    history.lead("started")
    decided = {"decided_by": "某市人民政府", "decided_on": history.life.day.isoformat(), "reason": "情况变化。"}
    history.playing.execute(lambda key: TakeStep(OFFICE, CASE, key, step="terminate", inputs={"termination": decided}))
    receipt = history.correct("termination", OFFICE, REVIEWER, reason="情况发生重大变化。")
    assert receipt.configuration == ("terminated",) and verify(history.office.database).ok
