"""Who calls: every request of a counter is signed, and a revoked counter gets nothing."""

from sync.protocol.errors import Refused
from sync.protocol.signing import is_signed, read_authorization, request_text
from sync.server.storage.storage import Work
from sync.server.values import Counter


def caller_of(work: Work, authorization: str, method: str, path: str, body: bytes) -> Counter:
    """Return the counter that signed a request.

    Raises:
        Refused: ``unsigned``, ``stranger``, ``bad_signature`` or ``revoked`` with the reason.
    """
    read = read_authorization(authorization)
    if read is None:
        raise Refused("unsigned", "the Authorization header is missing or no signature")
    counter = work.counters.get(read[0])
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
