"""What every command does at the terminal: it opens the counter and says its answer."""

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from counter_app import app
from counter_app.domain.errors import Refusal
from counter_app.domain.people import FieldsRefused
from counter_app.services.intake_file import read_moment
from counter_app.ui.words import number_words

Answer = dict[str, Any]


class NotAMoment(Refusal):
    """A moment was not given as ISO 8601."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class PasswordMissing(Refusal):
    """There is nobody to type the password, and COUNTER_PASSWORD is not set."""


def session_of(options: argparse.Namespace) -> app.CommandSession:
    """Open the store for the clerk named, with the password from outside the command line."""
    clerk = clerk_of(options)
    return app.log_in(options.home, clerk, password_of(options), app.clock())


def clerk_of(options: argparse.Namespace) -> str:
    """Return the log-in name that the command was given."""
    if not options.clerk:
        raise FieldsRefused({"clerk": "missing"})
    return str(options.clerk)


def password_of(options: argparse.Namespace) -> str:
    """Return the password: from the environment, or typed."""
    password = os.environ.get("COUNTER_PASSWORD")
    return asked_password(options.clerk) if password is None else password


def asked_password(clerk: str) -> str:
    """Ask at the terminal; where letters would be shown, or nobody sits there, refuse."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"Mật khẩu của {clerk}: ")
        except (EOFError, getpass.GetPassWarning):
            raise PasswordMissing from None


def say(answer: Answer | list[Answer], as_json: bool, text: str) -> None:
    """Say an answer to a program as JSON, or to a person as text."""
    out(json.dumps(answer, ensure_ascii=False) if as_json else text)


def out(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def moment_of(text: str) -> datetime:
    """Return a moment written as ISO 8601.

    Raises:
        NotAMoment: it is none.
    """
    try:
        return read_moment(text)
    except ValueError:
        raise NotAMoment(text) from None


def clock_off_by(shift: timedelta) -> Callable[[], datetime]:
    """Return a clock that is off the machine's by so much."""
    return lambda: app.clock() + shift


class ProgressLine:
    """How far a long job is: one line at the terminal, written over and wiped in the end.

    It goes to the errors' stream, so that the answer stays alone on its own; where nobody looks
    (a timer, a file) nothing is written.
    """

    def __init__(self, words: str) -> None:
        self._words = words
        self._percent = -1
        self._stream = sys.stderr

    def __enter__(self) -> Self:
        return self

    def tell(self, done: int, total: int) -> None:
        """Say that so many of all are done."""
        percent = min(100, 100 * done // max(1, total))
        if percent != self._percent and self._stream.isatty():
            self._percent = percent
            counts = f"{number_words(done)}/{number_words(total)}"
            self._stream.write(f"\r{self._words} {counts} ({percent} %)")
            self._stream.flush()

    def __exit__(self, *_: object) -> None:
        if self._percent >= 0:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
