"""What a body may enforce on a day: its standing and its listed items, as its register has them (行政处罚法 arts. 16, 17, 38)."""

from __future__ import annotations

from datetime import date

from states.dossier.enforcement_words import BasisLevel
from states.dossier.model import Dossier, Entry
from states.law.officers import register_of

LAWFUL = frozenset({BasisLevel.STATUTE, BasisLevel.ADMINISTRATIVE, BasisLevel.LOCAL, BasisLevel.RULE})


def body_of(dossier: Dossier) -> Entry | None:
    """The body's standing as it was last registered."""
    register = register_of(dossier)
    return register.last("enforcement_body") if register else None


def item_on(dossier: Dossier, code: str, on: date) -> Entry | None:
    """The item as it stood listed on that day in the register of the matter's body."""
    register = register_of(dossier)
    return listed(register, code, on) if register is not None else None


def listed(register: Dossier, code: str, on: date) -> Entry | None:
    """The item as it stood listed on that day; a cancelled one no longer, unless it was listed again."""
    about = (*register.all("enforcement_item"), *register.all("item_cancelled"))
    told = [one for one in about if one.text("code") == code and one.on <= on]
    last = max(told, key=lambda one: (one.on, register.order(one)), default=None)
    return last if last is not None and last.kind == "enforcement_item" else None
