"""Reads overlays: what a place may add to the law, and the proof that it only adds."""

from __future__ import annotations

from collections.abc import Mapping

from states.errors import DefinitionError
from states.law.period import Bound, Unit
from states.law.rule import Lengthening, LocalHoliday, Overlay, Rule
from states.law.toml_table import Table


def read_overlay(table: Table, rules: Mapping[str, Rule]) -> Overlay:
    """One overlay file; DefinitionError where it names what does not exist or could loosen a rule."""
    exclusion_rule, exclusions = _wider_exclusions(table.table("wider_exclusions"), rules)
    overlay = Overlay(
        key=table.text("key"),
        name=table.text("name"),
        includes=table.texts("includes"),
        instruments=table.texts("instruments"),
        rules=_known(table, table.texts("rules"), rules),
        lengthen=tuple(_lengthening(row, rules) for row in table.rows("lengthen")),
        wider_exclusions=exclusions,
        exclusion_rule=exclusion_rule,
        local_holidays=tuple(_holiday(row) for row in table.rows("local_holidays")),
    )
    table.close()
    return overlay


def check_overlays(overlays: Mapping[str, Overlay], rules: Mapping[str, Rule]) -> None:
    """Rules and overlays must name each other, and an included overlay must exist and not come back."""
    for rule in rules.values():
        for key in rule.overlays:
            if key not in overlays:
                raise DefinitionError(f"{rule.id}: overlays: there is no overlay {key!r}")
    for overlay in overlays.values():
        _check_agreement(overlay, rules)
        reach(overlays, overlay.key, ())


def reach(overlays: Mapping[str, Overlay], key: str, on_the_way: tuple[str, ...] = ()) -> frozenset[str]:
    """The overlay and all it includes."""
    if key in on_the_way:
        raise DefinitionError(f"overlay {key}: includes: comes back to itself by {' > '.join(on_the_way)}")
    if key not in overlays:
        raise DefinitionError(f"overlay {on_the_way[-1] if on_the_way else key}: there is no overlay {key!r}")
    below = (reach(overlays, one, (*on_the_way, key)) for one in overlays[key].includes)
    return frozenset({key}).union(*below)


def _check_agreement(overlay: Overlay, rules: Mapping[str, Rule]) -> None:
    bases = [
        (rule.id, basis) for rule in rules.values() for basis in rule.bases if overlay.key in basis.overlays
    ]
    odd = {id_ for id_, _ in bases} ^ set(overlay.rules)
    if odd:
        raise DefinitionError(f"overlay {overlay.key}: rules: {sorted(odd)} named on one side only")
    strange = {basis.citation.instrument.key for _, basis in bases} ^ set(overlay.instruments)
    if strange:
        raise DefinitionError(f"overlay {overlay.key}: instruments: {sorted(strange)} named on one side only")


def _known(table: Table, ids: tuple[str, ...], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    for id_ in ids:
        if id_ not in rules:
            raise table.fault("rules", f"there is no rule {id_!r}")
    return ids


def _wider_exclusions(table: Table | None, rules: Mapping[str, Rule]) -> tuple[str, tuple[str, ...]]:
    if table is None:
        return "", ()
    rule, items = table.named("rule", frozenset(rules)), table.texts("items")
    # To leave more matters out loosens the law: never without a person who answers for it.
    if not table.flag("requires_confirmation"):
        raise table.fault("requires_confirmation", "a wider exclusion always needs confirmation")
    table.close()
    return rule, items


def _lengthening(row: Table, rules: Mapping[str, Rule]) -> Lengthening:
    rule = rules[row.named("rule", frozenset(rules))]
    name, unit = row.text_or("name", "main"), row.one_of("unit", Unit)
    versions = [one.period for one in rule.periods if one.name == name]
    if not versions:
        raise row.fault("name", f"{rule.id} has no period {name!r}")
    if any(period.unit is not unit for period in versions):
        raise row.fault("unit", f"{rule.id} is not counted in {unit}: write a rule of its own instead")
    if any(period.bound is not Bound.AT_LEAST for period in versions):
        raise row.fault("rule", f"{rule.id} is a time limit: lengthening it would loosen it")
    longer = Lengthening(rule.id, name, row.count("n"), row.day("from"), row.text("source"))
    row.close()
    return longer


def _holiday(row: Table) -> LocalHoliday:
    holiday = LocalHoliday(row.text("name"), row.days("dates"), row.flag("stops_national_periods"))
    row.close()
    return holiday
