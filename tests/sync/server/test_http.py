"""The server's wires: sizes, bounds, and what HTTP brings with it."""

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from sync.protocol.codec import decode_body, encode_body
from sync.protocol.errors import ErrorAnswer
from sync.protocol.signing import authorization
from sync.protocol.version import JSON, MEDIA_TYPE, MOST_BODY
from sync.server.web import PlainHttpRefused, serve
from tests.sync.server.conftest import Setting, served
from tests.sync.server.toy_counter import Send, over_http


def test_two_counters_sync_over_real_http(setting: Setting, line: Callable[[], Send]) -> None:
    first, second = setting.counter(send=line()), setting.counter(send=line())
    entries = first.record_many(300)

    first.sync()
    second.sync()

    assert {entry.name for entry in entries} <= set(second.held)


def test_i19_one_idle_exchange_is_at_most_1500_bytes_on_a_warm_connection(
    setting: Setting, listening: str
) -> None:
    """Seen to fail when every answer was padded to a kilobyte."""
    counter = setting.counter()
    counter.record_many(3)
    counter.sync()
    with _counted(listening) as line:
        counter.send = over_http(line.url)
        counter.exchange()
        before = line.count
        counter.exchange()

        assert line.connections == 1
        assert 0 < line.count - before <= 1_500


@pytest.mark.parametrize(
    ("method", "path", "status", "word"),
    [
        ("GET", "/v1/exchange", 405, "wrong_method"),
        ("PUT", "/v1/exchange", 405, "wrong_method"),
        ("POST", "/v1/health", 405, "wrong_method"),
        ("GET", "/", 404, "no_such_page"),
        ("POST", "/v2/exchange", 404, "no_such_page"),
        ("GET", "/v1/../etc/passwd", 404, "no_such_page"),
        ("POST", "/v1/exchange", 415, "unknown_media_type"),
        ("GET", "/v1/snapshot", 401, "unsigned"),
        ("GET", "/v1/snapshot/abc", 401, "unsigned"),
    ],
)
def test_what_is_not_there_is_answered_in_words(
    listening: str, method: str, path: str, status: int, word: str
) -> None:
    answer = requests.request(method, listening + path, timeout=30)

    assert answer.status_code == status
    assert answer.json()["error"] == word


def test_health_and_description_are_open_to_all(listening: str) -> None:
    assert requests.get(listening + "/v1/health", timeout=30).json()["status"] == "ok"
    described = requests.get(listening + "/v1/openapi.json", timeout=30).json()
    assert "/v1/exchange" in described["paths"]


def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    setting: Setting, listening: str
) -> None:
    """Seen to fail when only the announced length was looked at: chunked bodies have none."""
    headers = {"Content-Type": MEDIA_TYPE}

    def endless() -> Iterator[bytes]:
        for _ in range(3 * MOST_BODY // 65_536):
            yield bytes(65_536)

    for body in (bytes(MOST_BODY + 1), endless()):
        with contextlib.suppress(requests.ConnectionError):
            answer = requests.post(
                listening + "/v1/exchange", data=body, headers=headers, timeout=30
            )
            assert answer.status_code == 413
    assert setting.counter().sync().state == "in_step"


def test_a_swelling_body_is_refused(setting: Setting, listening: str) -> None:
    import zstandard

    counter = setting.counter(send=over_http(listening))
    bomb = b"1" + zstandard.ZstdCompressor(19).compress(bytes(500 << 20))

    status, _ = counter.post("/v1/exchange", bomb)

    assert (status, len(bomb) < 100_000) == (413, True)


def test_a_fault_of_the_server_shows_nothing_of_it(setting: Setting, listening: str) -> None:
    """Seen to fail when the traceback was the answer's detail."""
    counter = setting.counter(send=over_http(listening))
    setting.execute("DROP TABLE scopes")

    status, answer = counter.post("/v1/exchange", encode_body(counter.request()))

    error = decode_body(answer, ErrorAnswer)
    assert (status, error.error) == (500, "server_fault")
    assert "scopes" not in error.detail
    assert "Traceback" not in error.detail


def test_a_snapshot_goes_on_where_it_broke_off(setting: Setting, listening: str) -> None:
    """Seen to fail when the server knew no ranges."""
    writer = setting.counter(send=over_http(listening))
    writer.record_many(1_200)
    writer.sync()
    about = writer.get_snapshot()
    path = "/v1/snapshot/" + about.name
    headers = {"Authorization": authorization(writer.keys, "GET", path)}
    whole = requests.get(listening + path, headers=headers, timeout=30)
    half = about.size // 2

    rest = requests.get(
        listening + path,
        headers={**headers, "Range": f"bytes={half}-", "If-Range": whole.headers["ETag"]},
        timeout=30,
    )

    assert (whole.status_code, rest.status_code) == (200, 206)
    assert len(whole.content) == about.size
    assert whole.content[:half] + rest.content == whole.content
    beyond = requests.get(
        listening + path, headers={**headers, "Range": f"bytes={about.size}-"}, timeout=30
    )
    assert beyond.status_code == 416


def test_without_tls_only_this_machine_is_served(setting: Setting) -> None:
    """Seen to fail when any host was accepted."""
    for host in ("0.0.0.0", "192.168.1.10", "example.vn", "::"):
        with pytest.raises(PlainHttpRefused):
            serve(setting.service, host, 0)
    for host in ("127.0.0.1", "localhost", "::1"):
        serve(setting.service, host, 0)


def test_over_tls_the_counter_knows_the_server_by_its_certificate(
    setting: Setting, tmp_path: Path
) -> None:
    certificate, key = _a_certificate(tmp_path)
    with served(setting.service, certificate, key) as url:
        session = requests.Session()
        session.trust_env = False  # The environment's list of authorities would come first.
        session.verify = str(certificate)
        counter = setting.counter(send=over_http(url, session))
        counter.record()

        assert counter.sync().acked_seq == 1
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url + "/v1/health", timeout=30)


def test_a_request_that_stops_coming_holds_up_nobody(setting: Setting, listening: str) -> None:
    host, port = listening.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(20)]
    for connection in slow:
        connection.sendall(
            b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"
        )

    counter = setting.counter(send=over_http(listening))
    assert counter.sync().state == "in_step"
    for connection in slow:
        connection.close()


def test_json_answers_json_and_packed_answers_packed(setting: Setting, listening: str) -> None:
    counter = setting.counter()
    for media_type, body in ((JSON, b"{}"), (MEDIA_TYPE, b"0\x80")):
        headers = {
            "Content-Type": media_type,
            "Authorization": authorization(counter.keys, "POST", "/v1/exchange", body),
        }
        answer = requests.post(listening + "/v1/exchange", data=body, headers=headers, timeout=30)
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, media_type)
    assert json.loads(b"{}") == {}


class _Counted:
    """A line that counts what crosses it, both ways."""

    def __init__(self, target: str) -> None:
        self._target = target.removeprefix("http://").split(":")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.count = self.connections = 0
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for end in [self._listener, *self._sockets]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection((self._target[0], int(self._target[1])))
                self.connections += 1
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                self.count += len(data)
                sink.sendall(data)


@contextlib.contextmanager
def _counted(target: str) -> Iterator[_Counted]:
    line = _Counted(target)
    try:
        yield line
    finally:
        line.close()


def _a_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that signs itself."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "may chu tinh")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    paths = folder / "server.pem", folder / "server.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    assert ssl.PEM_cert_to_DER_cert(paths[0].read_text())
    return paths
