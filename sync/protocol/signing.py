"""Who says so: Ed25519 signatures over requests, over the ends of journals, over enrolments.

Every signed text begins with what it is, so that no signature can stand for another thing. A
request needs neither a time nor a number that is used once: whoever plays one back reaches a
server that has done it already, and gets an answer that only TLS kept from him before.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

_AUTHORIZATION = re.compile(r"Counter ([0-9a-f]{16})\.([0-9A-Za-z_-]{86})")


@dataclass(frozen=True)
class Keys:
    """The private keys of a counter or server: one signs, the other opens sealed files."""

    sign: bytes
    box: bytes

    @classmethod
    def new(cls) -> "Keys":
        """Return fresh keys from the system's random source."""
        return cls(
            Ed25519PrivateKey.generate().private_bytes_raw(),
            X25519PrivateKey.generate().private_bytes_raw(),
        )

    @property
    def sign_key(self) -> bytes:
        """The public key that verifies this side's signatures."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()

    @property
    def box_key(self) -> bytes:
        """The public key to which files for this side are sealed."""
        return X25519PrivateKey.from_private_bytes(self.box).public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """The name under which the other side knows these keys."""
        return id_of(self.sign_key)


def id_of(sign_key: bytes) -> str:
    """Return the name of the owner of a public key: 16 hexadecimal digits."""
    return sha256(b"mot-cua key 1\n" + sign_key).hexdigest()[:16]


def sign(keys: Keys, text: bytes) -> bytes:
    """Return the signature of a text that says itself what it is."""
    return Ed25519PrivateKey.from_private_bytes(keys.sign).sign(text)


def is_signed(sign_key: bytes, text: bytes, signature: bytes) -> bool:
    """Return whether the owner of a public key signed the text."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_head(keys: Keys, journal: str, seq: int, digest: bytes) -> bytes:
    """Return the signature under the end of a journal."""
    return sign(keys, head_text(journal, seq, digest))


def head_text(journal: str, seq: int, digest: bytes) -> bytes:
    """Return what is signed under the end of a journal."""
    return f"mot-cua head 1\n{journal}/{seq}\n".encode() + digest


def sign_enrolment(keys: Keys, code: str) -> bytes:
    """Return the proof that the counter owns the keys it enrols with."""
    return sign(keys, enrolment_text(code, keys.sign_key, keys.box_key))


def enrolment_text(code: str, sign_key: bytes, box_key: bytes) -> bytes:
    """Return what is signed when a counter enrols."""
    return b"mot-cua enrolment 1\n" + sha256(code.encode()).digest() + sign_key + box_key


def authorization(keys: Keys, method: str, path: str, body: bytes = b"") -> str:
    """Return the ``Authorization`` header of a request; ``path`` includes the query."""
    signature = sign(keys, request_text(method, path, body))
    return f"Counter {keys.id}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def request_text(method: str, path: str, body: bytes) -> bytes:
    """Return what is signed of a request."""
    return f"mot-cua request 1\n{method} {path}\n".encode() + sha256(body).digest()


def read_authorization(header: str) -> tuple[str, bytes] | None:
    """Return the caller and signature in an ``Authorization`` header, or None if it is none."""
    found = _AUTHORIZATION.fullmatch(header)
    if found is None:
        return None
    try:
        return found[1], base64.urlsafe_b64decode(found[2] + "==")
    except (binascii.Error, ValueError):
        return None
