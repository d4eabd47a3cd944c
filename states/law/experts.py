"""Who sits on the panel of experts now, who declared an interest, and what of that cannot be put on file (L713 art. 20(2))."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from states.dossier.model import Dossier, Entry
from states.dossier.schema import Value
from states.law.requirement import Moment

PANEL, INTEREST, RECUSAL, OPINION = "expert_panel", "expert_interest", "expert_recusal", "expert_opinion"
Row: TypeAlias = Mapping[str, Value]


def seats(dossier: Dossier) -> list[Row]:
    """Everybody who ever was chosen, whether they stayed or not: they had a hand in the matter."""
    return [row for kind in (PANEL, RECUSAL) for paper in dossier.all(kind) for row in paper.rows("experts")]


def panel(dossier: Dossier) -> tuple[Row, ...]:
    """The panel as it was chosen last, without those who stood down since and with those who came instead."""
    chosen = dossier.last(PANEL)
    if chosen is None:
        return ()
    rows = list(chosen.rows("experts"))
    for change in dossier.after(chosen, RECUSAL):
        rows = [row for row in rows if row.get("person") != change.text("expert")] + list(change.rows("experts"))
    return tuple(rows)


def declared(dossier: Dossier) -> frozenset[str]:
    """Who declared an interest in the matter; a declaration holds for the whole matter, also in a later round."""
    return frozenset(one.text("expert") for one in dossier.all(INTEREST))


def interested(dossier: Dossier) -> tuple[Row, ...]:
    """Who declared an interest and still has a seat."""
    names = declared(dossier)
    return tuple(row for row in panel(dossier) if row.get("person") in names)


def out_of_place(dossier: Dossier, entry: Entry, moment: Moment) -> Mapping[str, str]:
    """Nobody declares for another, writes after having declared, or stands down from a seat they do not have."""
    seated = {row.get("person") for row in panel(dossier)}
    who = entry.text("expert")
    if entry.kind == OPINION and declared(dossier) & {who, entry.by}:
        return {"expert": "该专家已经声明有利害关系，应当回避，不再提出论证意见。"}
    if entry.supersedes:  # a correction stands where the corrected entry stood
        return {}
    if entry.kind in (INTEREST, RECUSAL) and who not in seated:
        return {"expert": "该专家不在现有专家名单中，请核对。"}
    if entry.kind == INTEREST and entry.by in seated - {who}:
        return {"expert": "利害关系由专家本人声明，不能代他人声明。"}
    if entry.kind == RECUSAL and {row.get("person") for row in entry.rows("experts")} & (seated | declared(dossier)):
        return {"experts": "更换的专家已经在名单中，或者已经声明有利害关系，请另选专家。"}
    return {}
