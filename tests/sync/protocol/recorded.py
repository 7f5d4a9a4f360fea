"""One message of every kind with all that it can say, as the first version of the program has it.

``python -m tests.sync.protocol.recorded`` wrote ``samples/messages-1.json`` once: the bytes of
these values. Neither is ever changed; what is added to a message later has a default.
"""

import json
from pathlib import Path

import msgspec

from sync.protocol import messages as m
from sync.protocol.columns import to_columns
from sync.protocol.errors import ErrorAnswer
from sync.protocol.heads import HeadsAnswer, HeadsRequest, SignedHead
from tests.sync.protocol.entries import JOURNAL, OTHER, a_chain

SAMPLES = Path(__file__).parent / "samples" / "messages-1.json"


def every_message() -> list[msgspec.Struct]:
    """Return the messages."""
    chain = a_chain(6)
    columns = to_columns(chain[3:], [chain[2].digest])
    key, digest, at = bytes(range(32)), bytes(range(32, 64)), 1_795_400_000_000_000
    day = m.DayDigest("01843", 20_780, 3, b"\x01\x02\x03\x04\x05\x06\x07\x08")
    return [
        m.ExchangeRequest(
            journal=JOURNAL,
            follows=OTHER,
            epoch="a1b2c3d4e5f6",
            acked_seq=3,
            head=m.Head(9, digest, bytes(64)),
            end=m.Head(6, chain[5].digest, bytes(64)),
            entries=columns,
            cursor=b"cursor",
            want=4_096,
            neighbours=m.Neighbours(OTHER, 1, 2),
            at=at,
            blocks=[(1001, 1999)],
            wants_block=True,
            day=20_780,
            program="0.1.0",
        ),
        m.ExchangeAnswer(
            journal=JOURNAL,
            epoch_seen="a1b2c3d4e5f6",
            cursor_seen=b"cursor",
            head_seen=9,
            epoch="f6e5d4c3b2a1",
            state=m.GAP,
            acked_seq=5,
            held=[(5, digest), (4, key)],
            quarantined=[m.Quarantined(2, "not_json")],
            entries=columns,
            feeds=[("01843", 2), ("*", 1)],
            cursor=b"further",
            ahead=7,
            scope=["01843", "*"],
            blocks=[(1001, 1999), (3001, 3999)],
            days=[day],
            server_at=at,
        ),
        m.EnrolRequest(
            code="AB12-CD34-EF56", sign_key=key, box_key=digest, proof=bytes(64), program="0.1.0"
        ),
        m.EnrolAnswer(
            counter="0011223344556677",
            unit=m.UnitPart(
                "01843", "Phường Bắc Kạn", "H55.18.43", "Thái Nguyên", "Quầy 2", "Tổ 1", "0209"
            ),
            desk=2,
            blocks=[(1001, 1999)],
            scope=["01843", "*"],
            epoch="a1b2c3d4e5f6",
            province="Tỉnh Thái Nguyên",
            province_journal=OTHER,
            sign_key=key,
            box_key=digest,
            settings={"due_mode": "A"},
            server_at=at,
        ),
        m.CommonRequest(journal=JOURNAL, marks=[(1, digest), (2, key)]),
        m.CommonAnswer(1, 9),
        m.DaysRequest(first=20_700, last=20_780),
        m.DaysAnswer([day]),
        m.DayRequest(unit="01843", day=20_780, after=4, want=1_000),
        m.DayAnswer(columns, after=9, more=True),
        m.SnapshotAnswer("snapshot-1", 1_234, digest, b"cursor", "a1b2c3d4e5f6", 20_000),
        m.Health("ok", [1], "a1b2c3d4e5f6"),
        HeadsRequest(journals=[JOURNAL, OTHER]),
        HeadsAnswer(
            [
                SignedHead(
                    journal=JOURNAL,
                    unit="01843",
                    desk=2,
                    counter="0011223344556677",
                    sign_key=key,
                    seq=9,
                    digest=digest,
                    signature=bytes(64),
                    follows=OTHER,
                    held=[(2, "not_json", key)],
                )
            ]
        ),
        ErrorAnswer("busy", "later", [1], 7),
    ]


def main() -> None:
    """Write the samples, if there are none yet."""
    written = {
        type(message).__name__: msgspec.msgpack.encode(message).hex() for message in every_message()
    }
    SAMPLES.parent.mkdir(exist_ok=True)
    with SAMPLES.open("x", encoding="utf-8") as file:
        json.dump(written, file, indent=1)


if __name__ == "__main__":
    main()
