"""Strict reading of TOML: a key is asked for by type or it is a fault, named by file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from states.errors import DefinitionError

E = TypeVar("E", bound=StrEnum)


class Table:
    """One table of a file. Ask for every key it may have, then ``close`` refuses those nobody asked for."""

    def __init__(self, values: Mapping[str, Any], file: str, path: str = "") -> None:
        self._values = dict(values)
        self._asked: set[str] = set()
        self._file = file
        self._path = path

    def fault(self, key: str, why: str) -> DefinitionError:
        return DefinitionError(f"{self._file}: {self._path}{key}: {why}")

    def _take(self, key: str, kind: type, wanted: str, optional: bool = False) -> Any:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and optional:
            return None
        if value is None:
            raise self.fault(key, "is missing")
        # bool is an int and datetime is a date in Python; in a law they are different things.
        confused = (kind is int and isinstance(value, bool)) or (kind is date and isinstance(value, datetime))
        if not isinstance(value, kind) or confused:
            raise self.fault(key, f"must be {wanted}, not {value!r}")
        return value

    def text(self, key: str) -> str:
        value: str = self._take(key, str, "a text")
        if not value.strip():
            raise self.fault(key, "is empty")
        return value

    def text_or(self, key: str, default: str) -> str:
        return self.text(key) if key in self._values else default

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, "true or false"))

    def flag_or_none(self, key: str) -> bool | None:
        return self.flag(key) if key in self._values else None

    def count(self, key: str) -> int:
        value: int = self._take(key, int, "a whole number")
        if value < 1:
            raise self.fault(key, "must be at least 1")
        return value

    def count_or(self, key: str, default: int) -> int:
        return self.count(key) if key in self._values else default

    def day(self, key: str) -> date:
        value: date = self._take(key, date, "a date")
        return value

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self._values else None

    def one_of(self, key: str, choices: type[E]) -> E:
        value = self.text(key)
        try:
            return choices(value)
        except ValueError:
            raise self.fault(key, f"{value!r} is none of {[str(one) for one in choices]}") from None

    def named(self, key: str, known: frozenset[str]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.fault(key, f"{value!r} is none of {sorted(known)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        return self._list(key, str, "a list of texts")

    def days(self, key: str) -> tuple[date, ...]:
        return self._list(key, date, "a list of dates")

    def _list(self, key: str, kind: type, wanted: str) -> tuple[Any, ...]:
        values = self._take(key, list, wanted)
        if not all(isinstance(one, kind) for one in values):
            raise self.fault(key, f"must be {wanted}, not {values!r}")
        if len(set(values)) != len(values):
            raise self.fault(key, f"names something twice: {values!r}")
        return tuple(values)

    def table(self, key: str) -> Table | None:
        value = self._take(key, dict, "a table", optional=True)
        return None if value is None else Table(value, self._file, f"{self._path}{key}.")

    def rows(self, key: str) -> tuple[Table, ...]:
        """An array of tables; a bare number where a table belongs is a fault."""
        wanted = f"written as [[{self._path}{key}]] with number and unit"
        values = self._take(key, list, wanted, optional=True)
        return tuple(self._row(f"{key}[{place}]", one) for place, one in enumerate(values or ()))

    def entries(self) -> Iterator[tuple[str, Table]]:
        """All keys of a table whose values are tables, such as rules by id or numbers by name."""
        for key, value in self._values.items():
            self._asked.add(key)
            yield key, self._row(key, value)

    def strings(self) -> dict[str, str]:
        return {key: self.text(key) for key in self._values}

    def _row(self, key: str, value: object) -> Table:
        if not isinstance(value, dict):
            raise self.fault(key, f"must be a table with number and unit, not the bare {value!r}")
        return Table(value, self._file, f"{self._path}{key}.")

    def close(self) -> None:
        unknown = sorted(self._values.keys() - self._asked)
        if unknown:
            raise self.fault(unknown[0], "is not a known key")


def read_table(file: Path) -> Table:
    """Raises DefinitionError where the file is no TOML, which a key given twice also is."""
    try:
        return Table(tomllib.loads(file.read_text(encoding="utf-8")), file.name)
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{file.name}: {fault}") from fault
