"""What the page says about recordings of sound and picture: which files it takes, and how large they may be."""

from __future__ import annotations

from infra.wiring import Services
from storage.archive.content import in_words
from storage.recordings import RECORDED
from storage.uploads import taken


def accepted_text(parts: Services) -> str:
    """Beside the file field: the kinds that are taken, and the two limits."""
    settings = parts.settings
    others = "、".join(one for one in taken() if one not in RECORDED)
    recording = in_words(settings.recording_limit).replace(" ", "")
    return f"可上传{others}，每份不超过{settings.material_limit_mb}MB；音像记录{'、'.join(RECORDED)}，每份不超过{recording}"
