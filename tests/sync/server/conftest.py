"""A province in a fresh database, once on SQLite and once on a real PostgreSQL."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine

from sync.protocol.messages import UnitPart
from sync.protocol.signing import authorization
from sync.protocol.version import JSON
from sync.server.enrolment import new_code
from sync.server.home import MIGRATIONS
from sync.server.limits import Rate
from sync.server.province import Province, found_province, open_province
from sync.server.publishing import add_unit
from sync.server.service import Call, Service
from sync.server.snapshots import Snapshots
from sync.server.storage.engine import sqlite_url
from sync.server.storage.storage import Storage
from sync.server.verify import Fault, verify
from sync.server.web import serve
from tests.support.postgres import Postgres, running_postgres
from tests.sync.server.toy_counter import Send, ToyCounter, over_http

NO_LIMIT = Rate(1_000_000, 1e6)
A_DAY = 86_400_000_000
UNITS = {
    "01843": ("Phường Bắc Kạn", "H55.18.43"),
    "01900": ("Xã Nam Cường", "H55.19.00"),
    "02000": ("Xã Ba Bể", "H55.20.00"),
}


class SetClock:
    """A clock that goes on by a millisecond at every look, and by hand."""

    def __init__(self) -> None:
        self.now = 1_795_400_000_000_000

    def __call__(self) -> int:
        self.now += 1_000
        return self.now


@dataclass
class Setting:
    """A province with three units, and what a test needs around it."""

    province: Province
    clock: SetClock
    folder: Path
    service: Service
    postgres: Postgres | None = None
    opened: list[Storage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.send = self.sender(self.service)

    def sender(self, service: Service) -> Send:
        """Return a line without wires, for tests that are not about HTTP."""

        def send(method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
            sign, media_type = headers.get("Authorization", ""), headers.get("Content-Type", "")
            reply = service.answer(Call(method, path, "127.0.0.1", sign, media_type, body))
            return reply.status, Path(reply.file).read_bytes() if reply.file else reply.body

        return send

    def another(self) -> Province:
        """Return the province as another process over the same database sees it."""
        storage = Storage(self.province.storage.url)
        self.opened.append(storage)
        return open_province(storage, self.clock)

    def marks(self, statement: str) -> str:
        """Return a statement with the marks for values that the database wants."""
        return statement if self.postgres is None else statement.replace("?", "%s")

    def counter(self, unit: str = "01843", send: Send | None = None) -> ToyCounter:
        """Return a new, enrolled counter."""
        counter = ToyCounter(send or self.send)
        counter.enrol(new_code(self.province, unit, A_DAY).code)
        return counter

    def post_json(self, counter: ToyCounter, path: str, message: msgspec.Struct) -> bytes:
        """Send a message as JSON and return the answer's body."""
        body = msgspec.json.encode(message)
        sign = authorization(counter.keys, "POST", path, body)
        reply = self.service.answer(Call("POST", path, "127.0.0.1", sign, JSON, body))
        assert reply.status == 200, reply.body
        return reply.body

    def verified(self) -> list[Fault]:
        """Return what is wrong in the database."""
        return verify(self.province)[1]

    def backup(self) -> str:
        """Copy the database as it is now; return the copy's URL or path."""
        url = self.province.storage.url
        self.province.storage.close()
        if self.postgres is None:
            path = self.folder / "backup.db"
            shutil.copy(self.folder / "province.db", path)
            return str(path)
        return self.postgres.copy(url)

    def set_back(self, backup: str) -> None:
        """Put a backup in the place of the database."""
        url = self.province.storage.url
        self.province.storage.close()
        if self.postgres is None:
            shutil.copy(backup, self.folder / "province.db")
        else:
            self.postgres.replace(url, backup)

    def execute(self, statement: str, *values: object) -> None:
        """Do something to the database behind the server's back."""
        engine = create_engine(self.province.storage.url)
        with engine.begin() as connection:
            connection.exec_driver_sql(statement, tuple(values))
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "province.db"
    _filled(sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    url = postgres.database()
    _filled(url)
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a database with an empty province of three units."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "province.db")
        yield sqlite_url(tmp_path / "province.db")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.database(request.getfixturevalue("postgres_template"))
    yield url
    postgres.drop(url)


@pytest.fixture
def setting(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Setting]:
    clock = SetClock()
    province = open_province(Storage(database), clock)
    service = Service(province, Snapshots(tmp_path / "snapshots"), NO_LIMIT)
    is_sqlite = database.startswith("sqlite")
    postgres = None if is_sqlite else request.getfixturevalue("postgres")
    made = Setting(province, clock, tmp_path, service, postgres)
    yield made
    for storage in [province.storage, *made.opened]:
        storage.close()


@pytest.fixture
def listening(setting: Setting) -> Iterator[str]:
    """Serve the province on a port of this machine; return its URL."""
    with served(setting.service) as url:
        yield url


@pytest.fixture
def line(listening: str) -> Callable[[], Send]:
    """Return a maker of real connections."""
    return lambda: over_http(listening)


class served:
    """A running server in a thread of this process, while the block lasts."""

    def __init__(
        self, service: Service, certificate: Path | None = None, key: Path | None = None
    ) -> None:
        self._kind = "https" if certificate else "http"
        self._server = serve(service, "127.0.0.1", 0, certificate, key)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.005)
            assert self._thread.is_alive(), "the server did not start"
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"{self._kind}://127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(30)
        assert not self._thread.is_alive(), "the server did not end"


def _filled(url: str) -> None:
    storage = Storage(url)
    storage.upgrade(MIGRATIONS)
    province = found_province(storage, "Tỉnh Thái Nguyên", SetClock())
    for code, (name, agency) in UNITS.items():
        add_unit(province, UnitPart(code, name, agency))
    storage.close()
