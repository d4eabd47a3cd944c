"""What people and flows can ask for; every write is one of these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar

from states.dossier.schema import TEXT_LIMIT, plain
from states.dossier.vocabulary import Confidentiality, Disposition, Role, Screening
from states.errors import InvalidEntry

KEY_LIMIT = 100
SURROGATES = re.compile("[\ud800-\udfff]")
NAME_LIMIT = 500
LONG = ("reason", "text", "evidence", "remark")  # what people write; everything else is a name, a title or a key


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``represents`` is the person for whom a stand-in acts; the role is then that person's."""

    person: str
    role: Role
    represents: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Common to all: who, on which matter, seen in which version (None: not bound to one), and under which key."""

    actor: Actor
    case: str
    idempotency_key: str
    expected_version: int | None = None
    proven_at: datetime | None = field(default=None, kw_only=True)  # when the person last proved by password to be that person

    official: ClassVar[bool] = False  # is a refusal of it recorded on the matter?


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(Command):
    """Open a matter; ``case`` is the new id, ``fields`` fill the procedure's opening entry. A form in which nothing was
    chosen says so by None, which is refused with whatever else is wrong."""

    procedure: str
    title: str
    office: str
    body: str
    confidentiality: Confidentiality | None = Confidentiality.PUBLIC
    overlays: tuple[str, ...] = ()
    parent: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep(Command):
    """Take an official step with the entries it puts on file: kind -> fields."""

    step: str
    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry(Command):
    """Put one entry on file without moving the matter."""

    kind: str
    fields: Mapping[str, Any]

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrection(Command):
    """Ask that a wrong entry be superseded; takes effect when a second person confirms."""

    entry: str
    fields: Mapping[str, Any]
    reason: str

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCorrection(Command):
    """The second person's confirmation of a requested correction."""

    request: str

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCorrection(Command):
    """The requester takes a correction request back, before it is confirmed."""

    request: str
    reason: str

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseCorrection(Command):
    """The second person does not confirm a requested correction; the entry stands as it was."""

    request: str
    reason: str

    official: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveOpinion(Command):
    """An opinion from the public while the consultation is open.

    ``giver``: name and contact as the vault sealed them, where somebody gave them; ``marks``: by which contact and
    by which password of their own they are known again, unreadable too.
    """

    source: str
    text: str
    named: bool = False
    giver: str = ""
    marks: tuple[str, str] = ("", "")
    consent: str = ""  # which text of consent they agreed to (个人信息保护法 art. 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterForHearing(Command):
    """Somebody asks to take part in a hearing; name and contact as the vault sealed them."""

    group: str
    text: str  # what they mean to say there, in short
    giver: str
    mark: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectOpinion(Command):
    """Whoever gave an opinion puts another text in its place while the consultation is open; the old one is kept."""

    opinion: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOpinion(Command):
    """Whoever gave an opinion takes it back while the consultation is open; it stays on record as withdrawn."""

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenOpinions(Command):
    """Hold opinions that do not look like any, let them go again, or reject them as spam, which takes two persons."""

    opinions: tuple[str, ...]
    act: Screening
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeOpinions(Command):
    """Answer one opinion or a group of like ones (L713 art. 18): the disposition and its reason."""

    opinions: tuple[str, ...]
    disposition: Disposition
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMaterial(Command):
    """Register an uploaded material that the archive already holds."""

    digest: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffPaper(AddMaterial):
    """Fix a paper of the matter as this file: ``entry`` is the act that it documents. It stays so for good."""

    paper: str
    entry: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Who has the matter in hand (承办人): claimed, assigned, or given back by "". No step of the law; it moves nothing.

    ``instead_of`` is whom the person saw as its handler when they decided.
    """

    handler: str = ""
    instead_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulate(Command):
    """Send the matter to colleagues to read (传阅)."""

    readers: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimer(Command):
    """A sweep found a clock due: ``warning`` before the day, otherwise the day has passed."""

    timer: str
    generation: int
    warning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeEvaluation(Command):
    """A sweep found a trigger of L713 art. 36(1); the decision body decides whether to evaluate."""

    trigger: str
    evidence: str


def check_writing(command: Command) -> None:
    """Refuse what no database could keep or no reader could see: hidden characters, names without end."""
    if not 1 <= len(command.idempotency_key) <= KEY_LIMIT:
        raise InvalidEntry({"idempotency_key": "请求缺少编号或者编号过长，请刷新页面后重新提交。"})
    wrong: dict[str, str] = {}
    for holder in (command, command.actor):
        for name in _names(holder):
            value = getattr(holder, name)
            if isinstance(value, str) and len(value) > (TEXT_LIMIT if name in LONG else NAME_LIMIT):
                wrong[name] = "内容过长，请缩短后重新提交。"
            elif isinstance(value, str) and not plain(value.replace("\r", "")):
                wrong[name] = "含有不可见的控制字符，请删除后重填。"
            elif isinstance(value, str) and name not in LONG and ("\n" in value or "\r" in value):
                wrong[name] = "应当写在一行之内，请删除换行。"
            elif not _keepable(value):
                wrong[name] = "含有不能保存的字符或者数值，请修改后重填。"
    if wrong:
        raise InvalidEntry(wrong)


_FIELDS: dict[type[Command | Actor], tuple[str, ...]] = {}


def _names(holder: Command | Actor) -> tuple[str, ...]:
    """The names of its fields, looked up once per kind."""
    known = _FIELDS.get(type(holder))
    if known is None:
        known = _FIELDS[type(holder)] = tuple(one.name for one in fields(holder))
    return known


def _keepable(value: Any) -> bool:
    """Whether all inside can be written as JSON in UTF-8; what else may be wrong with a field, its kind says."""
    if type(value) is str:  # most are: asked first, and without the slow question whether it is some kind of mapping
        return SURROGATES.search(value) is None
    if type(value) is dict:
        return all(type(name) is str and SURROGATES.search(name) is None for name in value) and all(map(_keepable, value.values()))
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _keepable(name) for name in value) and all(map(_keepable, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_keepable, value))
    if isinstance(value, str):
        return SURROGATES.search(value) is None
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return value is None or isinstance(value, float | date | Actor)
