"""Every requirement that compares persons or units finds the same, whether a paper gives a name or an identifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from states.casework.commands import Actor, OpenCase, RecordEntry, RequestCorrection, TakeStep
from states.casework.naming import known_in, mentioned, names_of, recognised
from states.casework.ports import Credentials
from states.dossier.kinds import KINDS
from states.dossier.model import AS_WRITTEN, Dossier, Entry, Names, Part
from states.dossier.naming import NAMING, Register, Registered, settled
from states.dossier.schema import Field, FieldType
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from states.procedures.catalogue import verify_definitions
from tests.states.law.examples.build import Given, entry, given

verify_definitions()
CALLED = {"o1": "某市交通运输局", "b1": "某市人民政府", "u1": "某市城市管理局", "r1": "某评估公司", "w1": "张三", "s1": "李四"}
UNITS = ("o1", "b1", "u1", "r1")
REGISTER = Register(
    tuple(Registered(one, name, "某局") for one, name in CALLED.items() if one not in UNITS),
    tuple(Registered(one, CALLED[one], "某市") for one in UNITS),
)
FORMS: Mapping[str, Callable[[str], str]] = {
    "identifier": lambda one: one,
    "name": lambda one: CALLED[one],
    "name typed loosely": lambda one: f" {CALLED[one][:2]} {CALLED[one][2:]}",
    "name and place": lambda one: f"{CALLED[one]}({'某市' if one in UNITS else '某局'})",
}


class Called(Names):
    def person(self, one: str) -> str:
        return CALLED.get(one, one)

    office = person


def as_kept(found: Entry) -> Entry:
    return replace(found, fields=settled(KINDS[found.kind], found.fields, REGISTER))


def kept(*entries: Entry, **more: object) -> Given:
    made = given(*map(as_kept, entries), **more)  # type: ignore[arg-type]  # passed through as they are
    return replace(made, dossier=replace(made.dossier, names=Called()))


def expert(person: str, employer: str, **more: object) -> dict[str, object]:
    return {"person": person, "employer": employer, "field": "交通", "no_interest": True, "secrecy": True} | more


def panel(*experts: dict[str, object]) -> Entry:
    return entry("expert_panel", experts=list(experts))


def assignment(unit: str) -> Entry:
    return entry("execution_assignment", units=[{"unit": unit, "task": "实施。"}])


def order(unit: str) -> Entry:
    return entry("evaluation_order", evaluator=unit, third_party=True, role=Role.DECISION_OFFICE)


Case = Callable[[Callable[[str], str]], Given]
CASES: Mapping[str, tuple[str, Status, Case]] = {
    "the sponsor as third party of the risk assessment": (
        "D-RISK-06", Status.UNMET, lambda form: kept(entry("risk_plan", assessor=form("o1"), third_party=True))),
    "the sponsor as third party of the evaluation": ("D-EVA-03", Status.UNMET, lambda form: kept(order(form("o1")))),
    "the body as third party of the evaluation": ("D-EVA-03", Status.UNMET, lambda form: kept(order(form("b1")))),
    "an executing unit as third party": ("D-EVA-03", Status.UNMET, lambda form: kept(assignment("u1"), order(form("u1")))),
    "the assessor as evaluator": (
        "D-EVA-04", Status.UNMET, lambda form: kept(entry("risk_plan", assessor="某评估公司", third_party=True), order(form("r1")))),
    "an institution of the panel as evaluator": (
        "D-EVA-04", Status.UNMET, lambda form: kept(panel(expert(form("r1"), "", institution=True)), order("r1"))),
    "an expert as evaluator": (
        "D-EVA-04", Status.UNMET, lambda form: kept(panel(expert("w1", "某大学")), order(form("w1")))),
    "the body as executing unit": ("D-EXE-03", Status.WARNED, lambda form: kept(assignment(form("b1")), overlays=("chuxiong",))),
    "who handles the matter as an expert": (
        "D-EXP-06", Status.UNMET, lambda form: kept(panel(expert(form("s1"), "某大学")), parts={"s1": Role.SPONSOR})),
    "an expert of the sponsor": ("D-EXP-06", Status.WARNED, lambda form: kept(panel(expert("王五", form("o1"))))),
    "experts of one unit": (
        "D-EXP-06", Status.WARNED, lambda form: kept(panel(expert("王五", form("u1")), expert("赵六", "u1")))),
    "the proposer as who studied": (
        "D-INIT-01", Status.UNMET,
        lambda form: kept(entry("proposal", proposer_type="leader", proposer=form("u1")), entry("study_report", unit="u1"))),
    "two units that lead": (
        "D-INIT-05", Status.MET,
        lambda form: kept(entry("start_decision", lead_unit="u1", co_units=[{"unit": form("u1"), "leads": True}]))),
    "the reply of a unit that was to be asked": (
        "D-DRAFT-05", Status.MET,
        lambda form: kept(entry("matter_profile", concerned_units=[{"unit": "u1"}]), entry("unit_reply", unit=form("u1")))),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_requirement_compares_whom_it_means_not_what_was_written(case: str, form: str) -> None:
    key, status, made = CASES[case]
    found = made(FORMS[form]).judge(key)
    assert found.status is status, found.reason
    assert not any(one in found.reason for one in CALLED), f"an identifier is shown: {found.reason}"


def test_every_field_that_names_somebody_is_looked_up() -> None:
    """None is passed over, also within rows: each text of each such field is asked for, and none of another."""
    for name, kind in KINDS.items():
        sent = {one.name: _marked(one) for one in kind.fields}
        asked = mentioned(RecordEntry(Actor("p", Role.SPONSOR), "c", "k", kind=name, fields=sent))
        wanted = {f"@{one.name}" for one in kind.fields if one.type in NAMING}
        wanted |= {f"@{column.name}" for one in kind.fields for column in one.columns if column.type in NAMING}
        assert asked == wanted, name


def _marked(field: Field) -> object:
    if field.type is FieldType.ROWS:
        return [{column.name: _marked(column) for column in field.columns}]
    return f"@{field.name}"


def test_a_command_that_names_nobody_asks_for_nothing() -> None:
    actor = Actor("p", Role.SPONSOR)
    assert not mentioned(TakeStep(actor, "c", "k", step="x", inputs={"risk_waiver": {"reason": "某局"}, "nothing": {"unit": "某局"}}))
    assert not mentioned(TakeStep(actor, "c", "k", step="x", inputs={"study_report": "某局"}))  # type: ignore[dict-item]  # as sent
    opening = OpenCase(actor, "c", "k", procedure="major_decision", title="某事项", office="o", body="b", fields={"proposer": "张三"})
    assert mentioned(opening) == {"张三"}
    asking = RequestCorrection(actor, "c", "k", entry="e", fields={"units": [{"unit": "某局"}], "n": 1, "long": "长" * 301}, reason="错")
    assert mentioned(asking) == {"某局"}


WHO = Credentials("w1", "张三", True, (), "u1", "某市城市管理局")


def test_who_acts_is_recognised_in_papers_that_named_them_before_they_were_registered() -> None:
    parts = (Part("张三", Role.EXPERT, "某大学"), Part("", Role.RISK_ASSESSOR, "某市城市管理局"), Part("s1", Role.SPONSOR, "o1"))
    matter = replace(given().dossier, parts=parts)
    assert recognised(matter, WHO).parts == (Part("w1", Role.EXPERT, "某大学"), Part("", Role.RISK_ASSESSOR, "u1"), parts[2])
    above = replace(given().dossier, above=matter)
    seen = recognised(above, WHO).above
    assert seen is not None and seen.parts[0].person == "w1"
    nobody = Credentials("w1", "", True)
    assert recognised(matter, nobody) is matter and recognised(matter, None) is matter


def test_the_register_is_read_with_what_the_matter_and_the_one_above_have_named() -> None:
    above: Dossier = replace(given(assignment("某会")).dossier, parts=(Part("张三", Role.EXPERT),))
    matter = replace(given(panel(expert("王五", "某大学"))).dossier, above=above)
    assert {"某会", "张三", "王五", "某大学"} <= known_in(matter, REGISTER).used
    empty = Register()
    assert known_in(matter, empty) is empty and known_in(None, REGISTER) is REGISTER


def test_a_stored_entry_tells_whom_it_names() -> None:
    assert set(names_of(panel(expert("王五", "某大学")))) == {"王五", "某大学"}
    assert list(names_of(entry("risk_waiver"))) == []
    assert (AS_WRITTEN.person("x"), AS_WRITTEN.office("y")) == ("x", "y")
