"""Unforeseen errors: a numbered report without personal data, and calm words."""

import logging
import threading

import pytest
from pytestqt.qtbot import QtBot

from counter_app.ui.crash import CrashNotice, CrashReports, where_it_happened

SECRET = "006091000000"


def stumble(number: str) -> None:
    raise ValueError(f"no dossier of {number}")


def stumbled() -> ValueError:
    try:
        stumble(SECRET)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.fixture
def reports(qtbot: QtBot) -> CrashReports:
    reports = CrashReports(lambda: "K7Q2MD")
    return reports


def close_notice(reports: CrashReports, qtbot: QtBot) -> CrashNotice:
    qtbot.waitUntil(lambda: reports._notice is not None)
    notice = reports._notice
    assert notice is not None
    qtbot.addWidget(notice)
    return notice


def test_a_report_says_where_and_never_what(
    reports: CrashReports, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    with caplog.at_level(logging.ERROR):
        assert reports.report(stumbled()) == "K7Q2MD"
    assert "K7Q2MD" in caplog.text
    assert "in stumble" in caplog.text
    assert SECRET not in caplog.text
    close_notice(reports, qtbot)


def test_the_clerk_is_told_the_number(reports: CrashReports, qtbot: QtBot) -> None:
    reports.report(stumbled())
    assert "K7Q2MD" in close_notice(reports, qtbot).number.text()


def test_a_report_from_another_thread_is_told_on_ours(reports: CrashReports, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reports.reported) as told:
        thread = threading.Thread(target=lambda: reports.report(stumbled()))
        thread.start()
        thread.join()
    assert told.args == ["K7Q2MD"]
    close_notice(reports, qtbot)


def test_causes_are_told_too() -> None:
    try:
        raise RuntimeError(SECRET) from stumbled()
    except RuntimeError as error:
        told = where_it_happened(error)
    assert "caused by ValueError" in told
    assert SECRET not in told
