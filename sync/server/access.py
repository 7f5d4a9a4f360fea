"""Who calls: every request of a counter is signed, and a revoked counter gets nothing."""

from collections.abc import Mapping

from sync.protocol.errors import Refused
from sync.protocol.signing import is_signed, read_authorization, request_text
from sync.server.values import Counter


def named_in(authorization: str) -> str:
    """Return the id of the counter that a header names; an empty one if it names none."""
    read = read_authorization(authorization)
    return read[0] if read else ""


def caller_of(
    counters: Mapping[str, Counter], authorization: str, method: str, path: str, body: bytes
) -> Counter:
    """Return which of some enrolled counters signed a request.

    Raises:
        Refused: ``unsigned``, ``stranger``, ``bad_signature`` or ``revoked`` with the reason.
    """
    read = read_authorization(authorization)
    if read is None:
        raise Refused("unsigned", "the Authorization header is missing or no signature")
    counter = counters.get(read[0])
    if counter is None:
        raise Refused("stranger", "no counter with this key is enrolled here")
    if not is_signed(counter.sign_key, request_text(method, path, body), read[1]):
        raise Refused("bad_signature")
    return checked(counter)


def checked(counter: Counter) -> Counter:
    """Return a counter that is not revoked.

    Raises:
        Refused: ``revoked`` with the reason.
    """
    if counter.revoked_at is not None:
        raise Refused("revoked", counter.revoked_why)
    return counter
