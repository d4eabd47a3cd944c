"""What makes many cases of one test loses none of them, and says which failed."""

from __future__ import annotations

import pytest

from tests.every import every


def test_each_case_is_made_and_each_that_fails_is_named() -> None:
    seen: list[int] = []

    @every("number", range(20), ids=lambda one: f"n{one}")
    def odd(number: int) -> None:
        seen.append(number)
        if number == 3:
            pytest.fail("three")
        assert number % 2 or number < 6, f"{number} is even"

    with pytest.raises(BaseExceptionGroup) as group:
        odd()
    assert seen == list(range(20))
    told = str(group.value)
    assert told.startswith("8 of 20 cases failed") and "[n3] Failed: three" in told
    assert all(f"[n{one}] AssertionError: {one} is even" in told for one in range(6, 20, 2))
    assert len(group.value.exceptions) == 5


def test_fixtures_are_given_and_the_case_is_not_one() -> None:
    @every(("case", "other"), zip("ab", "AB", strict=True), ids=lambda case, other: case + other)
    def both(case: str, tmp_path: object, other: str) -> None:
        assert case.upper() == other and tmp_path == "folder"

    both(tmp_path="folder")
    with pytest.raises(BaseExceptionGroup, match=r"\[aA\] AssertionError"):
        both(tmp_path="elsewhere")
    with pytest.raises(TypeError, match="does not take case"):

        @every("case", "ab")
        def neither() -> None: ...


def test_no_case_at_all_is_a_failure() -> None:
    @every("case", ())
    def none(case: str) -> None: ...

    with pytest.raises(AssertionError, match="no case"):
        none()
