"""草案文本: which text is the current one, which was reviewed, and whether it changed after something was done.

Order 713 does not say when an assessment or a review grows stale. The product's reading: what was done for an
earlier text stands until the sponsor (on a draft) or the meeting (in the minutes) says that the draft changed in
substance; a text is known by the digest of its paper. Where the sponsor does not say whether another text changed
in substance, it counts as changed: silence must not carry an old review over.
"""

from __future__ import annotations

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Conclusion, Role

TEXTS = {"draft": "file", "review_response": "draft"}


def changed_since(dossier: Dossier, entry: Entry) -> bool:
    """Whether the draft changed in substance after that entry was put on file."""
    return bool(changes_since(dossier, entry))


def changes_since(dossier: Dossier, entry: Entry) -> tuple[Entry, ...]:
    """Drafts and meetings after that entry that changed the text in substance, drafts first."""
    drafts = (one for one in dossier.after(entry, "draft") if _new_substance(dossier, one))
    minutes = (one for one in dossier.after(entry, "meeting_minutes") if one.flag("changes_substantial"))
    return (*drafts, *minutes)


def _new_substance(dossier: Dossier, draft: Entry) -> bool:
    if "substance_changed" in draft.fields:
        return draft.flag("substance_changed")
    before = _text_of(dossier, dossier.entries[: dossier.order(draft)])
    return before not in ("", draft.text("file"))


def standing(dossier: Dossier, kind: str) -> tuple[Entry, ...]:
    """Entries of that kind made for the draft as it stands in substance."""
    return tuple(one for one in dossier.all(kind) if not changed_since(dossier, one))


def current_text(dossier: Dossier) -> str:
    """The digest of the newest text: a draft put on file, or the one changed on the reviewer's advice."""
    return _text_of(dossier, dossier.entries)


def _text_of(dossier: Dossier, entries: tuple[Entry, ...]) -> str:
    gone = dossier.superseded()
    for entry in reversed(entries):
        if entry.kind in TEXTS and entry.id not in gone and entry.text(TEXTS[entry.kind]):
            return entry.text(TEXTS[entry.kind])
    return ""


def review_opinion(dossier: Dossier) -> Entry | None:
    """The latest opinion that is a legality review: a countersign or a reply to a consultation is none (art. 25)."""
    return next((one for one in reversed(dossier.all("legality_opinion")) if is_review(one)), None)


def is_review(opinion: Entry) -> bool:
    return opinion.role is Role.LEGAL_REVIEWER and opinion.flag("is_review_opinion")


def changes_checked(dossier: Dossier, opinion: Entry) -> Entry | None:
    """The reviewer's check of the changes that this opinion asked for."""
    return next((one for one in reversed(tuple(dossier.after(opinion, "changes_checked")))), None)


def reviewed_text(dossier: Dossier) -> str:
    """The digest of the text that the review covers; after 修改后合法 the checked one. Empty: none yet."""
    opinion = review_opinion(dossier)
    if opinion is None:
        return ""
    if opinion.text("conclusion") != Conclusion.LAWFUL_IF_CHANGED:
        return opinion.text("draft")
    checked = changes_checked(dossier, opinion)
    return checked.text("draft") if checked else ""
