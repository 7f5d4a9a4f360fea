"""Why an exchange did not come to its end, in machine words; the counter has the sentences."""

from enum import StrEnum

from sync.protocol.errors import STATUS


class Cause(StrEnum):
    """What stands between the counter and the province; ``NONE`` if nothing does."""

    NONE = ""
    NO_NETWORK = "no_network"
    """Nobody answers: no cable, no line, no name, the server is switched off."""

    SILENT = "silent"
    """The line was there and nothing came through it any more."""

    NOT_OUR_SERVER = "not_our_server"
    """Somebody answered who is not the province: a log-in page, another certificate."""

    SERVER_BUSY = "server_busy"
    """The server asks to come again later."""

    SERVER_FAULT = "server_fault"
    """Something is wrong at the server; its administrators see it in their log."""

    CLOCK_WRONG = "clock_wrong"
    """By this machine's clock the server's certificate is not valid yet, or no longer."""

    REVOKED = "revoked"
    """The province shut this counter out."""

    STRANGER = "stranger"
    """The province does not know this counter: another server, or one set up anew."""

    TOO_OLD = "too_old"
    """The server does not understand this program any more."""

    REFUSED = "refused"
    """The server refuses what this program says; a fault of one of the two programs."""

    NO_ROOM = "no_room"
    """This machine's own disk is full: nothing of what came could be kept."""

    OWN_FAULT = "own_fault"
    """Something went wrong in this program or its store; the next try may go better."""

    STOPPED = "stopped"
    """The program is ending."""


_BY_WORD = {
    "newer_version": Cause.TOO_OLD,
    "unsigned": Cause.STRANGER,
    "stranger": Cause.STRANGER,
    "bad_signature": Cause.STRANGER,
    "revoked": Cause.REVOKED,
    "too_many_requests": Cause.SERVER_BUSY,
    "busy": Cause.SERVER_BUSY,
    "server_fault": Cause.SERVER_FAULT,
}


class ExchangeFailed(Exception):
    """An exchange did not come to its end; ``retry_after`` are seconds, if the server named any.

    ``word`` is the server's own, a key of ``sync.protocol.errors.STATUS``, or empty.
    """

    def __init__(
        self, cause: Cause, detail: str = "", *, word: str = "", retry_after: int = 0
    ) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail
        self.word = word
        self.retry_after = retry_after

    @property
    def is_of_the_line(self) -> bool:
        """Whether another try on a new connection may go better at once."""
        return self.cause in (Cause.NO_NETWORK, Cause.SILENT)


def refusal(word: str, detail: str = "", retry_after: int = 0) -> ExchangeFailed:
    """Return what a word of the server means."""
    cause = _BY_WORD.get(word, Cause.REFUSED if word in STATUS else Cause.NOT_OUR_SERVER)
    return ExchangeFailed(cause, detail or word, word=word, retry_after=retry_after)
