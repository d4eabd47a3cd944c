"""Many uniform cases in one test: as sure as ``parametrize``, without what pytest itself costs for each (about 10 ms of both cores)."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

SHOWN = 5  # tracebacks of a failure; every case that failed is named whatever their number
Test = Callable[..., None]


def every(names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[..., str] = str) -> Callable[[Test], Test]:
    """The test is made for each of the cases, all of them whatever fails; the failure names each that failed, with its why.

    For cases that differ in their data alone and are quick. The fixtures are shared by all cases: a test that changes
    anything through one undoes it itself. A case under work is had alone by ``cases`` cut down, as with a loop.
    """
    named = (names,) if isinstance(names, str) else names
    given = [(one,) if isinstance(names, str) else one for one in cases]

    def over_all(test: Test) -> Test:
        @functools.wraps(test)
        def made(**fixtures: Any) -> None:
            found = (_fault(test, fixtures | dict(zip(named, one, strict=True)), ids(*one)) for one in given)
            faults = [one for one in found if one]
            if faults:
                lines = "\n".join(f"  {fault.__notes__[-1]}" for fault in faults)
                raise BaseExceptionGroup(f"{len(faults)} of {len(given)} cases failed:\n{lines}\n", faults[:SHOWN])
            assert given, "no case at all"

        wanted = inspect.signature(test)
        if not wanted.parameters.keys() >= set(named):
            raise TypeError(f"{test.__name__} does not take {names}")
        rest = [one for one in wanted.parameters.values() if one.name not in named]
        made.__signature__ = wanted.replace(parameters=rest)  # type: ignore[attr-defined]
        return made

    return over_all


def _fault(test: Test, given: dict[str, Any], id: str) -> BaseException | None:
    try:
        test(**given)
    except (Exception, pytest.fail.Exception) as fault:
        fault.add_note(f"[{id}] {type(fault).__name__}: {str(fault).partition(chr(10))[0]}")
        return fault
    return None
