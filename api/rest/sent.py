"""What programs send, checked before anything is looked up. Texts the databases cannot keep are refused here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from api.limits import storable
from states.casework.ports import Receipt
from states.dossier.vocabulary import Confidentiality, Disposition

DEEPEST = 8
Text = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(max_length=64)]


class Sent(BaseModel):
    """A request's body: no unknown names, no text that could not be stored and hashed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, value: Any) -> Any:
        _walk(value, 0)
        return value


def _walk(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise PydanticCustomError("too_deep", "内容嵌套层次过多，请简化后重新提交。")
    if isinstance(value, str):
        if storable(value):
            return
        raise PydanticCustomError("unstorable", "文字中含有无法保存的字符，请删除后重填。")
    if isinstance(value, Mapping):
        for name, one in value.items():
            _walk(name, depth + 1)
            _walk(one, depth + 1)
    elif isinstance(value, list | tuple):
        for one in value:
            _walk(one, depth + 1)


class SignIn(Sent):
    login: Text
    password: Annotated[str, Field(max_length=1000)]


class Act(Sent):
    """Common to acts of an officer: in which role, as whose stand-in, and against which version of the matter."""

    role: Name = ""
    represents: Name = ""
    expected_version: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class Opening(Act):
    procedure: Name = "major_decision"
    title: Text
    office: Name
    body: Name = ""
    confidentiality: Confidentiality = Confidentiality.PUBLIC
    overlays: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    parent: Name = ""
    fields: dict[str, Any] = Field(default_factory=dict)


class Signing(Act):
    """An act that may put a paper on file for which the person answers with their name."""

    password: Annotated[SecretStr, Field(max_length=1000)] = Field(
        SecretStr(""),
        description="The signed-in person's own password, asked for again where a paper is a signature of responsibility (review conclusions, "
        "approvals, decisions) and neither the sign-in nor an earlier proof is as recent as YIFA_PROOF_MINUTES; otherwise it may be left out. "
        "Missing or wrong: 403 urn:yifa:problem:proof_due, nothing changed; wrong ones count as failed sign-ins (429). It is kept nowhere.",
    )


class Taking(Signing):
    """A step with the papers it puts on file: kind -> fields."""

    inputs: dict[str, dict[str, Any]] = Field(default_factory=dict)


class Recording(Signing):
    kind: Name
    fields: dict[str, Any] = Field(default_factory=dict)


class Correcting(Act):
    fields: dict[str, Any] = Field(default_factory=dict)
    reason: Long


class Confirming(Act):
    """The second person's confirmation needs nothing more than who."""


class Closing(Act):
    """Why a correction request is taken back or not confirmed."""

    reason: Long


class Answering(Act):
    """One answer to one opinion or to a group of like ones (L713 art. 18)."""

    opinions: Annotated[tuple[Name, ...], Field(min_length=1, max_length=500)]
    disposition: Disposition
    reason: Long = ""


class Opining(Sent):
    """An opinion from the public. ``website`` is a trap for machines: people do not see it and leave it empty.

    ``key`` and ``slip`` are those that were handed out; ``work`` is a number for which SHA-256 of ``slip.work`` begins
    with as many zero bits as was asked.
    """

    text: Annotated[str, Field(max_length=20_000)]
    source: Text = "网上公众"
    website: Text = ""
    named: bool = False
    name: Text = ""
    contact: Text = ""
    word: Text = ""
    consent: bool = False
    key: Name = ""
    slip: Annotated[str, Field(max_length=500)] = ""
    work: Annotated[str, Field(max_length=12)] = ""


class Answer(BaseModel):
    """What was done: where the matter stands now, and which event says so."""

    model_config = ConfigDict(frozen=True)

    case: str
    version: int
    seq: int
    hash: str
    configuration: tuple[str, ...]
    findings: tuple[Mapping[str, Any], ...] = ()
    replayed: bool = False

    @classmethod
    def of(cls, receipt: Receipt) -> Answer:
        return cls(
            case=receipt.case, version=receipt.version, seq=receipt.seq, hash=receipt.hash,
            configuration=receipt.configuration, findings=receipt.findings, replayed=receipt.replayed,
        )  # fmt: skip
