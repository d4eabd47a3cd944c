"""新通知的即时提示 on a real server: told as it changes, closed with the session, bounded, and in nobody's way."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from api import doorbell
from infra import serving
from infra.wiring import Services
from tests.api.pages.test_notices import asked
from tests.offices import PASSWORD, Office
from tests.storage.stepping import rows

SOON = 10.0


class Listener:
    """A browser's stream: its events as they come, None when the server has ended it."""

    def __init__(self, client: httpx.Client) -> None:
        self.events: queue.Queue[str | None] = queue.Queue()
        self.status = 0
        self._client, self._thread = client, threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        event = ""
        with suppress(httpx.TransportError), self._client.stream("GET", "/api/notices/stream", timeout=30) as answer:
            self.status = answer.status_code
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") or line.startswith(":"):
                    self.events.put(f"{event} {line[6:]}".strip() if line.startswith("data") else "beat")
        self.events.put(None)

    def next(self, *, beats: bool = False) -> str | None:
        while True:
            found = self.events.get(timeout=SOON)
            if beats or found != "beat":
                return found


class Served:
    def __init__(self, app: FastAPI) -> None:
        self.bell: doorbell.Doorbell = app.state.doorbell
        self.bell.every, self.bell.beat = 0.05, 0.3
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.server = serving.server(app)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def stop(self) -> float:
        began = time.monotonic()
        self.server.should_exit = True
        self.thread.join(SOON)
        assert not self.thread.is_alive()
        self.listening.close()
        return time.monotonic() - began


@pytest.fixture
def served(app: FastAPI) -> Iterator[Served]:
    found = Served(app)
    yield found
    found.stop()


@pytest.fixture
def enter(served: Served) -> Iterator[Callable[[str], httpx.Client]]:
    clients: list[httpx.Client] = []

    def sign_in(person: str) -> httpx.Client:
        client = httpx.Client(base_url=served.address, trust_env=False)
        clients.append(client)
        csrf = client.post("/api/session", json={"login": person, "password": PASSWORD}).json()["csrf"]
        client.headers["x-csrf-token"] = csrf
        return client

    yield sign_in
    for client in clients:
        client.close()


Enter = Callable[[str], httpx.Client]


def settled(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + SOON
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def test_the_number_is_told_at_once_as_it_grows_and_as_it_is_read(served: Served, enter: Enter, office: Office, services: Services) -> None:
    asked(office, services, "m1")
    reviewer, sponsor = enter("reviewer"), enter("sponsor")
    heard, other = Listener(reviewer), Listener(sponsor)
    assert (heard.next(), other.next()) == ("unread 1", "unread 0") and heard.next(beats=True) == "beat"
    asked(office, services, "m2")
    assert heard.next() == "unread 2"
    assert services.database.engine.pool.checkedout() <= 1  # type: ignore[attr-defined]  # the look of the moment, not one for each stream
    reviewer.post("/api/notices/read")
    assert heard.next() == "unread 0"
    assert Listener(reviewer).next() == "unread 0", "whoever comes back is told how it stands"
    assert all(one == "beat" for one in other.events.queue), "nothing of what others are told"


def test_a_stream_neither_keeps_a_session_nor_outlives_it(served: Served, enter: Enter, office: Office) -> None:
    left, idle = enter("reviewer"), enter("sponsor")
    seen = "SELECT seen_at FROM login_session ORDER BY token_hash"
    first, second = Listener(left), Listener(idle)
    assert first.next() == second.next() == "unread 0"
    before = rows(office.database, seen)
    left.delete("/api/session")
    assert (first.next(), first.next()) == ("over", None)
    office.clock._now += timedelta(minutes=20)
    third = Listener(idle)
    assert third.next() == "unread 0" and set(rows(office.database, seen)) <= set(before), "the stream was not taken for a person"
    office.clock._now += timedelta(minutes=11)
    for one in (second, third):
        assert one.next() == "over" and one.next() is None
    assert idle.get("/api/notices/stream").status_code == 401 == httpx.get(f"{served.address}/api/notices/stream", trust_env=False).status_code
    assert settled(lambda: served.bell.streams == [])


def test_a_person_and_the_house_have_only_so_many(served: Served, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter("reviewer")
    heard = []
    for _ in range(doorbell.PER_PERSON + 1):
        heard.append(Listener(client))
        assert heard[-1].next() == "unread 0"
    assert heard[0].next() == "over" and settled(lambda: len(served.bell.streams) == doorbell.PER_PERSON)
    monkeypatch.setattr(doorbell, "IN_ALL", doorbell.PER_PERSON)
    full = enter("sponsor").get("/api/notices/stream")
    assert full.status_code == 429 and "刷新页面" in full.json()["detail"]


def test_the_server_stops_at_once_with_streams_open(served: Served, enter: Enter) -> None:
    heard = Listener(enter("reviewer"))
    assert heard.next() == "unread 0"
    assert served.stop() < serving.GRACE - 1
    assert heard.next() is None
