"""Signed ends of journals, for whoever reads them: what each counter itself vouches for.

``POST /v1/heads`` asks for the ends of some journals of the caller's scope. A supervisor's
program checks with them that what the province gave out is what the counters wrote: the server
can neither sign for a counter nor change the key that a journal was first known by.
"""

from typing import Annotated

import msgspec

from sync.protocol.columns import Digest, JournalId
from sync.protocol.messages import Seq, Signature
from sync.protocol.signing import head_text, id_of, is_signed

MOST_JOURNALS = 2_000
"""Journals that may be named in one request."""


class HeadsRequest(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Asks for the ends of some journals; without any, for those of all in the caller's scope."""

    journals: Annotated[list[JournalId], msgspec.Meta(max_length=MOST_JOURNALS)] = []


class SignedHead(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The end of a journal as its counter last signed it.

    ``unit`` and ``desk`` say where the counter stands, ``counter`` and ``sign_key`` who it is.
    ``held`` are the entries that the province keeps apart and did not pass on: number, machine
    word for why, digest. ``follows`` is the journal that the counter wrote before.
    """

    journal: JournalId
    unit: str
    desk: int
    counter: str
    sign_key: bytes
    seq: Seq
    digest: Digest
    signature: Signature
    follows: str = ""
    held: list[tuple[int, str, bytes]] = []

    @property
    def is_vouched_for(self) -> bool:
        """Whether the counter that the key stands for signed this end."""
        text = head_text(self.journal, self.seq, self.digest)
        is_theirs = id_of(self.sign_key) == self.counter
        return is_theirs and is_signed(self.sign_key, text, self.signature)


class HeadsAnswer(msgspec.Struct, omit_defaults=True):
    """The ends asked for; journals outside the caller's scope are left out."""

    heads: list[SignedHead] = []
