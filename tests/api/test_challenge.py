"""The obstacle for machines: a slip of this form, in its time, worked on or answered; nothing else passes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from api.challenge import DIGITS, HOURS, Slip, check, in_figures, issue, worked
from infra.wiring import Services
from states.errors import InvalidEntry
from storage.vault import Unreadable, Vault
from tests.clocks import HandClock
from tests.slips import worked as work_on


@pytest.fixture
def slow(services: Services) -> Services:
    """As in a house that asks for three seconds."""
    return replace(services, settings=services.settings.model_copy(update={"form_seconds": 3}))


def result(slip: Slip) -> int:
    found = re.fullmatch("(.)([加乘])(.)等于几", slip.question)
    assert found
    one, other = DIGITS.index(found[1]), DIGITS.index(found[3])
    return one + other if found[2] == "加" else one * other


def work(slip: Slip) -> str:
    return work_on({"key": "k", "slip": slip.token, "bits": slip.bits})["work"]


def test_either_work_or_the_sum_will_do(services: Services) -> None:
    slip = issue(services, "k")
    check(services, "k", slip.token, work(slip), "")
    for answer in (str(result(slip)), in_figures(result(slip)), f" {result(slip)} ", str(result(slip)).translate(str.maketrans("0123456789", "０１２３４５６７８９"))):
        check(services, "k", slip.token, "", answer)


def test_a_program_does_the_work(services: Services) -> None:
    slip = issue(services, "k")
    with pytest.raises(InvalidEntry):
        check(services, "k", slip.token, "", str(result(slip)), by_hand=False)
    check(services, "k", slip.token, work(slip), "", by_hand=False)


@pytest.mark.parametrize("answer", ["", "0", "甲", "九十九", "-1", "1e1", "9" * 50])
def test_a_wrong_sum_does_not(services: Services, answer: str) -> None:
    with pytest.raises(InvalidEntry):
        check(services, "k", issue(services, "k").token, "", answer)


@pytest.mark.parametrize("number", ["", "x", "-1", "1.0", "٣", "1" * 13, " 1"])
def test_what_is_no_work_is_none(services: Services, number: str) -> None:
    assert not worked(issue(services, "k").token, number)


def test_the_slip_is_of_this_form_and_of_this_house(services: Services) -> None:
    slip = issue(services, "k")
    for key, token in (("other", slip.token), ("k", ""), ("k", slip.token[:-1]), ("k", "x.y"), ("k", "汉字")):
        with pytest.raises(InvalidEntry, match="过期"):
            check(services, key, token, work(slip), str(result(slip)))


def test_it_is_neither_too_fresh_nor_too_old(slow: Services, clock: HandClock) -> None:
    slip = issue(slow, "k")
    with pytest.raises(InvalidEntry, match="过快"):
        check(slow, "k", slip.token, work(slip), "")
    for _ in range(3):  # each look moves it on by a second
        clock.now()
    check(slow, "k", slip.token, work(slip), "")
    clock.set("2026-01-13")
    assert timedelta(hours=HOURS) < timedelta(days=1)
    with pytest.raises(InvalidEntry, match="过期"):
        check(slow, "k", slip.token, work(slip), "")


def test_the_vault_gives_back_only_under_its_own_key_and_purpose() -> None:
    vault, other = Vault("a" * 32), Vault("b" * 32)
    sealed = vault.seal("张三", "giver:m1", "k1")
    assert vault.open(sealed, "giver:m1") == "张三" and vault.seal("张三", "giver:m1", "k1") == sealed
    assert vault.seal("张三", "giver:m1", "k2") != sealed, "the same words look different elsewhere"
    wrong = ((other, "giver:m1", sealed), (vault, "giver:m2", sealed), (vault, "giver:m1", f"{sealed[:-4]}AAA="), (vault, "giver:m1", "汉字"), (vault, "giver:m1", ""))
    for one, purpose, text in wrong:
        with pytest.raises(Unreadable):
            one.open(text, purpose)
    assert vault.mark("contact", "1") == vault.mark("contact", "1") != vault.mark("word:m1", "1") != other.mark("word:m1", "1")
