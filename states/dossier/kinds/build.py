"""Short constructors, so that the tables of kinds read like the forms they are."""

from __future__ import annotations

from typing import Any

from states.dossier.schema import Field, FieldType, Kind
from states.dossier.vocabulary import Labelled, Role


def text(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.TEXT, **more)


def long(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.LONG, **more)


def day(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.DATE, **more)


def yes_no(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.BOOL, **more)


def count(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.INT, **more)


def year(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.INT, year=True, **more)


def one(name: str, label: str, options: type[Labelled], **more: Any) -> Field:
    return Field(name, label, FieldType.CHOICE, options=options, **more)


def some(name: str, label: str, options: type[Labelled], **more: Any) -> Field:
    return Field(name, label, FieldType.CHOICES, options=options, **more)


def person(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.PERSON, **more)


def office(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.OFFICE, **more)


def paper(name: str, label: str, **more: Any) -> Field:
    return Field(name, label, FieldType.MATERIAL, **more)


def rows(name: str, label: str, *columns: Field, **more: Any) -> Field:
    return Field(name, label, FieldType.ROWS, columns=columns, **more)


def remedies(*rules: str) -> tuple[Field, ...]:
    """What a paper says of reconsideration and suit: to whom, and in which time (行政处罚法 art. 59; 行政复议法 art. 20(3))."""
    return (
        text("review_body", "行政复议机关", rules=rules),
        count("review_days", "申请行政复议的期限（日）", rules=rules),
        text("court", "有管辖权的人民法院", rules=rules),
        count("suit_months", "提起行政诉讼的期限（月）", rules=rules),
    )


def kind(
    name: str,
    label: str,
    *fields: Field,
    roles: tuple[Role, ...] = (),
    states: tuple[str, ...] = (),
    effective: str = "",
    rules: tuple[str, ...] = (),
    laid: tuple[str, ...] = (),
    signs: bool = False,
) -> Kind:
    return Kind(name, label, fields, roles, states, effective, rules, laid, signs)
