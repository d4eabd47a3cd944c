"""Who may enforce on a day: certificates and qualifications as the body's register has them (行政处罚法 arts. 42, 58)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from states.dossier.enforcement_words import CertificateChange, CertificateStanding
from states.dossier.model import Dossier, Entry


def register_of(dossier: Dossier) -> Dossier | None:
    """The register under which the matter stands; the register itself where it is asked."""
    return dossier.above


def certificates(dossier: Dossier, person: str) -> Iterator[Entry]:
    """What the register has of that person, in the order of filing."""
    register = register_of(dossier)
    return (one for one in register.all("officer_certificate") if one.text("person") == person) if register else iter(())


def certified(dossier: Dossier, person: str, on: date) -> bool:
    """Whether the person held a valid certificate of an officer on that day; an assistant's paper does not count."""
    return any(_valid(dossier, one, on) for one in certificates(dossier, person))


def _valid(dossier: Dossier, paper: Entry, on: date) -> bool:
    since, until = paper.day("valid_from"), paper.day("valid_to")
    if paper.text("standing") != CertificateStanding.OFFICER or since is None or until is None:
        return False
    return since <= on <= until and not _held_back(dossier, paper.text("number"), on)


def _held_back(dossier: Dossier, number: str, on: date) -> bool:
    """Whether the certificate was withheld or cancelled and not restored by that day."""
    register = register_of(dossier)
    changes = [one for one in register.all("certificate_change") if one.text("number") == number and one.on <= on] if register else []
    last = max(reversed(changes), key=lambda one: one.on, default=None)  # of one day the later on file
    return last is not None and last.text("change") != CertificateChange.RESTORED


def certified_until(dossier: Dossier, person: str, on: date) -> date | None:
    """The last day of an unbroken validity that covers ``on``: a paper that follows without a gap continues it."""
    last = None
    while ends := [paper.day("valid_to") for paper in certificates(dossier, person) if _valid(dossier, paper, on)]:
        last = max(end for end in ends if end is not None)
        on = last + timedelta(days=1)
    return last


def uncertified(dossier: Dossier, people: Iterable[str], on: date) -> tuple[str, ...]:
    """Those of them who held no valid certificate on that day, each once."""
    return tuple(dict.fromkeys(one for one in people if not certified(dossier, one, on)))


def named(entry: Entry, column: str = "officers") -> tuple[str, ...]:
    """The officers whom a paper names, each once."""
    return tuple(dict.fromkeys(str(row.get("person", "")) for row in entry.rows(column) if row.get("person")))
