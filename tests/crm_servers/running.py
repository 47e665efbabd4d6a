"""A server that runs: asked in plain HTTP, and looked into where it keeps its records."""

import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

WATCHDOG = Path(__file__).with_name("watchdog.py")

Record = dict[str, Any]


class NotDoneError(AssertionError):
    """What a test asked of a server in another user's name was refused."""


@dataclass(frozen=True, repr=False)
class Answer:
    """What a server answered; `body` is read where it is JSON, and is text where it is not."""

    status: int
    headers: Mapping[str, str]
    body: Any

    def __repr__(self) -> str:
        """The answer as a failed test shows it: never a page of text, which may be a server's own debugging."""
        shown = f"{len(self.body)} characters of text" if isinstance(self.body, str) else str(self.body)[:300]
        return f"{self.status} ({shown})"


@dataclass(frozen=True)
class RunningServer:
    """A CRM on the loopback; `authorization` is what our user sends, `colleague` what another one does."""

    url: str
    pid: int
    database: Path
    authorization: str = field(repr=False)
    colleague: str = field(repr=False)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        authorization: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask one thing, as our user unless said otherwise; no redirection is followed and no status is an error."""
        sent = {"Authorization": self.authorization if authorization is None else authorization, **(headers or {})}
        return asked(self.url + path, method, body, sent)

    def as_colleague(self, method: str, path: str, body: object = None) -> Any:
        """Have another user do something; what was answered, `NotDoneError` if it was not done."""
        answer = self.call(method, path, body, self.colleague)
        if answer.status >= 300:
            raise NotDoneError(f"{method} {path}: {answer}")
        return answer.body

    def rows(self, statement: str, *values: object) -> list[Record]:
        """Read the database of the server itself, beside every interface it has."""
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True, timeout=30)) as opened:
            opened.row_factory = sqlite3.Row
            return [dict(row) for row in opened.execute(statement, values)]


def asked(url: str, method: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Send one request on a connection of its own, with a JSON body if any."""
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=60)) as connection:
        text = None if body is None else json.dumps(body).encode()
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, text, {"Content-Type": "application/json", **(headers or {})})
        response = connection.getresponse()
        raw = response.read().decode("utf-8", "replace")
        is_json = response.headers.get_content_type() == "application/json" and raw
        return Answer(response.status, dict(response.headers), json.loads(raw) if is_json else raw)


def own_database(folder: Path, template: Path) -> Path:
    """The database that a server left in a folder, a fresh copy where there is none."""
    database = folder / "crm.sqlite"
    return database if database.exists() else Path(shutil.copy(template, database))


def free_port() -> int:
    """A port of the loopback that nobody holds now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@contextmanager
def serving(port: int, folder: Path, command: Sequence[str | Path], **environment: str) -> Iterator[int]:
    """Run a server in a folder until the block ends or this process does; the id of its process.

    What it writes goes to `server.log` there.
    """
    watchdog = subprocess.Popen(
        [sys.executable, str(WATCHDOG), str(port), str(folder / "server.log"), *map(str, command)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | environment,
        cwd=folder,
    )
    with watchdog:  # closes its input on the way out, and waits for it
        assert watchdog.stdout is not None
        said = watchdog.stdout.readline()
        if not said:
            raise NotDoneError("the server did not start; its server.log says why")
        yield int(said)
