"""The line itself: HTTP by requests, to one server that must prove who it is.

A server over TLS is the right one by the province's certificate authority or by the SHA-256 of
its certificate, never by what else the machine trusts. Without TLS the server must be on this
machine. No redirects are followed, no proxies or passwords of the machine's are used. An answer
is one only with the status, the media type and the form that the protocol asks for; a log-in
page that says 200 is none.
"""

import ssl
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from ipaddress import ip_address
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3
from requests.adapters import HTTPAdapter

from sync.client.causes import Cause, ExchangeFailed, refusal
from sync.client.link import SILENCE, Link
from sync.client.ports import OnCursor, OnSent, Traffic
from sync.protocol.codec import BadBody, Recall, decode_body, encode_body
from sync.protocol.errors import ErrorAnswer
from sync.protocol.messages import EnrolAnswer, EnrolRequest
from sync.protocol.signing import Keys, authorization
from sync.protocol.version import CURSOR_HEADER, JSON, MEDIA_TYPE

CONNECT_SECONDS = 10.0
MOST_ANSWER = 16 << 20
CHUNK = 64 << 10

_T = TypeVar("_T")
_GATEWAY = (502, 503, 504)
_CLOCK_WORDS = ("has expired", "not yet valid")
_CUT_WORDS = ("EOF occurred", "UNEXPECTED_EOF", "Connection reset", "timed out")


