"""What comes of a job: its result, or the refusal that its caller hears."""

import logging
from collections.abc import Callable
from typing import TypeVar

from sync.protocol.codec import BadBody
from sync.protocol.errors import Refused
from sync.server.storage.storage import NoRoom, StorageFailed

log = logging.getLogger(__name__)

_T = TypeVar("_T")


def outcome(job: Callable[[], _T]) -> _T | Refused:
    """Return what a job returns, or why it did not.

    What went wrong inside the server stands in the log and never in the refusal.
    """
    try:
        return job()
    except Refused as refused:
        return refused
    except BadBody as bad:
        return Refused(bad.word, bad.detail)
    except NoRoom as full:
        log.error("the disk of the database is full: %s", str(full)[:200])
        return Refused("server_fault", "there is no room at the server", 60)
    except StorageFailed:
        log.exception("the database failed")
    except Exception:
        log.exception("a fault of the server")
    return Refused("server_fault", "see the server's log", 30)
