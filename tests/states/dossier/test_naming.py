"""One form for everybody whom a paper names, however it was written."""

import pytest

from states.dossier.kinds import KINDS
from states.dossier.naming import Register, Registered, base_name, settled
from states.dossier.spelling import spelled
from states.errors import InvalidEntry

BUREAU = Registered("transport", "某市交通运输局", "某市人民政府")
DESK = Registered("office1", "办公室", "某市人民政府")
OTHER_DESK = Registered("office2", "办公室", "邻市人民政府")
WANG = Registered("w1", "王伟", "某市交通运输局")
OTHER_WANG = Registered("w2", "王伟", "某大学")
LI = Registered("l1", "李静", "某大学")
REGISTER = Register((WANG, OTHER_WANG, LI), (BUREAU, DESK, OTHER_DESK))


@pytest.mark.parametrize(
    "written",
    ["某市城市管理局（综合执法局）", " 某市城市管理局(综合执法局) ", "某市城市管理局 （综合执法局）", "某市\u3000城市管理局（综合 执法局）"],
)
def test_a_name_is_the_same_text_however_it_was_typed(written: str) -> None:
    assert spelled(written) == "某市城市管理局（综合执法局）"


def test_widths_and_dots_are_one() -> None:
    assert spelled("ＡＢＣ１２ 公司") == spelled("ABC12公司") == "ABC12公司"
    assert spelled("买买提•艾合买提") == spelled("买买提・艾合买提") == "买买提·艾合买提"
    assert spelled("Smith  (Beijing)") == "Smith (Beijing)"


def test_spelling_twice_changes_nothing() -> None:
    for name in ("某局(一)", "A B", "王 伟（某市 交通局）"):
        assert spelled(spelled(name)) == spelled(name)


@pytest.mark.parametrize("written", ["transport", "某市交通运输局", "某市 交通运输局", "某市交通运输局(某市人民政府)"])
def test_a_registered_unit_is_its_identifier(written: str) -> None:
    assert settled(KINDS["study_report"], {"unit": written}, REGISTER)["unit"] == "transport"


def test_who_is_not_in_the_register_stands_under_the_name() -> None:
    assert settled(KINDS["study_report"], {"unit": "某研究会(筹)"}, REGISTER)["unit"] == "某研究会（筹）"


def test_namesakes_are_refused_with_their_places_and_told_apart_by_them() -> None:
    with pytest.raises(InvalidEntry) as refused:
        settled(KINDS["hearing_record"], {"host": "王伟"}, REGISTER)
    assert "王伟（某大学）、王伟（某市交通运输局）" in refused.value.fields["host"]
    assert settled(KINDS["hearing_record"], {"host": "王伟(某大学)"}, REGISTER)["host"] == "w2"
    assert settled(KINDS["hearing_record"], {"host": "王伟（某水务局）"}, REGISTER)["host"] == "王伟（某水务局）"
    with pytest.raises(InvalidEntry, match=r"办公室（某市人民政府）、办公室（邻市人民政府）"):
        settled(KINDS["study_report"], {"unit": "办公室"}, REGISTER)


def test_cells_of_rows_are_settled_and_a_wrong_one_is_named_by_its_place() -> None:
    rows = ({"person": "李静", "employer": "某市交通运输局"}, {"person": "王伟", "employer": "某企业"})
    with pytest.raises(InvalidEntry) as refused:
        settled(KINDS["expert_panel"], {"experts": rows}, REGISTER)
    assert set(refused.value.fields) == {"experts.1.person"}
    rows = (rows[0], {"person": "某市交通运输局", "employer": "某企业", "institution": True})
    found = settled(KINDS["expert_panel"], {"experts": rows}, REGISTER)["experts"]
    assert found == ({"person": "l1", "employer": "transport"}, {"person": "transport", "employer": "某企业", "institution": True})


def test_where_an_identifier_is_a_person_s_and_a_unit_s_the_field_decides() -> None:
    both = Register((Registered("same", "甲", "某局"),), (Registered("same", "乙局", "某市"), Registered("丙", "丁局", "某市")))
    assert settled(KINDS["study_report"], {"unit": "甲"}, both)["unit"] == "same"  # a person in place of a unit
    assert settled(KINDS["hearing_record"], {"host": "丁局"}, both)["host"] == "丙"


def test_who_was_named_before_being_registered_stays_one_and_the_same() -> None:
    earlier = Register((), (BUREAU,), used=frozenset({"某市交通运输局", "甲"}))
    for written in ("transport", "某市交通运输局"):
        assert settled(KINDS["study_report"], {"unit": written}, earlier)["unit"] == "某市交通运输局"


def test_the_base_of_a_name_is_what_stands_before_its_place() -> None:
    assert (base_name("王伟(某大学)"), base_name("王伟"), base_name("（某大学）")) == ("王伟", "王伟", "（某大学）")
