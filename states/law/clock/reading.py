"""Terms and clock laws from TOML, strict: a key that nobody asked for is a fault that start-up finds."""

from __future__ import annotations

from states.law.clock.terms import Allowance, ClockLaw, DeemedFrom, DeemedRule, ExtensionRule, Terms
from states.law.period import Bound, FallsOn, Period, Unit
from states.law.toml_table import Table
from states.law.values import LawView


def clock_law(
    view: LawView, id: str, terms: Terms, *, name: str = "main", power: bool = False, protects: str = ""
) -> ClockLaw:
    """The clock of a rule as the law stood on the view's day, with the terms of the statute or the sector.

    DefinitionError for a rule or a period that does not exist on that day.
    """
    return ClockLaw(view.rule(id).name, view.cite(id), view.period(id, name), terms, power, protects)


def read_terms(table: Table) -> Terms:
    """``[[exclusions]]``, ``[[suspensions]]``, ``[[extensions]]``, ``supplements`` or ``supplements_repeat``, ``restarts``, ``[deemed]``.

    Closes the table. DefinitionError for any fault.
    """
    deemed = table.table("deemed")
    terms = Terms(
        tuple(_allowance(row) for row in table.rows("exclusions")),
        tuple(_allowance(row) for row in table.rows("suspensions")),
        tuple(_extension(row) for row in table.rows("extensions")),
        table.count_or("supplements", 0),
        bool(table.flag_or_none("restarts")),
        _deemed(deemed) if deemed else None,
        bool(table.flag_or_none("supplements_repeat")),
    )
    if terms.supplements and terms.supplements_repeat:
        raise table.fault("supplements_repeat", "a number of supplements is given as well")
    table.close()
    return terms


def read_clock_law(table: Table) -> ClockLaw:
    """A clock law written out: ``label``, ``article``, ``[period]`` or none, ``[terms]``, ``power``, ``protects``.

    Closes the table. DefinitionError for any fault.
    """
    period, terms = table.table("period"), table.table("terms")
    law = ClockLaw(
        table.text("label"),
        table.text("article"),
        _period(period) if period else None,
        read_terms(terms) if terms else Terms(),
        bool(table.flag_or_none("power")),
        table.text_or("protects", ""),
    )
    table.close()
    return law


def _period(table: Table) -> Period:
    period = Period(
        table.count("n"),
        table.one_of("unit", Unit),
        table.one_of("bound", Bound),
        table.one_of("falls_on", FallsOn),
        before=bool(table.flag_or_none("before")),
        soft=bool(table.flag_or_none("soft")),
        rolls=table.flag_or_none("rolls"),
        anchor=table.text_or("anchor", "会"),
    )
    table.close()
    return period


def _allowance(table: Table) -> Allowance:
    allowance = Allowance(
        table.text("kind"),
        table.text("label"),
        bool(table.flag_or_none("written")),
        bool(table.flag_or_none("fixed")),
    )
    table.close()
    return allowance


def _extension(table: Table) -> ExtensionRule:
    rule = ExtensionRule(
        table.count_or("n", 0) or None,
        table.one_of("unit", Unit),
        table.texts("by"),
        bool(table.flag_or_none("asked")),
        bool(table.flag_or_none("told")),
        bool(table.flag_or_none("repeats")),
    )
    table.close()
    return rule


def _deemed(table: Table) -> DeemedRule:
    rule = DeemedRule(table.text("effect"), table.one_of("since", DeemedFrom))
    table.close()
    return rule
