"""The server's own description, made from the messages themselves."""

from functools import cache
from typing import Any

import msgspec

from sync.protocol import messages as m
from sync.protocol.contacts import ContactsAnswer, ContactsRequest
from sync.protocol.errors import STATUS, ErrorAnswer
from sync.protocol.heads import HeadsAnswer, HeadsRequest
from sync.protocol.version import JSON, MEDIA_TYPE, MOST_BODY, PROTOCOL

_REFERENCE = "#/components/schemas/{name}"
_SIGNED: list[dict[str, list[str]]] = [{"counter": []}]
_POSTS: tuple[tuple[str, type, type, str, bool], ...] = (
    ("/v1/exchange", m.ExchangeRequest, m.ExchangeAnswer, "Push, pull and be told, at once.", True),
    ("/v1/enrol", m.EnrolRequest, m.EnrolAnswer, "Enrol a counter with its code.", False),
    ("/v1/common", m.CommonRequest, m.CommonAnswer, "How far two copies agree.", True),
    ("/v1/days", m.DaysRequest, m.DaysAnswer, "Digests of days.", True),
    ("/v1/day", m.DayRequest, m.DayAnswer, "The entries of one day.", True),
    ("/v1/heads", HeadsRequest, HeadsAnswer, "The signed ends of journals.", True),
    ("/v1/contacts", ContactsRequest, ContactsAnswer, "When counters and entries came.", True),
)


@cache
def openapi() -> bytes:
    """Return the OpenAPI 3.1 description as JSON."""
    kinds: list[Any] = [ErrorAnswer, m.SnapshotAnswer, m.Health]
    for _, request, answer, _, _ in _POSTS:
        kinds += [request, answer]
    references, schemas = msgspec.json.schema_components(kinds, ref_template=_REFERENCE)
    schema_of = dict(zip(kinds, references, strict=True))
    paths = {
        path: {"post": _post(schema_of, request, answer, summary, is_signed=is_signed)}
        for path, request, answer, summary, is_signed in _POSTS
    }
    paths |= _gets(schema_of)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Provincial server of the one-stop shops",
                "version": str(PROTOCOL),
                "description": f"Bodies travel as {MEDIA_TYPE} (see sync.protocol.codec) or as"
                f" JSON, {MOST_BODY} bytes at the most. Bytes are base64 in JSON.",
            },
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {
                    "counter": {
                        "type": "apiKey",
                        "in": "header",
                        "name": "Authorization",
                        "description": "Counter <id>.<Ed25519 signature, base64url>:"
                        " see sync.protocol.signing.authorization",
                    }
                },
            },
        }
    )


def _post(
    schema_of: dict[Any, Any], request: type, answer: type, summary: str, *, is_signed: bool
) -> dict[str, Any]:
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": _content(schema_of[request])},
        "responses": _responses(schema_of, answer),
        "security": _SIGNED if is_signed else [],
    }


def _gets(schema_of: dict[Any, Any]) -> dict[str, Any]:
    file = {
        "content": {"application/octet-stream": {}},
        "description": "The file, or the part of it that Range asks for.",
    }
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
    errors = _errors(schema_of)
    document = {"description": "This document.", "content": {JSON: {}}}
    return {
        "/v1/health": {
            "get": {
                "summary": "Whether the server is there.",
                "responses": _responses(schema_of, m.Health),
            }
        },
        "/v1/openapi.json": {
            "get": {"summary": "This document.", "responses": {"200": document, **errors}}
        },
        "/v1/snapshot": {
            "get": {
                "summary": "The snapshot for a first load.",
                "responses": _responses(schema_of, m.SnapshotAnswer),
                "security": _SIGNED,
            }
        },
        "/v1/snapshot/{name}": {
            "get": {
                "summary": "The snapshot's file; resumable with Range.",
                "parameters": [name],
                "responses": {"200": file, "206": file, **errors},
                "security": _SIGNED,
            }
        },
    }


def _responses(schema_of: dict[Any, Any], answer: type) -> dict[str, Any]:
    done = {"description": "Done.", "content": _content(schema_of[answer])}
    return {"200": done, **_errors(schema_of)}


def _errors(schema_of: dict[Any, Any]) -> dict[str, Any]:
    errors = {}
    for status in sorted(set(STATUS.values())):
        words = sorted(word for word, code in STATUS.items() if code == status)
        content = _content(schema_of[ErrorAnswer])
        errors[str(status)] = {"description": ", ".join(words), "content": content}
    return errors


def _content(schema: Any) -> dict[str, Any]:
    return {JSON: {"schema": schema}, MEDIA_TYPE: {}}
