"""Whatever is sent, an entry parses or is refused in Chinese, field by field; what parsed comes back from storage as it was."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.casework.events import canonical
from states.dossier.kinds import KINDS
from states.dossier.schema import EARLIEST, ROWS_LIMIT, TEXT_LIMIT, Field, FieldType, Kind, parse, plain
from states.errors import DefinitionError, InvalidEntry
from storage.reviving import revive_fields
from tests.every import every
from tests.states.law.examples.build import PAPER, any_value

TODAY = date(2026, 6, 30)
SETTINGS = settings(max_examples=12, deadline=None)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.text(st.characters(categories=["Cc", "Cs", "Cf", "Nd"]), max_size=5)
    | st.sampled_from(["2026-06-30", "2026-13-01", "20260101", "2026-W01-1", "on", "true", "none", "-1", "1e5", "٣", PAPER, "sha256:x"])
)  # fmt: skip
JUNK = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4), max_leaves=12)


def visible(text: str) -> str:
    """What a person can have typed: nothing hidden, not only spaces; lines end as browsers send them."""
    kept = "".join(one for one in text if plain(one))
    return kept.replace("\n", "\r\n") if kept.strip() else f"{kept}字"


def good(field: Field) -> st.SearchStrategy[Any]:
    """Values that the field takes, in the forms in which forms and programs send them."""
    match field.type:
        case FieldType.DATE:
            return st.dates(EARLIEST, TODAY).map(date.isoformat)
        case FieldType.BOOL:
            return st.sampled_from([True, False, "true", "false", "on", "是", "否"])
        case FieldType.INT if field.year:
            return st.integers(EARLIEST.year, TODAY.year)
        case FieldType.INT:
            return st.integers(0, 10**15 - 1) | st.integers(0, 10**15 - 1).map(str)
        case FieldType.CHOICE:
            assert field.options is not None
            return st.sampled_from([str(one) for one in field.options])
        case FieldType.CHOICES:
            assert field.options is not None
            return st.lists(st.sampled_from([str(one) for one in field.options]), min_size=1)
        case FieldType.MATERIAL:
            return st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:{}".format)
        case FieldType.ROWS:
            return st.lists(fields_of(field.columns), min_size=1, max_size=3)
        case _:
            return st.text(min_size=1, max_size=30).map(visible)


def fields_of(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    required = {one.name: good(one) for one in fields if one.required}
    return st.fixed_dictionaries(required, optional={one.name: good(one) for one in fields if not one.required})


def chinese(text: str) -> bool:
    return any("\u4e00" <= one <= "\u9fff" for one in text)


def parses_or_says_why(kind: Kind, raw: Any) -> None:
    try:
        values = parse(kind, raw, TODAY)
    except InvalidEntry as refusal:
        assert refusal.fields and chinese(refusal.message)
        assert all(isinstance(name, str) and chinese(why) for name, why in refusal.fields.items()), refusal.fields
        return
    assert set(values) <= set(kind.by_name)
    canonical(values)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@SETTINGS
@given(data=st.data())
def test_junk_in_any_field_parses_or_is_refused_in_words(kind: Kind, data: st.DataObject) -> None:
    names = st.sampled_from([*kind.by_name, "nonsense"]) | st.text(max_size=5)
    parses_or_says_why(kind, data.draw(st.dictionaries(names, JUNK, max_size=len(kind.fields) + 1)))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@SETTINGS
@given(data=st.data())
def test_one_junk_value_among_good_ones(kind: Kind, data: st.DataObject) -> None:
    raw = data.draw(fields_of(kind.fields))
    raw[data.draw(st.sampled_from(list(kind.by_name)))] = data.draw(JUNK)
    parses_or_says_why(kind, raw)


@SETTINGS
@given(JUNK | st.binary() | st.dates() | st.tuples(st.integers()))
def test_what_is_no_set_of_fields_is_refused(raw: Any) -> None:
    for kind in ("proposal", "hearing_record"):
        parses_or_says_why(KINDS[kind], raw)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@SETTINGS
@given(data=st.data())
def test_what_parsed_is_stored_and_comes_back_as_it_was(kind: Kind, data: st.DataObject) -> None:
    """Through canonical JSON and back: equal values of equal types, and the same digest again."""
    values = parse(kind, data.draw(fields_of(kind.fields)), TODAY)
    text = canonical(values)
    back = revive_fields(kind.name, json.loads(text))
    assert back == values and typed(back) == typed(values)
    assert canonical(back) == text
    assert parse(kind, back, TODAY) == values


def typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: typed(one) for name, one in value.items()}
    return (tuple, [typed(one) for one in value]) if isinstance(value, tuple) else type(value)


# ------------------------------------------------------------------ one field at a time

OPTIONAL = {"required": False}


def kind_of(type: FieldType, **more: Any) -> Kind:
    return Kind("k", "材料", (Field("f", "栏目", type, **more),))


def refusal_of(kind: Kind, value: object) -> str:
    with pytest.raises(InvalidEntry) as refusal:
        parse(kind, {"f": value}, TODAY)
    assert list(refusal.value.fields) == ["f"]
    return refusal.value.fields["f"]


@pytest.mark.parametrize("empty", [None, "", "   ", "\n\t", [], ()])
@pytest.mark.parametrize("type", [one for one in FieldType if one not in (FieldType.CHOICE, FieldType.CHOICES)])
def test_nothing_is_nothing(type: FieldType, empty: object) -> None:
    assert refusal_of(kind_of(type), empty) == "请填写「栏目」。"
    assert parse(kind_of(type, **OPTIONAL), {"f": empty}, TODAY) == {}


@pytest.mark.parametrize(
    "given",
    ["2026-02-30", "2026-6-1", "20260601", "2026-W23-1", "2026-06-01T00:00:00", "01.06.2026", "今天", 20260601, 1.5, True, ["2026-06-01"],
     datetime(2026, 6, 1), "２０２６-０６-０１"],
)  # fmt: skip
def test_only_a_day_is_a_day(given: object) -> None:
    assert "请按2026-01-31的格式填写" in refusal_of(kind_of(FieldType.DATE), given)


@pytest.mark.parametrize("given", ["2026-06-01", " 2026-06-01 ", date(2026, 6, 1)])
def test_a_day_may_come_written_or_typed(given: object) -> None:
    assert parse(kind_of(FieldType.DATE), {"f": given}, TODAY) == {"f": date(2026, 6, 1)}


def test_days_lie_within_reason() -> None:
    past, future = kind_of(FieldType.DATE), kind_of(FieldType.DATE, future=True)
    assert parse(past, {"f": EARLIEST}, TODAY) and parse(past, {"f": TODAY}, TODAY) and parse(future, {"f": date(2046, 12, 31)}, TODAY)
    assert "明显不合理" in refusal_of(past, EARLIEST - timedelta(days=1))
    assert "尚未发生的事实不能登记" in refusal_of(past, TODAY + timedelta(days=1))
    assert "明显不合理" in refusal_of(future, date(2047, 1, 1))


@pytest.mark.parametrize("given", [0, 1, "1", 26, 1989, 2047, "2047", 20260, 10**14])
def test_a_catalogue_is_of_a_year_that_can_be(given: object) -> None:
    draft = KINDS["catalogue_draft"]
    sent = {"name": "年度目录", "items": [{"number": 1, "item": "停车收费", "unit": "交通部门"}]}
    assert parse(draft, sent | {"year": "2027"}, TODAY)["year"] == 2027
    with pytest.raises(InvalidEntry) as refusal:
        parse(draft, sent | {"year": given}, TODAY)
    assert refusal.value.fields == {"year": f"「年度」{int(str(given))}明显不合理，请填写四位数的公历年份，例如2026。"}


@pytest.mark.parametrize("given", [-1, "-1", 1.0, "1.0", True, "1e3", "十", "٣", 10**15, "9" * 16, pytest.param(10**5000, id="endless"), {}, [1]])
def test_only_a_count_is_a_count(given: object) -> None:
    assert "整数" in refusal_of(kind_of(FieldType.INT), given)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\r", "\x7f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_what_cannot_be_seen_is_not_kept(char: str) -> None:
    assert "控制字符" in refusal_of(kind_of(FieldType.TEXT), f"甲{char}乙")


def test_line_ends_are_one_and_margins_go() -> None:
    assert parse(kind_of(FieldType.LONG), {"f": "  一\r\n二\t三\n "}, TODAY) == {"f": "一\n二\t三"}


def test_text_and_rows_have_an_end() -> None:
    rows = kind_of(FieldType.ROWS, columns=(Field("c", "列", required=False),))
    assert parse(kind_of(FieldType.TEXT), {"f": "字" * TEXT_LIMIT}, TODAY) and parse(rows, {"f": [{}] * ROWS_LIMIT}, TODAY)
    assert "请改为附件" in refusal_of(kind_of(FieldType.TEXT), "字" * (TEXT_LIMIT + 1))
    assert "请改为附件" in refusal_of(rows, [{}] * (ROWS_LIMIT + 1))


def test_every_wrong_field_is_named_at_once_and_by_its_place() -> None:
    kind = Kind("k", "材料", (Field("a", "甲"), Field("r", "行", FieldType.ROWS, columns=(Field("n", "数", FieldType.INT), Field("t", "文")))))
    with pytest.raises(InvalidEntry) as refusal:
        parse(kind, {"x": 1, "r": [{"n": 1, "t": "好"}, {"n": "zwei", "y": 2}]}, TODAY)
    assert set(refusal.value.fields) == {"x", "a", "r.1.n", "r.1.t", "r.1.y"}
    assert all(why in refusal.value.message for why in refusal.value.fields.values())


def test_tables_that_contradict_themselves_are_found_at_the_start() -> None:
    with pytest.raises(DefinitionError):
        Kind("k", "材料", (Field("a", "甲"), Field("a", "乙")))
    with pytest.raises(DefinitionError):
        Kind("k", "材料", (Field("a", "甲"),), effective="b")


@every("kind", KINDS.values(), lambda kind: kind.name)
def test_every_kind_can_be_filled_in_and_says_when_it_happened(kind: Kind) -> None:
    values = parse(kind, {one.name: any_value(one) for one in kind.fields}, TODAY)
    assert set(values) == set(kind.by_name)
    assert not kind.effective or kind.by_name[kind.effective].type is FieldType.DATE
