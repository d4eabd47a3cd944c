"""The register while one types: a few matches, each of which fits nobody else."""

from __future__ import annotations

from states.dossier.schema import FieldType
from states.dossier.vocabulary import Role
from storage.queries.register import MOST, labels, matching, names
from tests.offices import CITY, PASSWORD, SINCE, Office

PERSON, OFFICE = FieldType.PERSON, FieldType.OFFICE


def add(office: Office, number: int, name: str, place: str) -> None:
    office.people.add_person(f"n{number}", f"n{number}", name, place, PASSWORD, (Role.SPONSOR,), SINCE)


def found(office: Office, type: FieldType, typed: str) -> list[tuple[str, str]]:
    return [(one.value, one.place) for one in matching(office.database, type, typed)]


def test_what_is_typed_is_found_with_where_it_belongs(office: Office) -> None:
    assert {one for one, _ in found(office, PERSON, "经办")} == {"外单位经办", "经办乙", "经办甲"}
    assert found(office, PERSON, " 经办 甲") == [("经办甲", "某市交通运输局")]
    assert found(office, OFFICE, "司法") == [("某市司法局", "某市人民政府")]
    assert found(office, PERSON, "") == found(office, PERSON, "  ") == found(office, OFFICE, "经办甲") == []


def test_signs_of_a_pattern_are_only_text(office: Office) -> None:
    for typed in ("%", "_", "!", "%%", "某_司法局", "'"):
        assert found(office, OFFICE, typed) == []


def test_namesakes_are_told_apart_and_what_was_chosen_finds_itself_again(office: Office) -> None:
    add(office, 1, "王伟", "transport")
    add(office, 2, "王伟", "university")
    chosen = ["王伟（某大学）", "王伟（某市交通运输局）"]
    assert sorted(one for one, _ in found(office, PERSON, "王伟")) == chosen
    assert sorted(one for one, _ in found(office, PERSON, chosen[0])) == chosen
    assert labels(office.database, ("n1", "justice", "nobody", "")) == {"n1": "王伟（某市交通运输局）", "justice": "某市司法局"}


def test_a_list_is_short_and_the_exact_name_comes_first(office: Office) -> None:
    for number in range(MOST + 5):
        add(office, number, f"李{number:02}静", "transport")
    add(office, 99, "静", "transport")
    matches = found(office, PERSON, "静")
    assert len(matches) == MOST and matches[0][0] == "静"


def test_who_has_left_is_not_offered(office: Office) -> None:
    with office.database.writing() as connection:
        connection.exec_driver_sql(office.database.sql("UPDATE person SET active = false WHERE id = 'expert'"))
    assert [one for one, _ in found(office, PERSON, "专家")] == ["专家乙"]


def test_identifiers_get_their_names(office: Office) -> None:
    called = names(office.database, ("expert", "justice", "某会", CITY), {"d": "草案"})
    assert (called.persons, called.offices) == ({"expert": "专家甲"}, {"justice": "某市司法局", CITY: "某市人民政府"})
