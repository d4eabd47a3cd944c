"""影像证据: every picture and recording of a matter with who brought it and when, what was registered of it, and where it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from storage.queries.models import CaseView, EntryView, FieldView, MaterialView
from storage.queries.shapes import Shown
from storage.queries.showing import PLACE
from storage.recordings import MEDIA_TYPES, is_film

PICTURES = ("image/png", "image/jpeg")


class Said(Shown):
    """A registration that names the material."""

    entry: str
    label: str
    on: date
    by_name: str
    role_label: str
    fields: tuple[FieldView, ...]
    kind: str


class Exhibit(Shown):
    """A picture or a recording. ``place``: as its own registration says, else as the papers of the same day do."""

    digest: str
    name: str
    media_type: str
    size: int
    by_name: str
    added_at: datetime
    form: str  # picture, film or sound
    said: tuple[Said, ...] = ()
    place: str = ""
    places_of: tuple[str, ...] = ()  # the papers of the same day from which the place is taken; () = its own


def exhibits(case: CaseView) -> tuple[Exhibit, ...]:
    """In the order in which they came."""
    standing = [one for one in case.entries if not one.superseded_by]
    return tuple(_exhibit(one, standing) for one in case.materials if one.media_type in PICTURES or one.media_type in MEDIA_TYPES)


def _exhibit(one: MaterialView, standing: list[EntryView]) -> Exhibit:
    about = [entry for entry in standing if any(field.material == one.digest for field in entry.fields)]
    said = tuple(
        Said(entry=entry.id, label=entry.label, on=entry.on, by_name=entry.by_name, role_label=entry.role_label, kind=entry.kind,
             fields=tuple(field for field in entry.fields if not field.material))
        for entry in about
    )  # fmt: skip
    own = _places(about)
    days = {entry.on for entry in about}
    near = [] if own else [entry for entry in standing if entry.on in days and _places([entry])]
    form = "picture" if one.media_type in PICTURES else "film" if is_film(one.media_type) else "sound"
    return Exhibit(
        digest=one.digest, name=one.name, media_type=one.media_type, size=one.size, by_name=one.by_name, added_at=one.added_at, form=form,
        said=said, place="；".join(own or _places(near)), places_of=tuple(dict.fromkeys(entry.label for entry in near)),
    )  # fmt: skip


def _places(entries: Iterable[EntryView]) -> list[str]:
    return list(dict.fromkeys(field.text for entry in entries for field in entry.fields if field.name == PLACE and field.text))
