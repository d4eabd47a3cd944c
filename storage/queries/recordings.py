"""音像记录: the recordings of a matter that can be played, each with what its entry says of act, device and times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.queries.models import CaseView, EntryView, MaterialView
from storage.queries.shapes import Shown
from storage.recordings import MEDIA_TYPES, is_film

KIND = "av_record"  # the kind of entry that registers a recording


class RecordingView(Shown):
    """A recording: the material, and the entry about it; without one ``entry`` is empty and so is what it says."""

    digest: str
    name: str
    media_type: str
    size: int
    film: bool  # pictures, not sound alone
    entry: str = ""
    act: str = ""
    device: str = ""
    started_at: str = ""
    ended_at: str = ""
    on: date | None = None


def recordings(case: CaseView) -> tuple[RecordingView, ...]:
    """Every material that can be played, once for each standing entry about it; those without an entry come last."""
    playable = {one.digest: one for one in case.materials if one.media_type in MEDIA_TYPES}
    told = [one for one in case.entries if one.kind == KIND and not one.superseded_by]
    shown = [view for entry in told for view in _told(entry, playable)]
    named = {one.digest for one in shown}
    return (*shown, *(_plain(one) for one in playable.values() if one.digest not in named))


def _told(entry: EntryView, playable: dict[str, MaterialView]) -> Iterator[RecordingView]:
    said = {one.name: one.text for one in entry.fields}
    digest = next((one.material for one in entry.fields if one.material), "")
    if digest in playable:
        about = {name: said.get(name, "") for name in ("act", "device", "started_at", "ended_at")}
        yield _plain(playable[digest]).model_copy(update=about | {"entry": entry.id, "on": entry.on})


def _plain(one: MaterialView) -> RecordingView:
    return RecordingView(
        digest=one.digest, name=one.name, media_type=one.media_type, size=one.size, film=is_film(one.media_type)
    )
