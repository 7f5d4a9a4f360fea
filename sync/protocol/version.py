"""Versions and bounds of the protocol: what both sides must keep to."""

PROTOCOL = 1
"""The version this program speaks."""

SUPPORTED = (1,)
"""The versions this program understands. The server is upgraded first."""

MEDIA_TYPE = "application/vnd.mot-cua.v1"
"""Compressed messages (``codec``). Every message may also travel as ``application/json``."""

JSON = "application/json"

CURSOR_HEADER = "Feed-Cursor"
"""Header of an answer behind which there is more: its cursor (base64), ahead of its body, so that
the next request may leave while the body is on its way."""

MOST_BODY = 1 << 20
"""Bytes of a request body on the line at the most."""

MOST_PLAIN = 16 << 20
"""Bytes of a message after decompression at the most."""

MOST_PAYLOAD = 256 << 10
"""Bytes of a counter entry's payload at the most; a larger one travels withheld."""

MOST_DEPTH = 64
"""Levels of nesting in a payload at the most."""

MOST_WANTED = 1 << 20
"""Bytes of feed in one answer at the most."""
