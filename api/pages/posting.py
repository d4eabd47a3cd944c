"""What comes in with a form: its pairs, read once, and the few hidden fields that every form of ours carries."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.deps import CLOSED, FORMS, SAFE, acting
from api.limits import storable
from states.casework.commands import Actor
from states.errors import InvalidEntry
from storage.people import HeldRole, SignedIn
from storage.queries.models import RoleChoice

FIELDS_LIMIT = 6000  # a form of 500 rows with ten columns each still comes through
BETWEEN = "|"  # between a role and the person for whom it is held


@dataclass(frozen=True, slots=True)
class Posted:
    """The text fields of a form in the order of the page."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    @property
    def key(self) -> str:
        return self.one("_key")

    @property
    def version(self) -> int | None:
        """The version of the matter that the person had before them; None for forms that are not bound to one."""
        text = self.one("_version")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def actor(self, desk: SignedIn) -> Actor:
        """The role chosen in the form; NotPermitted for one that the person does not hold."""
        role, _, represents = self.one("_as").partition(BETWEEN)
        return acting(desk, role, represents)


async def wide(request: Request) -> None:
    """Read a form before anybody else does, with room for long tables of rows; Starlette keeps what was read.

    What was typed is kept at hand, so that an error page can give it back when the session is over.
    """
    if request.method not in SAFE and request.headers.get("content-type", "").startswith(FORMS):
        form = await request.form(max_fields=FIELDS_LIMIT)
        request.state.typed = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


async def posted(request: Request) -> Posted:
    """The form's texts; InvalidEntry for characters that no database keeps."""
    form = await request.form(max_fields=FIELDS_LIMIT)
    pairs = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    if not all(storable(name) and storable(value) for name, value in pairs):
        raise InvalidEntry({"text": "文字中含有无法保存的字符，请删除后重填。"}, "文字中含有无法保存的字符，请返回删除后重新提交。")
    return Posted(pairs)


Sent = Annotated[Posted, Depends(posted)]
SIGNED_IN = [Depends(wide), *CLOSED]


def fresh_key() -> str:
    return secrets.token_hex(16)


def choices(roles: tuple[RoleChoice, ...] | tuple[HeldRole, ...]) -> list[tuple[str, str]]:
    """Roles as a form offers them: value and label; a stand-in's says for whom."""
    return list(dict.fromkeys(_choice(one) for one in roles))


def _choice(one: RoleChoice | HeldRole) -> tuple[str, str]:
    if isinstance(one, HeldRole):
        role, label, represents, name = one.role.value, one.role.label, one.principal, one.principal_name
    else:
        role, label, represents, name = one.role, one.label, one.represents, one.represents_name
    return f"{role}{BETWEEN}{represents}", f"{label}（代 {name or represents}）" if represents else label
