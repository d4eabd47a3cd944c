"""签署: which papers are a signature of responsibility, and what their event says of it."""

from __future__ import annotations

from dataclasses import replace

from states.casework.commands import Command, RecordEntry, TakeStep
from states.casework.events import Outcome
from states.dossier.kinds import KINDS

NOTE = "proven_at"


def signs(command: Command) -> bool:
    """Does it put a paper on file for which the person answers with their name?"""
    match command:
        case TakeStep():
            return any(name in KINDS and KINDS[name].signs for name in command.inputs)
        case RecordEntry():
            return command.kind in KINDS and KINDS[command.kind].signs
        case _:
            return False


def signed(command: Command, outcome: Outcome) -> Outcome:
    """The event of a signature says when the signer last proved to be that person, where that was asked.

    It stands in the event's note and is chained with it; events without it read as before.
    """
    if command.proven_at is None or not signs(command):
        return outcome
    return replace(outcome, note={**(outcome.note or {}), NOTE: command.proven_at})
