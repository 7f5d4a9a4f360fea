"""What each command does: it opens the counter, asks a service and says the answer."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

from counter_app import answers, app, province
from counter_app.domain.deadline import DueMode, TimeLimit
from counter_app.domain.errors import CounterError, Refusal
from counter_app.domain.facts import SlipPaper
from counter_app.domain.figures import Period
from counter_app.domain.moments import day_of
from counter_app.domain.report import By, ReportForm
from counter_app.services import dossiers, duty, forms, intake, old_register, reports, scope, slips
from counter_app.services.exporting import ExportKind, Taker, export_bytes
from counter_app.services.intake_file import LONGEST_LINE, read_line
from counter_app.terminal import Answer, clerk_of, moment_of, out, password_of, say, session_of
from counter_app.ui.dates import NotADate, read_day_or_iso
from counter_app.ui.duty.shown import duty_text
from counter_app.ui.words import (
    counted_words,
    format_moment,
    promise_words,
)
from counter_app.ui.words_of_registers import report_words


class FileUnusable(Refusal):
    """A file that the command names cannot be read or written."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def run_due(options: argparse.Namespace) -> int:
    """Answer when a result would be due, and how that was counted."""
    promise = app.due_clock(options.home).promise(
        moment_of(options.received),
        TimeLimit.parse(options.limit),
        is_extra_session=options.extra_session,
        mode=DueMode(options.mode) if options.mode else None,
    )
    text = f"{promise_words(promise.due_at)}\n{counted_words(promise.counted, promise.limit.text)}"
    say(answers.promised(promise), options.json, text)
    return 0


def run_intake(options: argparse.Namespace) -> int:
    """Take in every line that can be; one bad line never stops the others."""
    failed = 0
    with _lines(options.file) as lines, session_of(options) as session:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            answer = _intake_line(session, line)
            failed += "error" in answer
            out(json.dumps({"line": number} | answer, ensure_ascii=False))
    return 1 if failed else 0


def _intake_line(session: app.Session, line: str) -> Answer:
    try:
        request = read_line(line, session.counter.places)
        doubled = intake.same_person_open(
            session.counter, request.applicant, request.procedure_code
        )
        now = app.clock()
        request = duty.in_session(session.counter, request, now)
        dossier = intake.take_in(session.counter, request, session.member, now)
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
        _write(output, pdf)

    with session_of(options) as session:
        slips.print_slip(
            session.counter,
            options.code,
            SlipPaper(options.paper),
            session.member,
            app.clock(),
            deliver,
            to_file=True,
        )
    say({"file": str(output)}, options.json, f"Đã lưu giấy hẹn: {output}")
    return 0


def run_form(options: argparse.Namespace) -> int:
    """Save one of the forms 02 to 06 of a dossier as PDF; nothing is recorded."""
    output = Path(options.output)
    number = forms.FormNumber(options.number)
    with session_of(options) as session:
        counter, by = session.counter, session.member
        _write(output, forms.form_pdf(counter, options.code, number, by, app.clock()))
    say({"file": str(output)}, options.json, f"Đã lưu mẫu {number}: {output}")
    return 0


def _write(output: Path, pdf: bytes) -> None:
    try:
        output.write_bytes(pdf)
    except OSError as error:
        raise FileUnusable(str(output), error.strerror or "") from None


def run_find(options: argparse.Namespace) -> int:
    """List the dossiers that match a text."""
    with session_of(options) as session:
        rows = dossiers.find(session.counter, options.text, max(1, min(options.most, 1000)))
    text = "\n".join(
        f"{row.code}  {row.applicant_name}  {row.procedure_name}  hẹn {format_moment(row.due_at)}"
        for row in rows
    )
    say([answers.row(row) for row in rows], options.json, text or "Không tìm thấy hồ sơ nào.")
    return 0


def run_duty(options: argparse.Namespace) -> int:
    """Say who was on duty on a day, against the roster."""
    now = app.clock()
    on = read_day_or_iso(options.on) or day_of(now)
    with session_of(options) as session:
        day = duty.on_duty(session.counter, on, now)
        desk = session.counter.desk.number
    say(answers.duty_day(day), options.json, duty_text(day, desk))
    return 0


def run_show(options: argparse.Namespace) -> int:
    """Show a dossier with its history."""
    with session_of(options) as session:
        dossier = dossiers.seen_by(session.counter, options.code, session.member, app.clock())
    answer = answers.dossier(dossier)
    say(answer, options.json, json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def run_import_register(options: argparse.Namespace) -> int:
    """Bring an older register over, or with ``--preview`` say what would become of each line.

    Where a line cannot be brought over, none is, unless ``--skip-bad`` leaves such lines out.
    """
    register = old_register.read(Path(options.file), app.clock(), options.sheet)
    with session_of(options) as session:
        report = old_register.preview(session.counter, register)
        refused = report.count(old_register.Outcome.REFUSED)
        is_done = not options.preview and (options.skip_bad or not refused)
        if is_done:
            report = old_register.bring_over(
                session.counter, register, session.member, app.clock(), skip_bad=options.skip_bad
            )
    text = report_words(report, is_done=is_done)
    say(answers.old_register(report, is_done=is_done), options.json, text)
    return 1 if refused else 0


def run_report(options: argparse.Namespace) -> int:
    """Write the report of a period to a file: Excel, PDF or JSON, by its suffix.

    A supervisor says for which purpose, which is recorded before the file is there.
    """
    output = Path(options.output)
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in ("xlsx", "pdf", "json"):
        raise reports.FileKindUnknown(output.name)
    period = Period(_day(options.first), _day(options.last))
    form, by = ReportForm(options.form), By(options.by)
    with session_of(options) as session:
        counter, now = session.counter, app.clock()
        taker = Taker(session.member, now, options.purpose)
        scope.check_unit(counter, options.unit, session.member, now)
        made = reports.report(counter, form, period, by, now, options.unit)
        if suffix == "json":
            text = json.dumps(answers.report(made), ensure_ascii=False, indent=2)
            export_bytes(counter, reports.FIGURES, text.encode(), output, taker)
        else:
            reports.export(counter, made, ExportKind(suffix), output, taker)
    answer = {"file": str(output), "as_of": answers.moment(made.as_of), "lines": len(made.lines)}
    say(answer, options.json, f"Đã lập báo cáo: {output}")
    return 0


def _day(text: str) -> date:
    day = read_day_or_iso(text)
    if day is None:
        raise NotADate("empty")
    return day


def run_enrol(options: argparse.Namespace) -> int:
    """Make an enrolled counter in an empty home, and show its recovery key once."""
    who = province.Newcomer(
        clerk=clerk_of(options),
        name=options.name,
        password=password_of(options),
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
    say(answer, options.json, text)
    return 0


def run_sync(options: argparse.Namespace) -> int:
    """Exchange with the province until both sides have everything or the line fails."""
    with session_of(options) as session:
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
    say(answer, options.json, text)
    return 0 if outcome.ok else 1


def _read_text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnusable(path, str(error)) from None
