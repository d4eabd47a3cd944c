"""公众意见: taken while the consultation is open, answered by the sponsoring office, counted exactly (L713 arts. 15, 18)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from states.casework.commands import Actor, DisposeOpinions, ReceiveOpinion
from states.casework.events import digest
from states.casework.opinions import GROUP_LIMIT, OPINION_LIMIT
from states.dossier.vocabulary import Disposition, Role
from states.errors import DomainError, InvalidEntry, NotPermitted, OutOfTime, StepUnavailable
from storage.verify import verify
from tests.offices import Office
from tests.storage.stepping import History, dump, rows

CASE = "life"
PORTAL, SPONSOR = Actor("portal", Role.PUBLIC), Actor("sponsor", Role.SPONSOR)
ADOPTED, PARTLY, NOT = Disposition.ADOPTED, Disposition.PARTLY, Disposition.NOT_ADOPTED


@pytest.fixture
def history(office: Office, tmp_path: Path) -> History:
    return History(office, tmp_path)


def send(history: History, text: str = "建议降低标准。", source: str = "网上留言") -> str:
    history.playing.execute(lambda key: ReceiveOpinion(PORTAL, CASE, key, source=source, text=text))
    return str(rows(history.office.database, "SELECT id FROM opinion ORDER BY id DESC")[0][0])


def answer(history: History, opinions: tuple[str, ...], disposition: Disposition, reason: str = "", who: Actor = SPONSOR) -> None:
    history.playing.execute(lambda key: DisposeOpinions(who, CASE, key, opinions=opinions, disposition=disposition, reason=reason))


def counts(history: History) -> tuple[int, ...]:
    ((found),) = rows(history.office.database, "SELECT received, adopted, partly_adopted, not_adopted FROM opinion_count")
    return tuple(found)


def test_an_opinion_is_kept_word_for_word_and_its_digest_is_chained(history: History) -> None:
    history.after("open_consultation")
    opinion = send(history, "  建议降低标准，\n并增加夜间优惠。 ")
    ((text, source),) = rows(history.office.database, "SELECT text, source FROM opinion")
    assert (text, source) == ("建议降低标准，\n并增加夜间优惠。", "网上留言")
    body = json.loads(rows(history.office.database, "SELECT body FROM event WHERE kind = 'opinion'")[0][0])
    assert body["note"] == {"id": opinion, "source": "网上留言", "text_digest": digest(text)}
    assert text not in json.dumps(body, ensure_ascii=False)


def test_opinions_do_not_make_an_officers_page_stale(history: History) -> None:
    history.after("open_consultation")
    version = rows(history.office.database, "SELECT version FROM case_file")
    send(history)
    assert rows(history.office.database, "SELECT version FROM case_file") == version


def test_opinions_are_taken_to_the_end_of_the_last_day_and_no_longer(history: History) -> None:
    act = history.after("open_consultation")
    closes = date.fromisoformat(str(act.inputs["consultation_notice"]["closes_on"]))
    history.playing.clock.to(closes)
    send(history)
    history.playing.clock.to(closes + timedelta(days=1))
    before = dump(history.office.database)
    with pytest.raises(OutOfTime, match=f"已于{closes}截止"):
        send(history)
    assert dump(history.office.database) == before


def test_a_corrected_end_counts(history: History) -> None:
    act = history.after("open_consultation")
    closes = date.fromisoformat(str(act.inputs["consultation_notice"]["closes_on"]))
    history.correct("consultation_notice", SPONSOR, Actor("office", Role.DECISION_OFFICE), closes_on=str(closes + timedelta(days=10)))
    history.playing.clock.to(closes + timedelta(days=10))
    send(history)
    assert counts(history)[0] == 1


@pytest.mark.parametrize("stage", ["open_consultation", "announce_hearing"])
def test_before_and_after_the_consultation_none_is_taken(history: History, stage: str) -> None:
    history.before(stage)
    with pytest.raises(OutOfTime, match="不在公开征求意见期间"):
        send(history)


@pytest.mark.parametrize("text", ["", "   ", "字" * (OPINION_LIMIT + 1), "好\x00", "好\ud800", "\u202e好"])
def test_what_is_no_opinion_is_refused(history: History, text: str) -> None:
    history.after("open_consultation")
    before = dump(history.office.database)
    with pytest.raises(InvalidEntry) as refusal:
        send(history, text)
    assert set(refusal.value.fields) == {"text"} and dump(history.office.database) == before


def test_each_answer_is_counted_once_and_may_be_changed(history: History) -> None:
    history.after("open_consultation")
    first, second, third = (send(history, text) for text in ("甲", "乙", "丙"))
    assert counts(history) == (3, 0, 0, 0)
    answer(history, (first, second), ADOPTED)
    assert counts(history) == (3, 2, 0, 0)
    answer(history, (second, third), PARTLY, "合理部分采纳。")
    assert counts(history) == (3, 1, 2, 0)
    answer(history, (first, second, third), NOT, "与上位法不符。")
    answer(history, (first,), NOT, "与上位法不符。")
    assert counts(history) == (3, 0, 0, 3)
    assert verify(history.office.database).ok


def test_an_answer_is_chained_with_its_reason(history: History) -> None:
    history.after("open_consultation")
    opinion = send(history)
    answer(history, (opinion,), NOT, "与上位法不符。")
    body = json.loads(rows(history.office.database, "SELECT body FROM event WHERE kind = 'opinions'")[0][0])
    assert body["note"] == {"disposition": "not_adopted", "reason": "与上位法不符。", "opinions": [opinion]}
    assert rows(history.office.database, "SELECT disposition, reason, event_seq FROM opinion") == [("not_adopted", "与上位法不符。", body["seq"])]


@pytest.mark.parametrize(
    ("change", "refusal", "says"),
    [
        ({"opinions": ()}, InvalidEntry, "请至少选择一条意见"),
        ({"opinions": ("x",) * (GROUP_LIMIT + 1)}, InvalidEntry, "一次不超过"),
        ({"opinions": ("nobody's",)}, InvalidEntry, "不属于本事项"),
        ({"disposition": NOT, "reason": " "}, InvalidEntry, "请说明理由"),
        ({"disposition": PARTLY, "reason": ""}, InvalidEntry, "请说明理由"),
        ({"who": Actor("outsider", Role.SPONSOR)}, NotPermitted, "承办单位"),
        ({"who": Actor("office", Role.DECISION_OFFICE)}, NotPermitted, "承办单位"),
        ({"who": Actor("expert", Role.SPONSOR)}, NotPermitted, "没有"),
        ({"who": PORTAL}, NotPermitted, "账号"),
    ],
)
def test_what_is_no_answer_is_refused(history: History, change: dict[str, Any], refusal: type[DomainError], says: str) -> None:
    history.after("open_consultation")
    opinion = send(history)
    before = dump(history.office.database)
    given: dict[str, Any] = {"opinions": (opinion,), "disposition": ADOPTED, "reason": ""} | change
    with pytest.raises(refusal) as refused:
        answer(history, **given)
    assert says in refused.value.message + "".join(getattr(refused.value, "fields", {}).values())
    assert dump(history.office.database) == before


def test_one_foreign_opinion_among_one_s_own_spoils_the_whole_answer(history: History) -> None:
    history.after("open_consultation")
    own = send(history)
    with pytest.raises(InvalidEntry) as refused:
        answer(history, (own, "nobody's"), ADOPTED)
    assert "不属于本事项" in refused.value.fields["opinions"]
    assert counts(history) == (1, 0, 0, 0)
    assert rows(history.office.database, "SELECT disposition FROM opinion") == [("",)]


def test_who_answered_opinions_has_drafted_and_may_not_review(history: History) -> None:
    """Answering is a sponsor's work: it leaves a part in the matter for its whole life (L713 art. 25)."""
    history.after("open_consultation")
    opinion = send(history)
    answer(history, (opinion,), ADOPTED, who=Actor("sponsor2", Role.SPONSOR))
    assert ("sponsor2", "sponsor") in {tuple(row) for row in rows(history.office.database, "SELECT person, role FROM case_part")}


def test_after_the_matter_was_tabled_no_answer_is_changed(history: History) -> None:
    history.lead("tabled")
    opinion = rows(history.office.database, "SELECT id FROM opinion")[0][0]
    with pytest.raises(StepUnavailable):
        answer(history, (opinion,), ADOPTED)
