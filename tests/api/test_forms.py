"""A form and its way back: what a person sees in it is what the core gets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api import forms
from api.forms import Register
from api.pages.rendering import TEMPLATES
from states.dossier.kinds import KINDS
from states.dossier.schema import Field, FieldType, Kind, parse, plain
from states.dossier.spelling import spelled
from tests.api.pages.plain_browser import sheet
from tests.every import every

TODAY = date(2026, 6, 30)
PAPER, OTHER = "sha256:" + "a" * 64, "sha256:" + "b" * 64
CALLED = {"p1": "甲某", "p3": "<b>丙</b>", "o1": "某市司法局", "o2": "某市“交通”局"}
REGISTER = Register({PAPER: "草案.docx", OTHER: "说明.docx"}, CALLED)
PAGE = TEMPLATES.from_string(
    '{% from "macros/fields.html" import field %}<form action="/x">{% for w in widgets %}{{ field(w) }}{% endfor %}</form>'
)
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(lambda text: bool(text.strip()) and plain(text))
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)


def _value(field: Field) -> st.SearchStrategy[Any]:
    match field.type:
        case FieldType.TEXT | FieldType.LONG:
            return LINES
        case FieldType.DATE:
            return st.dates(date(1990, 1, 1), TODAY).map(date.isoformat)
        case FieldType.BOOL:
            return st.booleans()
        case FieldType.INT:
            return st.integers(1990, TODAY.year) if field.year else st.integers(0, 10**14)
        case FieldType.CHOICE:
            return st.sampled_from([str(one) for one in field.options or ()])
        case FieldType.CHOICES:
            offered = [str(one) for one in field.options or ()]  # a page sends them in its own order
            return st.sets(st.sampled_from(offered), min_size=1).map(lambda some: [one for one in offered if one in some])
        case FieldType.PERSON | FieldType.OFFICE:
            return st.one_of(st.sampled_from(list(CALLED.values())), WORDS.filter(lambda text: text.strip() not in CALLED and spelled(text) != ""))
        case FieldType.MATERIAL:
            return st.sampled_from([PAPER, OTHER])
        case FieldType.ROWS:
            return st.lists(_fields(field.columns, some=True), min_size=1, max_size=7)


def _fields(fields: tuple[Field, ...], some: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    must = {one.name: _value(one) for one in fields if one.required}
    may = {one.name: _value(one) for one in fields if not one.required}
    return st.fixed_dictionaries(must, optional=may).filter(lambda found: bool(found) or not some)


def _posted(kind: Kind, raw: dict[str, Any], wrong: dict[str, str] | None = None) -> list[tuple[str, str]]:
    html = PAGE.render(widgets=forms.widgets(kind, raw, wrong, REGISTER))
    return sheet(html).form("/x").pairs()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_what_stands_in_a_form_comes_back_from_it(kind: Kind, data: st.DataObject) -> None:
    typed = parse(kind, data.draw(_fields(kind.fields)), TODAY)
    back = forms.read((kind,), _posted(kind, forms.as_raw(typed)))
    assert parse(kind, back[kind.name], TODAY) == typed


@every("kind", KINDS.values(), lambda kind: kind.name)
def test_an_empty_form_sends_nothing(kind: Kind) -> None:
    assert forms.read((kind,), _posted(kind, {})) == {kind.name: {}}


@every("kind", KINDS.values(), lambda kind: kind.name)
def test_every_message_of_a_refusal_stands_at_its_field(kind: Kind) -> None:
    wrong = {f"{kind.name}.{one.name}": f"错误{number}。" for number, one in enumerate(kind.fields)}
    shown = sheet(PAGE.render(widgets=forms.widgets(kind, {}, wrong, REGISTER))).text
    assert [why for why in wrong.values() if why not in shown] == []


def test_a_message_about_a_cell_stands_in_its_row() -> None:
    kind = KINDS["basis_table"]
    made = forms.widgets(kind, {"items": [{"title": "甲"}, {"title": "乙"}]}, {"basis_table.items.1.article": "请填写「条款」。"})
    cells = {cell.name: cell.error for row in made[0].rows for cell in row if cell.error}
    assert cells == {"basis_table.items.1.article": "请填写「条款」。"}


def test_refused_input_is_kept_as_it_was_typed() -> None:
    kind = KINDS["draft"]
    pairs = _posted(kind, {"version": "第三", "title": "  草案  ", "file": "sha256:nonsense"})
    assert forms.read((kind,), pairs)["draft"] == {"version": "第三", "title": "  草案  ", "file": "sha256:nonsense"}


def test_blank_rows_between_filled_ones_close_up() -> None:
    pairs = [("basis_table.items.0.title", "甲"), ("basis_table.items.3.title", " "), ("basis_table.items.9.title", "乙")]
    assert forms.read((KINDS["basis_table"],), pairs)["basis_table"] == {"items": [{"title": "甲"}, {"title": "乙"}]}


def test_rows_come_in_the_order_of_their_numbers() -> None:
    pairs = [("basis_table.items.10.title", "后"), ("basis_table.items.2.title", "先")]
    assert forms.read((KINDS["basis_table"],), pairs)["basis_table"]["items"] == [{"title": "先"}, {"title": "后"}]


def test_unknown_names_reach_the_core_to_be_refused() -> None:
    pairs = [("draft.secret", "1"), ("nothing.x", "2"), ("basis_table.items.0.y.z", "3"), ("draft.title", "草案")]
    found = forms.read((KINDS["draft"], KINDS["basis_table"]), pairs)
    assert found["draft"] == {"secret": "1", "title": "草案"}
    assert found["nothing"] == {"x": "2"}
    assert found["basis_table"] == {"items": [{"y.z": "3"}]}


def test_a_row_number_beyond_all_reason_costs_nothing() -> None:
    pairs = [(f"basis_table.items.{'9' * 4000}.title", "甲")]
    assert forms.read((KINDS["basis_table"],), pairs)["basis_table"]["items"] == [{"title": "甲"}]


def test_an_identifier_is_shown_as_a_name_and_what_is_typed_goes_to_the_core_as_it_is() -> None:
    kind = KINDS["study_report"]
    for stored, shown in (("o1", "某市司法局"), ("外地某研究院", "外地某研究院")):
        pairs = _posted(kind, {"unit": stored})
        assert ("study_report.unit", shown) in pairs
        assert forms.read((kind,), pairs)["study_report"] == {"unit": shown}


@settings(max_examples=300, deadline=None)
@given(pairs=st.lists(st.tuples(st.text(max_size=40), st.text(max_size=20)), max_size=20), prefix=st.sampled_from(["", "basis_table.items.0.", "draft."]))
def test_no_post_breaks_the_reading(pairs: list[tuple[str, str]], prefix: str) -> None:
    kinds = (KINDS["basis_table"], KINDS["draft"])
    found = forms.read(kinds, [(prefix + name, value) for name, value in pairs])
    for kind in kinds:
        assert forms.widgets(kind, found[kind.name], {}, REGISTER)


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "' onfocus='x"])
def test_hostile_text_stays_text(text: str) -> None:
    for kind in KINDS.values():
        raw: dict[str, Any] = {one.name: [{column.name: text for column in one.columns}] if one.columns else text for one in kind.fields}
        hostile = Register({PAPER: text}, {text: text})
        page = sheet(PAGE.render(widgets=forms.widgets(kind, raw, {f"{kind.name}.{kind.fields[0].name}": text}, hostile)))
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "img"}
        assert not [had for _, had in page.tags if "onfocus" in had or "onerror" in had]
