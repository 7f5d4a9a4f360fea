"""I8: messages as the first version wrote them are read for ever, with more or less in them."""

import json

import msgspec
import pytest

from tests.sync.protocol.recorded import SAMPLES, every_message

RECORDED: dict[str, str] = json.loads(SAMPLES.read_text(encoding="utf-8"))
MESSAGES = {type(message).__name__: message for message in every_message()}


def test_i8_every_message_has_its_sample() -> None:
    assert RECORDED.keys() == MESSAGES.keys()
    for name, message in MESSAGES.items():
        lacking = [
            field.name
            for field in msgspec.structs.fields(message)
            if field.name not in msgspec.msgpack.decode(bytes.fromhex(RECORDED[name]))
        ]
        assert lacking in ([], ["protocol"]), "a sample says all that can be said"


@pytest.mark.parametrize("name", RECORDED)
def test_i8_what_the_first_version_said_means_the_same_for_ever(name: str) -> None:
    """Seen to fail when a field was renamed."""
    message = MESSAGES[name]
    assert msgspec.msgpack.decode(bytes.fromhex(RECORDED[name]), type=type(message)) == message


@pytest.mark.parametrize("name", RECORDED)
def test_i8_what_a_newer_version_says_besides_is_skipped(name: str) -> None:
    """Seen to fail when a message forbade unknown fields."""
    message = MESSAGES[name]
    fields = msgspec.msgpack.decode(bytes.fromhex(RECORDED[name]))
    newer = msgspec.msgpack.encode(with_more(fields))
    assert msgspec.msgpack.decode(newer, type=type(message)) == message


@pytest.mark.parametrize("name", RECORDED)
def test_i8_what_an_older_version_did_not_say_has_its_default(name: str) -> None:
    message = MESSAGES[name]
    fields = msgspec.msgpack.decode(bytes.fromhex(RECORDED[name]))
    for field in msgspec.structs.fields(message):
        if field.required:
            continue
        older = msgspec.msgpack.encode({k: v for k, v in fields.items() if k != field.name})
        read = msgspec.msgpack.decode(older, type=type(message))
        default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
        assert read == msgspec.structs.replace(message, **{field.name: default})


def with_more(value: object) -> object:
    """Return a message with a field that nobody knows in it, and in everything that it holds."""
    if isinstance(value, list):
        return [with_more(one) for one in value]
    if isinstance(value, dict) and "due_mode" not in value:
        return {**{key: with_more(one) for key, one in value.items()}, "colour": ["đỏ", None]}
    return value
