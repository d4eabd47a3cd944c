"""转办: delivers what decided acts left in the outbox, at least once, in the order of each matter.

First to what it sets going, then into the inboxes of those whom it concerns and among what leaves the house.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping

from prefect import flow

from flows import archiving, delivering, installation
from flows.installation import LOG, Counts, tell
from infra.wiring import Services
from storage import outbox
from storage.notices import givers
from storage.notices.posting import post
from storage.outbox import Letter

BATCHES = 20  # per sweep; the rest is taken up by the next
# Steps after which the dossier is sealed without waiting for the next sweep over the archives.
SEALED_AFTER = frozenset({
    "publish", "withhold_publication", "conclude_evaluation", "close", "replace_by_adjustment", "reject", "terminate",
})  # fmt: skip
FEEDBACK = "complete_participation"  # the opinions of a consultation have been answered


def _step_taken(house: Services, letter: Letter) -> None:
    if letter.payload["step"] in SEALED_AFTER:
        archiving.seal(house, letter.case)
    if letter.payload["step"] == FEEDBACK and house.settings.smtp_host:
        givers.opinions_answered(house.database, house.vault, letter.case, house.clock.now())


# What a topic sets going.
HOOKS: Mapping[str, Callable[[Services, Letter], None]] = {"step_taken": _step_taken}


def due(house: Services) -> bool:
    """Whether a letter waits to be delivered."""
    return outbox.anything_to_deliver(house.database, house.clock.now()) or delivering.due(house)


def sweep(house: Services, hooks: Mapping[str, Callable[[Services, Letter], None]] = HOOKS) -> Counts:
    """Deliver what is due. A letter that fails waits longer each time and holds up those of its matter behind it."""
    counts: Counter[str] = Counter()
    for _ in range(BATCHES):
        letters = outbox.claim(house.database, house.clock.now())
        if not letters:
            break
        held_up: set[str] = set()
        for letter in letters:
            done = _pass_over(house, letter) if letter.case in held_up else _deliver(house, letter, hooks)
            counts[done] += 1
            if done in ("put_off", "dead"):
                held_up.add(letter.case)
    return counts


def _pass_over(house: Services, letter: Letter) -> str:
    outbox.release(house.database, letter, house.clock.now())
    return "held_up"


def _deliver(house: Services, letter: Letter, hooks: Mapping[str, Callable[[Services, Letter], None]]) -> str:
    hook = hooks.get(letter.topic)
    try:
        try:
            if hook:
                hook(house, letter)
        finally:  # people are told also while the archive is away; afterwards, so that nobody is called to what is done
            post(house.database, letter, house.clock.now(), house.casework.today(), mail=bool(house.settings.smtp_host))
    except Exception as fault:  # any fault is kept with the letter and tried again; the letters behind it go out
        LOG.exception("letter %s (%s) of matter %s was not delivered", letter.id, letter.topic, letter.case)
        dead = outbox.fail(house.database, letter, house.clock.now(), f"{type(fault).__name__}: {fault}")
        return "dead" if dead else "put_off"
    return "settled" if outbox.settle(house.database, letter) else "overtaken"


def work(house: Services) -> Counts:
    """Everything that the flow does in one run."""
    return dict(Counter(sweep(house)) + Counter(delivering.sweep(house)))


@flow(name="relay", description="转办：投递待办通知（系统内、邮件、网络回调、群机器人），并启动公布后的归档等后续工作；失败的延时重试。")
async def relay() -> Counts:
    return tell(await asyncio.to_thread(work, installation.services()))
