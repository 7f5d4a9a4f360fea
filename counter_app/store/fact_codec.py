"""Facts as bytes: canonical JSON, the same bytes for the same fact on every machine, for ever.

Fields stand in alphabetical order, fields that have their default are left out, moments are
in UTC. So a field may be added with a default without changing the bytes of older facts; a
default must never change. What this program does not know (a kind or a field from a newer one)
is kept as the bytes that came and never stops it.
"""

from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, get_args

import msgspec

from counter_app.domain.facts import Fact, UnknownFact
from counter_app.domain.moments import as_utc

_encoder = msgspec.json.Encoder(order="sorted")
_decoders: dict[str, msgspec.json.Decoder[Fact]] = {
    kind.__name__: msgspec.json.Decoder(kind) for kind in get_args(Fact) if kind is not UnknownFact
}


def known_kinds() -> frozenset[str]:
    """Return the kinds of facts that this program can read."""
    return frozenset(_decoders)


def kind_of(fact: Fact) -> str:
    """Return the kind under which a fact stands in the journal: the name of its class."""
    return fact.kind if isinstance(fact, UnknownFact) else type(fact).__name__


def encode_fact(fact: Fact) -> bytes:
    """Return the canonical bytes of a fact."""
    if isinstance(fact, UnknownFact):
        return fact.payload
    return _encoder.encode(_plain(fact))


def decode_fact(kind: str, payload: bytes) -> Fact:
    """Return the fact in a payload, or an ``UnknownFact`` if this program cannot read it."""
    decoder = _decoders.get(kind)
    if decoder is None:
        return UnknownFact(kind, payload)
    try:
        return decoder.decode(payload)
    except (msgspec.MsgspecError, RecursionError):
        return UnknownFact(kind, payload)


def _plain(value: Any) -> Any:
    """Return a value as plain data, without the fields that have their default."""
    kind = value.__class__
    if kind in _AS_THEY_ARE:
        return value
    if kind is tuple:
        return [_plain(part) for part in value]
    if kind is datetime:
        return as_utc(value)
    if isinstance(value, Enum):
        return value.value
    plain = {}
    for name, default in _fields_of(kind):
        part = getattr(value, name)
        if part.__class__ is not default.__class__ or part != default:
            plain[name] = _plain(part)
    return plain


_AS_THEY_ARE = frozenset((str, int, bool, type(None), date, float))


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, _default_of(field)) for field in fields(kind))


def _default_of(field: Field[Any]) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()
