"""What the server answers when it cannot do what was asked: one machine word, and what it means.

An error answer changes nothing at the server. The words are for programs; the counter has the
sentences for people.
"""

from typing import Final

import msgspec

STATUS: Final[dict[str, int]] = {
    # The request itself.
    "malformed": 400,
    "bad_cursor": 400,
    "bad_entries": 400,
    "bad_head": 400,
    "newer_version": 400,
    "unknown_dictionary": 409,
    "too_large": 413,
    "unknown_media_type": 415,
    "no_such_page": 404,
    "no_such_snapshot": 404,
    "wrong_method": 405,
    "bad_range": 416,
    # The caller.
    "unsigned": 401,
    "stranger": 401,
    "bad_signature": 401,
    "revoked": 403,
    "not_your_journal": 403,
    "journal_closed": 409,
    "not_your_unit": 403,
    # Enrolment.
    "unknown_code": 403,
    "code_expired": 403,
    "code_used": 403,
    # The server.
    "too_many_requests": 429,
    "busy": 503,
    "server_fault": 500,
}
"""Every machine word with its HTTP status."""


class ErrorAnswer(msgspec.Struct, omit_defaults=True):
    """The body of an error answer.

    ``error`` is a key of ``STATUS``; ``detail`` a plain English line for the log, without
    personal data; ``supported`` the protocol versions, where the request's was another;
    ``retry_after`` seconds to wait, as in the header of that name.
    """

    error: str
    detail: str = ""
    supported: list[int] = []
    retry_after: int = 0


class Refused(Exception):
    """The other side cannot or will not do what was asked; ``word`` is a key of ``STATUS``."""

    def __init__(self, word: str, detail: str = "", retry_after: int = 0) -> None:
        super().__init__(f"{word}: {detail}" if detail else word)
        self.word = word
        self.detail = detail
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The HTTP status that goes with the word."""
        return STATUS.get(self.word, 500)
