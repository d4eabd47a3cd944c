"""归档: worked examples (L713 art. 33)."""

from __future__ import annotations

from dataclasses import replace

from states.dossier.model import Entry, Kept, Package
from states.dossier.vocabulary import Role
from states.law.requirement import Status
from tests.states.law.examples.build import Example, Given, entry, given

FILE = (
    entry("start_decision"),
    entry("draft"),
    entry("legality_opinion"),
    entry("submission_package"),
    entry("meeting_minutes", role=Role.HEAD, outcome="passed"),
    entry("party_report"),
)
PUBLISHED = entry("publication_record", published_on="2026-05-29")
SEAL = entry("dossier_seal", role=Role.ARCHIVIST, sealed_on="2026-06-01", events=12)
OPEN_SEAL = entry("dossier_seal", role=Role.ARCHIVIST, sealed_on="2026-06-01", locked=False)


def seen(version: int) -> Given:
    """A sealed matter of Chuxiong that had so many events when it was sealed."""
    whole = given(*FILE, PUBLISHED, SEAL, overlays=("chuxiong",))
    return replace(whole, dossier=replace(whole.dossier, version=version))


def held(*entries: Entry, packages: tuple[Package, ...] = (), procedure: str = "major_decision") -> Given:
    """A matter of which the archive holds these packages."""
    whole = given(*entries, procedure=procedure)
    return replace(whole, dossier=replace(whole.dossier, kept=Kept(packages)))


def sealed(package: str = "卷宗-1.zip", digest: str = "sha256:aa", events: int = 12, locked: bool = True) -> Entry:
    return entry("dossier_seal", role=Role.ARCHIVIST, package=package, digest=digest, events=events, locked=locked, sealed_on="2026-06-01")


# The archive holds 卷宗-1.zip with twelve events, locked: name, digest, number and lock must all agree, and each is filed once.
FIRST = Package("卷宗-1.zip", "sha256:aa", 12, True)
SECOND = Package("卷宗-2.zip", "sha256:bb", 20, True)


def of_the_archive(key: str, procedure: str) -> tuple[Example, ...]:
    def shown(passes: Given, blocks: Given) -> Example:
        return Example(key, "seal_dossier", passes, blocks, procedure=procedure)

    def one(*entries: Entry, packages: tuple[Package, ...] = (FIRST,)) -> Given:
        return held(*entries, packages=packages, procedure=procedure)

    return (
        shown(one(sealed()), one(sealed("臆造的包.zip"))),
        shown(one(sealed()), one(sealed(digest="sha256:ab"))),
        shown(one(sealed()), one(sealed(events=13))),
        shown(one(sealed()), one(sealed(locked=False))),
        shown(one(sealed()), one(sealed(), packages=())),
        shown(one(sealed(), sealed("卷宗-2.zip", "sha256:bb", 20), packages=(FIRST, SECOND)), one(sealed(), sealed(), packages=(FIRST, SECOND))),
        shown(one(), one(packages=())),
    )


EXAMPLES = (
    *of_the_archive("D-ARC-01#held", "major_decision"),
    *of_the_archive("E-CLS-01#held", "penalty"),
    Example(
        "D-ARC-01#seal",
        "seal_dossier",
        passes=given(*FILE, PUBLISHED, SEAL),
        blocks=given(*FILE[:-1], PUBLISHED, SEAL),  # the Party's reply is missing
    ),
    Example(
        "D-ARC-01#seal",
        "seal_dossier",
        passes=given(*FILE, entry("non_disclosure", ground="security"), SEAL),
        blocks=given(*FILE, SEAL),  # neither published nor withheld
    ),
    Example(
        "D-ARC-01#seal",
        "seal_dossier",
        passes=given(entry("draft"), entry("termination"), SEAL),  # filed as far as it went
        blocks=given(*FILE, PUBLISHED, OPEN_SEAL),
        expect=Status.WARNED,  # a folder cannot lock: the alarm stays on file, the dossier is sealed all the same
    ),
    Example(
        "D-ARC-01",
        "close",
        passes=given(*FILE, PUBLISHED, SEAL),
        blocks=given(*FILE, PUBLISHED),
    ),
    Example(
        "D-ARC-01",
        "replace_by_adjustment",
        passes=given(PUBLISHED, SEAL),
        blocks=given(SEAL, PUBLISHED),  # a seal from before the publication does not cover it
    ),
    Example("D-ARC-01", "close", passes=given(PUBLISHED, OPEN_SEAL), blocks=given(PUBLISHED)),
    Example("D-ARC-01", "close", passes=given(PUBLISHED, SEAL), blocks=given(SEAL)),
    Example("D-ARC-02", "seal_dossier", passes=seen(12), blocks=seen(13), expect=Status.WARNED),
    Example(
        "D-ARC-02",
        "seal_dossier",
        passes=seen(3),
        blocks=given(PUBLISHED, overlays=("chuxiong",)),
        expect=Status.WARNED,
    ),
)
