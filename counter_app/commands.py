"""What each command does: it opens the counter, asks a service and says the answer."""

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from counter_app import answers, app, demo, province, window
from counter_app.domain.deadline import DueMode, TimeLimit
from counter_app.domain.errors import CounterError, Refusal
from counter_app.domain.facts import SlipPaper
from counter_app.domain.people import FieldsRefused
from counter_app.services import dossiers, intake, slips
from counter_app.services.intake_file import LONGEST_LINE, read_line, read_moment
from counter_app.ui.words import (
    counted_words,
    format_moment,
    promise_words,
)

Answer = dict[str, Any]


class NotAMoment(Refusal):
    """A moment was not given as ISO 8601."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class PasswordMissing(Refusal):
    """There is nobody to type the password, and COUNTER_PASSWORD is not set."""


class FileUnusable(Refusal):
    """A file that the command names cannot be read or written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def run_demo(options: argparse.Namespace) -> int:
    """Prepare the demonstration, drive the tour, or open the window on it."""
    if options.home.folder == app.default_home():
        # The demonstration never touches the folder of a real counter.
        options.home = app.Home(app.default_home().with_name("mot-cua-demo"))
    now = _clock_from(options.at) if options.at else app.clock
    prepared = demo.prepare(options.home, now())
    if options.prepare:
        _say(prepared, options.json, _demo_text(prepared))
        return 0
    demo.fill(options.home, now())
    if options.tour:
        return window.run_tour(options.home, Path(options.tour), demo.visit(), now)
    _out(_demo_text(prepared))
    return window.run_window(options.home, now)


def _clock_from(text: str) -> Callable[[], datetime]:
    """Return a clock that shows a given moment now and goes on from there."""
    begin, shown = app.clock(), _moment(text)
    return lambda: shown + (app.clock() - begin)


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError:
        raise NotAMoment(text) from None


def _demo_text(prepared: Answer) -> str:
    lines = [f"Quầy thử: {prepared['desk']}, {prepared['unit']}", f"Thư mục: {prepared['home']}"]
    lines += [
        f"  đăng nhập {person['clerk']}, mật khẩu {person['password']} ({person['role']})"
        for person in prepared["staff"]
    ]
    return "\n".join(lines)


def run_due(options: argparse.Namespace) -> int:
    """Answer when a result would be due, and how that was counted."""
    promise = app.due_clock(options.home).promise(
        _moment(options.received),
        TimeLimit.parse(options.limit),
        is_extra_session=options.extra_session,
        mode=DueMode(options.mode) if options.mode else None,
    )
    text = f"{promise_words(promise.due_at)}\n{counted_words(promise.counted, promise.limit.text)}"
    _say(answers.promised(promise), options.json, text)
    return 0


def run_intake(options: argparse.Namespace) -> int:
    """Take in every line that can be; one bad line never stops the others."""
    failed = 0
    with _lines(options.file) as lines, _session(options) as session:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            answer = _intake_line(session, line)
            failed += "error" in answer
            _out(json.dumps({"line": number} | answer, ensure_ascii=False))
    return 1 if failed else 0


def _intake_line(session: app.Session, line: str) -> Answer:
    try:
        request = read_line(line, session.counter.places)
        doubled = intake.same_person_open(
            session.counter, request.applicant, request.procedure_code
        )
        dossier = intake.take_in(session.counter, request, session.member, app.clock())
    except CounterError as error:
        return answers.refused(error)
    answer = {"code": dossier.code, "due_at": answers.moment(dossier.due_at)}
    return answer | ({"same_person_open": [row.code for row in doubled]} if doubled else {})


class _lines:
    """The lines of a file, read with a bound so that a huge one cannot fill the memory."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Iterator[str]:
        try:
            self._file = sys.stdin.buffer if self._path == "-" else Path(self._path).open("rb")
        except OSError as error:
            raise FileUnusable(self._path, error.strerror or "") from None
        return self._read(self._file)

    def __exit__(self, *_: object) -> None:
        if self._file and self._path != "-":
            self._file.close()

    @staticmethod
    def _read(file: IO[bytes]) -> Iterator[str]:
        most = 4 * LONGEST_LINE
        while line := file.readline(most):
            whole = line.endswith(b"\n") or len(line) < most
            while not whole:
                rest = file.readline(most)
                whole = rest.endswith(b"\n") or len(rest) < most
                line = line[:most] + b" "
            yield line.decode("utf-8-sig", errors="replace")


def run_slip(options: argparse.Namespace) -> int:
    """Save a dossier's appointment slip as PDF; recorded like any printing."""
    output = Path(options.output)

    def deliver(pdf: bytes) -> None:
        try:
            output.write_bytes(pdf)
        except OSError as error:
            raise FileUnusable(options.output, error.strerror or "") from None

    with _session(options) as session:
        slips.print_slip(
            session.counter,
            options.code,
            SlipPaper(options.paper),
            session.member,
            app.clock(),
            deliver,
            to_file=True,
        )
    _say({"file": str(output)}, options.json, f"Đã lưu giấy hẹn: {output}")
    return 0


