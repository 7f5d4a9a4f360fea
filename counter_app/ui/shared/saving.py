"""Asking where a file is to be saved; every screen that gives one out asks here."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

_TABLES = {
    "xlsx": ("Xuất ra Excel", "Bảng Excel (*.xlsx)"),
    "pdf": ("Xuất ra PDF", "Tệp PDF (*.pdf)"),
}


def ask_place(parent: QWidget, title: str, name: str, kinds: str, *endings: str) -> Path | None:
    """Ask for a file's place, ``name`` proposed; None if the person thought better of it.

    A name without one of the ``endings`` (``.pdf``) gets the first: what stands behind the dot
    of "Quý IV.2026" says nothing of the kind of file.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in endings else path.with_name(path.name + endings[0])


def ask_export_place(parent: QWidget, kind: str, name: str) -> Path | None:
    """Ask for the place of a list or report, an ``ExportKind``; None if better not."""
    title, kinds = _TABLES[kind]
    return ask_place(parent, title, name, kinds, f".{kind}")
