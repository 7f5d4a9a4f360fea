"""The file of a snapshot: parts of feeds in one zstd stream, for a first load.

Each part is four bytes of length (big-endian) and a MessagePack ``SnapshotPart``; a length of
nought and the number of all entries in eight bytes are the end. Whoever reads
one stores part after part and the cursor last; if the reading breaks off it starts again, and
what is there already does no harm. The stream is compressed as a whole, better than pages.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec
import zstandard

from sync.protocol.columns import Columns
from sync.protocol.version import MOST_PLAIN

LEVEL = 12

_WINDOW = 1 << 23


class SnapshotPart(msgspec.Struct):
    """The next entries of one feed."""

    unit: str
    entries: Columns


class BadSnapshot(ValueError):
    """A file that is no snapshot, or damaged."""


class SnapshotWriter:
    """Writes parts; ``count`` is how many entries there are so far."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=23)
        self._write = write
        self._stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        self.count = 0

    def write(self, part: SnapshotPart) -> None:
        """Append a part."""
        plain = msgspec.msgpack.encode(part)
        self._write(self._stream.compress(len(plain).to_bytes(4) + plain))
        self.count += len(part.entries.payloads)

    def close(self) -> None:
        """Write the end and what is left; the file is whole only then."""
        self._write(self._stream.compress(bytes(4) + self.count.to_bytes(8)))
        self._write(self._stream.flush())


def read_snapshot(file: BinaryIO) -> Iterator[SnapshotPart]:
    """Yield the parts of a snapshot.

    Raises:
        BadSnapshot: it is none, or it breaks off.
    """
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with decompressor.stream_reader(file) as stream:
            count = 0
            while size := int.from_bytes(_exactly(stream.read, 4)):
                if size > MOST_PLAIN:
                    raise BadSnapshot(f"a part of {size} bytes")
                part = msgspec.msgpack.decode(_exactly(stream.read, size), type=SnapshotPart)
                count += len(part.entries.payloads)
                yield part
            if int.from_bytes(_exactly(stream.read, 8)) != count:
                raise BadSnapshot("parts are missing")
    except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadSnapshot(str(error)[:200]) from error


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    parts = b""
    while len(parts) < size:
        part = read(size - len(parts))
        if not part:
            raise BadSnapshot("the file breaks off")
        parts += part
    return parts