def run_find(options: argparse.Namespace) -> int:
    """List the dossiers that match a text."""
    with _session(options) as session:
        rows = dossiers.find(session.counter, options.text, max(1, min(options.most, 1000)))
    text = "\n".join(
        f"{row.code}  {row.applicant_name}  {row.procedure_name}  hẹn {format_moment(row.due_at)}"
        for row in rows
    )
    _say([answers.row(row) for row in rows], options.json, text or "Không tìm thấy hồ sơ nào.")
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Show a dossier with its history."""
    with _session(options) as session:
        dossier = dossiers.open_dossier(session.counter, options.code)
    answer = answers.dossier(dossier)
    _say(answer, options.json, json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def run_enrol(options: argparse.Namespace) -> int:
    """Make an enrolled counter in an empty home, and show its recovery key once."""
    who = province.Newcomer(
        clerk=_clerk(options),
        name=options.name,
        password=_password(options),
        ca=_read_text(options.ca) if options.ca else "",
        pin=options.pin,
    )
    enrolled = province.enrol_home(options.home, options.url, options.code, who, app.clock())
    answer = {
        "home": str(options.home.folder.resolve()),
        "unit": enrolled.answer.unit.code,
        "desk": enrolled.answer.desk,
        "blocks": [list(block) for block in enrolled.answer.blocks],
        "recovery_key": enrolled.founded.recovery_key,
    }
    text = (
        f"Đã đăng ký quầy {enrolled.answer.desk} của {enrolled.answer.unit.name}.\n"
        f"Khóa khôi phục (chỉ hiện một lần, hãy cất đi): {enrolled.founded.recovery_key}"
    )
    _say(answer, options.json, text)
    return 0


def run_sync(options: argparse.Namespace) -> int:
    """Exchange with the province until both sides have everything or the line fails."""
    with _session(options) as session:
        outcome = province.exchange(session, app.clock)
    answer = {
        "ok": outcome.ok,
        "cause": outcome.cause.value,
        "head": outcome.head,
        "acked": outcome.acked,
        "pulled": outcome.pulled,
        "bytes_up": outcome.bytes_up,
        "bytes_down": outcome.bytes_down,
        "round_trips": outcome.round_trips,
    }
    text = (
        f"Hai bên đã đủ: {outcome.acked} mục ở tỉnh, nhận về {outcome.pulled}."
        if outcome.ok
        else f"Chưa xong ({outcome.cause.value}): còn {outcome.head - outcome.acked} mục chờ gửi."
    )
    _say(answer, options.json, text)
    return 0 if outcome.ok else 1


def _read_text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnusable(path, str(error)) from None


def run_verify(options: argparse.Namespace) -> int:
    """Check the store, the digest chain and the projections."""
    with _session(options) as session:
        problems = [str(problem) for problem in session.counter.store.check()]
    text = "\n".join(problems) if problems else "Kho dữ liệu nguyên vẹn."
    _say({"ok": not problems, "problems": problems}, options.json, text)
    return 1 if problems else 0


def run_rebuild(options: argparse.Namespace) -> int:
    """Compute every projection anew from the journal."""
    with _session(options) as session:
        session.counter.store.rebuild()
    _say({"ok": True}, options.json, "Đã tính lại mọi bảng từ nhật ký.")
    return 0


def _session(options: argparse.Namespace) -> app.CommandSession:
    """Open the store for the clerk named, with the password from outside the command line."""
    clerk = _clerk(options)
    return app.log_in(options.home, clerk, _password(options), app.clock())


def _clerk(options: argparse.Namespace) -> str:
    if not options.clerk:
        raise FieldsRefused({"clerk": "missing"})
    return str(options.clerk)


def _password(options: argparse.Namespace) -> str:
    password = os.environ.get("COUNTER_PASSWORD")
    return _asked_password(options.clerk) if password is None else password


def _asked_password(clerk: str) -> str:
    """Ask at the terminal; where letters would be shown, or nobody sits there, refuse."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"Mật khẩu của {clerk}: ")
        except (EOFError, getpass.GetPassWarning):
            raise PasswordMissing from None


def _say(answer: Answer | list[Answer], as_json: bool, text: str) -> None:
    _out(json.dumps(answer, ensure_ascii=False) if as_json else text)


def _out(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
