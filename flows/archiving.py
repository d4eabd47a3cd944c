"""归档: seals what was published and what came after, and what has ended."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

from prefect import flow

from flows import installation
from flows.installation import LOG, Counts, tell
from infra.wiring import Services
from states.errors import StaleDossier
from storage import sweeps
from storage.sealing import seal_matter


def seal(house: Services, case: str) -> str:
    """Seal one matter; says what came of it. Raises what the archive raises: then nothing is on record."""
    try:
        done = seal_matter(
            house.database, house.archive, house.casework, case, house.clock, house.settings.archive_retention_days
        )
    except StaleDossier:
        return "moved_on"  # an officer was quicker; the next sweep seals what is then on file
    if done.obstacles:
        LOG.warning("matter %s is not sealed: %s", case, ";".join(one.reason for one in done.obstacles))
        return "blocked"
    return "sealed" if done.sealed else "unchanged"


def sweep(house: Services) -> Counts:
    """Seal every matter whose last seal, if any, is behind. Sealed matters are not found again."""
    counts: Counter[str] = Counter()
    for case in _behind(house):
        try:
            counts[seal(house, case)] += 1
        except Exception:  # whatever is wrong with one matter, the others are sealed; the next sweep tries it again
            LOG.exception("matter %s could not be sealed", case)
            counts["failed"] += 1
    return counts


def _behind(house: Services) -> Iterator[str]:
    after = ""
    while found := sweeps.matters_to_seal(house.database, house.casework.today(), after):
        yield from found
        after = found[-1]


@flow(name="archiving", description="归档：公布后封存决策过程案卷，执行期间补充，办结后封存全卷。")
async def archiving() -> Counts:
    return tell(await asyncio.to_thread(sweep, installation.services()))
