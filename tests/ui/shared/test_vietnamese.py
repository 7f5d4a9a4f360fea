"""Qt's own words in Vietnamese."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counter_app.ui.shared.vietnamese import Vietnamese


@pytest.fixture
def vietnamese(qapp: QApplication) -> Iterator[None]:
    words = Vietnamese(qapp)
    qapp.installTranslator(words)
    yield
    qapp.removeTranslator(words)


def test_standard_buttons_are_vietnamese(vietnamese: None, qtbot: QtBot) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Yes | kinds.No | kinds.Cancel | kinds.Save | kinds.Close)
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"Có", "Không", "Thôi", "Lưu", "Đóng"}


def test_the_file_dialog_has_no_english_word(vietnamese: None, qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    qtbot.addWidget(dialog)
    dialog.show()
    words = {label.text() for label in dialog.findChildren(QLabel)}
    words |= {button.text() for button in dialog.findChildren(QPushButton)}
    english = {"Look in:", "File name:", "&File name:", "Files of type:", "Cancel", "Save", "&Save"}
    assert not words & english
    assert "Lưu" in words
