"""What the province says, as payloads."""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sync.protocol.province import (
    AccountGranted,
    Cost,
    Published,
    decode_province,
    encode_province,
    new_account,
)

CHEAP = Cost(passes=1, memory=64, lanes=1)


def test_an_account_leads_from_its_password_to_its_public_key() -> None:
    """Seen to fail when the password was not brought into its composed form."""
    account = new_account("mau", "Hoàng Thị Mẫu", "clerk", ("01843",), "mật khẩu", CHEAP)

    private = Argon2id(salt=account.salt, length=32, iterations=1, lanes=1, memory_cost=64).derive(
        "mật khẩu".encode()
    )

    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    assert account.public_key == public
    decomposed = "ma\u0323\u0302t kh\u00e2\u0309u"
    assert decomposed != "mật khẩu"


def test_payloads_are_canonical_and_read_back() -> None:
    account = AccountGranted("mau", "Mẫu", "clerk", ("01843",), bytes(32), bytes(16), CHEAP)
    payload = encode_province(account)

    assert payload.startswith(b'{"clerk":"mau","cost":{"lanes":1')
    assert decode_province("AccountGranted", payload) == account


def test_what_a_newer_province_says_is_left_alone() -> None:
    assert decode_province("Unheard", b"{}") is None
    assert decode_province("Published", b"{}") is None
    newer = b'{"colour":"red","name":"1.001","text":"","what":"procedure"}'
    assert decode_province("Published", newer) == Published("procedure", "1.001", "")
