"""A draw as it is published, and whether repeating it gives the same: by this program, or by anybody from the same JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from states.law.draw import FORMAT, Inspector, Lists, Pick, Subject, commitment, digest, draw

STEPS_TO_REPEAT = (
    "对文字“yifa-draw-1”、换行、“seed”、换行、随机数，按UTF-8计算SHA-256，结果应当与承诺的摘要相同。",
    "把名单写成JSON（检查对象、检查人员和各人应当回避的对象分别排序，不留空格），前面加上“yifa-draw-1”、换行、“lists”、换行，计算SHA-256，结果应当与名单摘要相同。",
    "把“yifa-draw-1”、“draw”、随机数、随机文字、名单摘要逐行相连，每抽一次在后面另起一行加上“subject 序号”或者“inspector 对象序号 人员序号”（都从0数起），"
    "计算SHA-256并作为整数，除以剩余权重之和取余数，余数落在谁的权重上就抽中谁；抽中的不再参加，应当回避的先行剔除。",
)
WRONG = "记录不完整或者格式不对，无法复算"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold of a published draw."""

    name: str
    label: str
    holds: bool
    detail: str


def record_of(seed: str, word: str, lists: Lists, promised: str, told: Sequence[Pick] | None = None, **more: Any) -> dict[str, Any]:
    """The record of a draw for publication; ``told``: the result as it was announced, else as it comes out."""
    picks = told if told is not None else draw(seed, word, lists)
    return {
        "format": FORMAT, **more, "commitment": promised, "lists": _written(lists), "lists_digest": digest(lists), "word": word, "seed": seed,
        "result": [{"subject": one.subject, "inspectors": list(one.inspectors)} for one in picks],
    }  # fmt: skip


def _written(lists: Lists) -> dict[str, Any]:
    return {
        "subjects": [{"name": one.name, "weight": one.weight} for one in lists.subjects],
        "inspectors": [{"person": one.person, "barred": list(one.barred)} for one in lists.inspectors],
        "subjects_drawn": lists.subjects_drawn,
        "inspectors_each": lists.inspectors_each,
    }


def recheck(record: Mapping[str, Any]) -> tuple[Check, ...]:
    """Repeat the draw from its published record alone."""
    try:
        lists = _read(record["lists"])
        seed, word = str(record["seed"]), str(record["word"])
        again = draw(seed, word, lists)
        told = tuple(Pick(str(one["subject"]), tuple(str(each) for each in one["inspectors"])) for one in record["result"])
        promised, fixed = str(record["commitment"]), str(record["lists_digest"])
        known = record.get("format") == FORMAT
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, IndexError, AssertionError):
        return (Check("format", "记录", False, f"{WRONG}。"),)
    return (
        Check("format", "记录格式", known, FORMAT if known else f"应当为{FORMAT}。"),
        _same("seed", "公开的随机数与事先承诺的摘要", commitment(seed), promised),
        _same("lists", "名单与名单摘要", digest(lists), fixed),
        Check("result", "重新抽取与公布的结果", again == told, _drawn(again, told)),
    )


def sound(checks: Sequence[Check]) -> bool:
    return bool(checks) and all(one.holds for one in checks)


def _same(name: str, label: str, worked_out: str, told: str) -> Check:
    same = worked_out == told
    return Check(name, label, same, "一致。" if same else f"不一致：算得{worked_out}，记录为{told[:64]}。")


def _drawn(again: Sequence[Pick], told: Sequence[Pick]) -> str:
    if again == told:
        return f"一致，共{len(told)}个检查对象。"
    places = [number for number, (one, other) in enumerate(zip(again, told, strict=False), 1) if one != other]
    return f"不一致：第{places[0]}个不同。" if places else f"不一致：算得{len(again)}个，记录为{len(told)}个。"


def _read(lists: Mapping[str, Any]) -> Lists:
    return Lists(
        tuple(Subject(str(one["name"]), _whole(one["weight"])) for one in lists["subjects"]),
        tuple(Inspector(str(one["person"]), tuple(str(each) for each in one["barred"])) for one in lists["inspectors"]),
        _whole(lists["subjects_drawn"]), _whole(lists["inspectors_each"]),
    )  # fmt: skip


def _whole(value: object) -> int:
    """A whole number above zero; ValueError for all else, so that a strange record is refused and not counted with."""
    if type(value) is not int or not 0 < value < 10**9:
        raise ValueError(value)
    return value