class BadServerAddress(ValueError):
    """An address that cannot be used; ``why`` is ``not_a_url``, ``plain_http`` or ``no_trust``."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why


class HttpLine:
    """One connection to one server, kept warm; used by one thread at a time.

    Raises:
        BadServerAddress: not a URL, plain HTTP to another machine, or TLS without anything
            that would make the server the right one.
    """

    def __init__(self, url: str, keys: Keys, link: Link, *, ca: str = "", pin: str = "") -> None:
        self._url = checked_address(url, has_trust=bool(ca or pin))
        self._keys = keys
        self._link = link
        self._ca, self._pin = ca, pin
        self._session: requests.Session | None = None
        self.traffic = Traffic()
        self.is_warm = False

    def close(self) -> None:
        """Hang up; the next request dials anew."""
        self.is_warm = False
        if self._session is not None:
            self._session.close()
            self._session = None

    def twin(self) -> "HttpLine":
        """Return another line to the same server, which dials when it is first used."""
        return HttpLine(self._url, self._keys, self._link, ca=self._ca, pin=self._pin)

    def ask(
        self,
        path: str,
        body: bytes,
        kind: type[_T],
        recall: Recall | None = None,
        on_cursor: OnCursor | None = None,
        on_sent: OnSent | None = None,
    ) -> _T:
        """Send a body and return the answer; ``on_cursor`` hears its cursor when its head came.

        ``on_sent`` hears that the body has left.

        Raises:
            ExchangeFailed: there was none, or none of our server's.
        """
        started = monotonic()
        before = self.traffic.bytes_up + self.traffic.bytes_down
        headers = {"Content-Type": MEDIA_TYPE}
        patience = self._link.patience(len(body))
        response = self._sent("POST", path, body, headers, patience, on_sent)
        following = _cursor_in(response)
        if on_cursor and following:
            on_cursor(following)
        answer = self._whole(response)
        if response.status_code != 200 or _media_type(response) != MEDIA_TYPE:
            raise _error_in(response, answer)
        try:
            read = decode_body(answer, kind, recall)
        except BadBody as error:
            # An entry that stands aside here is no dictionary: that can be asked without.
            word = error.word if error.word == "unknown_dictionary" else ""
            raise ExchangeFailed(Cause.NOT_OUR_SERVER, str(error), word=word) from error
        moved = self.traffic.bytes_up + self.traffic.bytes_down - before
        ended = monotonic()
        self._link.carried(moved, 0, ended - started, ended)
        return read

    def describe(self, path: str, kind: type[_T]) -> _T:
        """Return what a page without a request body says, in JSON.

        Raises:
            ExchangeFailed: see ``ask``.
        """
        response = self._sent("GET", path, b"", {}, SILENCE)
        answer = self._whole(response)
        if response.status_code != 200 or _media_type(response) != JSON:
            raise _error_in(response, answer)
        try:
            return msgspec.json.decode(answer, type=kind)
        except msgspec.MsgspecError as error:
            raise ExchangeFailed(Cause.NOT_OUR_SERVER, str(error)) from error

    def download(self, path: str, start: int) -> Iterator[bytes]:
        """Yield the bytes of a file from ``start`` on, as they come.

        Raises:
            ExchangeFailed: the line broke; what was yielded is good.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        response = self._sent("GET", path, b"", headers, SILENCE)
        if response.status_code != (206 if start else 200) or (
            _media_type(response) != "application/octet-stream"
        ):
            raise _error_in(response, self._whole(response))
        while part := self._part(response):
            yield part

    def _sent(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        patience: float,
        on_sent: OnSent | None = None,
    ) -> requests.Response:
        signed = authorization(self._keys, method, path, body)
        request = requests.Request(
            method,
            self._url + path,
            data=_Leaving(body, on_sent) if on_sent and body else body or None,
            headers={"Authorization": signed, **headers},
        )
        if self._session is None:
            self._session = new_session(self._ca, self._pin)
        prepared = self._session.prepare_request(request)
        self.traffic.round_trips += 1
        self.traffic.bytes_up += _size(f"{method} {path} HTTP/1.1", prepared.headers) + len(body)
        try:
            response = self._session.send(
                prepared,
                stream=True,
                allow_redirects=False,
                timeout=(CONNECT_SECONDS, patience),
            )
        except requests.RequestException as error:
            raise self._failed(error) from error
        self.is_warm = True
        self.traffic.bytes_down += _size("HTTP/1.1 200 OK", response.headers)
        return response

    def _whole(self, response: requests.Response) -> bytes:
        parts = []
        size = 0
        while part := self._part(response):
            parts.append(part)
            size += len(part)
            if size > MOST_ANSWER:
                response.close()
                self.close()
                raise ExchangeFailed(Cause.NOT_OUR_SERVER, "an answer without end")
        return b"".join(parts)

    def _part(self, response: requests.Response) -> bytes:
        try:
            part: bytes = response.raw.read(CHUNK, decode_content=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failed(error) from error
        self.traffic.bytes_down += len(part)
        return part

    def _failed(self, error: Exception) -> ExchangeFailed:
        self.close()
        text = str(error)
        cause = Cause.NO_NETWORK
        is_timeout = isinstance(error, requests.ReadTimeout | urllib3.exceptions.ReadTimeoutError)
        if is_timeout or "Read timed out" in text:
            cause = Cause.SILENT
        elif isinstance(error, requests.exceptions.SSLError):
            cause = _cause_of_tls(text)
        return ExchangeFailed(cause, text[:300])


class _Leaving(BytesIO):
    """A body that tells when it was read, and so sent, to its end."""

    def __init__(self, body: bytes, on_sent: OnSent) -> None:
        super().__init__(body)
        self._on_sent = on_sent

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        if not part:
            self._on_sent()
        return part


def enrol(line: HttpLine, request: EnrolRequest) -> EnrolAnswer:
    """Ask a province for a place in it.

    Raises:
        ExchangeFailed: ``word`` says why: ``unknown_code``, ``code_expired``, ``code_used`` …
    """
    return line.ask("/v1/enrol", encode_body(request), EnrolAnswer)


def checked_address(url: str, *, has_trust: bool) -> str:
    """Return the address of a server without a slash at its end.

    Raises:
        BadServerAddress: see ``HttpLine``.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadServerAddress(url, "not_a_url") from error
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query:
        raise BadServerAddress(url, "not_a_url")
    if parts.scheme == "http" and not _is_loopback(host):
        raise BadServerAddress(url, "plain_http")
    if parts.scheme == "https" and not has_trust:
        raise BadServerAddress(url, "no_trust")
    return f"{parts.scheme}://{parts.netloc}"


def new_session(ca: str, pin: str) -> requests.Session:
    """Return a session that knows nothing of the machine's own proxies and certificates."""
    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    # http.client would say more about itself than anybody needs.
    session.headers.update({"Accept-Encoding": "identity", "User-Agent": "mot-cua"})
    session.mount("https://", _Adapter(ca, pin))
    session.mount("http://", HTTPAdapter(pool_connections=1, pool_maxsize=1))
    return session


class _Adapter(HTTPAdapter):
    """Trusts the province's authority or one certificate, and nothing else."""

    def __init__(self, ca: str, pin: str) -> None:
        self._ca, self._pin = ca, pin
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections that know what to trust."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._ca:
            context.load_verify_locations(cadata=self._ca)
        else:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE  # the pin below is what counts
        kwargs["ssl_context"] = context
        if self._pin:
            kwargs["assert_fingerprint"] = self._pin
        super().init_poolmanager(*args, **kwargs)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Leave the context as it is: requests would add the certificates it brings along."""

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Leave out what requests would say about certificates."""
        host, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {}


def _error_in(response: requests.Response, body: bytes) -> ExchangeFailed:
    """Return what an answer means that is no success."""
    media_type, status = _media_type(response), response.status_code
    read: dict[str, Callable[[], ErrorAnswer]] = {
        MEDIA_TYPE: lambda: decode_body(body, ErrorAnswer),
        JSON: lambda: msgspec.json.decode(body, type=ErrorAnswer),
    }
    if status != 200 and media_type in read:
        try:
            answer = read[media_type]()
            return refusal(answer.error, answer.detail, answer.retry_after)
        except (BadBody, msgspec.MsgspecError):
            pass  # It is no answer of ours, as below.
    if status in _GATEWAY:
        wait = response.headers.get("Retry-After", "")
        seconds = min(int(wait), 3_600) if wait.isdecimal() else 0
        return ExchangeFailed(Cause.SERVER_BUSY, f"status {status}", retry_after=seconds)
    return ExchangeFailed(Cause.NOT_OUR_SERVER, f"status {status}, {media_type or 'no type'}")


def _media_type(response: requests.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _cursor_in(response: requests.Response) -> bytes:
    """Return the cursor that the head of an answer names, or nothing."""
    if response.status_code != 200 or _media_type(response) != MEDIA_TYPE:
        return b""
    try:
        return b64decode(response.headers.get(CURSOR_HEADER, ""), validate=True)
    except ValueError:
        return b""  # Only the answer itself can be believed then.


def _size(first_line: str, headers: Mapping[str, Any]) -> int:
    lines = sum(len(name) + len(str(value)) + 4 for name, value in headers.items())
    return len(first_line) + 4 + lines


def _cause_of_tls(text: str) -> Cause:
    if any(word in text for word in _CLOCK_WORDS):
        return Cause.CLOCK_WRONG
    return Cause.NO_NETWORK if any(word in text for word in _CUT_WORDS) else Cause.NOT_OUR_SERVER


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
