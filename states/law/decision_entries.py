"""What an entry of a decision cannot be, recorded by itself: out of its place among the experts, or public with somebody's number in it."""

from __future__ import annotations

from collections.abc import Mapping

from states.dossier.model import Dossier, Entry
from states.law.conditions.decision_publicity import numbers_in
from states.law.experts import out_of_place
from states.law.requirement import Moment


def misfit(dossier: Dossier, entry: Entry, moment: Moment) -> Mapping[str, str]:
    """Field -> why; also of a correction, which takes the place of what it corrects on the public page."""
    return {**out_of_place(dossier, entry, moment), **numbers_in(entry)}
