"""Opinions corrected, withdrawn and screened: nothing is deleted, the counts follow, two persons reject (L713 art. 18)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from states.casework.commands import (
    Actor,
    CorrectOpinion,
    DisposeOpinions,
    ReceiveOpinion,
    ScreenOpinions,
    WithdrawOpinion,
)
from states.dossier.vocabulary import Disposition, Role, Screening
from states.errors import InvalidEntry, NotPermitted, OutOfTime
from storage.queries.unanswered import unanswered
from storage.vault import Vault
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, dump, rows

CASE = "life"
PORTAL, SPONSOR, HEAD = Actor("", Role.PUBLIC), Actor("sponsor", Role.SPONSOR), Actor("chief", Role.OFFICE_HEAD)
VAULT = Vault("a secret of at least thirty-two characters")


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    found = History(office, tmp_path)
    found.after("open_consultation")
    return found


def send(history: History, text: str, **giver: object) -> str:
    history.playing.execute(lambda key: ReceiveOpinion(PORTAL, CASE, key, source="网上公众", text=text, **giver))  # type: ignore[arg-type]
    return str(rows(history.office.database, "SELECT id FROM opinion ORDER BY id DESC")[0][0])


def correct(history: History, opinion: str, text: str, who: Actor = PORTAL) -> None:
    history.playing.execute(lambda key: CorrectOpinion(who, CASE, key, opinion=opinion, text=text))


def withdraw(history: History, opinion: str) -> None:
    history.playing.execute(lambda key: WithdrawOpinion(PORTAL, CASE, key, opinion=opinion))


def answer(history: History, *opinions: str) -> None:
    history.playing.execute(lambda key: DisposeOpinions(SPONSOR, CASE, key, opinions=opinions, disposition=Disposition.ADOPTED, reason=""))


def screen(history: History, act: Screening, *opinions: str, who: Actor = SPONSOR, reason: str = "内容与事项无关。") -> None:
    history.playing.execute(lambda key: ScreenOpinions(who, CASE, key, opinions=opinions, act=act, reason=reason))


def counts(history: History) -> tuple[int, ...]:
    """received, adopted, partly, not, withdrawn, spam"""
    sql = "SELECT received, adopted, partly_adopted, not_adopted, withdrawn, spam FROM opinion_count"
    return tuple(rows(history.office.database, sql)[0])


def sound(history: History) -> None:
    verdict = verify(history.office.database)
    assert verdict.ok, verdict


def test_a_corrected_opinion_keeps_its_first_text_and_is_one_opinion(history: History) -> None:
    first = send(history, "建议取消收费。")
    answer(history, first)
    assert counts(history) == (1, 1, 0, 0, 0, 0)
    correct(history, first, "建议降低收费。")
    kept = rows(history.office.database, "SELECT text, disposition, root FROM opinion ORDER BY id")
    assert [tuple(one) for one in kept] == [("建议取消收费。", "superseded", ""), ("建议降低收费。", "", first)]
    assert counts(history) == (1, 0, 0, 0, 0, 0)
    second = unanswered(history.office.database, CASE)
    assert len(second) == 1 and second != (first,)
    correct(history, second[0], "建议夜间免费。")
    assert [one[0] for one in rows(history.office.database, "SELECT root FROM opinion ORDER BY id")] == ["", first, first]
    answer(history, *unanswered(history.office.database, CASE))
    assert counts(history) == (1, 1, 0, 0, 0, 0)
    sound(history)


def test_a_withdrawn_opinion_stays_and_asks_for_no_answer(history: History) -> None:
    kept, gone = send(history, "建议取消收费。"), send(history, "写错了事项。")
    withdraw(history, gone)
    assert counts(history) == (2, 0, 0, 0, 1, 0) and unanswered(history.office.database, CASE) == (kept,)
    assert rows(history.office.database, f"SELECT text, disposition FROM opinion WHERE id = '{gone}'")[0] == ("写错了事项。", "withdrawn")
    sound(history)


@pytest.mark.parametrize("act", ["correct", "withdraw", "dispose"])
@pytest.mark.parametrize("end", ["superseded", "withdrawn", "spam"])
def test_what_has_ended_is_neither_changed_nor_answered(history: History, end: str, act: str) -> None:
    one = send(history, "建议取消收费。")
    if end == "superseded":
        correct(history, one, "建议降低收费。")
    elif end == "withdrawn":
        withdraw(history, one)
    else:
        screen(history, Screening.PROPOSE, one)
        screen(history, Screening.CONFIRM, one, who=HEAD)
    before = dump(history.office.database)
    with pytest.raises(InvalidEntry):
        {"correct": lambda: correct(history, one, "又一条。"), "withdraw": lambda: withdraw(history, one), "dispose": lambda: answer(history, one)}[act]()
    assert dump(history.office.database) == before


def test_an_opinion_of_another_matter_or_of_nobody_is_not_found(history: History) -> None:
    for attempt in (lambda: correct(history, "nosuch", "好。"), lambda: withdraw(history, "nosuch"), lambda: screen(history, Screening.HOLD, "nosuch")):
        with pytest.raises(InvalidEntry):
            attempt()


def test_an_officer_does_not_correct_for_somebody(history: History) -> None:
    one = send(history, "建议取消收费。")
    with pytest.raises(NotPermitted):
        correct(history, one, "很满意。", SPONSOR)


def test_after_the_consultation_nothing_is_changed(history: History) -> None:
    one = send(history, "建议取消收费。")
    history.playing.clock.to(date(2025, 9, 1))
    for attempt in (lambda: correct(history, one, "好。"), lambda: withdraw(history, one)):
        with pytest.raises(OutOfTime):
            attempt()


def test_spam_takes_two_persons_and_can_be_undone(history: History) -> None:
    lawful, junk = send(history, "建议取消收费。"), send(history, "低价出售发票，加微信。")
    screen(history, Screening.HOLD, junk)
    assert counts(history) == (2, 0, 0, 0, 0, 0) and junk in unanswered(history.office.database, CASE), "held ones are still to be answered"
    with pytest.raises(InvalidEntry):
        screen(history, Screening.CONFIRM, junk, who=HEAD)
    screen(history, Screening.PROPOSE, junk)
    with pytest.raises(NotPermitted):
        screen(history, Screening.CONFIRM, junk)
    screen(history, Screening.CONFIRM, junk, who=HEAD, reason="广告。")
    assert counts(history) == (2, 0, 0, 0, 0, 1) and unanswered(history.office.database, CASE) == (lawful,)
    sound(history)
    screen(history, Screening.RELEASE, junk, reason="")
    assert counts(history) == (2, 0, 0, 0, 0, 0) and set(unanswered(history.office.database, CASE)) == {lawful, junk}
    sound(history)


def test_holding_needs_a_reason_and_the_right_office(history: History) -> None:
    one = send(history, "建议取消收费。")
    with pytest.raises(InvalidEntry):
        screen(history, Screening.HOLD, one, reason=" ")
    with pytest.raises(NotPermitted):
        screen(history, Screening.HOLD, one, who=Actor("office", Role.DECISION_OFFICE))
    with pytest.raises(InvalidEntry):
        screen(history, Screening.RELEASE, one)
    sound(history)


def test_who_gave_it_is_sealed_and_a_stranger_in_their_place_shows(history: History) -> None:
    sealed = VAULT.seal("张三", "giver", "k1")
    one = send(history, "建议取消收费。", named=True, giver=sealed, marks=(VAULT.mark("contact", "1"), ""), consent="1")
    sound(history)
    told = "".join(str(row) for table in dump(history.office.database).values() for row in table)
    assert "张三" not in told and VAULT.open(sealed, "giver") == "张三"
    with history.office.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE opinion_giver SET contact_mark = 'x' WHERE opinion_id = '{one}'")
    assert not verify(history.office.database).ok
