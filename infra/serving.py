"""The server of pages: when it is asked to stop, it first lets go of the streams that would keep it waiting."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

GRACE = 3  # seconds for what is still being answered


class Server(uvicorn.Server):
    """``closing`` is called when the server begins to stop, before it waits for connections."""

    def __init__(self, config: uvicorn.Config, closing: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing()
        await super().shutdown(sockets)


def server(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> Server:
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=GRACE, server_header=False)
    return Server(config, app.state.doorbell.close)


def serve(app: FastAPI, host: str, port: int) -> int:
    """Until it is told to stop; exits when the address is taken."""
    found = server(app, host, port)
    with suppress(KeyboardInterrupt):
        found.run()
    if not found.started:
        sys.exit(3)
    return 0
