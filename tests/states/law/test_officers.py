"""Who may enforce on a day (行政处罚法 art. 42): valid from and to, withheld, restored, cancelled, assistants, no register."""

from __future__ import annotations

from datetime import date

import pytest

from states.dossier.model import Dossier, Entry
from states.law.officers import certificates, certified, named, uncertified
from tests.states.law.examples.build import entry, given

MARCH = date(2026, 3, 16)


def paper(person: str = "甲", number: str = "云A001", since: str = "2026-01-05", until: str = "2026-12-31", **fields: object) -> Entry:
    return entry("officer_certificate", **{
        "person": person, "number": number, "standing": "officer", "valid_from": since, "valid_to": until, **fields,
    })  # fmt: skip


def change(what: str, on: str, number: str = "云A001") -> Entry:
    return entry("certificate_change", number=number, change=what, on=on)


def under(*register: Entry) -> Dossier:
    return given(procedure="penalty", register=register).dossier


@pytest.mark.parametrize(
    ("on", "valid"),
    [("2026-01-04", False), ("2026-01-05", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_first_and_last_day_are_inside(on: str, valid: bool) -> None:
    assert certified(under(paper()), "甲", date.fromisoformat(on)) is valid


def test_the_day_of_the_act_decides_not_what_is_valid_now() -> None:
    renewed = under(paper(until="2026-03-15"), paper(number="云A009", since="2026-04-01"))
    assert certified(renewed, "甲", date(2026, 3, 15)) and certified(renewed, "甲", date(2026, 4, 1))
    assert not certified(renewed, "甲", MARCH)


@pytest.mark.parametrize("what", ["withheld", "cancelled"])
def test_withheld_or_cancelled_from_that_day_on(what: str) -> None:
    held = under(paper(), change(what, "2026-03-16"))
    assert certified(held, "甲", date(2026, 3, 15))
    assert not certified(held, "甲", MARCH) and not certified(held, "甲", date(2026, 6, 30))


def test_restored_from_that_day_on() -> None:
    back = under(paper(), change("withheld", "2026-03-16"), change("restored", "2026-04-20"))
    assert not certified(back, "甲", date(2026, 4, 19))
    assert certified(back, "甲", date(2026, 4, 20))


def test_changes_count_by_their_day_not_by_their_place_on_file() -> None:
    told_late = under(paper(), change("restored", "2026-04-20"), change("withheld", "2026-03-16"))
    assert not certified(told_late, "甲", MARCH) and certified(told_late, "甲", date(2026, 4, 20))


def test_of_two_changes_of_one_day_the_later_on_file_holds() -> None:
    assert certified(under(paper(), change("withheld", "2026-03-16"), change("restored", "2026-03-16")), "甲", MARCH)
    assert not certified(under(paper(), change("restored", "2026-03-16"), change("withheld", "2026-03-16")), "甲", MARCH)


def test_a_change_concerns_the_certificate_of_that_number_alone() -> None:
    two = under(paper(), paper("乙", "云A002"), change("cancelled", "2026-03-02", "云A002"))
    assert certified(two, "甲", MARCH) and not certified(two, "乙", MARCH)


def test_one_valid_certificate_of_several_is_enough() -> None:
    several = under(paper(), paper(number="云A009"), change("cancelled", "2026-03-02"))
    assert certified(several, "甲", MARCH)
    assert [one.text("number") for one in certificates(several, "甲")] == ["云A001", "云A009"]


def test_an_assistant_is_no_officer() -> None:
    assert not certified(under(paper(standing="assistant")), "甲", MARCH)
    assert certified(under(paper(standing="assistant"), paper(number="云A009")), "甲", MARCH)


def test_a_paper_without_its_days_is_none() -> None:
    assert not certified(under(paper(valid_from=None)), "甲", MARCH)
    assert not certified(under(paper(valid_to=None)), "甲", MARCH)


def test_without_a_register_nobody_is_certified() -> None:
    alone = given(procedure="penalty").dossier
    assert not certified(alone, "甲", MARCH) and list(certificates(alone, "甲")) == []
    assert not certified(under(), "甲", MARCH)


def test_a_corrected_certificate_counts_as_corrected() -> None:
    wrong = paper(until="2026-02-28")
    right = paper(until="2027-02-28")
    corrected = Entry(right.id, right.kind, right.fields, right.by, right.role, right.on, right.recorded_at, supersedes=wrong.id)
    assert certified(under(wrong, corrected), "甲", MARCH)
    assert not certified(under(paper(until="2027-02-28"), change("withheld", "2026-03-02")), "甲", MARCH)


def test_those_without_a_certificate_are_named_once_in_order() -> None:
    assert uncertified(under(paper()), ("丙", "甲", "乙", "丙"), MARCH) == ("丙", "乙")
    assert uncertified(under(paper()), (), MARCH) == ()


def test_officers_named_in_a_paper_each_once() -> None:
    rows = [{"person": one, "certificate": "云A001"} for one in ("甲", "乙", "甲")]
    assert named(entry("scene_record", officers=rows)) == ("甲", "乙")
    assert named(entry("scene_record", officers=None)) == ()
    assert named(entry("enforcement_body")) == ()
