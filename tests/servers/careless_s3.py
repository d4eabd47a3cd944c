"""An S3 server that promises more than it keeps: a test's answer to servers that only pretend to lock."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


@dataclass
class Carelessness:
    """What the server says about itself, whatever it then does."""

    versioning: bool = True
    remembers_retention: bool = True
    shortens_retention: bool = False
    status_of_everything: int = 200
    status_of_heads: int = 0  # otherwise as everything
    deleted: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    ways: Carelessness

    def log_message(self, *_: object) -> None:
        return

    def _answer(self, status: int, body: str = "", **headers: str) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _ill(self) -> bool:
        if self.ways.status_of_everything == 200:
            return False
        self._refuse(self.ways.status_of_everything, "InternalError")
        return True

    def do_HEAD(self) -> None:
        self._answer(self.ways.status_of_heads or self.ways.status_of_everything)

    def do_PUT(self) -> None:
        self._body()
        if not self._ill():
            self._answer(200, ETag='"0"', x_amz_version_id="v1")

    def do_POST(self) -> None:
        """Deletes whatever is asked for, locked or not."""
        self.ways.deleted.append(self._body().decode())
        self._answer(200, f"<DeleteResult {_XMLNS}></DeleteResult>")

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        if self._ill():
            return
        if "versioning" in asked:
            said = "<Status>Enabled</Status>" if self.ways.versioning else ""
            self._answer(200, f"<VersioningConfiguration {_XMLNS}>{said}</VersioningConfiguration>")
        elif "object-lock" in asked:
            said = "<ObjectLockEnabled>Enabled</ObjectLockEnabled>"
            self._answer(200, f"<ObjectLockConfiguration {_XMLNS}>{said}</ObjectLockConfiguration>")
        elif "versions" in asked:
            self._answer(200, f"<ListVersionsResult {_XMLNS}><Name>b</Name></ListVersionsResult>")
        elif "retention" in asked:
            self._retention()
        else:
            self._refuse(404, "NoSuchKey")

    def _retention(self) -> None:
        if not self.ways.remembers_retention:
            self._refuse(404, "NoSuchObjectLockConfiguration")
            return
        term = timedelta(seconds=1) if self.ways.shortens_retention else timedelta(days=1)
        until = (datetime.now(UTC) + term).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = f"<Mode>COMPLIANCE</Mode><RetainUntilDate>{until}</RetainUntilDate>"
        self._answer(200, f"<Retention {_XMLNS}>{said}</Retention>")


@contextlib.contextmanager
def careless_s3(ways: Carelessness) -> Iterator[str]:
    """Serve on a free loopback port; yields the endpoint."""
    handler = type("Handler", (_Handler,), {"ways": ways})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()
