"""What is wrong with one field, told as soon as one leaves it: in the words of the refusal that the whole form would meet."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api import forms
from api.deps import Desk, Today
from api.pages.posting import SIGNED_IN, Sent
from states.dossier.kinds import KINDS
from states.dossier.schema import parse
from states.errors import InvalidEntry

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.post("/check")
def check(desk: Desk, today: Today, sent: Sent) -> JSONResponse:
    """``name`` and ``value`` as the form would send them; what depends on the rest of the form is judged when it is sent."""
    return JSONResponse({"wrong": _fault(sent.one("name"), sent.one("value"), today)})


def _fault(name: str, value: str, today: date) -> str:
    kind_name, _, path = name.partition(".")
    kind = KINDS.get(kind_name)
    if kind is None:
        return ""
    raw = forms.read((kind,), [(name, value)])[kind_name]
    try:
        parse(kind, raw, today)
    except InvalidEntry as refusal:
        field, _, cell = path.partition(".")
        return refusal.fields.get(f"{field}.0.{cell.rpartition('.')[2]}" if cell else field, "")
    return ""
