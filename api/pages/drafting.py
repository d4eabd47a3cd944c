"""起草: articles of law, phrases of one's own and templates beside the form of an opinion. They fill what is typed and record nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.forms import Raw
from api.pages.acts import Form
from api.pages.opinion_templates import filled
from api.pages.posting import Posted
from infra.wiring import Services
from states.dossier.schema import FieldType
from states.procedures.opinion_templates import ADVICE, KINDS_HELPED, PAST, Template, offered
from storage import phrases
from storage.people import SignedIn
from storage.queries.law import NOT_BUILT, UNVERIFIED, law_rows
from storage.queries.models import CaseView, Viewer

FOUND = 20


@dataclass(frozen=True, slots=True)
class Article:
    """A rule as it is cited; ``text`` is what goes into the opinion."""

    id: str
    name: str
    text: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Aids:
    """What may be put into which field of the form."""

    targets: tuple[tuple[str, str], ...]
    into: str
    asked: str
    likely: tuple[Article, ...]
    found: tuple[Article, ...]
    phrases: tuple[phrases.Phrase, ...]
    templates: tuple[Template, ...]
    advice: tuple[Any, ...]
    past: tuple[Any, ...]


def aids(parts: Services, desk: SignedIn, looking: Viewer, today: date, case: CaseView, form: Form, sent: Posted) -> Aids | None:
    """Nothing for forms that are no opinions."""
    if not any(kind.name in KINDS_HELPED for kind in form.kinds):
        return None
    targets = tuple((f"{kind.name}.{one.name}", one.label) for kind in form.kinds for one in kind.fields if one.type is FieldType.LONG)
    into, words = sent.one("_into"), sent.one("_law").strip()[:100]
    known = law_rows(parts.database, looking, today)
    mine = {name for kind in form.kinds for one in kind.fields for name in one.rules} | {one.rule for one in form.findings}
    rows = [Article(one.id, one.name, f"根据{one.citation}的规定，", one.status == UNVERIFIED) for one in known if one.status != NOT_BUILT and one.citation]
    found = tuple(one for one in rows if all(word in f"{one.id} {one.name} {one.text}" for word in words.split()))[:FOUND] if words else ()
    return Aids(
        targets, into if into in dict(targets) else targets[0][0], words, tuple(one for one in rows if one.id in mine), found,
        phrases.own(parts.database, desk.person), offered(tuple(kind.name for kind in form.kinds), form.action.rpartition("/")[2]),
        _standing(case, ADVICE), _standing(case, PAST),
    )  # fmt: skip


def _standing(case: CaseView, kinds: Iterable[str]) -> tuple[Any, ...]:
    return tuple(one for one in reversed(case.entries) if one.kind in kinds)


def put(given: Aids | None, raw: dict[str, Raw], sent: Posted, desk: SignedIn, case: CaseView, today: date) -> dict[str, Raw]:
    """What was typed, with what the person chose put in; a template fills blank fields only."""
    what, _, key = sent.one("_more").partition(":")
    if given is None or not key:
        return raw
    if what == "template":
        chosen = next((one for one in given.templates if one.name == key), None)
        return _with(raw, chosen.kind, filled(chosen, case, desk, today)) if chosen else raw
    text = next(_texts(given, what, key), "")
    kind, _, name = given.into.partition(".")
    before = str(raw[kind].get(name) or "")
    raw[kind][name] = f"{before}{text}" if what == "law" or not before else f"{before}\n{text}"
    return raw


def _texts(given: Aids, what: str, key: str) -> Iterator[str]:
    if what == "law":
        yield from (one.text for one in (*given.likely, *given.found) if one.id == key)
    elif what == "phrase":
        yield from (one.text for one in given.phrases if one.id == key)


def _with(raw: dict[str, Raw], kind: str, texts: Mapping[str, str]) -> dict[str, Raw]:
    raw[kind] = {**texts, **{name: value for name, value in raw[kind].items() if value}}
    return raw
