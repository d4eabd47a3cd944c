"""新通知的即时提示: open pages are told how many notices wait, over one stream each.

However many streams there are, one task looks for all of them, and none of them holds a database connection while it waits.
A stream is no sign of a person: it does not keep the session, and it ends with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.refusals import TooOften
from infra.wiring import Services
from storage.notices.inbox import unread_count
from storage.notices.watching import unread_marks
from storage.people import SignedIn
from storage.queries.models import Viewer

LOG = logging.getLogger("yifa.api")
EVERY = 3.0  # seconds between two looks
BEAT = 20.0  # seconds after which a silent stream says that it is there
AGAIN = 5  # seconds after which a browser tries again when the line broke
PER_PERSON, IN_ALL = 4, 300
OVER = "event: over\ndata: \n\n"  # do not come back


@dataclass(eq=False)
class Stream:
    """One open page of one session. ``waiting``: what it is to be told next."""

    person: str
    token: str
    mark: str = ""
    waiting: str = ""
    ended: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, text: str, *, last: bool = False) -> None:
        """Only the newest is told; a slow reader gathers nothing."""
        self.waiting, self.ended = text, self.ended or last
        self.woken.set()


class Doorbell:
    """The streams of this process."""

    def __init__(self, services: Services, every: float = EVERY, beat: float = BEAT) -> None:
        self._services = services
        self.every, self.beat = every, beat
        self.streams: list[Stream] = []
        self._closed = False
        self._watching: asyncio.Task[None] | None = None

    async def ring(self, who: SignedIn, token: str) -> Ringing:
        """A new stream, told at once how many wait. A person's oldest gives way; TooOften when the house is full."""
        if self._closed or len(self.streams) >= IN_ALL:
            raise TooOften("同时打开的页面过多，新通知暂不即时提示，刷新页面即可看到。", 60)
        stream = Stream(who.person, token)
        mine = [one for one in self.streams if one.person == who.person and not one.ended]
        for oldest in mine[: max(0, len(mine) - PER_PERSON + 1)]:
            oldest.tell(OVER, last=True)
        self.streams.append(stream)
        try:
            stream.mark, count = await run_in_threadpool(self._counted, who)
        except BaseException:
            self.leave(stream)
            raise
        stream.tell(_unread(count))
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        return Ringing(self, stream)

    def leave(self, stream: Stream) -> None:
        with suppress(ValueError):
            self.streams.remove(stream)

    def close(self) -> None:
        """The server stops: every stream ends by itself, and browsers come back to the next server."""
        self._closed = True
        for one in self.streams:
            one.tell("", last=True)

    async def told(self, stream: Stream) -> AsyncIterator[str]:
        yield f"retry: {AGAIN * 1000}\n\n"
        while not stream.ended or stream.waiting:
            try:
                async with asyncio.timeout(self.beat):
                    await stream.woken.wait()
            except TimeoutError:
                yield ": 在\n\n"
                continue
            stream.woken.clear()
            text, stream.waiting = stream.waiting, ""
            if text:
                yield text

    async def _watch(self) -> None:
        """As long as anybody listens. A database that is away is asked again at the next turn."""
        while self.streams and not self._closed:
            await asyncio.sleep(self.every)
            try:
                await self._look()
            except Exception:
                LOG.warning("the doorbell could not look for notices", exc_info=True)

    async def _look(self) -> None:
        streams = [one for one in self.streams if not one.ended]
        living, marks, counts = await run_in_threadpool(self._seen, {one.token for one in streams}, {(one.person, one.mark) for one in streams})
        for one in streams:
            if one.token not in living:
                one.tell(OVER, last=True)
            elif marks[one.person] != one.mark:
                one.mark = marks[one.person]
                if one.person in counts:
                    one.tell(_unread(counts[one.person]))

    def _seen(self, tokens: set[str], before: set[tuple[str, str]]) -> tuple[frozenset[str], dict[str, str], dict[str, int]]:
        """Which sessions hold, and what has changed for whom: two looks for everybody, one more for each for whom something has."""
        house = self._services
        living, marks = house.people.living(tokens, house.clock.now()), unread_marks(house.database, {one for one, _ in before})
        known = {one: house.people.known(one, house.casework.today()) for one in {one for one, mark in before if marks[one] != mark}}
        return living, marks, {one: unread_count(house.database, Viewer.of(who)) for one, who in known.items() if who is not None}

    def _counted(self, who: SignedIn) -> tuple[str, int]:
        database = self._services.database
        return unread_marks(database, (who.person,))[who.person], unread_count(database, Viewer.of(who))


class Ringing(StreamingResponse):
    """The answer that stays open; whatever ends it, its place is free again."""

    def __init__(self, bell: Doorbell, stream: Stream) -> None:
        super().__init__(bell.told(stream), media_type="text/event-stream", headers={"x-accel-buffering": "no"})
        self._bell, self._stream = bell, stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._bell.leave(self._stream)


def _unread(count: int) -> str:
    return f"event: unread\ndata: {count}\n\n"
